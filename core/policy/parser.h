#pragma once

#include "core/policy/ast.h"

namespace countersign::policy {

/// Which syntax a module may have. `import rego.v1` in it makes it V1 in any case.
enum class Syntax : std::uint8_t {
    V0,
    V1,
    /// V1, or V0 when it is not V1; the errors are those of V1.
    Either
};

/// Depth and size are bounded, so hostile text costs memory in proportion to itself and no stack overflow.
struct ParseLimits {
    std::size_t bytes = std::size_t{16} * 1024 * 1024;
    std::size_t depth = 200;
};

/// Reads a module. `file` is its name in messages. All errors that it can find, at most ten.
[[nodiscard]] Checked<Module> parseModule(std::string_view file, std::string_view text, Syntax syntax = Syntax::V1,
                                          const ParseLimits& limits = {});

/// Reads a query: a body without a rule around it, in V1 syntax.
[[nodiscard]] Checked<Body> parseQuery(std::string_view text, const ParseLimits& limits = {});

/// Reads one term, in V1 syntax: a value as Rego writes it, `input.x`, a comprehension.
[[nodiscard]] Checked<Term> parseTerm(std::string_view text, const ParseLimits& limits = {});

} // namespace countersign::policy
