#pragma once

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/json.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/ledger/commitment.h"

#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// How a value and its JSON object belong together, said once for both directions: a Shape lists the members, Writer
/// and ShapeReader walk that list.
namespace countersign::wire {

/// Whether committed texts show their plaintext: in answers, never in what is stored or signed.
enum class Texts { Hidden, Shown };

/// `static constexpr std::string_view kWhat` and `template <class F> static void members(F& f, auto& x)`, which calls
/// f("name", x.member) for each member.
template <class T>
struct Shape;

/// `write(const T&, Texts)` and `read(const json::Value&, Texts)`; the general one goes by the Shape.
template <class T>
struct Codec;

/// `kValues`, all of them, and `name()`.
template <class T>
struct Names;

[[nodiscard]] std::unexpected<Error> wrongType(std::string_view wanted);
/// The error as it is seen from the object around it.
[[nodiscard]] std::unexpected<Error> inMember(std::string_view name, std::string_view what, Error error);
[[nodiscard]] std::unexpected<Error> missing(std::string_view name, std::string_view what);
/// Never null; part of `value`.
[[nodiscard]] Result<const std::string*> readText(const json::Value& value);
/// Beyond 2^53-1, where JSON numbers stop being exact (design section 4), the decimal in a string; a value has one
/// form.
[[nodiscard]] json::Value writeInteger(std::uint64_t value);
[[nodiscard]] Result<std::uint64_t> readInteger(const json::Value& value, std::uint64_t most);
[[nodiscard]] Result<const json::Array*> readArray(const json::Value& value);
[[nodiscard]] Result<const json::Object*> readObject(const json::Value& value);
/// A text of a command: the digest and the label, which is the name of the member.
[[nodiscard]] json::Value writeCommitment(const ledger::CommittedText& text);
[[nodiscard]] Result<ledger::CommittedText> readCommitment(const json::Value& value, std::string_view label);

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

class Writer {
public:
    explicit Writer(Texts texts) : m_texts(texts) {}

    /// An empty optional is not written.
    template <class T>
    void operator()(std::string_view name, const T& value) {
        if constexpr (IsOptional<T>::value) {
            if (value) {
                set(name, Codec<typename T::value_type>::write(*value, m_texts));
            }
        } else {
            set(name, Codec<T>::write(value, m_texts));
        }
    }
    /// Left out when it is T{}.
    template <class T>
    void unlessEmpty(std::string_view name, const T& value) {
        if (!(value == T{})) {
            (*this)(name, value);
        }
    }
    /// Always written; whoever leaves it out means the default.
    template <class T>
    void defaulted(std::string_view name, const T& value) {
        (*this)(name, value);
    }
    void commitment(std::string_view name, const std::optional<ledger::CommittedText>& text) {
        if (text) {
            set(name, writeCommitment(*text));
        }
    }

    void set(std::string_view name, json::Value value) { m_out.set(std::string(name), std::move(value)); }
    [[nodiscard]] Texts texts() const { return m_texts; }
    [[nodiscard]] json::Object take() { return std::move(m_out); }

private:
    Texts m_texts;
    json::Object m_out;
};

/// Keeps the first error; what is read after it is left alone.
class ShapeReader {
public:
    static Result<ShapeReader> of(const json::Value& value, std::string_view what, Texts texts) {
        TRY(auto reader, json::Reader::of(value, what));
        return ShapeReader(std::move(reader), what, texts);
    }

    template <class T>
    void operator()(std::string_view name, T& out) {
        read(name, out, IsOptional<T>::value ? Absent::Left : Absent::Refused);
    }
    template <class T>
    void unlessEmpty(std::string_view name, T& out) {
        read(name, out, Absent::Left);
    }
    template <class T>
    void defaulted(std::string_view name, T& out) {
        read(name, out, Absent::Left);
    }
    void commitment(std::string_view name, std::optional<ledger::CommittedText>& out) {
        if (const json::Value* value = find(name, Absent::Left)) {
            keep(name, readCommitment(*value, name), out);
        }
    }

    /// The member is somebody else's.
    void skip(std::string_view name) { static_cast<void>(m_reader.optional(name)); }
    [[nodiscard]] Texts texts() const { return m_texts; }
    /// The first error, or the first member that nobody asked for.
    [[nodiscard]] Result<void> finish() const { return m_result ? m_reader.finish() : m_result; }

private:
    enum class Absent { Refused, Left };

    ShapeReader(json::Reader reader, std::string_view what, Texts texts)
        : m_reader(std::move(reader)), m_what(what), m_texts(texts) {}

    const json::Value* find(std::string_view name, Absent absent) {
        const json::Value* value = m_reader.optional(name);
        if (value == nullptr && absent == Absent::Refused && m_result) {
            m_result = missing(name, m_what);
        }
        return m_result ? value : nullptr;
    }

    template <class T>
    void read(std::string_view name, T& out, Absent absent) {
        if (const json::Value* value = find(name, absent)) {
            if constexpr (IsOptional<T>::value) {
                keep(name, Codec<typename T::value_type>::read(*value, m_texts), out);
            } else {
                keep(name, Codec<T>::read(*value, m_texts), out);
            }
        }
    }

    template <class T, class Out>
    void keep(std::string_view name, Result<T> value, Out& out) {
        if (value) {
            out = *std::move(value);
        } else {
            m_result = inMember(name, m_what, std::move(value).error());
        }
    }

