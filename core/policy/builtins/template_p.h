#pragma once

#include "core/policy/builtins/operands_p.h"

namespace countersign::policy::detail {

/// A template of Go's text/template: fields, variables, if, else, with, range, comparisons, and, or, not, len, index,
/// print and printf. PolicyError for a malformed one, and for a member that is not there.
[[nodiscard]] Result<std::string> render(BuiltinContext& context, std::string_view text, const Value& data);

} // namespace countersign::policy::detail
