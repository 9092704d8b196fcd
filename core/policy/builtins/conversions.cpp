#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

namespace countersign::policy::detail {

namespace {

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
        std::string text(value.asString());
        if (text.starts_with('+')) {
            text.erase(0, 1);
        }
        auto number = Value::number(text);
        if (!number) {
            return builtinError("invalid syntax");
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
    return arguments[0].kind() == kind ? BuiltinResult(Value::boolean(true)) : std::nullopt;
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
    {"is_null", kTest, is<Kind::Null>, "True for null; undefined for all else."},
    {"is_boolean", kTest, is<Kind::Boolean>, "True for a boolean; undefined for all else."},
    {"is_number", kTest, is<Kind::Number>, "True for a number; undefined for all else."},
    {"is_string", kTest, is<Kind::String>, "True for a string; undefined for all else."},
    {"is_array", kTest, is<Kind::Array>, "True for an array; undefined for all else."},
    {"is_object", kTest, is<Kind::Object>, "True for an object; undefined for all else."},
    {"is_set", kTest, is<Kind::Set>, "True for a set; undefined for all else."},
    {"type_name", takes({kAny}, kString), typeName,
     "`null`, `boolean`, `number`, `string`, `array`, `object` or `set`."},
});

} // namespace

std::span<const Builtin> conversionBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
