#pragma once

#include "core/base/result.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// The one JSON of everything that decides, signs or stores: strict on reading, RFC 8785 on writing.
namespace countersign::json {

class Value;
using Array = std::vector<Value>;

/// Members in RFC 8785 order (names compared as UTF-16 code units), each name once.
/// INVARIANT: always sorted and unique, whatever the order of insertion, so canonical output needs no sorting.
class Object {
public:
    using Member = std::pair<std::string, Value>;

    Object() = default;
    /// The last of several members of one name stands.
    Object(std::initializer_list<Member> members);
    /// Takes members in any order, in O(n log n); JsonDuplicateKey when a name is there twice.
    static Result<Object> of(std::vector<Member> members);

    /// Adds or replaces.
    void set(std::string name, Value value);
    /// Adds; false (and unchanged) when the name is there already.
    [[nodiscard]] bool insert(std::string name, Value value);
    void erase(std::string_view name);
    /// Null when there is no such member.
    [[nodiscard]] const Value* find(std::string_view name) const;

    [[nodiscard]] bool empty() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const Member* begin() const;
    [[nodiscard]] const Member* end() const;

    friend bool operator==(const Object&, const Object&);

private:
    std::vector<Member> m_members;
};

/// A JSON value. Numbers are doubles; every number that gets in is exact (design section 4), so an integer is one whose
/// double is integral and within ±(2^53-1).
class Value {
public:
    Value() : m_value(nullptr) {}
    Value(std::nullptr_t) : m_value(nullptr) {}
    /// Nothing but a bool: integers and pointers would convert to `true`.
    template <std::same_as<bool> Bool>
    Value(Bool value) : m_value(value) {}
    Value(std::string value) : m_value(std::move(value)) {}
    Value(std::string_view value) : m_value(std::string(value)) {}
    Value(const char* value) : m_value(std::string(value)) {}
    Value(Array value) : m_value(std::move(value)) {}
    Value(Object value) : m_value(std::move(value)) {}
    /// |value| <= 2^53-1; larger ones are a bug of the caller (asserted): send them as strings.
    static Value integer(std::int64_t value);
    /// Finite; anything else is a bug of the caller (asserted).
    static Value number(double value);

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::nullptr_t>(m_value); }
    [[nodiscard]] const bool* asBool() const { return std::get_if<bool>(&m_value); }
    [[nodiscard]] const double* asNumber() const { return std::get_if<double>(&m_value); }
    [[nodiscard]] std::optional<std::int64_t> asInteger() const;
    [[nodiscard]] const std::string* asString() const { return std::get_if<std::string>(&m_value); }
    [[nodiscard]] const Array* asArray() const { return std::get_if<Array>(&m_value); }
    [[nodiscard]] const Object* asObject() const { return std::get_if<Object>(&m_value); }
    [[nodiscard]] Array* asArray() { return std::get_if<Array>(&m_value); }
    [[nodiscard]] Object* asObject() { return std::get_if<Object>(&m_value); }

    friend bool operator==(const Value&, const Value&) = default;

private:
    explicit Value(double value) : m_value(value) {}
    std::variant<std::nullptr_t, bool, double, std::string, Array, Object> m_value;
};

inline bool Object::empty() const {
    return m_members.empty();
}
inline std::size_t Object::size() const {
    return m_members.size();
}
inline const Object::Member* Object::begin() const {
    return m_members.data();
}
inline const Object::Member* Object::end() const {
    return m_members.data() + m_members.size();
}

struct Limits {
    std::size_t bytes = 1024 * 1024;
    std::size_t depth = 64;
};

/// Parses one JSON text (RFC 8259) and nothing after it. Refused: duplicate member names (JsonDuplicateKey), depth
/// (JsonTooDeep), size (TooLarge), ill-formed UTF-8 and lone surrogates (TextNotUtf8), numbers that are not exact
/// (NumberNotExact: not finite, beyond ±(2^53-1) however it is written, or a literal whose value is not the shortest
/// decimal of its double; `-0` is refused too), everything else (JsonMalformed). `detail` names the byte offset.
/// So parse(canonical(v)) == v for all that parse() returned. Any thread.
[[nodiscard]] Result<Value> parse(std::string_view text, const Limits& limits = {});

/// RFC 8785 (JCS). Ill-formed UTF-8, which no parsed value has, is written as U+FFFD.
[[nodiscard]] std::string canonical(const Value& value);
void appendCanonical(std::string& out, const Value& value);
/// The pieces, for code that writes canonical bytes directly.
void appendString(std::string& out, std::string_view text);
void appendNumber(std::string& out, double value);
void appendInteger(std::string& out, std::int64_t value);

/// Indented, for people; members in canonical order.
[[nodiscard]] std::string pretty(const Value& value);

/// Reads one object strictly: each accessor notes the name, finish() refuses members that nobody asked for. Errors are
/// InvalidRequest and name the member. The object must outlive the reader.
class Reader {
public:
    /// `what` names the thing in messages, e.g. "command envelope". A value that is no object fails at once.
    static Result<Reader> of(const Value& value, std::string_view what);

    [[nodiscard]] Result<std::string> string(std::string_view name);
    [[nodiscard]] Result<std::optional<std::string>> optionalString(std::string_view name);
    [[nodiscard]] Result<std::int64_t> integer(std::string_view name);
    [[nodiscard]] Result<std::optional<std::int64_t>> optionalInteger(std::string_view name);
    [[nodiscard]] Result<std::optional<bool>> optionalBool(std::string_view name);
    [[nodiscard]] Result<const Object*> object(std::string_view name);
    [[nodiscard]] Result<const Array*> array(std::string_view name);
    /// Null pointer when absent (or JSON null).
    [[nodiscard]] const Value* optional(std::string_view name);
    /// InvalidRequest when a member was never asked for.
    [[nodiscard]] Result<void> finish() const;

private:
    Reader(const Object& object, std::string_view what) : m_object(&object), m_what(what) {}
    const Object* m_object;
    std::string m_what;
    std::vector<std::string_view> m_seen;
};

} // namespace countersign::json
