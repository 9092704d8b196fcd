#pragma once

#include "core/policy/builtins/operands_p.h"

namespace countersign::policy::detail {

/// Whether any text matches both of two simple expressions: literal characters, `.`, `[a-z]`, and `*` or `+` after any
/// of them (regex.globs_match). PolicyError when one is malformed.
[[nodiscard]] Result<bool> globsIntersect(BuiltinContext& context, std::string_view a, std::string_view b);

} // namespace countersign::policy::detail
