#include "core/approval/state_machine.h"
#include "core/service/fold_p.h"
#include "core/service/record_data_p.h"
#include "core/wire/entities.h"

#include <algorithm>

namespace countersign::service {

namespace {

Result<approval::ApprovalRequest> findApproval(const State& state, const ApprovalId& id) {
    const auto* found = state.approvals.find(id);
    if (found == nullptr) {
        return fail(Code::ApprovalUnknown, "there is no approval `" + id.text() + "`");
    }
    return **found;
}

Result<std::string> payloadMember(const json::Object& payload, std::string_view name) {
    const auto* value = payload.find(name);
    const auto* text = value == nullptr ? nullptr : value->asString();
    if (text == nullptr) {
        return fail(Code::InvalidRequest, "the signed decision has no `" + std::string(name) + "`");
    }
    return *text;
}

Result<approval::Verdict> verdictFromName(std::string_view name) {
    for (const auto verdict : {approval::Verdict::Approve, approval::Verdict::Deny}) {
        if (approval::verdictName(verdict) == name) {
            return verdict;
        }
    }
    return fail(Code::InvalidRequest, "a decision is `approve` or `deny`");
}

bool overdue(const approval::ApprovalRequest& request, Timestamp at) {
    return isOpen(request) && at >= (request.approvedAt ? request.ticketLapses() : request.pendingUntil);
}

} // namespace

bool isOpen(const approval::ApprovalRequest& request) {
    return approval::isOpen(request.state);
}

bool hasOverdue(const State& state, const std::string& agent, Timestamp at) {
    if (agent.empty() || state.openOfAgent.size() == 0) {
        return false;
    }
    const auto id = identity::AgentId::parse(agent);
    const auto* open = id ? state.openOfAgent.find(*id) : nullptr;
    return open != nullptr && std::ranges::any_of(*open, [&](const ApprovalId& one) {
               const auto* request = state.approvals.find(one);
               return request != nullptr && overdue(**request, at);
           });
}

void lapseOverdue(Fold& fold, const std::string& agent) {
    const auto id = identity::AgentId::parse(agent);
    const auto* open = id ? fold.state().openOfAgent.find(*id) : nullptr;
    if (open == nullptr) {
        return;
    }
    // setApproval() changes the list that is walked.
    for (const auto& one : std::vector(*open)) {
        const auto* request = fold.state().approvals.find(one);
        if (request != nullptr && overdue(**request, fold.at())) {
            fold.setApproval(approval::expire(**request, fold.at()));
        }
    }
}

Result<void> lapseOpen(Fold& fold, const identity::AgentId& agent) {
    const auto* open = fold.state().openOfAgent.find(agent);
    if (open == nullptr) {
        return {};
    }
    for (const auto& one : std::vector(*open)) {
        TRY(auto request, findApproval(fold.state(), one));
        TRY(auto lapsed, approval::lapse(std::move(request)));
        fold.setApproval(std::move(lapsed));
    }
    return {};
}

Result<void> lapseAll(Fold& fold) {
    std::vector<identity::AgentId> agents;
    fold.state().openOfAgent.forEach([&agents](const identity::AgentId& id, const auto&) { agents.push_back(id); });
    std::ranges::sort(agents);
    for (const auto& agent : agents) {
        CHECK(lapseOpen(fold, agent));
    }
    return {};
}

/// The agent asked again what it is waiting for.
Result<void> foldRepeatedHold(Fold& fold, const json::Value& repeats) {
    const auto& record = fold.record();
    TRY(const auto request, findApproval(fold.state(), record.approval));
    if (repeats.asInteger() != static_cast<std::int64_t>(request.record) || request.request != record.request ||
        request.agent.text() != record.agent) {
        return fail(Code::IllegalTransition, "a repeated request is not the one that waits");
    }
    return {};
}

Result<void> foldHold(Fold& fold) {
    const auto& record = fold.record();
    if (const auto* repeats = record.data.find("repeats")) {
        return foldRepeatedHold(fold, *repeats);
    }
    const auto* value = record.data.find("hold");
    if (value == nullptr) {
        return fail(Code::InvalidRequest, "a held decision does not say what it holds");
    }
    TRY(auto request, wire::fromJson<approval::ApprovalRequest>(*value));
    if (request.state != approval::State::Pending || request.record != fold.seq() || request.id != record.approval ||
        request.request != record.request || request.agent.text() != record.agent || !request.decisions.empty()) {
        return fail(Code::IllegalTransition, "what is held is not the new request that the record tells of");
    }
    if (fold.state().approvals.find(request.id) != nullptr ||
        fold.state().approvalOfRequest.find(request.request) != nullptr) {
        return fail(Code::AlreadyExists, "approval `" + request.id.text() + "` stands in the ledger twice");
    }
    fold.setApproval(std::move(request));
    return {};
}

Result<void> foldRedemption(Fold& fold) {
    const auto& record = fold.record();
    TRY(auto request, findApproval(fold.state(), record.approval));
    if (request.agent.text() != record.agent) {
        return fail(Code::ApprovalForeign, "an approval was moved by another agent than its own");
    }
    if (record.outcome == ledger::Outcome::Allow) {
        TRY(const auto consumed, readConsumes(record));
        TRY(auto used, approval::consume(std::move(request), fold.seq()));
        fold.setApproval(std::move(used));
        fold.count(consumed);
        return {};
    }
    if (eventOf(record) == "mismatch") {
        fold.setApproval(approval::countMismatch(std::move(request)));
        return {};
    }
    if (eventOf(record) == "withdrawn") {
        TRY(auto withdrawn, approval::withdraw(std::move(request)));
        fold.setApproval(std::move(withdrawn));
        return {};
    }
    return fail(Code::InvalidRequest, "`" + std::string(eventOf(record)) + "` is no event of a redemption");
}

Result<void> foldOutcome(Fold& fold) {
    const auto& record = fold.record();
    if (record.request.empty() || fold.state().outcomes.find(record.request) != nullptr) {
        return fail(Code::IllegalTransition, "the outcome of `" + record.request.text() + "` stands there already");
    }
    fold.setOutcome(record.request, ledger::outcomeName(record.outcome));
    const auto* id = fold.state().approvalOfRequest.find(record.request);
    if (id == nullptr) {
        return {};
    }
    TRY(auto request, findApproval(fold.state(), *id));
    const bool done = record.outcome == ledger::Outcome::Success;
    TRY(auto finished,
        approval::finish(std::move(request), done ? approval::Ending::Executed : approval::Ending::Failed));
    fold.setApproval(std::move(finished));
    return {};
}

Result<approval::SignedDecision> readDecision(const command::DecideApproval& decide) {
    TRY(const auto value, json::parse(decide.payload));
    const auto* payload = value.asObject();
    if (payload == nullptr) {
        return fail(Code::InvalidRequest, "the signed decision is no JSON object");
    }
    TRY(const auto by, payloadMember(*payload, "operator"));
    TRY(const auto key, payloadMember(*payload, "key"));
    TRY(const auto at, payloadMember(*payload, "at"));
    TRY(const auto verdict, payloadMember(*payload, "decision"));
    approval::SignedDecision decision;
    TRY(decision.by, identity::OperatorId::parse(by));
    TRY(decision.key, crypto::Thumbprint::parse(key));
    TRY(decision.at, Timestamp::parse(at));
    TRY(decision.verdict, verdictFromName(verdict));
    TRY(decision.reason, payloadMember(*payload, "reason"));
    decision.payload = decide.payload;
    decision.signature = decide.signature;
    return decision;
}

Result<approval::ApprovalRequest> decideApproval(const State& state, const command::DecideApproval& decide,
                                                 const identity::OperatorId& by, Timestamp now) {
    TRY(auto request, findApproval(state, decide.approval));
    TRY(auto decision, readDecision(decide));
    if (decision.by != by) {
        return fail(Code::SignatureInvalid, "the decision inside was signed by another operator than the command");
    }
    return approval::decide(std::move(request), std::move(decision), state.world.directory, now);
}

} // namespace countersign::service
