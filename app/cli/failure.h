#pragma once

#include "core/base/result.h"

namespace countersign::cli {

/// How a command ends: 0 done, 1 refused or failed, 2 wrong usage (design section 8).
enum class Exit { Done = 0, Failed = 1, Usage = 2, Denied = 3, Held = 4 };

/// An error and the exit code that it leads to.
struct Failure {
    Failure(Error reason) : error(std::move(reason)) {}
    Failure(Error reason, Exit code) : error(std::move(reason)), exit(code) {}
    Error error;
    Exit exit = Exit::Failed;
};

template <class T>
using Outcome = std::expected<T, Failure>;

[[nodiscard]] inline std::unexpected<Failure> wrongUsage(std::string detail) {
    return std::unexpected(Failure(Error{Code::InvalidArgument, std::move(detail)}, Exit::Usage));
}

} // namespace countersign::cli
