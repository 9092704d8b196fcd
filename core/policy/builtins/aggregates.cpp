#include "core/base/utf8.h"
#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

BuiltinResult count(BuiltinContext& context, Arguments arguments) {
    const Value& value = arguments[0];
    if (value.isString()) {
        const std::string_view text = value.asString();
        CHECK(context.step(text.size() / 64));
        std::int64_t points = 0;
        for (std::size_t at = 0; at < text.size(); ++points) {
            at += std::max<std::size_t>(countersign::detail::decodeUtf8(text, at).length, 1);
        }
        return Value::integer(points);
    }
    CHECK(wants(arguments, 0, {Kind::Array, Kind::Object, Kind::Set, Kind::String}));
    return Value::integer(static_cast<std::int64_t>(value.size()));
}

template <Operation operation>
BuiltinResult fold(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Set, Kind::Array}));
    CHECK(context.step(arguments[0].size()));
    Value result = Value::integer(operation == Operation::Multiply ? 1 : 0);
    for (const Value& element : arguments[0].elements()) {
        if (!element.isNumber()) {
            return operandElementError(0, arguments[0], element, {"number"});
        }
        TRY(result, calculate(operation, result, element));
    }
    return result;
}

enum class Extreme : std::uint8_t { Least, Greatest };

template <Extreme extreme>
BuiltinResult pick(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Set, Kind::Array}));
    CHECK(context.step(arguments[0].size()));
    const auto elements = arguments[0].elements();
    if (elements.empty()) {
        return std::nullopt;
    }
    return extreme == Extreme::Least ? *std::ranges::min_element(elements) : *std::ranges::max_element(elements);
}

BuiltinResult sort(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Set, Kind::Array}));
    CHECK(context.step(arguments[0].size()));
    CHECK(context.charge(arguments[0].size() * sizeof(Value)));
    std::vector<Value> sorted(arguments[0].elements().begin(), arguments[0].elements().end());
    std::ranges::stable_sort(sorted);
    return Value::array(sorted);
}

BuiltinResult all(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Array, Kind::Set}));
    CHECK(context.step(arguments[0].size()));
    return Value::boolean(std::ranges::all_of(arguments[0].elements(), &Value::isTrue));
}

BuiltinResult any(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, {Kind::Array, Kind::Set}));
    CHECK(context.step(arguments[0].size()));
    return Value::boolean(std::ranges::any_of(arguments[0].elements(), &Value::isTrue));
}

/// `x in collection`: false for whatever is none.
BuiltinResult member(BuiltinContext& context, Arguments arguments) {
    const Value& collection = arguments[1];
    if (collection.isSet()) {
        return Value::boolean(collection.find(arguments[0]) != nullptr);
    }
    CHECK(context.step(collection.size()));
    if (collection.isObject()) {
        return Value::boolean(std::ranges::find(collection.members(), arguments[0], &Member::value) !=
                              collection.members().end());
    }
    return Value::boolean(std::ranges::find(collection.elements(), arguments[0]) != collection.elements().end());
}

/// `key, value in collection`: a set's elements are their own keys.
BuiltinResult memberWithKey(BuiltinContext&, Arguments arguments) {
    const Value* found = arguments[2].find(arguments[0]);
    return Value::boolean(found != nullptr && *found == arguments[1]);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"count", takes({kList | kObject | kString}, kNumber), count,
     "How many elements or members a collection has, or characters a string."},
    {"sum", takes({of(kList, kNumber)}, kNumber), fold<Operation::Add>, "The sum of all numbers; 0 for none."},
    {"product", takes({of(kList, kNumber)}, kNumber), fold<Operation::Multiply>,
     "The product of all numbers; 1 for none."},
    {"max", takes({kList}, kAny), pick<Extreme::Greatest>, "The largest element; undefined when there is none."},
    {"min", takes({kList}, kAny), pick<Extreme::Least>, "The smallest element; undefined when there is none."},
    {"sort", takes({kList}, kArray), sort, "An array of the elements in ascending order."},
    {"all", takes({kList}, kBoolean), all, "Whether every element is true.", Trait::Deprecated},
    {"any", takes({kList}, kBoolean), any, "Whether at least one element is true.", Trait::Deprecated},
    {"internal.member_2", takes({kAny, kAny}, kBoolean), member, "Whether the collection holds the value.",
     Trait::Plain, "in"},
    {"internal.member_3", takes({kAny, kAny, kAny}, kBoolean), memberWithKey,
     "Whether the collection holds the value under that key.", Trait::Plain, "in"},
});

} // namespace

std::span<const Builtin> aggregateBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
