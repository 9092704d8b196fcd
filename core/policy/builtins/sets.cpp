#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>
#include <iterator>

namespace countersign::policy::detail {

namespace {

Value intersectionOf(const Value& a, const Value& b) {
    std::vector<Value> common;
    std::ranges::set_intersection(a.elements(), b.elements(), std::back_inserter(common));
    return Value::set(std::move(common));
}

Value unionOf(const Value& a, const Value& b) {
    std::vector<Value> all;
    all.reserve(a.size() + b.size());
    std::ranges::set_union(a.elements(), b.elements(), std::back_inserter(all));
    return Value::set(std::move(all));
}

Result<void> wantsSets(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Set));
    CHECK(wants(arguments, 1, Kind::Set));
    return context.charge((arguments[0].size() + arguments[1].size()) * sizeof(Value));
}

BuiltinResult both(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsSets(context, arguments));
    return intersectionOf(arguments[0], arguments[1]);
}

BuiltinResult either(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsSets(context, arguments));
    return unionOf(arguments[0], arguments[1]);
}

BuiltinResult difference(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsSets(context, arguments));
    std::vector<Value> rest;
    std::ranges::set_difference(arguments[0].elements(), arguments[1].elements(), std::back_inserter(rest));
    return Value::set(std::move(rest));
}

/// One operand: a set of sets.
Result<void> wantsSetOfSets(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Set));
    for (const Value& element : arguments[0].elements()) {
        if (!element.isSet()) {
            return operandElementError(0, arguments[0], element, {"set"});
        }
        CHECK(context.charge(element.size() * sizeof(Value)));
    }
    return {};
}

BuiltinResult intersection(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsSetOfSets(context, arguments));
    const auto sets = arguments[0].elements();
    Value common = sets.empty() ? Value::emptySet() : sets.front();
    for (const Value& set : sets) {
        common = intersectionOf(common, set);
    }
    return common;
}

BuiltinResult unionAll(BuiltinContext& context, Arguments arguments) {
    CHECK(wantsSetOfSets(context, arguments));
    std::vector<Value> all;
    for (const Value& set : arguments[0].elements()) {
        all.insert(all.end(), set.elements().begin(), set.elements().end());
    }
    return Value::set(std::move(all));
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"and", takes({kSet, kSet}, kSet), both, "The elements that both sets have.", Trait::Plain, "&"},
    {"or", takes({kSet, kSet}, kSet), either, "The elements that at least one of the sets has.", Trait::Plain, "|"},
    {"set_diff", takes({kSet, kSet}, kSet), difference, "The elements of the first set that the second has not.",
     Trait::Deprecated},
    {"intersection", takes({of(kSet, kSet)}, kSet), intersection, "The elements that all sets of a set have."},
    {"union", takes({of(kSet, kSet)}, kSet), unionAll, "The elements that any set of a set has."},
});

} // namespace

std::span<const Builtin> setBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
