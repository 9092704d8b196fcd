#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace countersign::json::detail {

/// A decimal number in one form only: 0.d1 d2 … dn × 10^point with d1 and dn not zero; zero has no digits and point 0.
struct Decimal {
    /// Every double has a shortest decimal of at most 17 digits.
    static constexpr std::size_t kDigits = 17;

    bool negative = false;
    std::array<char, kDigits> digits{};
    std::size_t count = 0;
    long point = 0;

    [[nodiscard]] std::string_view text() const { return {digits.data(), count}; }
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// The decimal of a JSON number literal (RFC 8259 section 6) or of what std::to_chars writes; nothing when it takes
/// more than 17 significant digits.
[[nodiscard]] std::optional<Decimal> decimalOf(std::string_view literal);

/// The shortest decimal that reads back as this double, nearest to it of those; the double is finite.
[[nodiscard]] Decimal shortestDecimal(double value);

} // namespace countersign::json::detail
