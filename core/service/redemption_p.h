#pragma once

#include "core/approval/approval_request.h"
#include "core/decision/decision.h"

namespace countersign::service {

/// Whether what would be held today is what people approved. PolicyChanged, AuthorityChanged (grants, roles,
/// delegation, risk or the demanded approvals are others), or the code with which it is denied today.
[[nodiscard]] Result<void> checkUnchanged(const approval::ApprovalRequest& request, const decision::Decision& today);

} // namespace countersign::service
