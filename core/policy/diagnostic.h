#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::policy {

/// A place in a module's text; rows and columns count from 1, columns in bytes.
struct Position {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    friend bool operator==(const Position&, const Position&) = default;
};

/// What a module was refused for. Named as OPA names it (faultName).
enum class Fault : std::uint8_t { Parse, Compile, Type, UnsafeVariable, Recursion };

/// `rego_parse_error`, `rego_unsafe_var_error`, …
[[nodiscard]] std::string_view faultName(Fault fault);

/// One thing that is wrong with a module. `message` may quote hostile text: whoever displays it escapes it.
struct Diagnostic {
    Fault fault = Fault::Parse;
    std::string file;
    Position at;
    std::string message;

    /// `file:row:column: rego_parse_error: message`
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// A value, or everything that is wrong: never empty.
template <class T>
using Checked = std::expected<T, std::vector<Diagnostic>>;

} // namespace countersign::policy
