#pragma once

#include "core/service/state.h"

namespace countersign::service {

/// Ok while the session still counts: not expired, its agent live with that key, the same epoch. SessionDead, or the
/// agent's own code (AgentSuspended …).
[[nodiscard]] Result<void> checkSession(const State& state, const Session& session, Timestamp now);

} // namespace countersign::service
