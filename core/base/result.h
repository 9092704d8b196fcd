#pragma once

#include "core/base/error.h"

#include <expected>

namespace countersign {

/// Value or Error. No function of ours throws across its boundary.
template <class T>
using Result = std::expected<T, Error>;

/// Shorthand for returning a failure: `return fail(Code::NotFound, "…");`
[[nodiscard]] inline std::unexpected<Error> fail(Code code, std::string detail) {
    return std::unexpected(Error{code, std::move(detail)});
}

} // namespace countersign

#define COUNTERSIGN_CONCAT_(a, b) a##b
#define COUNTERSIGN_CONCAT(a, b) COUNTERSIGN_CONCAT_(a, b)
#define COUNTERSIGN_TRY_(temporary, declaration, expression)                                                           \
    auto temporary = (expression);                                                                                     \
    if (!temporary) {                                                                                                  \
        return std::unexpected(std::move(temporary).error());                                                          \
    }                                                                                                                  \
    declaration = *std::move(temporary)

/// `TRY(auto key, PublicKey::parse(text));` binds the value or returns the error (std::expected of GCC 12 has no
/// and_then).
#define TRY(declaration, expression) COUNTERSIGN_TRY_(COUNTERSIGN_CONCAT(tryResult, __LINE__), declaration, expression)

/// `CHECK(validate(x));` returns the error of a Result<void> (or of any Result whose value is not wanted).
#define CHECK(expression)                                                                                              \
    if (auto COUNTERSIGN_CONCAT(checkResult, __LINE__) = (expression); !COUNTERSIGN_CONCAT(checkResult, __LINE__)) {   \
        return std::unexpected(std::move(COUNTERSIGN_CONCAT(checkResult, __LINE__)).error());                          \
    }                                                                                                                  \
    static_assert(true)
