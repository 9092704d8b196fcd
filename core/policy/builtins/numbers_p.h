#pragma once

#include "core/policy/builtins/operands_p.h"

#include <boost/multiprecision/cpp_int.hpp>

/// Arithmetic as OPA does it: integers exactly, everything else in binary with 64 bits of precision.
namespace countersign::policy::detail {

using Integer = boost::multiprecision::cpp_int;

/// More decimal digits than that no number is given to arithmetic: a literal like 1e999999999 is short, its digits are
/// not.
inline constexpr std::int64_t kMostDigits = 4000;

enum class Operation : std::uint8_t { Add, Subtract, Multiply, Divide };

/// Both are numbers. PolicyError for a division by zero and for numbers of more than kMostDigits.
[[nodiscard]] Result<Value> calculate(Operation operation, const Value& a, const Value& b);

enum class Rounding : std::uint8_t { Nearest, Up, Down };
/// Nearest: halves away from zero.
[[nodiscard]] Result<Value> rounded(const Value& number, Rounding rounding);
[[nodiscard]] Result<Value> absolute(const Value& number);

/// The integer that a number is worth; nothing when it has a fraction or more than kMostDigits.
[[nodiscard]] std::optional<Integer> toInteger(const Value& number);
[[nodiscard]] Value ofInteger(const Integer& integer);
/// An operand that is worth an integer, of any size.
[[nodiscard]] Result<Integer> bigOperand(Arguments arguments, std::size_t position);

/// The double that is nearest; infinite beyond its range.
[[nodiscard]] double toDouble(const Value& number);
/// As Go formats a float64: the shortest digits that read back, with an exponent from 1e+21 and below 1e-6.
[[nodiscard]] Value ofDouble(double number);

/// A decimal number as JSON would spell it: no plus, no zeros in front, digits on both sides of the dot. What is no
/// number comes out as none.
[[nodiscard]] std::string spelledAsJson(std::string_view number);

} // namespace countersign::policy::detail