    json::Reader m_reader;
    std::string m_what;
    Texts m_texts;
    Result<void> m_result;
};

template <class T>
struct Codec {
    static json::Value write(const T& value, Texts texts) {
        Writer writer(texts);
        Shape<T>::members(writer, value);
        return writer.take();
    }
    static Result<T> read(const json::Value& json, Texts texts) {
        TRY(auto reader, ShapeReader::of(json, Shape<T>::kWhat, texts));
        T value;
        Shape<T>::members(reader, value);
        CHECK(reader.finish());
        return value;
    }
};

template <>
struct Codec<std::string> {
    static json::Value write(const std::string& value, Texts) { return value; }
    static Result<std::string> read(const json::Value& json, Texts) {
        TRY(const std::string* text, readText(json));
        return *text;
    }
};

template <>
struct Codec<bool> {
    static json::Value write(bool value, Texts) { return value; }
    static Result<bool> read(const json::Value& json, Texts) {
        return json.asBool() == nullptr ? Result<bool>(wrongType("true or false")) : *json.asBool();
    }
};

template <std::unsigned_integral T>
struct Codec<T> {
    static json::Value write(T value, Texts) { return writeInteger(value); }
    static Result<T> read(const json::Value& json, Texts) {
        TRY(const auto value, readInteger(json, std::numeric_limits<T>::max()));
        return static_cast<T>(value);
    }
};

/// Milliseconds; the member's name ends in `_ms`.
template <>
struct Codec<Duration> {
    static json::Value write(Duration value, Texts) { return json::Value::integer(value.count()); }
    static Result<Duration> read(const json::Value& json, Texts) {
        TRY(const auto value, readInteger(json, std::numeric_limits<std::int64_t>::max()));
        return Duration(static_cast<std::int64_t>(value));
    }
};

template <class T>
concept TextForm = requires(const T& value) {
    { T::parse(std::string_view()) } -> std::same_as<Result<T>>;
    { value.text() } -> std::convertible_to<std::string>;
};
template <class T>
concept HexForm = requires(const T& value) {
    { T::fromHex(std::string_view()) } -> std::same_as<Result<T>>;
    { value.hex() } -> std::same_as<std::string>;
};
template <class T>
concept Base64Form = requires(const T& value) {
    { T::fromBase64(std::string_view()) } -> std::same_as<Result<T>>;
    { value.base64() } -> std::same_as<std::string>;
};

template <TextForm T>
struct Codec<T> {
    static json::Value write(const T& value, Texts) { return value.text(); }
    static Result<T> read(const json::Value& json, Texts) {
        TRY(const std::string* text, readText(json));
        return T::parse(*text);
    }
};

template <HexForm T>
struct Codec<T> {
    static json::Value write(const T& value, Texts) { return value.hex(); }
    static Result<T> read(const json::Value& json, Texts) {
        TRY(const std::string* text, readText(json));
        return T::fromHex(*text);
    }
};

template <Base64Form T>
struct Codec<T> {
    static json::Value write(const T& value, Texts) { return value.base64(); }
    static Result<T> read(const json::Value& json, Texts) {
        TRY(const std::string* text, readText(json));
        return T::fromBase64(*text);
    }
};

template <class T>
    requires std::is_enum_v<T>
struct Codec<T> {
    static json::Value write(T value, Texts) { return Names<T>::name(value); }
    static Result<T> read(const json::Value& json, Texts) {
        TRY(const std::string* text, readText(json));
        for (const T value : Names<T>::kValues) {
            if (Names<T>::name(value) == *text) {
                return value;
            }
        }
        std::string known;
        for (const T value : Names<T>::kValues) {
            known.append(known.empty() ? "" : ", ").append(Names<T>::name(value));
        }
        return fail(Code::InvalidRequest, "`" + *text + "` is none of: " + known);
    }
};

template <>
struct Codec<json::Object> {
    static json::Value write(const json::Object& value, Texts) { return value; }
    static Result<json::Object> read(const json::Value& json, Texts) {
        TRY(const json::Object* object, readObject(json));
        return *object;
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static json::Value write(const std::vector<T>& values, Texts texts) {
        json::Array array;
        array.reserve(values.size());
        for (const T& value : values) {
            array.push_back(Codec<T>::write(value, texts));
        }
        return array;
    }
    static Result<std::vector<T>> read(const json::Value& json, Texts texts) {
        TRY(const json::Array* array, readArray(json));
        std::vector<T> values;
        values.reserve(array->size());
        for (const json::Value& element : *array) {
            auto value = Codec<T>::read(element, texts);
            if (!value) {
                return inMember(std::to_string(values.size()), "list", std::move(value).error());
            }
            values.push_back(*std::move(value));
        }
        return values;
    }
};

template <class T>
struct Codec<std::set<T>> {
    static json::Value write(const std::set<T>& values, Texts texts) {
        return Codec<std::vector<T>>::write({values.begin(), values.end()}, texts);
    }
    static Result<std::set<T>> read(const json::Value& json, Texts texts) {
        TRY(auto list, Codec<std::vector<T>>::read(json, texts));
        std::set<T> values(list.begin(), list.end());
        if (values.size() != list.size()) {
            return fail(Code::InvalidRequest, "an element stands there twice: send each once");
        }
        return values;
    }
};

template <class T>
struct Codec<std::map<std::string, T>> {
    static json::Value write(const std::map<std::string, T>& values, Texts texts) {
        json::Object object;
        for (const auto& [name, value] : values) {
            object.set(name, Codec<T>::write(value, texts));
        }
        return object;
    }
    static Result<std::map<std::string, T>> read(const json::Value& json, Texts texts) {
        TRY(const json::Object* object, readObject(json));
        std::map<std::string, T> values;
        for (const auto& [name, element] : *object) {
            auto value = Codec<T>::read(element, texts);
            if (!value) {
                return inMember(name, "object", std::move(value).error());
            }
            values.emplace(name, *std::move(value));
        }
        return values;
    }
};

} // namespace countersign::wire
