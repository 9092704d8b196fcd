#include "core/policy/value.h"

#include "core/policy/number_decimal_p.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <new>
#include <ranges>

namespace countersign::policy {

using detail::Decimal;

std::string_view kindName(Kind kind) {
    switch (kind) {
    case Kind::Null:
        return "null";
    case Kind::Boolean:
        return "boolean";
    case Kind::Number:
        return "number";
    case Kind::String:
        return "string";
    case Kind::Array:
        return "array";
    case Kind::Object:
        return "object";
    case Kind::Set:
        return "set";
    }
    std::unreachable();
}

Value::Node* Value::makeNode(std::size_t bytes) {
    return new (::operator new(sizeof(Node) + bytes)) Node;
}

void Value::destroy(Kind kind, Node* node) noexcept {
    if (kind == Kind::Array || kind == Kind::Set) {
        std::destroy_n(node->items<Value>(), node->size);
    } else if (kind == Kind::Object) {
        std::destroy_n(node->items<Member>(), node->size);
    }
    node->~Node();
    ::operator delete(node);
}

Value Value::string(std::string_view text) {
    if (text.empty()) {
        return Value(Kind::String);
    }
    Node* node = makeNode(text.size());
    node->size = static_cast<std::uint32_t>(text.size());
    std::memcpy(node->items<char>(), text.data(), text.size());
    return {Kind::String, node};
}

Value Value::ofSpelling(std::string_view literal) {
    Value number = string(literal);
    number.m_kind = Kind::Number;
    return number;
}

Result<Value> Value::number(std::string_view literal) {
    if (!detail::isNumberLiteral(literal)) {
        return fail(Code::InvalidArgument, "`" + std::string(literal.substr(0, 64)) + "` is not a number.");
    }
    std::int64_t integer = 0;
    const auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), integer);
    if (error == std::errc() && end == literal.data() + literal.size() && literal != "-0") {
        return Value::integer(integer);
    }
    return ofSpelling(literal);
}

Value Value::number(double value) {
    constexpr double kExact = 9007199254740992.0; // 2^53
    if (value >= -kExact && value <= kExact) {
        const auto integer = static_cast<std::int64_t>(value);
        if (static_cast<double>(integer) == value) {
            return Value::integer(integer);
        }
    }
    std::string text;
    json::appendNumber(text, value);
    return ofSpelling(text);
}

Value Value::array(std::span<const Value> elements) {
    if (elements.empty()) {
        return emptyArray();
    }
    Node* node = makeNode(elements.size() * sizeof(Value));
    node->size = static_cast<std::uint32_t>(elements.size());
    std::uninitialized_copy(elements.begin(), elements.end(), node->items<Value>());
    return {Kind::Array, node};
}

Value Value::set(std::vector<Value> elements) {
    if (!std::ranges::is_sorted(elements)) {
        std::ranges::sort(elements);
    }
    elements.erase(std::ranges::unique(elements).begin(), elements.end());
    Value set = array(elements);
    set.m_kind = Kind::Set;
    return set;
}

Value Value::ofSortedMembers(std::vector<Member> members) {
    if (members.empty()) {
        return emptyObject();
    }
    Node* node = makeNode(members.size() * sizeof(Member));
    node->size = static_cast<std::uint32_t>(members.size());
    std::uninitialized_move(members.begin(), members.end(), node->items<Member>());
    return {Kind::Object, node};
}

Value Value::object(std::vector<Member> members) {
    std::ranges::stable_sort(members, {}, &Member::key);
    // Of equal keys the last stands: walked backwards, it is the first that unique() meets.
    const auto doubled = std::ranges::unique(members.rbegin(), members.rend(), {}, &Member::key);
    members.erase(members.begin(), members.begin() + std::ranges::ssize(doubled));
    return ofSortedMembers(std::move(members));
}

