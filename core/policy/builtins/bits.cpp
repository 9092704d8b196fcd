#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <functional>

namespace countersign::policy::detail {

namespace {

/// Integers as two's complement of as many bits as are needed.
template <class Combine>
Integer combined(const Integer& a, const Integer& b, const Combine& combine) {
    const auto size = [](const Integer& value) {
        return value == 0 ? 0U : static_cast<unsigned>(msb(boost::multiprecision::abs(value))) + 1;
    };
    const Integer modulus = Integer(1) << (std::max(size(a), size(b)) + 2);
    const auto complement = [&](const Integer& value) { return value < 0 ? Integer(value + modulus) : value; };
    Integer result = combine(complement(a), complement(b));
    if (result >= modulus / 2) {
        result -= modulus;
    }
    return result;
}

template <class Combine>
BuiltinResult combine(BuiltinContext&, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    TRY(const Integer b, bigOperand(arguments, 1));
    return ofInteger(combined(a, b, Combine()));
}

BuiltinResult negate(BuiltinContext&, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    return ofInteger(-a - 1);
}

Result<unsigned> shiftOperand(Arguments arguments) {
    TRY(const Integer shift, bigOperand(arguments, 1));
    if (shift < 0) {
        return operandError(1, "must be an unsigned integer number but got a negative integer");
    }
    constexpr unsigned kMostBits = 13'000; // some kMostDigits
    if (shift > kMostBits) {
        return builtinError("a shift by more than " + std::to_string(kMostBits) + " bits");
    }
    return static_cast<unsigned>(shift);
}

BuiltinResult shiftLeft(BuiltinContext&, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    TRY(const unsigned shift, shiftOperand(arguments));
    return ofInteger(a << shift);
}

/// Rounds towards minus infinity, as an arithmetic shift does.
BuiltinResult shiftRight(BuiltinContext&, Arguments arguments) {
    TRY(const Integer a, bigOperand(arguments, 0));
    TRY(const unsigned shift, shiftOperand(arguments));
    return ofInteger(a < 0 ? Integer(-((-a - 1) >> shift) - 1) : Integer(a >> shift));
}

constexpr Declaration kCombine = takes({kNumber, kNumber}, kNumber);

constexpr std::array kTable = std::to_array<Builtin>({
    {"bits.and", kCombine, combine<std::bit_and<>>, "The bits that both integers have."},
    {"bits.or", kCombine, combine<std::bit_or<>>, "The bits that at least one of the integers has."},
    {"bits.xor", kCombine, combine<std::bit_xor<>>, "The bits that exactly one of the integers has."},
    {"bits.negate", takes({kNumber}, kNumber), negate, "The integer with every bit flipped."},
    {"bits.lsh", kCombine, shiftLeft, "The integer with its bits moved to the left."},
    {"bits.rsh", kCombine, shiftRight, "The integer with its bits moved to the right."},
});

} // namespace

std::span<const Builtin> bitBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
