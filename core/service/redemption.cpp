#include "core/service/redemption_p.h"

#include "core/approval/review.h"
#include "core/approval/state_machine.h"
#include "core/service/action_job_p.h"

namespace countersign::service {

Result<void> checkUnchanged(const approval::ApprovalRequest& request, const decision::Decision& today) {
    if (today.verdict == decision::Verdict::Deny) {
        const auto& reason = today.reasons.front();
        return fail(reason.code, reason.text);
    }
    if (today.policy != request.policy) {
        return fail(Code::PolicyChanged, "another policy version was published since it was approved; ask again");
    }
    const bool sameRight =
        today.requiredScope == request.requiredScope && delegation::riskName(today.risk) == request.risk;
    if (today.verdict != decision::Verdict::Hold || today.holds != request.holds || !sameRight ||
        approval::chainDigest(today.chain) != approval::chainDigest(request.chain)) {
        return fail(Code::AuthorityChanged,
                    "grants, roles, delegation or the demanded approvals changed since it was approved; ask again");
    }
    return {};
}

namespace {

/// The arguments of the original request with their salts, as the ledger's record holds them.
Result<ledger::CommittedArguments> approvedArguments(store::ReadStore& store,
                                                     const approval::ApprovalRequest& request) {
    TRY(const auto body, store.values(request.record));
    TRY(auto arguments, Values::arguments(body.value_or(std::string())));
    CHECK(arguments.verify(request.args));
    return arguments;
}

/// Whether the request waits for the answer to the very question that the call asks: the same action with the same
/// arguments for the same reason.
Result<bool> asksTheSame(store::ReadStore& store, const approval::ApprovalRequest& waiting,
                         const PreparedAction& asked) {
    if (waiting.action != asked.request.action || waiting.resource != asked.request.resource ||
        waiting.askedReason.has_value() != asked.askedReason.has_value()) {
        return false;
    }
    TRY(const auto body, store.values(waiting.record));
    TRY(const auto arguments, Values::arguments(body.value_or(std::string())));
    if (arguments.root() != waiting.args || arguments.rootOf(asked.request.arguments) != waiting.args) {
        return false;
    }
    if (!asked.askedReason) {
        return true;
    }
    TRY(const auto reason, Values::text(body.value_or(std::string()), "asked_reason", *waiting.askedReason));
    return reason == asked.askedReason;
}

} // namespace

std::optional<approval::ApprovalRequest> ActionJob::alreadyWaiting(Transaction& transaction,
                                                                   const decision::Decision& today) const {
    const auto& state = transaction.state();
    const auto* open = state.openOfAgent.find(m_prepared.request.agent);
    if (open == nullptr) {
        return std::nullopt;
    }
    for (const auto& id : *open) {
        const auto* request = state.approvals.find(id);
        if (request == nullptr || approval::stateAt(**request, transaction.now()) != approval::State::Pending ||
            !checkUnchanged(**request, today)) {
            continue;
        }
        // What cannot be compared is another question.
        if (asksTheSame(transaction.store().read(), **request, m_prepared).value_or(false)) {
            return **request;
        }
    }
    return std::nullopt;
}

Result<void> ActionJob::redeem(Transaction& transaction, const ApprovalId& id) {
    const auto& state = transaction.state();
    const auto now = transaction.now();
    const auto request = state.approvalAt(id, now);
    if (!request) {
        approval::ApprovalRequest unknown;
        unknown.id = id;
        return refuseRedemption(transaction, unknown, {Code::ApprovalUnknown, "there is no such approval here"});
    }
    if (transaction.mode() != WriterMode::Open) {
        return refuseRedemption(transaction, *request,
                                {Code::ClockSuspect, "the engine's clock is suspect; an admin must accept it first"});
    }
    if (request->agent != m_prepared.request.agent) {
        return refuseRedemption(transaction, *request, {Code::ApprovalForeign, "this approval is another agent's"});
    }
    const auto stored = approvedArguments(transaction.store().read(), *request);
    if (!stored) {
        return refuseRedemption(transaction, *request, stored.error());
    }
    const auto& arguments = *stored;
    const auto root = arguments.rootOf(m_prepared.request.arguments);
    const approval::Presented presented{.agent = m_prepared.request.agent,
                                        .action = m_prepared.request.action,
                                        .resource = m_prepared.request.resource,
                                        .args = root.value_or(Digest())};
    if (auto redeemable = approval::checkRedeemable(*request, presented, state.world.directory, now); !redeemable) {
        return refuseRedemption(transaction, *request, redeemable.error());
    }
    auto today = decision::decide(state.world, m_prepared.request, now);
    if (auto unchanged = checkUnchanged(*request, today); !unchanged) {
        return refuseRedemption(transaction, *request, unchanged.error());
    }
    if (auto reason = exhausted(state, today.consumes, now)) {
        return refuseRedemption(transaction, *request, {reason->code, reason->text});
    }
    return acceptRedemption(transaction, *request, today, arguments);
}

Result<void> ActionJob::refuseRedemption(Transaction& transaction, const approval::ApprovalRequest& request,
                                         const Error& reason) {
    auto fields = baseFields();
    fields.kind = ledger::Kind::Redemption;
    fields.outcome = ledger::Outcome::Deny;
    fields.approval = request.id;
    fields.request = request.request;
    fields.policy =
        transaction.state().world.policy ? std::optional(transaction.state().world.policy->version()) : std::nullopt;
    // A stranger learns, and leaves in its own record, nothing of who asked and for whom.
    const bool own = request.agent == m_prepared.request.agent;
    if (own) {
        fields.chain = recordChain(request.chain);
        fields.user = request.user ? request.user->text() : std::string();
    }
    m_answer.decision = decision::Verdict::Deny;
    m_answer.request = request.request;
    m_answer.code = codeName(reason.code);
    m_answer.reasons = {{reason.code, reason.detail}};
    fields.reasons = recordReasons(m_answer.reasons);
    if (reason.code == Code::ApprovalMismatch) {
        fields.data.set("event", "mismatch");
    }
    TRY(m_answer.record, transaction.append(std::move(fields), m_prepared.values));
    if (const auto after = transaction.state().approvalAt(request.id, transaction.now()); after && own) {
        m_answer.approval = statusOf(*after);
    }
    return {};
}

Result<void> ActionJob::acceptRedemption(Transaction& transaction, const approval::ApprovalRequest& request,
                                         decision::Decision& decision, const ledger::CommittedArguments& arguments) {
    auto fields = baseFields();
    fields.kind = ledger::Kind::Redemption;
    fields.outcome = ledger::Outcome::Allow;
    fields.approval = request.id;
    fields.request = request.request;
    fields.chain = recordChain(request.chain);
    fields.user = request.user ? request.user->text() : std::string();
    fields.scope = decision.effectiveScopes;
    fields.policy = request.policy;
    // The same root that was approved: its openings stand with the original request.
    fields.args = request.args;
    fields.data.set("gates", gatesData(decision.explanation));
    if (!decision.consumes.empty()) {
        fields.data.set("consumes", consumesData(decision.consumes));
    }
    Values values;
    if (m_prepared.reason) {
        values.add(*m_prepared.reason);
    }
    if (m_prepared.source) {
        values.add(*m_prepared.source);
    }
    describe(decision);
    m_answer.decision = decision::Verdict::Allow;
    m_answer.code.clear();
    m_answer.reasons.clear();
    m_answer.explanation.needed.clear();
    m_answer.request = request.request;
    Ticket ticket{
        .decisions = {}, .keys = {}, .salts = arguments.toJson(), .checkpoint = {}, .inclusion = {}, .record = {}};
    for (const auto& one : request.decisions) {
        const auto* by = transaction.state().world.directory.findOperator(one.by);
        const auto* entry = by == nullptr ? nullptr : by->keys.find(one.key);
        if (one.verdict == approval::Verdict::Approve && entry != nullptr) {
            ticket.decisions.push_back(one);
            ticket.keys.push_back(entry->key);
        }
    }
    m_answer.ticket = std::move(ticket);
    TRY(m_answer.record, transaction.append(std::move(fields), values.body()));
    if (const auto after = transaction.state().approvalAt(request.id, transaction.now())) {
        m_answer.approval = statusOf(*after);
    }
    return {};
}

} // namespace countersign::service
