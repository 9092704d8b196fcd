#pragma once

#include "core/policy/builtins/builtins.h"

#include <string>

/// Arguments as a function wants them, with OPA's words when they are not. Positions count from 0; the words from 1.
namespace countersign::policy::detail {

using Arguments = std::span<const Value>;
using Words = std::span<const std::string_view>;

/// A refused operand: eval_type_error.
[[nodiscard]] std::unexpected<Error> operandError(std::size_t position, std::string_view what);
/// `operand 1 must be string but got number`, or `must be one of {array, set} but got number`.
[[nodiscard]] std::unexpected<Error> operandTypeError(std::size_t position, const Value& got, Words expected);
/// `operand 1 must be array of numbers but got array containing string`.
[[nodiscard]] std::unexpected<Error> operandElementError(std::size_t position, const Value& collection,
                                                         const Value& element, Words expected);
/// Anything else: eval_builtin_error.
[[nodiscard]] std::unexpected<Error> builtinError(std::string detail);

[[nodiscard]] inline std::unexpected<Error> operandTypeError(std::size_t position, const Value& got,
                                                             std::initializer_list<std::string_view> expected) {
    return operandTypeError(position, got, Words(expected.begin(), expected.size()));
}
[[nodiscard]] inline std::unexpected<Error> operandElementError(std::size_t position, const Value& collection,
                                                                const Value& element,
                                                                std::initializer_list<std::string_view> expected) {
    return operandElementError(position, collection, element, Words(expected.begin(), expected.size()));
}

/// The operand is of that kind.
[[nodiscard]] Result<void> wants(Arguments arguments, std::size_t position, Kind kind);
/// The operand is of one of those kinds, which are named in that order.
[[nodiscard]] Result<void> wants(Arguments arguments, std::size_t position, std::initializer_list<Kind> kinds);

[[nodiscard]] Result<std::string_view> stringOperand(Arguments arguments, std::size_t position);
/// Spelled as an integer of 64 bits.
[[nodiscard]] Result<std::int64_t> integerOperand(Arguments arguments, std::size_t position);
[[nodiscard]] Result<bool> booleanOperand(Arguments arguments, std::size_t position);
/// The strings of an array or a set; views of the operand.
[[nodiscard]] Result<std::vector<std::string_view>> stringsOperand(Arguments arguments, std::size_t position);

/// A string that the evaluation pays for.
[[nodiscard]] BuiltinResult madeString(BuiltinContext& context, std::string_view text);
/// An array of strings that the evaluation pays for.
[[nodiscard]] BuiltinResult madeStrings(BuiltinContext& context, std::span<const std::string_view> texts);

} // namespace countersign::policy::detail
