#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

namespace countersign::policy::detail {

namespace {

template <bool (*holds)(std::strong_ordering)>
BuiltinResult compare(BuiltinContext&, Arguments arguments) {
    return Value::boolean(holds(arguments[0] <=> arguments[1]));
}

BuiltinResult equal(BuiltinContext&, Arguments arguments) {
    return Value::boolean(arguments[0] == arguments[1]);
}

BuiltinResult notEqual(BuiltinContext&, Arguments arguments) {
    return Value::boolean(arguments[0] != arguments[1]);
}

constexpr bool isLess(std::strong_ordering order) {
    return order < 0;
}
constexpr bool isLessOrEqual(std::strong_ordering order) {
    return order <= 0;
}
constexpr bool isGreater(std::strong_ordering order) {
    return order > 0;
}
constexpr bool isGreaterOrEqual(std::strong_ordering order) {
    return order >= 0;
}

constexpr Declaration kRelation = takes({kAny, kAny}, kBoolean);

constexpr std::array kTable = std::to_array<Builtin>({
    {"equal", kRelation, equal, "Whether two values are equal; numbers are compared by what they are worth.",
     Trait::Plain, "=="},
    {"neq", kRelation, notEqual, "Whether two values differ.", Trait::Plain, "!="},
    {"lt", kRelation, compare<isLess>, "Whether the first value sorts before the second.", Trait::Plain, "<"},
    {"lte", kRelation, compare<isLessOrEqual>, "Whether the first value sorts before the second, or is equal.",
     Trait::Plain, "<="},
    {"gt", kRelation, compare<isGreater>, "Whether the first value sorts after the second.", Trait::Plain, ">"},
    {"gte", kRelation, compare<isGreaterOrEqual>, "Whether the first value sorts after the second, or is equal.",
     Trait::Plain, ">="},
});

} // namespace

std::span<const Builtin> comparisonBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
