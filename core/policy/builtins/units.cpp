#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include "core/policy/number_decimal_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the amount ends and the unit begins; an `e` belongs to the amount when an exponent follows.
std::size_t amountLength(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == 'e' || c == 'E') {
            if (at + 1 == text.size() || (!isDigit(text[at + 1]) && text[at + 1] != '+' && text[at + 1] != '-')) {
                return at;
            }
            at += isDigit(text[at + 1]) ? 0 : 1;
        } else if (!isDigit(c) && c != '.' && c != '+' && c != '-') {
            return at;
        }
    }
    return text.size();
}

struct Quantity {
    /// numerator / denominator
    Integer numerator;
    Integer denominator = 1;
};

/// `what` is empty, or `byte `.
Result<Quantity> quantityOf(std::string_view amount, std::string_view what) {
    const auto number = Value::number(spelledAsJson(amount));
    if (amount.find_first_of("0123456789") == std::string_view::npos || !number) {
        return builtinError("could not parse " + std::string(what) + "amount to a number");
    }
    const Decimal decimal = Decimal::of(number->numberText());
    const std::int64_t exponent = decimal.point - static_cast<std::int64_t>(decimal.digits.size());
    if (std::abs(exponent) > kMostDigits || std::cmp_greater(decimal.digits.size(), kMostDigits)) {
        return builtinError("could not parse " + std::string(what) + "amount to a number");
    }
    Quantity quantity{Integer(decimal.digits.empty() ? "0" : decimal.digits), 1};
    (exponent < 0 ? quantity.denominator : quantity.numerator) *=
        boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::abs(exponent)));
    if (decimal.negative) {
        quantity.numerator = -quantity.numerator;
    }
    return quantity;
}

Integer power(unsigned base, unsigned exponent) {
    return boost::multiprecision::pow(Integer(base), exponent);
}

/// What `k`, `M`, `Gi` … multiply by; nothing when it is no such unit. The letter is lower case.
std::optional<Integer> factorOf(std::string_view unit) {
    constexpr std::string_view kLetters = "kmgtpe";
    if (unit.empty()) {
        return Integer(1);
    }
    const std::size_t index = kLetters.find(unit.front());
    if (index == std::string_view::npos || (unit.size() > 1 && unit.substr(1) != "i")) {
        return std::nullopt;
    }
    return power(unit.size() > 1 ? 1024 : 1000, static_cast<unsigned>(index) + 1);
}

struct Parts {
    std::string amount;
    std::string unit;
};

Result<Parts> partsOperand(Arguments arguments, std::string_view what) {
    TRY(const std::string_view operand, stringOperand(arguments, 0));
    std::string text(operand);
    std::erase(text, '"');
    if (text.find(' ') != std::string::npos) {
        return builtinError("spaces not allowed in resource strings");
    }
    const std::size_t length = amountLength(text);
    if (length == 0) {
        return builtinError("no " + std::string(what) + "amount provided");
    }
    return Parts{text.substr(0, length), text.substr(length)};
}

BuiltinResult parse(BuiltinContext& context, Arguments arguments) {
    TRY(const Parts parts, partsOperand(arguments, ""));
    TRY(Quantity quantity, quantityOf(parts.amount, ""));
    // A single `m` is a thousandth; in all other units capitals do not matter.
    if (parts.unit == "m") {
        quantity.denominator *= 1000;
    } else {
        const auto factor = factorOf(toLower(parts.unit));
        if (!factor) {
            return builtinError("unit " + parts.unit + " not recognized");
        }
        quantity.numerator *= *factor;
    }
    CHECK(context.charge(parts.amount.size()));
    if (quantity.numerator % quantity.denominator == 0) {
        return ofInteger(quantity.numerator / quantity.denominator);
    }
    constexpr std::size_t kPlaces = 10;
    const Integer magnitude = boost::multiprecision::abs(quantity.numerator) * power(10, kPlaces);
    std::string digits = Integer((magnitude * 2 + quantity.denominator) / (quantity.denominator * 2)).str();
    digits.insert(0, digits.size() <= kPlaces ? kPlaces + 1 - digits.size() : 0, '0');
    digits.insert(digits.size() - kPlaces, ".");
    return Value::number((quantity.numerator < 0 ? "-" : "") + digits).value();
}

BuiltinResult parseBytes(BuiltinContext& context, Arguments arguments) {
    TRY(const Parts parts, partsOperand(arguments, "byte "));
    TRY(Quantity quantity, quantityOf(parts.amount, "byte "));
    std::string unit = toLower(parts.unit);
    if (unit.ends_with('b')) {
        unit.pop_back();
    }
    const auto factor = factorOf(unit);
    if (!factor) {
        return builtinError("byte unit " + parts.unit + " not recognized");
    }
    CHECK(context.charge(parts.amount.size()));
    return ofInteger(quantity.numerator * *factor / quantity.denominator);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"units.parse", takes({kString}, kNumber), parse, "The number that an amount like 10K, 1.5Gi or 100m means."},
    {"units.parse_bytes", takes({kString}, kNumber), parseBytes,
     "The number of bytes that a size like 10KB or 1GiB means."},
});

} // namespace

std::span<const Builtin> unitBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
