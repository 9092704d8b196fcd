#include "core/base/json.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <compare>

namespace countersign::json {

namespace {

constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1;

/// UTF-16 orders U+10000 and above (lead bytes F0..F4) before U+E000..U+FFFF (lead bytes EE and EF); otherwise its
/// order is that of the UTF-8 bytes.
std::uint8_t utf16Rank(char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0xEE) {
        return byte;
    }
    return static_cast<std::uint8_t>(byte < 0xF0 ? byte + 0x10 : byte - 2);
}

std::strong_ordering compareNames(std::string_view a, std::string_view b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (a[i] != b[i]) {
            return utf16Rank(a[i]) <=> utf16Rank(b[i]);
        }
    }
    return a.size() <=> b.size();
}

template <class Members>
auto lowerBound(Members& members, std::string_view name) {
    if (members.empty() || compareNames(members.back().first, name) < 0) {
        return members.end();
    }
    return std::ranges::lower_bound(
        members, name, [](std::string_view a, std::string_view b) { return compareNames(a, b) < 0; },
        [](const Object::Member& member) -> std::string_view { return member.first; });
}

} // namespace

Object::Object(std::initializer_list<Member> members) {
    m_members.reserve(members.size());
    for (const Member& member : members) {
        set(member.first, member.second);
    }
}

Result<Object> Object::of(std::vector<Member> members) {
    bool sorted = true;
    for (std::size_t i = 1; i < members.size() && sorted; ++i) {
        sorted = compareNames(members[i - 1].first, members[i].first) < 0;
    }
    if (!sorted) {
        std::ranges::sort(members, [](const Member& a, const Member& b) { return compareNames(a.first, b.first) < 0; });
        const auto twice =
            std::ranges::adjacent_find(members, [](const Member& a, const Member& b) { return a.first == b.first; });
        if (twice != members.end()) {
            return fail(Code::JsonDuplicateKey,
                        "member name `" + twice->first.substr(0, 128) + "` is there twice: send it once");
        }
    }
    Object object;
    object.m_members = std::move(members);
    return object;
}

void Object::set(std::string name, Value value) {
    const auto at = lowerBound(m_members, name);
    if (at != m_members.end() && at->first == name) {
        at->second = std::move(value);
    } else {
        m_members.emplace(at, std::move(name), std::move(value));
    }
}

bool Object::insert(std::string name, Value value) {
    const auto at = lowerBound(m_members, name);
    if (at != m_members.end() && at->first == name) {
        return false;
    }
    m_members.emplace(at, std::move(name), std::move(value));
    return true;
}

void Object::erase(std::string_view name) {
    const auto at = lowerBound(m_members, name);
    if (at != m_members.end() && at->first == name) {
        m_members.erase(at);
    }
}

const Value* Object::find(std::string_view name) const {
    const auto at = lowerBound(m_members, name);
    return at != m_members.end() && at->first == name ? &at->second : nullptr;
}

bool operator==(const Object& a, const Object& b) {
    return a.m_members == b.m_members;
}

Value Value::integer(std::int64_t value) {
    assert(value >= -kLargestInteger && value <= kLargestInteger);
    return Value(static_cast<double>(value));
}

Value Value::number(double value) {
    assert(std::isfinite(value));
    // -0 and 0 share their canonical text, so they are one value.
    return Value(value == 0 ? 0.0 : value);
}

std::optional<std::int64_t> Value::asInteger() const {
    const double* number = asNumber();
    if (number == nullptr || std::abs(*number) > static_cast<double>(kLargestInteger) ||
        std::trunc(*number) != *number) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
}

} // namespace countersign::json
