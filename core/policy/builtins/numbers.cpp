#include "core/policy/builtins/numbers_p.h"

#include "core/policy/number_decimal_p.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace countersign::policy::detail {

namespace mp = boost::multiprecision;

namespace {

std::unexpected<Error> tooManyDigits() {
    return builtinError("a number has more than " + std::to_string(kMostDigits) + " digits");
}

bool isBounded(const Decimal& decimal) {
    return std::abs(decimal.point) <= kMostDigits && std::cmp_less_equal(decimal.digits.size(), kMostDigits);
}

Integer powerOf(unsigned base, std::int64_t exponent) {
    return mp::pow(Integer(base), static_cast<unsigned>(exponent));
}

/// A binary floating-point number of 64 bits: mantissa × 2^exponent. The mantissa has its highest bit set, or is zero.
struct Float {
    bool negative = false;
    std::uint64_t mantissa = 0;
    std::int64_t exponent = 0;

    friend bool operator==(const Float&, const Float&) = default;
};

constexpr std::int64_t kPrecision = 64;

/// numerator / denominator × 2^exponent, to the nearest, ties to even.
Float nearest(bool negative, const Integer& numerator, const Integer& denominator, std::int64_t exponent) {
    if (numerator == 0) {
        return {};
    }
    // A quotient of 65 bits or more, so that half a unit is in it, and whether anything is left below.
    const std::int64_t shift = kPrecision + 2 - static_cast<std::int64_t>(mp::msb(numerator)) +
                               static_cast<std::int64_t>(mp::msb(denominator));
    Integer quotient;
    Integer remainder;
    if (shift > 0) {
        mp::divide_qr(Integer(numerator << static_cast<unsigned>(shift)), denominator, quotient, remainder);
    } else {
        mp::divide_qr(numerator, Integer(denominator << static_cast<unsigned>(-shift)), quotient, remainder);
    }
    exponent -= shift;
    const auto excess = static_cast<std::int64_t>(mp::msb(quotient)) + 1 - kPrecision;
    const Integer unit = Integer(1) << static_cast<unsigned>(excess);
    const Integer low = quotient & (unit - 1);
    quotient >>= static_cast<unsigned>(excess);
    exponent += excess;
    const Integer half = unit >> 1U;
    if (low > half || (low == half && (remainder != 0 || (quotient & 1) != 0))) {
        ++quotient;
        if (mp::msb(quotient) >= static_cast<unsigned>(kPrecision)) {
            quotient >>= 1U;
            ++exponent;
        }
    }
    return {negative, static_cast<std::uint64_t>(quotient), exponent};
}

Float toFloat(const Decimal& decimal) {
    if (decimal.digits.empty()) {
        return {};
    }
    const Integer digits(decimal.digits);
    const std::int64_t exponent = decimal.point - static_cast<std::int64_t>(decimal.digits.size());
    return exponent >= 0 ? nearest(decimal.negative, digits * powerOf(10, exponent), 1, 0)
                         : nearest(decimal.negative, digits, powerOf(10, -exponent), 0);
}

/// A float as a fraction of two integers, without its sign.
struct Fraction {
    Integer numerator;
    Integer denominator = 1;
};

Fraction fractionOf(const Float& number) {
    Fraction fraction{number.mantissa, 1};
    if (number.exponent >= 0) {
        fraction.numerator <<= static_cast<unsigned>(number.exponent);
    } else {
        fraction.denominator <<= static_cast<unsigned>(-number.exponent);
    }
    return fraction;
}

/// The shortest decimal that is this number again when it is read; of equally short ones the nearest.
Decimal shortest(const Float& number) {
    if (number.mantissa == 0) {
        return {};
    }
    const Fraction fraction = fractionOf(number);
    // Where the first digit is, give or take one: log10 of the value.
    auto point =
        static_cast<std::int64_t>(std::floor((static_cast<double>(number.exponent) + 63.0) * 0.30102999566398120));
    const auto scaled = [&](std::int64_t places) {
        Integer numerator = fraction.numerator;
        Integer denominator = fraction.denominator;
        (places >= 0 ? numerator : denominator) *= powerOf(10, std::abs(places));
        return Integer((numerator * 2 + denominator) / (denominator * 2));
    };
    for (std::int64_t count = 1;; ++count) {
        const Integer digits = scaled(count - 1 - point);
        Decimal decimal = Decimal::of((number.negative ? "-" : "") + digits.str());
        decimal.point -= count - 1 - point;
        if (toFloat(decimal) == number) {
            return decimal;
        }
    }
}

/// As OPA writes a result: all digits of an integer, else with an exponent from 10^6 and below 10^-4.
std::string textOf(const Decimal& decimal) {
    if (decimal.digits.empty()) {
        return "0";
    }
    std::string text = decimal.negative ? "-" : "";
    const auto count = static_cast<std::int64_t>(decimal.digits.size());
    if (decimal.isInteger()) {
        text += decimal.digits;
        return text.append(static_cast<std::size_t>(decimal.point - count), '0');
    }
    const std::int64_t exponent = decimal.point - 1;
    if (exponent < -4 || exponent >= 6) {
        text += decimal.digits[0];
        if (count > 1) {
            text += "." + decimal.digits.substr(1);
        }
        const std::string size = std::to_string(std::abs(exponent));
        return text + (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
    }
    if (decimal.point <= 0) {
        return text + "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
    }
    return text + decimal.digits.substr(0, static_cast<std::size_t>(decimal.point)) + "." +
           decimal.digits.substr(static_cast<std::size_t>(decimal.point));
}

Value ofDecimal(const Decimal& decimal) {
    return Value::number(textOf(decimal)).value();
}

Integer integerOf(const Decimal& decimal) {
    if (decimal.digits.empty()) {
        return 0;
    }
    const Integer digits =
        Integer(decimal.digits) * powerOf(10, decimal.point - static_cast<std::int64_t>(decimal.digits.size()));
    return decimal.negative ? Integer(-digits) : digits;
}

Result<Value> calculateFloats(Operation operation, const Decimal& a, const Decimal& b) {
    const Float x = toFloat(a);
    const Float y = toFloat(b);
    const Fraction p = fractionOf(x);
    const Fraction q = fractionOf(y);
    switch (operation) {
    case Operation::Add:
    case Operation::Subtract: {
        const bool negated = y.negative != (operation == Operation::Subtract);
        const Integer left = p.numerator * q.denominator;
        const Integer right = q.numerator * p.denominator;
        const Integer sum = (x.negative ? Integer(-left) : left) + (negated ? Integer(-right) : right);
        return ofDecimal(shortest(nearest(sum < 0, mp::abs(sum), p.denominator * q.denominator, 0)));
    }
    case Operation::Multiply:
        return ofDecimal(
            shortest(nearest(x.negative != y.negative, p.numerator * q.numerator, p.denominator * q.denominator, 0)));
    case Operation::Divide:
        if (q.numerator == 0) {
            return builtinError("divide by zero");
        }
        return ofDecimal(
            shortest(nearest(x.negative != y.negative, p.numerator * q.denominator, p.denominator * q.numerator, 0)));
    }
    std::unreachable();
}

/// Nothing when it overflows, or does not divide evenly.
std::optional<std::int64_t> calculateSmall(Operation operation, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    switch (operation) {
    case Operation::Add:
        return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Operation::Subtract:
        return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Operation::Multiply:
        return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Operation::Divide:
        return b == 0 || b == -1 || a % b != 0 ? std::nullopt : std::optional(a / b);
    }
    std::unreachable();
}

} // namespace

Result<Value> calculate(Operation operation, const Value& a, const Value& b) {
    const auto x = a.asInteger();
    const auto y = b.asInteger();
    if (x && y) {
        if (const auto small = calculateSmall(operation, *x, *y)) {
            return Value::integer(*small);
        }
    }
    const Decimal left = Decimal::of(a.numberText());
    const Decimal right = Decimal::of(b.numberText());
    if (!isBounded(left) || !isBounded(right)) {
        return tooManyDigits();
    }
    if (!left.isInteger() || !right.isInteger()) {
        return calculateFloats(operation, left, right);
    }
    const Integer p = integerOf(left);
    const Integer q = integerOf(right);
    switch (operation) {
    case Operation::Add:
        return ofInteger(p + q);
    case Operation::Subtract:
        return ofInteger(p - q);
    case Operation::Multiply:
        return ofInteger(p * q);
    case Operation::Divide:
        return q != 0 && p % q == 0 ? Result<Value>(ofInteger(p / q)) : calculateFloats(operation, left, right);
    }
    std::unreachable();
}

Result<Value> rounded(const Value& number, Rounding rounding) {
    if (number.asInteger()) {
        return number;
    }
    const Decimal decimal = Decimal::of(number.numberText());
    if (!isBounded(decimal)) {
        return tooManyDigits();
    }
    if (decimal.isInteger()) {
        return ofInteger(integerOf(decimal));
    }
    const auto whole = static_cast<std::size_t>(std::max<std::int64_t>(decimal.point, 0));
    Integer integer(whole == 0 ? "0" : decimal.digits.substr(0, whole));
    const bool isHalfOrMore = decimal.point >= 0 && decimal.digits[whole] >= '5';
    const bool isAwayFromZero =
        rounding == Rounding::Nearest ? isHalfOrMore : (rounding == Rounding::Down) == decimal.negative;
    if (isAwayFromZero) {
        ++integer;
    }
    return ofInteger(decimal.negative ? Integer(-integer) : integer);
}

Result<Value> absolute(const Value& number) {
    const std::string text = number.numberText();
    return text.starts_with('-') ? Value::number(text.substr(1)) : number;
}

std::optional<Integer> toInteger(const Value& number) {
    if (const auto small = number.asInteger()) {
        return Integer(*small);
    }
    const Decimal decimal = Decimal::of(number.numberText());
    return decimal.isInteger() && isBounded(decimal) ? std::optional(integerOf(decimal)) : std::nullopt;
}

Value ofInteger(const Integer& integer) {
    return Value::number(integer.str()).value();
}

Result<Integer> bigOperand(Arguments arguments, std::size_t position) {
    if (!arguments[position].isNumber()) {
        return operandTypeError(position, arguments[position], {"integer"});
    }
    if (auto integer = toInteger(arguments[position])) {
        return *std::move(integer);
    }
    return operandError(position, "must be integer number but got floating-point number");
}

double toDouble(const Value& number) {
    if (const auto integer = number.asInteger()) {
        return static_cast<double>(*integer);
    }
    // from_chars leaves the value alone when it is out of range; strtod gives infinity or zero.
    return std::strtod(number.numberText().c_str(), nullptr);
}

Value ofDouble(double number) {
    return Value::number(number);
}

std::string spelledAsJson(std::string_view number) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    std::string text(number);
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+')) {
        text.erase(0, 1);
    }
    if (text.find_first_of("0123456789") == std::string::npos) {
        return text;
    }
    text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
    if (text.empty() || !isDigit(text.front())) {
        text.insert(text.begin(), '0');
    }
    if (const std::size_t dot = text.find('.');
        dot != std::string::npos && (dot + 1 == text.size() || !isDigit(text[dot + 1]))) {
        text.erase(dot, 1);
    }
    return (isNegative ? "-" : "") + text;
}

} // namespace countersign::policy::detail
