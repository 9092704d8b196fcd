#include "core/base/utf8.h"
#include "core/policy/value.h"

#include <algorithm>

namespace countersign::policy {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// `count` hexadecimal digits after `\` and the letter.
void appendEscape(std::string& out, char letter, char32_t code, unsigned count) {
    out += '\\';
    out += letter;
    for (unsigned digit = count; digit != 0; --digit) {
        out += kHex[(code >> ((digit - 1) * 4)) & 0xFU];
    }
}

/// What a character is written as after a backslash; 0 when it has no letter of its own.
char letterOf(char32_t code) {
    switch (code) {
    case '"':
    case '\\':
        return static_cast<char>(code);
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

/// `escape(code)` writes what is not to stand as it is, and says whether it did.
template <class Escape>
void appendQuoted(std::string& out, std::string_view text, const Escape& escape) {
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, length] = countersign::detail::decodeUtf8(text, at);
        if (length == 0) {
            out += kReplacement;
            ++at;
            continue;
        }
        if (const char letter = letterOf(code)) {
            out += '\\';
            out += letter;
        } else if (!escape(code)) {
            out += text.substr(at, length);
        }
        at += length;
    }
    out += '"';
}

/// As Rego's own texts are quoted: controls as `\a`, `\v` and `\x1f`, the code points that nobody sees as `\u200b`.
void appendTermString(std::string& out, std::string_view text) {
    appendQuoted(out, text, [&](char32_t code) {
        if (code == '\a' || code == '\v') {
            out += code == '\a' ? "\\a" : "\\v";
        } else if (code < 0x20 || code == 0x7F) {
            appendEscape(out, 'x', code, 2);
        } else if ((code >= 0x80 && code <= 0xA0) || code == 0xAD || (code >= 0x2000 && code <= 0x200F) ||
                   (code >= 0x2028 && code <= 0x202F) || (code >= 0x205F && code <= 0x206F) || code == 0xFEFF) {
            appendEscape(out, 'u', code, 4);
        } else {
            return false;
        }
        return true;
    });
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    appendQuoted(out, text, [&](char32_t code) {
        const bool escaped = code < 0x20 || code == 0x2028 || code == 0x2029;
        if (escaped) {
            appendEscape(out, 'u', code, 4);
        }
        return escaped;
    });
}

namespace {

/// JSON as OPA's encoder writes it, or the text of a term; the two differ in sets, keys and blanks only.
class Writer {
public:
    Writer(std::string& out, bool isJson) : m_out(out), m_isJson(isJson) {}

    void write(const Value& value) {
        switch (value.kind()) {
        case Kind::Null:
            m_out += "null";
            return;
        case Kind::Boolean:
            m_out += value.isTrue() ? "true" : "false";
            return;
        case Kind::Number:
            m_out += value.numberText();
            return;
        case Kind::String:
            m_isJson ? appendJsonString(m_out, value.asString()) : appendTermString(m_out, value.asString());
            return;
        case Kind::Array:
            writeElements('[', value, ']');
            return;
        case Kind::Object:
            writeMembers(value);
            return;
        case Kind::Set:
            if (m_isJson) {
                writeElements('[', value, ']');
            } else if (value.size() == 0) {
                m_out += "set()";
            } else {
                writeElements('{', value, '}');
            }
            return;
        }
    }

private:
    void separate(bool isFirst) {
        if (!isFirst) {
            m_out += m_isJson ? "," : ", ";
        }
    }

    void writeElements(char open, const Value& value, char close) {
        m_out += open;
        bool isFirst = true;
        for (const Value& element : value.elements()) {
            separate(std::exchange(isFirst, false));
            write(element);
        }
        m_out += close;
    }

    void writeMembers(const Value& value) {
        const Value named = m_isJson ? namedMembers(value) : value;
        m_out += '{';
        bool isFirst = true;
        for (const Member& member : named.members()) {
            separate(std::exchange(isFirst, false));
            write(member.key);
            m_out += m_isJson ? ":" : ": ";
            write(member.value);
        }
        m_out += '}';
    }

    /// JSON has names only: a key that is none is named by its JSON.
    static Value namedMembers(const Value& value) {
        if (std::ranges::all_of(value.members(), &Value::isString, &Member::key)) {
            return value;
        }
        std::vector<Member> members;
        for (const Member& member : value.members()) {
            members.push_back({member.key.isString() ? member.key : Value::string(toJson(member.key)), member.value});
        }
        return Value::object(std::move(members));
    }

    std::string& m_out;
    bool m_isJson;
};

} // namespace

std::string toJson(const Value& value) {
    std::string out;
    Writer(out, true).write(value);
    return out;
}

void Value::appendText(std::string& out) const {
    Writer(out, false).write(*this);
}

std::string Value::text() const {
    std::string out;
    appendText(out);
    return out;
}

Value fromJson(const json::Value& value) {
    if (const bool* boolean = value.asBool()) {
        return Value::boolean(*boolean);
    }
    if (const double* number = value.asNumber()) {
        return Value::number(*number);
    }
    if (const std::string* text = value.asString()) {
        return Value::string(*text);
    }
    if (const json::Array* array = value.asArray()) {
        std::vector<Value> elements;
        elements.reserve(array->size());
        for (const json::Value& element : *array) {
            elements.push_back(fromJson(element));
        }
        return Value::array(elements);
    }
    if (const json::Object* object = value.asObject()) {
        std::vector<Member> members;
        members.reserve(object->size());
        for (const auto& [name, member] : *object) {
            members.push_back({Value::string(name), fromJson(member)});
        }
        return Value::object(std::move(members));
    }
    return {};
}

} // namespace countersign::policy
