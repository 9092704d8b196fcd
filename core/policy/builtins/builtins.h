#pragma once

#include "core/policy/builtins/context.h"
#include "core/policy/value.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

/// OPA's built-in functions, as its policy reference describes them.
namespace countersign::policy {

/// Which values an argument may have, as far as the compiler checks it: the kinds, and the kinds of what a collection
/// holds (the values of an object).
struct Type {
    std::uint8_t kinds = 0;
    std::uint8_t elements = 0;

    [[nodiscard]] constexpr bool allows(Kind kind) const { return has(kinds, kind); }
    [[nodiscard]] constexpr bool allowsElement(Kind kind) const { return has(elements, kind); }
    friend constexpr bool operator==(const Type&, const Type&) = default;

private:
    static constexpr bool has(unsigned bits, Kind kind) { return (bits >> static_cast<unsigned>(kind) & 1U) != 0; }
};

/// As OPA writes types: `string`, `any`, `any<array[string], set[string]>`, `object[any: any]`.
[[nodiscard]] std::string typeText(const Type& type);

struct Declaration {
    static constexpr std::size_t kMost = 5;

    std::array<Type, kMost> types{};
    std::uint8_t arity = 0;
    /// Takes any number of arguments of any type (print).
    bool isVariadic = false;
    Type result;

    [[nodiscard]] constexpr std::span<const Type> arguments() const { return {types.data(), arity}; }
};

/// The value, nothing when the call is undefined, or an error. InvalidArgument: an operand of a wrong type
/// (`eval_type_error`); PolicyError: anything else that OPA calls a built-in error (`eval_builtin_error`): both make
/// the call undefined unless errors are strict. TooLarge ends the evaluation. `detail` begins with the name, as in OPA:
/// `count: operand 1 must be one of {array, object, set, string} but got null`.
using BuiltinResult = Result<std::optional<Value>>;
/// The number of arguments is that of the declaration; their types are whatever the policy passes.
using BuiltinFunction = BuiltinResult (*)(BuiltinContext& context, std::span<const Value> arguments);

enum class Trait : std::uint8_t {
    Plain,
    /// Its answer depends on more than its arguments; the same within one evaluation.
    Nondeterministic,
    /// Its result is a set of values, each of which the call takes (walk).
    Relation,
    Deprecated,
    /// Known and refused at compile time: a decision does no input or output. It has no function.
    Refused,
};

struct Builtin {
    std::string_view name;
    Declaration declaration;
    BuiltinFunction function = nullptr;
    /// One sentence for whoever writes a policy.
    std::string_view help;
    Trait trait = Trait::Plain;
    /// How it is written between its operands, e.g. `+`; empty for most.
    std::string_view infix = {};
};

/// Null pointer when there is none of that name. Names are OPA's (`plus` for `+`, `equal` for `==`, `internal.member_2`
/// for `in`). Any thread.
[[nodiscard]] const Builtin* findBuiltin(std::string_view name);

/// All of them, by name.
[[nodiscard]] std::span<const Builtin> allBuiltins();

/// Calls it and gives errors its name. The function must not be refused.
[[nodiscard]] BuiltinResult callBuiltin(const Builtin& builtin, BuiltinContext& context,
                                        std::span<const Value> arguments);

} // namespace countersign::policy
