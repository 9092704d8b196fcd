#pragma once

#include "core/policy/builtins/builtins.h"

#include <algorithm>
#include <initializer_list>

/// How the families of built-in functions declare themselves.
namespace countersign::policy::detail {

constexpr Type kinds(std::initializer_list<Kind> list) {
    unsigned bits = 0;
    for (const Kind kind : list) {
        bits |= 1U << static_cast<unsigned>(kind);
    }
    return {static_cast<std::uint8_t>(bits), 0x7F};
}

constexpr Type kAny{0x7F, 0x7F};
constexpr Type kNull = kinds({Kind::Null});
constexpr Type kBoolean = kinds({Kind::Boolean});
constexpr Type kNumber = kinds({Kind::Number});
constexpr Type kString = kinds({Kind::String});
constexpr Type kArray = kinds({Kind::Array});
constexpr Type kObject = kinds({Kind::Object});
constexpr Type kSet = kinds({Kind::Set});

/// Either type.
constexpr Type operator|(Type a, Type b) {
    return {static_cast<std::uint8_t>(a.kinds | b.kinds), static_cast<std::uint8_t>(a.elements | b.elements)};
}

/// A collection of what the other type says.
constexpr Type of(Type collection, Type element) {
    return {collection.kinds, element.kinds};
}

constexpr Type kList = kArray | kSet;
constexpr Type kStrings = of(kArray, kString);

constexpr Declaration takes(std::initializer_list<Type> arguments, Type result) {
    Declaration declaration;
    std::ranges::copy(arguments, declaration.types.begin());
    declaration.arity = static_cast<std::uint8_t>(arguments.size());
    declaration.result = result;
    return declaration;
}

// One function for each family; each is in the file of that name.
std::span<const Builtin> aggregateBuiltins();
std::span<const Builtin> arithmeticBuiltins();
std::span<const Builtin> arrayBuiltins();
std::span<const Builtin> bitBuiltins();
std::span<const Builtin> certificateBuiltins();
std::span<const Builtin> cidrBuiltins();
std::span<const Builtin> comparisonBuiltins();
std::span<const Builtin> conversionBuiltins();
std::span<const Builtin> cryptoBuiltins();
std::span<const Builtin> encodingBuiltins();
std::span<const Builtin> globBuiltins();
std::span<const Builtin> graphBuiltins();
std::span<const Builtin> jsonBuiltins();
std::span<const Builtin> jsonSchemaBuiltins();
std::span<const Builtin> objectBuiltins();
std::span<const Builtin> regexBuiltins();
std::span<const Builtin> semverBuiltins();
std::span<const Builtin> setBuiltins();
std::span<const Builtin> stringBuiltins();
std::span<const Builtin> systemBuiltins();
std::span<const Builtin> timeBuiltins();
std::span<const Builtin> tokenBuiltins();
std::span<const Builtin> unitBuiltins();
std::span<const Builtin> yamlBuiltins();

} // namespace countersign::policy::detail
