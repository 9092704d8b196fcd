#pragma once

#include "core/decision/decision.h"

#include <vector>

namespace countersign::service {

/// One line of an agent's rights, and whether it counts only under conditions (hours, budget, network …).
struct RightLine {
    decision::Permission line;
    bool conditional = false;
};

/// What is different for the agent, not merely in the list of its rights: a right stays a right when another grant
/// gives it as well, and one that is no longer held is a gain. INVARIANT: a change by which less stands between the
/// agent and an action is never left out, and never told as a loss alone.
struct RightsChange {
    /// Both in the order of effectivePermissions(). A right that is held otherwise than before stands in both.
    std::vector<decision::Permission> gained;
    std::vector<decision::Permission> lost;
};

/// Both in the order of effectivePermissions().
[[nodiscard]] RightsChange rightsChange(const std::vector<RightLine>& before, const std::vector<RightLine>& after);

} // namespace countersign::service
