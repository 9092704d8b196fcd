#pragma once

#include "core/policy/ast.h"

namespace countersign::policy {

/// The module in the layout that `opa fmt` has, in V1 syntax whatever it was read as: `if` and `contains` where V1
/// wants them, and without the imports that only V0 needs. Comments and the grouping of lines stay. Fails when the
/// module has no V1 form, because it uses a word as a name that V1 keeps for itself: the messages say where.
[[nodiscard]] Checked<std::string> format(const Module& module);

} // namespace countersign::policy
