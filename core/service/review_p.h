#pragma once

#include "core/service/submit_p.h"

namespace countersign::service {

/// What an approver is shown, from the state and the values of the request's record.
struct Shown {
    json::Object arguments;
    std::optional<std::string> askedReason;
    json::Value document;
    Digest digest;
};
/// CommitmentMismatch when the stored plaintext is not what the ledger committed to; NotFound when it was erased (what
/// cannot be shown cannot be approved).
[[nodiscard]] Result<Shown> showRequest(store::ReadStore& store, const StoreId& id,
                                        const approval::ApprovalRequest& request);

/// The signed decision against what the engine would show now: every member, the review digest, both signatures' keys,
/// `at` within 30 s.
[[nodiscard]] Result<void> checkReviewed(Transaction& transaction, const command::DecideApproval& decide,
                                         const OpenedCommand& opened);

/// Puts what the command is about into the typed fields (agent, user, approval, request, action …), so that it is found
/// by them.
void describeTarget(const State& state, const command::Command& command, ledger::RecordFields& fields);

} // namespace countersign::service
