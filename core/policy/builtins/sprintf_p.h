#pragma once

#include "core/policy/builtins/numbers_p.h"

namespace countersign::policy::detail {

/// Go's fmt.Sprintf, for what OPA passes to it: integers, floating-point numbers and strings; every other value is its
/// text. Wrong verbs and counts are written into the result, as Go does (`%!d(string=x)`).
[[nodiscard]] Result<std::string> formatted(BuiltinContext& context, std::string_view format,
                                            std::span<const Value> values);

/// Digits in base 2, 8, 10 or 16, lower case, `-` in front.
[[nodiscard]] std::string integerText(const Integer& integer, unsigned base);

} // namespace countersign::policy::detail