std::optional<Value> Value::consistentObject(std::vector<Member> members) {
    std::ranges::stable_sort(members, {}, &Member::key);
    for (std::size_t i = 1; i < members.size(); ++i) {
        if (members[i - 1].key == members[i].key && members[i - 1].value != members[i].value) {
            return std::nullopt;
        }
    }
    members.erase(std::ranges::unique(members, {}, &Member::key).begin(), members.end());
    return ofSortedMembers(std::move(members));
}

std::optional<std::int64_t> Value::asInteger() const {
    if (m_kind != Kind::Number) {
        return std::nullopt;
    }
    if (!m_counted) {
        return m_payload.integer;
    }
    const std::string_view text(m_payload.node->items<char>(), m_payload.node->size);
    // Whatever else fits was never given a node.
    return text == "-0" ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::string Value::numberText() const {
    if (m_counted) {
        return {m_payload.node->items<char>(), m_payload.node->size};
    }
    return std::to_string(m_payload.integer);
}

std::size_t Value::size() const {
    return m_counted && m_kind >= Kind::Array ? m_payload.node->size : 0;
}

namespace {

template <class Range, class Key, class Projection>
auto findSorted(const Range& range, const Key& key, Projection projection) -> decltype(range.data()) {
    const auto found = std::ranges::lower_bound(range, key, {}, projection);
    return found != range.end() && std::invoke(projection, *found) == key ? &*found : nullptr;
}

} // namespace

const Value* Value::find(const Value& key) const {
    switch (m_kind) {
    case Kind::Null:
    case Kind::Boolean:
    case Kind::Number:
    case Kind::String:
        return nullptr;
    case Kind::Array: {
        const auto index = key.asInteger();
        const auto all = elements();
        return index && *index >= 0 && std::cmp_less(*index, all.size()) ? &all[static_cast<std::size_t>(*index)]
                                                                         : nullptr;
    }
    case Kind::Object: {
        if (key.isString()) {
            return find(key.asString());
        }
        const Member* member = findSorted(members(), key, &Member::key);
        return member != nullptr ? &member->value : nullptr;
    }
    case Kind::Set:
        return findSorted(elements(), key, std::identity());
    }
    std::unreachable();
}

const Value* Value::find(std::string_view key) const {
    const auto all = members();
    std::size_t low = 0;
    std::size_t high = all.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const Value& there = all[middle].key;
        const auto order = there.m_kind != Kind::String ? there.m_kind <=> Kind::String : there.asString() <=> key;
        if (order == 0) {
            return &all[middle].value;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return nullptr;
}

Value Value::withMember(const Value& key, const Value& value) const {
    std::vector<Member> all(members().begin(), members().end());
    const auto at = std::ranges::lower_bound(all, key, {}, &Member::key);
    if (at != all.end() && at->key == key) {
        at->value = value;
    } else {
        all.insert(at, {key, value});
    }
    return ofSortedMembers(std::move(all));
}

Value Value::withElement(const Value& element) const {
    const auto all = elements();
    const auto at = std::ranges::lower_bound(all, element);
    if (at != all.end() && *at == element) {
        return *this;
    }
    std::vector<Value> more;
    more.reserve(all.size() + 1);
    more.insert(more.end(), all.begin(), at);
    more.push_back(element);
    more.insert(more.end(), at, all.end());
    Value set = array(more);
    set.m_kind = Kind::Set;
    return set;
}

namespace {

std::size_t mix(std::size_t seed, std::size_t value) {
    return seed ^ (value + 0x9E3779B97F4A7C15ULL + (seed << 6U) + (seed >> 2U));
}

} // namespace

std::size_t Value::hash() const {
    const auto kind = static_cast<std::size_t>(m_kind);
    switch (m_kind) {
    case Kind::Null:
        return kind;
    case Kind::Boolean:
        return mix(kind, static_cast<std::size_t>(m_payload.integer));
    case Kind::Number: {
        if (!m_counted) {
            return mix(kind, static_cast<std::size_t>(m_payload.integer));
        }
        const Decimal decimal = Decimal::of(numberText());
        if (const auto integer = decimal.toInteger()) {
            return mix(kind, static_cast<std::size_t>(*integer));
        }
        return mix(mix(kind + (decimal.negative ? 64 : 0), static_cast<std::size_t>(decimal.point)),
                   std::hash<std::string>()(decimal.digits));
    }
    case Kind::String:
        return mix(kind, std::hash<std::string_view>()(asString()));
    case Kind::Array:
    case Kind::Set: {
        std::size_t seed = kind;
        for (const Value& element : elements()) {
            seed = mix(seed, element.hash());
        }
        return seed;
    }
    case Kind::Object: {
        std::size_t seed = kind;
        for (const Member& member : members()) {
            seed = mix(mix(seed, member.key.hash()), member.value.hash());
        }
        return seed;
    }
    }
    std::unreachable();
}

namespace {

std::strong_ordering compareMembers(const Member& a, const Member& b) {
    const auto keys = a.key <=> b.key;
    return keys != 0 ? keys : a.value <=> b.value;
}

} // namespace

std::strong_ordering operator<=>(const Value& a, const Value& b) {
    if (a.m_kind != b.m_kind) {
        return a.m_kind <=> b.m_kind;
    }
    if (a.m_counted && b.m_counted && a.m_payload.node == b.m_payload.node) {
        return std::strong_ordering::equal;
    }
    switch (a.m_kind) {
    case Kind::Null:
        return std::strong_ordering::equal;
    case Kind::Boolean:
        return a.m_payload.integer <=> b.m_payload.integer;
    case Kind::Number:
        return !a.m_counted && !b.m_counted ? a.m_payload.integer <=> b.m_payload.integer
                                            : Decimal::of(a.numberText()) <=> Decimal::of(b.numberText());
    case Kind::String:
        return a.asString() <=> b.asString();
    case Kind::Array:
    case Kind::Set: {
        const auto as = a.elements();
        const auto bs = b.elements();
        return std::lexicographical_compare_three_way(as.begin(), as.end(), bs.begin(), bs.end());
    }
    case Kind::Object: {
        const auto as = a.members();
        const auto bs = b.members();
        return std::lexicographical_compare_three_way(as.begin(), as.end(), bs.begin(), bs.end(), compareMembers);
    }
    }
    std::unreachable();
}

bool operator==(const Value& a, const Value& b) {
    if (a.m_kind != b.m_kind || a.size() != b.size()) {
        return false;
    }
    if (a.m_kind == Kind::String) {
        return a.asString() == b.asString();
    }
    return (a <=> b) == 0;
}

FrozenValues& FrozenValues::operator=(FrozenValues&& other) noexcept {
    std::swap(m_nodes, other.m_nodes);
    return *this;
}

FrozenValues::~FrozenValues() {
    // A node looks at those that it holds, which were frozen before it.
    for (const auto& [kind, node] : m_nodes | std::views::reverse) {
        Value::destroy(kind, node);
    }
}

Value FrozenValues::copy(const Value& value, FrozenValues* owner) {
    if (!value.m_counted) {
        return value;
    }
    Value result;
    if (value.isObject()) {
        std::vector<Member> members;
        members.reserve(value.size());
        for (const Member& member : value.members()) {
            members.push_back({copy(member.key, owner), copy(member.value, owner)});
        }
        result = Value::ofSortedMembers(std::move(members));
    } else if (value.isArray() || value.isSet()) {
        std::vector<Value> elements;
        elements.reserve(value.size());
        for (const Value& element : value.elements()) {
            elements.push_back(copy(element, owner));
        }
        result = Value::array(elements);
    } else {
        result = Value::string({value.m_payload.node->items<char>(), value.m_payload.node->size});
    }
    result.m_kind = value.m_kind;
    if (owner != nullptr) {
        owner->m_nodes.emplace_back(result.m_kind, result.m_payload.node);
        result.m_payload.node->references.store(Value::Node::kFrozen, std::memory_order_relaxed);
    }
    return result;
}

Value FrozenValues::freeze(const Value& value) {
    return copy(value, this);
}

Value FrozenValues::thaw(const Value& value) {
    return copy(value, nullptr);
}

} // namespace countersign::policy
