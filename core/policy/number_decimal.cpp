#include "core/policy/number_decimal_p.h"

#include <algorithm>
#include <charconv>

namespace countersign::policy::detail {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Length of the run of digits at the front.
std::size_t digitsOf(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, isDigit) - text.begin());
}

} // namespace

bool isNumberLiteral(std::string_view text) {
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const std::size_t whole = digitsOf(text);
    if (whole == 0 || (whole > 1 && text.front() == '0')) {
        return false;
    }
    text.remove_prefix(whole);
    if (text.starts_with('.')) {
        const std::size_t fraction = digitsOf(text.substr(1));
        if (fraction == 0) {
            return false;
        }
        text.remove_prefix(1 + fraction);
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) {
            text.remove_prefix(1);
        }
        const std::size_t exponent = digitsOf(text);
        if (exponent == 0 || exponent > 9) {
            return false;
        }
        text.remove_prefix(exponent);
    }
    return text.empty();
}

Decimal Decimal::of(std::string_view literal) {
    Decimal decimal;
    if (literal.starts_with('-')) {
        decimal.negative = true;
        literal.remove_prefix(1);
    }
    std::int64_t exponent = 0;
    if (const std::size_t at = literal.find_first_of("eE"); at != std::string_view::npos) {
        std::string_view text = literal.substr(at + 1);
        if (text.starts_with('+')) {
            text.remove_prefix(1);
        }
        std::from_chars(text.data(), text.data() + text.size(), exponent);
        literal = literal.substr(0, at);
    }
    const std::size_t dot = std::min(literal.find('.'), literal.size());
    decimal.digits = literal.substr(0, dot);
    if (dot < literal.size()) {
        decimal.digits += literal.substr(dot + 1);
    }
    const std::size_t leading = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
    decimal.digits.erase(0, leading);
    decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
    if (decimal.digits.empty()) {
        return {};
    }
    decimal.point = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(leading) + exponent;
    return decimal;
}

std::optional<std::int64_t> Decimal::toInteger() const {
    constexpr std::int64_t kDigits = 19; // of 2^63
    if (!isInteger() || point > kDigits) {
        return std::nullopt;
    }
    std::string text = (negative ? "-" : "") + digits;
    text.append(static_cast<std::size_t>(point) - digits.size(), '0');
    std::int64_t integer = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (digits.empty()) {
        return 0;
    }
    return error == std::errc() ? std::optional(integer) : std::nullopt;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (a.sign() != b.sign() || a.sign() == 0) {
        return a.sign() <=> b.sign();
    }
    const auto magnitude = a.point != b.point ? a.point <=> b.point : a.digits.compare(b.digits) <=> 0;
    return a.negative ? 0 <=> magnitude : magnitude;
}

} // namespace countersign::policy::detail
