#pragma once

#include "core/base/json.h"

#include <atomic>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Rego: the language of policies, and its values.
namespace countersign::policy {

/// In the order in which values of different kinds sort.
enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object, Set };

/// `null`, `boolean`, … as type_name says.
[[nodiscard]] std::string_view kindName(Kind kind);

struct Member;

/// A value of Rego: a JSON value, or a set. Immutable; two words, copied by counting references. Null, booleans,
/// integers of 64 bits and everything empty own no memory.
///
/// Equality and order are OPA's: by kind, then numbers by what they are worth (1 equals 1.0), strings by their bytes,
/// arrays, objects (member by member in the order of the keys) and sets element by element. Objects and sets are kept
/// in that order, so everything that walks them is deterministic, and looking up is a binary search: no keys that
/// collide can slow it down.
///
/// Threads: any number may read and copy the same value. Counting is atomic; what many threads read all the time
/// belongs into FrozenValues, which are not counted.
class Value {
public:
    /// Null.
    Value() noexcept = default;
    Value(const Value& other) noexcept;
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other) noexcept;
    Value& operator=(Value&& other) noexcept;
    ~Value();

    /// Nothing but a bool: integers and pointers would convert to `true`.
    template <std::same_as<bool> Bool>
    static Value boolean(Bool value) {
        return {Kind::Boolean, value ? 1 : 0};
    }
    static Value integer(std::int64_t value) { return {Kind::Number, value}; }
    /// Shortest decimal that reads back as this double; it is finite.
    static Value number(double value);
    /// A number as JSON spells it (RFC 8259 section 6). The spelling is kept, as OPA keeps it: `1.0` is printed as 1.0.
    /// InvalidArgument for anything else, and for exponents of more than 9 digits.
    static Result<Value> number(std::string_view literal);
    static Value string(std::string_view text);
    static Value array(std::span<const Value> elements);
    /// Takes elements in any order, the same one any number of times.
    static Value set(std::vector<Value> elements);
    /// Takes members in any order; the last of equal keys stands.
    static Value object(std::vector<Member> members);
    /// The same, but nothing when one key has two values that differ.
    static std::optional<Value> consistentObject(std::vector<Member> members);
    static Value emptyArray() { return Value(Kind::Array); }
    static Value emptyObject() { return Value(Kind::Object); }
    static Value emptySet() { return Value(Kind::Set); }

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isBoolean() const { return m_kind == Kind::Boolean; }
    [[nodiscard]] bool isNumber() const { return m_kind == Kind::Number; }
    [[nodiscard]] bool isString() const { return m_kind == Kind::String; }
    [[nodiscard]] bool isArray() const { return m_kind == Kind::Array; }
    [[nodiscard]] bool isObject() const { return m_kind == Kind::Object; }
    [[nodiscard]] bool isSet() const { return m_kind == Kind::Set; }
    [[nodiscard]] bool isTrue() const { return m_kind == Kind::Boolean && m_payload.integer != 0; }
    [[nodiscard]] bool isFalse() const { return m_kind == Kind::Boolean && m_payload.integer == 0; }

    /// A number that is spelled as an integer (`1`, not `1.0`) and fits.
    [[nodiscard]] std::optional<std::int64_t> asInteger() const;
    /// How the number is spelled. Only numbers.
    [[nodiscard]] std::string numberText() const;
    /// Valid as long as the value is. Only strings: empty for all else.
    [[nodiscard]] std::string_view asString() const;
    /// Of an array, or of a set in order; empty for all else. Valid as long as the value is.
    [[nodiscard]] std::span<const Value> elements() const;
    /// Of an object, in the order of the keys; empty for all else. Valid as long as the value is.
    [[nodiscard]] std::span<const Member> members() const;
    /// Elements or members; 0 for what has none. Not the length of a string.
    [[nodiscard]] std::size_t size() const;

    /// What `this[key]` is: the element at an index, a member's value, a set's own element. Null pointer when there is
    /// none. Valid as long as the value is.
    [[nodiscard]] const Value* find(const Value& key) const;
    /// The value of the member with that string as its key.
    [[nodiscard]] const Value* find(std::string_view key) const;

    /// Copies with one change; of objects and sets only.
    [[nodiscard]] Value withMember(const Value& key, const Value& value) const;
    [[nodiscard]] Value withElement(const Value& element) const;

    /// Equal values have equal hashes. Not seeded: a table that hostile values fill must not rely on it alone.
    [[nodiscard]] std::size_t hash() const;

    /// As Rego writes it: strings quoted, `{1, 2}` for sets, `set()` for the empty one.
    [[nodiscard]] std::string text() const;
    /// Appends the same.
    void appendText(std::string& out) const;

    friend std::strong_ordering operator<=>(const Value& a, const Value& b);
    friend bool operator==(const Value& a, const Value& b);

