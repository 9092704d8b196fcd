#pragma once

#include "core/approval/eligibility.h"

namespace countersign::approval {

/// The one-operator exception: ok when this operator is the store's only live one and in the hold's pool. Whom the
/// operator is does not matter then, which is why the decision carries `separation: none`.
[[nodiscard]] Result<void> checkEligibleAlone(const identity::Directory& directory, const Hold& hold,
                                              const identity::OperatorId& who);

} // namespace countersign::approval
