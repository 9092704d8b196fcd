#pragma once

#include "core/approval/approval_request.h"
#include "core/approval/eligibility.h"

namespace countersign::approval {

/// The life of a held request, as pure functions: each takes the request as it is and returns it as it becomes, or the
/// refusal, in which case nothing changed. Every path (commands, expiry, redemption, rebuild) goes through here.
///
///   pending -> approved | denied | lapsed | withdrawn;  approved -> consumed -> executed | failed, or approved ->
///   lapsed

/// One more signed decision (already opened by openDecision). One deny denies. Quorum: for each hold, distinct eligible
/// people. AlreadyDecided when that person decided before, or the request is not pending; NotEligible; ApprovalLapsed
/// when it is past pendingUntil.
[[nodiscard]] Result<ApprovalRequest> decide(ApprovalRequest request, SignedDecision decision,
                                             const identity::Directory& directory, Timestamp now);

/// What it is at that time: pending past pendingUntil, or approved past ticketLapses(), is lapsed.
[[nodiscard]] State stateAt(const ApprovalRequest& request, Timestamp now);
/// Pending or approved.
[[nodiscard]] bool isOpen(State state);
/// The request in the state that it has at that time.
[[nodiscard]] ApprovalRequest expire(ApprovalRequest request, Timestamp now);
/// Its agent's epoch moved on, or the store was restored: lapsed, whatever was pending or approved.
[[nodiscard]] Result<ApprovalRequest> lapse(ApprovalRequest request);
/// By the agent that asked.
[[nodiscard]] Result<ApprovalRequest> withdraw(ApprovalRequest request);

/// What the caller presents together with `approval`.
struct Presented {
    identity::AgentId agent;
    std::string action;
    std::map<std::string, std::string> resource;
    Digest args;
};

/// Whether this ticket may be consumed by this attempt right now: state, times, agent, {action, resource, args} byte
/// for byte, and that the quorum of every hold is still met by people who are live and eligible now with keys that were
/// valid when they signed. ApprovalPending, ApprovalDenied, ApprovalLapsed, ApprovalWithdrawn, ApprovalConsumed,
/// ApprovalExpired, ApprovalForeign, ApprovalMismatch, ApproverNotLive.
[[nodiscard]] Result<void> checkRedeemable(const ApprovalRequest& request, const Presented& presented,
                                           const identity::Directory& directory, Timestamp now);
/// One failed match; the tenth lapses the ticket.
[[nodiscard]] ApprovalRequest countMismatch(ApprovalRequest request);
/// IllegalTransition unless approved.
[[nodiscard]] Result<ApprovalRequest> consume(ApprovalRequest request, std::uint64_t record);
enum class Ending { Executed, Failed };
/// IllegalTransition unless consumed.
[[nodiscard]] Result<ApprovalRequest> finish(ApprovalRequest request, Ending ending);

} // namespace countersign::approval
