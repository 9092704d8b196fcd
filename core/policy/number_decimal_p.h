#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace countersign::policy::detail {

/// The worth of a number literal of JSON: 0.digits × 10^point, the digits without zeros at either end. Nothing is
/// expanded, so 1e999999999 costs as little as 1.
struct Decimal {
    bool negative = false;
    /// Empty for zero.
    std::string digits;
    std::int64_t point = 0;

    /// The literal must be one (isNumberLiteral).
    static Decimal of(std::string_view literal);

    [[nodiscard]] bool isInteger() const { return point >= static_cast<std::int64_t>(digits.size()); }
    /// When it is an integer of 64 bits.
    [[nodiscard]] std::optional<std::int64_t> toInteger() const;
    /// -1, 0 or 1 by sign.
    [[nodiscard]] int sign() const { return digits.empty() ? 0 : negative ? -1 : 1; }

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) = default;
};

/// RFC 8259 section 6, with an exponent of at most 9 digits.
[[nodiscard]] bool isNumberLiteral(std::string_view text);

} // namespace countersign::policy::detail
