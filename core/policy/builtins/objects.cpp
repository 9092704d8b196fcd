#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

/// A key, or a path of them in an array.
BuiltinResult get(BuiltinContext&, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    if (!arguments[1].isArray()) {
        const Value* found = arguments[0].find(arguments[1]);
        return found != nullptr ? *found : arguments[2];
    }
    const Value* found = &arguments[0];
    for (const Value& key : arguments[1].elements()) {
        found = found->find(key);
        if (found == nullptr) {
            return arguments[2];
        }
    }
    return *found;
}

BuiltinResult keys(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    CHECK(context.charge(arguments[0].size() * sizeof(Value)));
    std::vector<Value> all;
    std::ranges::transform(arguments[0].members(), std::back_inserter(all), &Member::key);
    return Value::set(std::move(all));
}

/// The keys that the second operand names: an object's keys, or the elements of a set or an array.
Result<Value> keysOperand(Arguments arguments) {
    CHECK(wants(arguments, 1, {Kind::Object, Kind::Set, Kind::Array}));
    std::vector<Value> named(arguments[1].elements().begin(), arguments[1].elements().end());
    std::ranges::transform(arguments[1].members(), std::back_inserter(named), &Member::key);
    return Value::set(std::move(named));
}

enum class Named : std::uint8_t { Kept, Dropped };

template <Named named>
BuiltinResult select(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    CHECK(context.charge((arguments[0].size() + arguments[1].size()) * sizeof(Member)));
    TRY(const Value chosen, keysOperand(arguments));
    std::vector<Member> members;
    for (const Member& member : arguments[0].members()) {
        if ((chosen.find(member.key) != nullptr) == (named == Named::Kept)) {
            members.push_back(member);
        }
    }
    return Value::object(std::move(members));
}

bool containsObject(const Value& whole, const Value& part) {
    return std::ranges::all_of(part.members(), [&](const Member& member) {
        const Value* there = whole.find(member.key);
        if (there == nullptr) {
            return false;
        }
        if (there->isObject() && member.value.isObject()) {
            return containsObject(*there, member.value);
        }
        if (there->isSet() && member.value.isSet()) {
            return std::ranges::includes(there->elements(), member.value.elements());
        }
        if (there->isArray() && member.value.isArray()) {
            return !std::ranges::search(there->elements(), member.value.elements()).empty() || member.value.size() == 0;
        }
        return *there == member.value;
    });
}

BuiltinResult subset(BuiltinContext& context, Arguments arguments) {
    const Value& whole = arguments[0];
    const Value& part = arguments[1];
    CHECK(context.step(whole.size() + part.size()));
    if (whole.isObject() && part.isObject()) {
        return Value::boolean(containsObject(whole, part));
    }
    if (whole.isSet() && part.isSet()) {
        return Value::boolean(std::ranges::includes(whole.elements(), part.elements()));
    }
    if (whole.isArray() && part.isArray()) {
        CHECK(context.step(whole.size() * part.size() / 64));
        return Value::boolean(part.size() == 0 || !std::ranges::search(whole.elements(), part.elements()).empty());
    }
    if (whole.isArray() && part.isSet()) {
        const Value all = Value::set({whole.elements().begin(), whole.elements().end()});
        return Value::boolean(std::ranges::includes(all.elements(), part.elements()));
    }
    return builtinError("both arguments object.subset must be of the same type or array and set");
}

/// Members of both; where both are objects their union, else the second's value.
Result<Value> unionOf(BuiltinContext& context, const Value& a, const Value& b) {
    CHECK(context.charge((a.size() + b.size()) * sizeof(Member)));
    std::vector<Member> members(a.members().begin(), a.members().end());
    for (const Member& member : b.members()) {
        const Value* there = a.find(member.key);
        if (there != nullptr && there->isObject() && member.value.isObject()) {
            TRY(Value merged, unionOf(context, *there, member.value));
            members.push_back({member.key, std::move(merged)});
        } else {
            members.push_back(member);
        }
    }
    return Value::object(std::move(members));
}

BuiltinResult unionTwo(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    CHECK(wants(arguments, 1, Kind::Object));
    TRY(Value merged, unionOf(context, arguments[0], arguments[1]));
    return merged;
}

BuiltinResult unionMany(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    Value merged = Value::emptyObject();
    for (const Value& object : arguments[0].elements()) {
        if (!object.isObject()) {
            return operandElementError(0, arguments[0], object, {"object"});
        }
        TRY(merged, unionOf(context, merged, object));
    }
    return merged;
}

constexpr Type kKeys = kList | kObject;

constexpr std::array kTable = std::to_array<Builtin>({
    {"object.get", takes({kObject, kAny, kAny}, kAny), get,
     "The value of a key, or of a path of keys given as an array; the default when there is none."},
    {"object.keys", takes({kObject}, kSet), keys, "The set of an object's keys."},
    {"object.remove", takes({kObject, kKeys}, kObject), select<Named::Dropped>, "The object without the given keys."},
    {"object.filter", takes({kObject, kKeys}, kObject), select<Named::Kept>, "The object with the given keys only."},
    {"object.subset", takes({kKeys, kKeys}, kBoolean), subset,
     "Whether the first collection holds all that the second holds, in nested objects too."},
    {"object.union", takes({kObject, kObject}, kObject), unionTwo,
     "The members of both objects; nested objects are merged, else the second's value stands."},
    {"object.union_n", takes({of(kArray, kObject)}, kObject), unionMany,
     "The members of all objects of an array, merged from left to right."},
});

} // namespace

std::span<const Builtin> objectBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
