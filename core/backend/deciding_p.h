#pragma once

#include "core/backend/backend.h"

namespace countersign::backend {

/// The signed approval object of `identity` over exactly this view. ReviewStale when the view does not belong together:
/// its document is not the one that its request, arguments and reason make.
[[nodiscard]] Result<command::DecideApproval> signDecision(const command::ApprovalView& shown, const StoreId& store,
                                                           const Identity& identity, approval::Verdict verdict,
                                                           const std::string& reason, Timestamp at);

/// What is answered when nothing is unlocked.
[[nodiscard]] std::unexpected<Error> nothingUnlocked();

} // namespace countersign::backend
