#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include <cmath>

namespace countersign::policy::detail {

namespace {

/// What others read as infinite, or as no number at all.
bool isNoFiniteNumber(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const std::string word = toLower(text);
    return word == "inf" || word == "infinity" || word == "nan";
}

BuiltinResult toNumber(BuiltinContext&, Arguments arguments) {
    const Value& value = arguments[0];
    switch (value.kind()) {
    case Kind::Null:
        return Value::integer(0);
    case Kind::Boolean:
        return Value::integer(value.isTrue() ? 1 : 0);
    case Kind::Number:
        return value;
    case Kind::String: {
        const std::string_view text = value.asString();
        if (isNoFiniteNumber(text)) {
            return operandError(0, "must be valid number string but got " + value.text());
        }
        auto number = Value::number(spelledAsJson(text));
        if (!number || std::isinf(toDouble(*number))) {
            return builtinError("strconv.ParseFloat: parsing " + value.text() +
                                (number ? ": value out of range" : ": invalid syntax"));
        }
        return *std::move(number);
    }
    case Kind::Array:
    case Kind::Object:
    case Kind::Set:
        break;
    }
    return operandTypeError(0, value, {"null", "boolean", "number", "string"});
}

/// The value itself, when it is of that kind.
template <Kind kind>
BuiltinResult cast(BuiltinContext&, Arguments arguments) {
    CHECK(wants(arguments, 0, kind));
    return arguments[0];
}

BuiltinResult castArray(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Array, Kind::Set}));
    CHECK(context.charge(arguments[0].size() * sizeof(Value)));
    return Value::array(arguments[0].elements());
}

BuiltinResult castSet(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Array, Kind::Set}));
    CHECK(context.charge(arguments[0].size() * sizeof(Value)));
    return Value::set({arguments[0].elements().begin(), arguments[0].elements().end()});
}

template <Kind kind>
BuiltinResult is(BuiltinContext&, Arguments arguments) {
    return Value::boolean(arguments[0].kind() == kind);
}

BuiltinResult typeName(BuiltinContext&, Arguments arguments) {
    return Value::string(kindName(arguments[0].kind()));
}

constexpr Declaration kTest = takes({kAny}, kBoolean);

constexpr std::array kTable = std::to_array<Builtin>({
    {"to_number", takes({kNull | kBoolean | kNumber | kString}, kNumber), toNumber,
     "The number that a string spells; 0 for null and false, 1 for true."},
    {"cast_array", takes({kAny}, kArray), castArray, "The array, or the elements of a set as an array.",
     Trait::Deprecated},
    {"cast_set", takes({kAny}, kSet), castSet, "The set, or the elements of an array as a set.", Trait::Deprecated},
    {"cast_string", takes({kAny}, kString), cast<Kind::String>, "The string; an error for all else.",
     Trait::Deprecated},
    {"cast_boolean", takes({kAny}, kBoolean), cast<Kind::Boolean>, "The boolean; an error for all else.",
     Trait::Deprecated},
    {"cast_null", takes({kAny}, kNull), cast<Kind::Null>, "Null; an error for all else.", Trait::Deprecated},
    {"cast_object", takes({kAny}, kObject), cast<Kind::Object>, "The object; an error for all else.",
     Trait::Deprecated},
    {"is_null", kTest, is<Kind::Null>, "Whether the value is null."},
    {"is_boolean", kTest, is<Kind::Boolean>, "Whether the value is a boolean."},
    {"is_number", kTest, is<Kind::Number>, "Whether the value is a number."},
    {"is_string", kTest, is<Kind::String>, "Whether the value is a string."},
    {"is_array", kTest, is<Kind::Array>, "Whether the value is an array."},
    {"is_object", kTest, is<Kind::Object>, "Whether the value is an object."},
    {"is_set", kTest, is<Kind::Set>, "Whether the value is a set."},
    {"type_name", takes({kAny}, kString), typeName,
     "`null`, `boolean`, `number`, `string`, `array`, `object` or `set`."},
});

} // namespace

std::span<const Builtin> conversionBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
