#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

BuiltinResult concat(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    CHECK(wants(arguments, 1, Kind::Array));
    CHECK(context.charge((arguments[0].size() + arguments[1].size()) * sizeof(Value)));
    std::vector<Value> all(arguments[0].elements().begin(), arguments[0].elements().end());
    all.insert(all.end(), arguments[1].elements().begin(), arguments[1].elements().end());
    return Value::array(all);
}

/// Elements from the first index up to, not including, the second; indices beyond the ends mean the ends.
BuiltinResult slice(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    TRY(const std::int64_t from, integerOperand(arguments, 1));
    TRY(const std::int64_t to, integerOperand(arguments, 2));
    const auto size = static_cast<std::int64_t>(arguments[0].size());
    const std::int64_t first = std::clamp<std::int64_t>(from, 0, size);
    const std::int64_t last = std::clamp<std::int64_t>(to, first, std::max(first, size));
    CHECK(context.charge(static_cast<std::size_t>(last - first) * sizeof(Value)));
    return Value::array(
        arguments[0].elements().subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)));
}

BuiltinResult reverse(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    CHECK(context.charge(arguments[0].size() * sizeof(Value)));
    std::vector<Value> reversed(arguments[0].elements().rbegin(), arguments[0].elements().rend());
    return Value::array(reversed);
}

BuiltinResult flatten(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    std::vector<Value> flat;
    for (const Value& element : arguments[0].elements()) {
        CHECK(context.charge((element.isArray() ? element.size() : 1) * sizeof(Value)));
        if (element.isArray()) {
            flat.insert(flat.end(), element.elements().begin(), element.elements().end());
        } else {
            flat.push_back(element);
        }
    }
    return Value::array(flat);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"array.concat", takes({kArray, kArray}, kArray), concat,
     "The elements of the first array, then those of the second."},
    {"array.slice", takes({kArray, kNumber, kNumber}, kArray), slice,
     "The elements from the first index up to, but without, the second."},
    {"array.reverse", takes({kArray}, kArray), reverse, "The elements in reverse order."},
    {"array.flatten", takes({kArray}, kArray), flatten,
     "The array with the elements of its inner arrays in their place, one level deep."},
});

} // namespace

std::span<const Builtin> arrayBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