private:
    friend class FrozenValues;
    struct Node;
    union Payload {
        std::int64_t integer = 0;
        Node* node;
    };

    explicit Value(Kind kind) noexcept : m_kind(kind) {}
    Value(Kind kind, std::int64_t integer) noexcept : m_kind(kind), m_payload{.integer = integer} {}
    Value(Kind kind, Node* node) noexcept : m_kind(kind), m_counted(true), m_payload{.node = node} {}
    static Value ofSortedMembers(std::vector<Member> members);
    static Value ofSpelling(std::string_view literal);
    static Node* makeNode(std::size_t bytes);
    static void destroy(Kind kind, Node* node) noexcept;
    void retain() const noexcept;
    void release() noexcept;

    Kind m_kind = Kind::Null;
    /// Whether the payload is a node; else it is an integer: 0 or 1 of a boolean, a number, 0 for everything empty.
    bool m_counted = false;
    Payload m_payload;
};

struct Member {
    Value key;
    Value value;

    friend bool operator==(const Member&, const Member&) = default;
};

/// Values that many threads read for long: the constants and documents of a compiled bundle. Copies of them touch no
/// counter, so threads do not slow each other down. They live as long as this object: whoever hands one out beyond that
/// hands out thaw() of it. Any thread may read; one adds.
class FrozenValues {
public:
    FrozenValues() = default;
    FrozenValues(const FrozenValues&) = delete;
    FrozenValues& operator=(const FrozenValues&) = delete;
    FrozenValues(FrozenValues&& other) noexcept = default;
    FrozenValues& operator=(FrozenValues&& other) noexcept;
    ~FrozenValues();

    /// A deep copy that is not counted.
    [[nodiscard]] Value freeze(const Value& value);
    /// A deep copy that is counted.
    [[nodiscard]] static Value thaw(const Value& value);

private:
    static Value copy(const Value& value, FrozenValues* owner);

    std::vector<std::pair<Kind, Value::Node*>> m_nodes;
};

struct JsonLimits {
    std::size_t bytes = std::size_t{64} * 1024 * 1024;
    std::size_t depth = 1000;
};

/// One JSON text (RFC 8259) as OPA reads it: any number, the last of equal keys stands, ill-formed UTF-8 and lone
/// surrogates become U+FFFD. JsonMalformed, JsonTooDeep, TooLarge; `detail` names the byte.
[[nodiscard]] Result<Value> parseJson(std::string_view text, const JsonLimits& limits = {});

/// Compact JSON as OPA writes it: members in order, sets as arrays, keys that are no strings as their text, `<`, `>`
/// and `&` as they are.
[[nodiscard]] std::string toJson(const Value& value);
/// Appends a JSON string literal.
void appendJsonString(std::string& out, std::string_view text);

[[nodiscard]] Value fromJson(const json::Value& value);

// The rest is here to be inlined.

struct Value::Node {
    static constexpr std::uint32_t kFrozen = ~std::uint32_t{0};

    std::atomic<std::uint32_t> references{1};
    /// Bytes of a string, elements or members of a collection.
    std::uint32_t size = 0;

    template <class T>
    [[nodiscard]] T* items() {
        return reinterpret_cast<T*>(this + 1);
    }
};

inline void Value::retain() const noexcept {
    if (m_counted && m_payload.node->references.load(std::memory_order_relaxed) != Node::kFrozen) {
        m_payload.node->references.fetch_add(1, std::memory_order_relaxed);
    }
}

inline void Value::release() noexcept {
    if (m_counted && m_payload.node->references.load(std::memory_order_relaxed) != Node::kFrozen &&
        m_payload.node->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        destroy(m_kind, m_payload.node);
    }
}

inline Value::Value(const Value& other) noexcept
    : m_kind(other.m_kind), m_counted(other.m_counted), m_payload(other.m_payload) {
    retain();
}

inline Value::Value(Value&& other) noexcept
    : m_kind(std::exchange(other.m_kind, Kind::Null)), m_counted(std::exchange(other.m_counted, false)),
      m_payload(std::exchange(other.m_payload, Payload{})) {}

inline Value& Value::operator=(const Value& other) noexcept {
    return *this = Value(other);
}

inline Value& Value::operator=(Value&& other) noexcept {
    std::swap(m_kind, other.m_kind);
    std::swap(m_counted, other.m_counted);
    std::swap(m_payload, other.m_payload);
    return *this;
}

inline Value::~Value() {
    release();
}

inline std::string_view Value::asString() const {
    return m_kind == Kind::String && m_counted ? std::string_view(m_payload.node->items<char>(), m_payload.node->size)
                                               : std::string_view();
}

inline std::span<const Value> Value::elements() const {
    return (m_kind == Kind::Array || m_kind == Kind::Set) && m_counted
               ? std::span<const Value>(m_payload.node->items<Value>(), m_payload.node->size)
               : std::span<const Value>();
}

inline std::span<const Member> Value::members() const {
    return m_kind == Kind::Object && m_counted
               ? std::span<const Member>(m_payload.node->items<Member>(), m_payload.node->size)
               : std::span<const Member>();
}

} // namespace countersign::policy

template <>
struct std::hash<countersign::policy::Value> {
    std::size_t operator()(const countersign::policy::Value& value) const { return value.hash(); }
};
