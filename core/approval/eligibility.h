#pragma once

#include "core/approval/approval_request.h"
#include "core/identity/directory.h"

namespace countersign::approval {

/// Who asked, as far as it bars people from approving.
struct Requester {
    identity::AgentId agent;
    std::optional<identity::UserId> user;
    Chain chain;
};

/// Ok when this operator may decide for this hold: live, in the pool, and not the same person as the agent's owner, the
/// user it acts for, or any principal of the chain (nor an owner of a chain's agent). NotEligible with the reason, or
/// OperatorUnknown, OperatorDisabled, UserDisabled.
[[nodiscard]] Result<void> checkEligible(const identity::Directory& directory, const Requester& requester,
                                         const Hold& hold, const identity::OperatorId& who);

/// People (not accounts) who could approve: distinct persons among eligible operators.
[[nodiscard]] std::size_t eligiblePeople(const identity::Directory& directory, const Requester& requester,
                                         const Hold& hold);

enum class Separation { Enforced, None };

/// Whether the holds can be met at all. NoEligibleApprover when a hold has fewer eligible people than its quorum,
/// ZeroApprovers for a quorum of zero. Separation::None: the store never had more than one operator, who then may
/// decide alone although they are barred (the decision carries `separation: none`).
[[nodiscard]] Result<Separation> checkSatisfiable(const identity::Directory& directory, const Requester& requester,
                                                  const std::vector<HoldRequirement>& holds);

} // namespace countersign::approval
