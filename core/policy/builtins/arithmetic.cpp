#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

template <Operation operation>
BuiltinResult arithmetic(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Number));
    CHECK(wants(arguments, 1, Kind::Number));
    TRY(Value result, calculate(operation, arguments[0], arguments[1]));
    CHECK(context.charge(sizeof(Value)));
    return result;
}

/// Numbers, or the elements of one set that another has not.
BuiltinResult minus(BuiltinContext& context, Arguments arguments) {
    const Value& a = arguments[0];
    const Value& b = arguments[1];
    if (a.isNumber() && b.isNumber()) {
        return arithmetic<Operation::Subtract>(context, arguments);
    }
    if (!a.isNumber() && !a.isSet()) {
        return operandTypeError(0, a, {"number", "set"});
    }
    CHECK(wants(arguments, 1, a.kind()));
    CHECK(context.charge(a.size() * sizeof(Value)));
    std::vector<Value> rest;
    std::ranges::set_difference(a.elements(), b.elements(), std::back_inserter(rest));
    return Value::set(std::move(rest));
}

BuiltinResult remainder(BuiltinContext&, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Number));
    CHECK(wants(arguments, 1, Kind::Number));
    const auto a = toInteger(arguments[0]);
    const auto b = toInteger(arguments[1]);
    if (!a || !b) {
        return builtinError("modulo on floating-point number");
    }
    if (*b == 0) {
        return builtinError("modulo by zero");
    }
    return ofInteger(*a % *b);
}

template <Rounding rounding>
BuiltinResult round(BuiltinContext&, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Number));
    TRY(Value result, rounded(arguments[0], rounding));
    return result;
}

BuiltinResult abs(BuiltinContext&, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Number));
    TRY(Value result, absolute(arguments[0]));
    return result;
}

/// From a to b in steps of that size, upwards or downwards.
BuiltinResult range(BuiltinContext& context, const Integer& a, const Integer& b, const Integer& step) {
    const Integer count = boost::multiprecision::abs(b - a) / step + 1;
    if (count > 0xFFFFFFFF) {
        return fail(Code::TooLarge, "a range of " + count.str() + " numbers");
    }
    const auto size = static_cast<std::size_t>(count);
    CHECK(context.charge(size * sizeof(Value)));
    CHECK(context.step(size));
    std::vector<Value> numbers;
    numbers.reserve(size);
    Integer number = a;
    for (std::size_t i = 0; i < size; ++i) {
        numbers.push_back(ofInteger(number));
        number += b >= a ? step : Integer(-step);
    }
    return Value::array(numbers);
}

BuiltinResult numbersRange(BuiltinContext& context, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    TRY(const Integer b, bigOperand(arguments, 1));
    return range(context, a, b, 1);
}

BuiltinResult numbersRangeStep(BuiltinContext& context, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    TRY(const Integer b, bigOperand(arguments, 1));
    TRY(const Integer step, bigOperand(arguments, 2));
    if (step <= 0) {
        return builtinError("step must be a positive number above zero");
    }
    return range(context, a, b, step);
}

constexpr Type kNumberOrSet = kNumber | kSet;

constexpr std::array kTable = std::to_array<Builtin>({
    {"plus", takes({kNumber, kNumber}, kNumber), arithmetic<Operation::Add>, "The sum of two numbers.", Trait::Plain,
     "+"},
    {"minus", takes({kNumberOrSet, kNumberOrSet}, kNumberOrSet), minus,
     "The difference of two numbers, or the elements of the first set that the second has not.", Trait::Plain, "-"},
    {"mul", takes({kNumber, kNumber}, kNumber), arithmetic<Operation::Multiply>, "The product of two numbers.",
     Trait::Plain, "*"},
    {"div", takes({kNumber, kNumber}, kNumber), arithmetic<Operation::Divide>,
     "The quotient of two numbers; an error when the second is 0.", Trait::Plain, "/"},
    {"rem", takes({kNumber, kNumber}, kNumber), remainder,
     "What an integer leaves when it is divided by another; it has the sign of the first.", Trait::Plain, "%"},
    {"round", takes({kNumber}, kNumber), round<Rounding::Nearest>, "The nearest integer; halves go away from zero."},
    {"ceil", takes({kNumber}, kNumber), round<Rounding::Up>, "The smallest integer that is not below the number."},
    {"floor", takes({kNumber}, kNumber), round<Rounding::Down>, "The largest integer that is not above the number."},
    {"abs", takes({kNumber}, kNumber), abs, "The number without its sign."},
    {"numbers.range", takes({kNumber, kNumber}, of(kArray, kNumber)), numbersRange,
     "All integers from the first to the second, both included, upwards or downwards."},
    {"numbers.range_step", takes({kNumber, kNumber, kNumber}, of(kArray, kNumber)), numbersRangeStep,
     "Integers from the first towards the second, the given step apart."},
});

} // namespace

std::span<const Builtin> arithmeticBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
