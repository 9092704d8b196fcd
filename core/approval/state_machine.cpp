#include "core/approval/state_machine.h"

#include "core/approval/eligibility_p.h"

#include <algorithm>
#include <set>

namespace countersign::approval {

namespace {

constexpr std::uint32_t kMaxMismatches = 10;
constexpr std::string_view kNoSeparation = "none";

Requester requesterOf(const ApprovalRequest& request) {
    return {.agent = request.agent, .user = request.user, .chain = request.chain};
}

Result<void> checkMayDecide(const ApprovalRequest& request, const Hold& hold, const identity::OperatorId& who,
                            const identity::Directory& directory) {
    auto checked = checkEligible(directory, requesterOf(request), hold, who);
    if (!checked && request.separation == kNoSeparation && checkEligibleAlone(directory, hold, who)) {
        return {};
    }
    return checked;
}

Result<void> checkMayDecideAny(const ApprovalRequest& request, const identity::OperatorId& who,
                               const identity::Directory& directory) {
    Result<void> first = fail(Code::NotEligible, "the request has no hold that anybody could decide");
    for (std::size_t i = 0; i < request.holds.size(); ++i) {
        auto checked = checkMayDecide(request, request.holds[i].hold, who, directory);
        if (checked) {
            return {};
        }
        if (i == 0) {
            first = std::move(checked);
        }
    }
    return first;
}

std::optional<identity::UserId> personOf(const identity::OperatorId& who, const identity::Directory& directory) {
    const auto* const found = directory.findOperator(who);
    if (found == nullptr) {
        return std::nullopt;
    }
    return directory.personOf(found->person);
}

bool keyCounts(const SignedDecision& decision, const identity::Directory& directory) {
    const auto* const who = directory.findOperator(decision.by);
    const auto* const entry = who == nullptr ? nullptr : who->keys.validAt(decision.key, decision.at);
    return entry != nullptr && entry->status != identity::KeyStatus::Revoked;
}

/// A request without holds never meets it: nobody asked for means nobody approved.
bool quorumMet(const ApprovalRequest& request, const identity::Directory& directory) {
    const auto met = [&](const HoldRequirement& requirement) {
        std::set<identity::UserId> people;
        for (const auto& decision : request.decisions) {
            if (decision.verdict == Verdict::Approve && keyCounts(decision, directory) &&
                checkMayDecide(request, requirement.hold, decision.by, directory)) {
                if (auto person = personOf(decision.by, directory)) {
                    people.insert(*std::move(person));
                }
            }
        }
        return requirement.hold.quorum > 0 && people.size() >= requirement.hold.quorum;
    };
    return !request.holds.empty() && std::ranges::all_of(request.holds, met);
}

Result<void> checkDecidable(const ApprovalRequest& request, Timestamp now) {
    if (request.state == State::Lapsed || (request.state == State::Pending && now >= request.pendingUntil)) {
        return fail(Code::ApprovalLapsed, "the request has lapsed; the agent must ask again");
    }
    if (request.state != State::Pending) {
        return fail(Code::AlreadyDecided, "the request is " + std::string(stateName(request.state)) + " already");
    }
    return {};
}

std::unexpected<Error> illegal(const ApprovalRequest& request, std::string_view wish) {
    return fail(Code::IllegalTransition,
                "an approval that is " + std::string(stateName(request.state)) + " cannot be " + std::string(wish));
}

Result<void> checkTicketState(const ApprovalRequest& request, Timestamp now) {
    switch (request.state) {
    case State::Pending:
        if (now < request.pendingUntil) {
            return fail(Code::ApprovalPending, "nobody has decided yet; wait");
        }
        return fail(Code::ApprovalLapsed, "nobody decided in time; ask again");
    case State::Approved:
        if (now < request.ticketLapses()) {
            return {};
        }
        return fail(Code::ApprovalExpired, "the approval was not used in time; ask again");
    case State::Denied:
        return fail(Code::ApprovalDenied, "the request was denied");
    case State::Lapsed:
        if (request.approvedAt && now >= request.ticketLapses()) {
            return fail(Code::ApprovalExpired, "the approval was not used in time; ask again");
        }
        return fail(Code::ApprovalLapsed, "the approval has lapsed; ask again");
    case State::Withdrawn:
        return fail(Code::ApprovalWithdrawn, "the request was withdrawn; ask again");
    case State::Consumed:
    case State::Executed:
    case State::Failed:
        return fail(Code::ApprovalConsumed, "the approval was used already; it counts once");
    }
    return fail(Code::Internal, "the approval is in no state");
}

} // namespace

Result<ApprovalRequest> decide(ApprovalRequest request, SignedDecision decision, const identity::Directory& directory,
                               Timestamp now) {
    CHECK(checkDecidable(request, now));
    CHECK(checkMayDecideAny(request, decision.by, directory));
    if (!keyCounts(decision, directory)) {
        return fail(Code::KeyNotValidNow, "the key of this decision was not valid when it was signed; sign with a "
                                          "valid key");
    }
    const auto person = personOf(decision.by, directory);
    const auto same = [&](const SignedDecision& earlier) { return personOf(earlier.by, directory) == person; };
    if (std::ranges::any_of(request.decisions, same)) {
        return fail(Code::AlreadyDecided, "this person has decided already");
    }
    const auto verdict = decision.verdict;
    request.decisions.push_back(std::move(decision));
    switch (verdict) {
    case Verdict::Deny:
        request.state = State::Denied;
        break;
    case Verdict::Approve:
        if (quorumMet(request, directory)) {
            request.state = State::Approved;
            request.approvedAt = now;
        }
        break;
    }
    return request;
}

State stateAt(const ApprovalRequest& request, Timestamp now) {
    const bool late = (request.state == State::Pending && now >= request.pendingUntil) ||
                      (request.state == State::Approved && now >= request.ticketLapses());
    return late ? State::Lapsed : request.state;
}

bool isOpen(State state) {
    return state == State::Pending || state == State::Approved;
}

ApprovalRequest expire(ApprovalRequest request, Timestamp now) {
    request.state = stateAt(request, now);
    return request;
}

Result<ApprovalRequest> lapse(ApprovalRequest request) {
    if (request.state != State::Pending && request.state != State::Approved) {
        return illegal(request, "lapsed");
    }
    request.state = State::Lapsed;
    return request;
}

Result<ApprovalRequest> withdraw(ApprovalRequest request) {
    if (request.state != State::Pending) {
        return illegal(request, "withdrawn");
    }
    request.state = State::Withdrawn;
    return request;
}

Result<void> checkRedeemable(const ApprovalRequest& request, const Presented& presented,
                             const identity::Directory& directory, Timestamp now) {
    if (presented.agent != request.agent) {
        return fail(Code::ApprovalForeign, "the approval belongs to another agent");
    }
    CHECK(checkTicketState(request, now));
    const auto* const agent = directory.agent(request.agent);
    if (agent == nullptr || agent->epoch != request.epoch) {
        return fail(Code::ApprovalLapsed, "the agent was suspended, revoked or given another key since; ask again");
    }
    if (presented.action != request.action || presented.resource != request.resource ||
        presented.args != request.args) {
        return fail(Code::ApprovalMismatch, "action, resource and arguments are not exactly those that were approved");
    }
    if (!quorumMet(request, directory)) {
        return fail(Code::ApproverNotLive, "those who approved are not all live and eligible any more; ask again");
    }
    return {};
}

ApprovalRequest countMismatch(ApprovalRequest request) {
    if (request.state == State::Pending || request.state == State::Approved) {
        ++request.mismatches;
        if (request.mismatches >= kMaxMismatches) {
            request.state = State::Lapsed;
        }
    }
    return request;
}

Result<ApprovalRequest> consume(ApprovalRequest request, std::uint64_t record) {
    if (request.state != State::Approved) {
        return illegal(request, "consumed");
    }
    request.state = State::Consumed;
    request.consumedBy = record;
    return request;
}

Result<ApprovalRequest> finish(ApprovalRequest request, Ending ending) {
    if (request.state != State::Consumed) {
        return illegal(request, "finished");
    }
    switch (ending) {
    case Ending::Executed:
        request.state = State::Executed;
        break;
    case Ending::Failed:
        request.state = State::Failed;
        break;
    }
    return request;
}

} // namespace countersign::approval
