#pragma once

#include "core/decision/decision.h"

namespace countersign::decision {

/// A decision, and how long it stays the same.
struct StandingDecision {
    Decision decision;
    /// Over the same world the request is decided the same way at every time from `now` to before this one; `now`
    /// itself where that cannot be said.
    Timestamp standsUntil;
};

/// decide() for whoever needs the answer a moment after `now`.
[[nodiscard]] StandingDecision decideStanding(const World& world, const Request& request, Timestamp now);

} // namespace countersign::decision
