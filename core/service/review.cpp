#include "core/service/review_p.h"

#include "core/approval/review.h"
#include "core/service/record_data_p.h"

namespace countersign::service {

namespace {

constexpr Duration kSkew{30'000};

} // namespace

Result<Shown> showRequest(store::ReadStore& store, const StoreId& id, const approval::ApprovalRequest& request) {
    TRY(const auto body, store.values(request.record));
    const auto text = body.value_or(std::string());
    TRY(const auto arguments, Values::arguments(text));
    CHECK(arguments.verify(request.args));
    Shown shown{.arguments = arguments.values(), .askedReason = std::nullopt, .document = {}, .digest = {}};
    if (shown.arguments.size() != arguments.members().size()) {
        return fail(Code::NotFound, "some arguments were erased; what cannot be shown cannot be approved");
    }
    if (request.askedReason) {
        TRY(shown.askedReason, Values::text(text, "asked_reason", *request.askedReason));
    }
    shown.document = approval::reviewDocument(request, id, shown.arguments, shown.askedReason);
    shown.digest = approval::reviewDigest(shown.document);
    return shown;
}

Result<void> checkReviewed(Transaction& transaction, const command::DecideApproval& decide,
                           const OpenedCommand& opened) {
    const auto& state = transaction.state();
    const auto request = state.approvalAt(decide.approval, transaction.now());
    if (!request) {
        return fail(Code::ApprovalUnknown, "there is no such approval");
    }
    const auto* by = state.world.directory.findOperator(opened.by);
    const auto* entry = by == nullptr ? nullptr : by->keys.validAt(opened.key, transaction.now());
    if (entry == nullptr) {
        return fail(Code::KeyNotValidNow, "the approver's key is not valid now");
    }
    TRY(const auto shown, showRequest(transaction.store().read(), state.world.store, *request));
    TRY(const auto decision, approval::openDecision(decide.payload, decide.signature, entry->key, *request,
                                                    state.world.store, shown.digest));
    if (decision.by != opened.by || decision.key != opened.key) {
        return fail(Code::SignatureInvalid, "envelope and approval must be signed by the same operator and key");
    }
    const auto apart = transaction.now() - decision.at;
    if (apart > kSkew || apart < -kSkew) {
        return fail(Code::CommandStale, "the approval was signed more than 30 s from the engine's time; sign again");
    }
    return {};
}

namespace {

/// Each command's subject, where it has one of the typed fields.
struct Describe {
    const State& state;
    ledger::RecordFields& fields;

    void operator()(const command::RegisterAgent& c) const { fields.agent = c.id.text(); }
    void operator()(const command::ActivateAgent& c) const { fields.agent = c.id.text(); }
    void operator()(const command::RejectEnrolment& c) const {
        if (const auto* enrolment = state.enrolments.find(c.id)) {
            fields.agent = (*enrolment)->agent.text();
        }
    }
    void operator()(const command::SuspendAgent& c) const { fields.agent = c.id.text(); }
    void operator()(const command::ResumeAgent& c) const { fields.agent = c.id.text(); }
    void operator()(const command::RevokeAgent& c) const { fields.agent = c.id.text(); }
    void operator()(const command::RotateAgentKey& c) const { fields.agent = c.id.text(); }
    void operator()(const command::AddUser& c) const { fields.user = c.id.text(); }
    void operator()(const command::DisableUser& c) const { fields.user = c.id.text(); }
    void operator()(const command::CreateGrant& c) const { subject(c.grant.to); }
    void operator()(const command::RevokeGrant& c) const {
        if (const auto* grant = state.world.authority.grant(c.id)) {
            subject(grant->to);
        }
    }
    void operator()(const command::AssignRole& c) const { subject(c.assignment.to); }
    void operator()(const command::UnassignRole& c) const { subject(c.to); }
    void operator()(const command::CreateDelegation& c) const { hop(c.delegation); }
    void operator()(const command::RevokeDelegation& c) const {
        if (const auto* delegation = state.world.authority.delegation(c.id)) {
            hop(*delegation);
        }
    }
    void operator()(const command::DecideApproval& c) const {
        fields.approval = c.approval;
        const auto* found = state.approvals.find(c.approval);
        if (found == nullptr) {
            return;
        }
        const auto& request = **found;
        fields.request = request.request;
        fields.agent = request.agent.text();
        fields.user = request.user ? request.user->text() : std::string();
        fields.action = request.action;
        fields.resource = request.resource;
        fields.chain = recordChain(request.chain);
    }
    template <class Other>
    void operator()(const Other&) const {}

    void subject(const delegation::Subject& to) const {
        if (to.kind() == delegation::Subject::Kind::Agent) {
            fields.agent = to.id();
        }
    }
    void hop(const delegation::Delegation& delegation) const {
        fields.agent = delegation.to.text();
        if (delegation.from.type() == identity::PrincipalType::User) {
            fields.user = delegation.from.id();
        }
    }
};

} // namespace

void describeTarget(const State& state, const command::Command& command, ledger::RecordFields& fields) {
    std::visit(Describe{state, fields}, command);
}

} // namespace countersign::service
