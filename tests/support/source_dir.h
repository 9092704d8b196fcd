#pragma once

#include <QString>
#include <string_view>

/// Where the tests' own files lie. One object file knows the path, so that every other is the same in every checkout.
namespace countersign {

/// The absolute path of `relative`, a path inside the source tree such as "tests/data/http".
[[nodiscard]] QString sourcePath(std::string_view relative);

} // namespace countersign
