#pragma once

#include "core/command/commands.h"
#include "core/service/state.h"

namespace countersign::service {

/// Whether this operator may order this command in this state now, and whether the command makes sense: roles
/// (Forbidden), unknown and duplicate ids, legal transitions, attenuation, cycles, key reuse, eligibility, limits. Ok
/// means that fold() of its record will succeed. Pure.
[[nodiscard]] Result<void> checkCommand(const State& state, const command::Command& command,
                                        const identity::OperatorId& by, const crypto::Thumbprint& key, Timestamp now);

} // namespace countersign::service
