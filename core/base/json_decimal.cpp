#include "core/base/json_decimal_p.h"

#include <charconv>

namespace countersign::json::detail {

namespace {

/// Far outside the range of a double, far inside that of a long.
constexpr long kHugeExponent = 1'000'000'000;

long exponentOf(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    long value = 0;
    for (const char c : text) {
        value = value * 10 + (c - '0');
        if (value > kHugeExponent) {
            value = kHugeExponent;
        }
    }
    return negative ? -value : value;
}

} // namespace

std::optional<Decimal> decimalOf(std::string_view literal) {
    Decimal decimal;
    decimal.negative = literal.starts_with('-');
    std::size_t at = decimal.negative ? 1 : 0;
    bool fraction = false;
    std::size_t zeros = 0;
    for (; at < literal.size() && literal[at] != 'e' && literal[at] != 'E'; ++at) {
        const char c = literal[at];
        if (c == '.') {
            fraction = true;
            continue;
        }
        const bool leading = decimal.count == 0 && c == '0';
        if (!fraction && !leading) {
            ++decimal.point;
        } else if (fraction && leading) {
            --decimal.point;
        }
        if (leading) {
            continue;
        }
        if (c == '0') {
            ++zeros;
            continue;
        }
        if (decimal.count + zeros >= Decimal::kDigits) {
            return std::nullopt;
        }
        for (; zeros > 0; --zeros) {
            decimal.digits[decimal.count++] = '0';
        }
        decimal.digits[decimal.count++] = c;
    }
    if (decimal.count == 0) {
        decimal.point = 0;
    } else if (at < literal.size()) {
        decimal.point += exponentOf(literal.substr(at + 1));
    }
    return decimal;
}

Decimal shortestDecimal(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    return *decimalOf({buffer.data(), end.ptr});
}

} // namespace countersign::json::detail
