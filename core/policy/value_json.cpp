#include "core/base/utf8.h"
#include "core/policy/value.h"

#include <algorithm>

namespace countersign::policy {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void appendUtf8(std::string& out, char32_t code) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

class Parser {
public:
    Parser(std::string_view text, std::size_t depth) : m_text(text), m_depth(depth) {}

    Result<Value> document() {
        TRY(Value value, parse(0));
        skipSpace();
        if (m_at != m_text.size()) {
            return malformed("nothing more");
        }
        return value;
    }

private:
    std::unexpected<Error> malformed(std::string_view expected) const {
        return fail(Code::JsonMalformed,
                    "JSON: expected " + std::string(expected) + " at byte " + std::to_string(m_at) + ".");
    }

    void skipSpace() { m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); }

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c) {
        skipSpace();
        if (peek() != c || m_at == m_text.size()) {
            return false;
        }
        ++m_at;
        return true;
    }

    bool takeWord(std::string_view word) {
        if (!m_text.substr(m_at).starts_with(word)) {
            return false;
        }
        m_at += word.size();
        return true;
    }

    Result<Value> parse(std::size_t depth) {
        if (depth > m_depth) {
            return fail(Code::JsonTooDeep, "JSON: nested deeper than " + std::to_string(m_depth) + ".");
        }
        skipSpace();
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"': {
            TRY(const std::string text, string());
            return Value::string(text);
        }
        case 't':
            return takeWord("true") ? Result<Value>(Value::boolean(true)) : malformed("a value");
        case 'f':
            return takeWord("false") ? Result<Value>(Value::boolean(false)) : malformed("a value");
        case 'n':
            return takeWord("null") ? Result<Value>(Value()) : malformed("a value");
        default:
            return number();
        }
    }

    Result<Value> number() {
        const std::size_t end = std::min(m_text.find_first_not_of("+-.0123456789eE", m_at), m_text.size());
        auto value = Value::number(m_text.substr(m_at, end - m_at));
        if (!value) {
            return malformed("a value");
        }
        m_at = end;
        return value;
    }

    Result<Value> array(std::size_t depth) {
        take('[');
        std::vector<Value> elements;
        if (take(']')) {
            return Value::emptyArray();
        }
        do {
            TRY(Value element, parse(depth + 1));
            elements.push_back(std::move(element));
        } while (take(','));
        if (!take(']')) {
            return malformed("`,` or `]`");
        }
        return Value::array(elements);
    }

    Result<Value> object(std::size_t depth) {
        take('{');
        std::vector<Member> members;
        if (take('}')) {
            return Value::emptyObject();
        }
        do {
            skipSpace();
            if (peek() != '"') {
                return malformed("a name in quotes");
            }
            TRY(const std::string name, string());
            if (!take(':')) {
                return malformed("`:`");
            }
            TRY(Value value, parse(depth + 1));
            members.push_back({Value::string(name), std::move(value)});
        } while (take(','));
        if (!take('}')) {
            return malformed("`,` or `}`");
        }
        return Value::object(std::move(members));
    }

    Result<std::string> string() {
        ++m_at;
        std::string out;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return out;
            }
            if (c == '\\') {
                CHECK(escape(out));
            } else if (static_cast<std::uint8_t>(c) < 0x20) {
                return malformed("no control character");
            } else if (const auto point = countersign::detail::decodeUtf8(m_text, m_at); point.length != 0) {
                out += m_text.substr(m_at, point.length);
                m_at += point.length;
            } else {
                out += kReplacement;
                ++m_at;
            }
        }
        return malformed("`\"`");
    }

    Result<void> escape(std::string& out) {
        ++m_at;
        constexpr std::string_view kLetters = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (const std::size_t letter = kLetters.find(peek());
            letter != std::string_view::npos && m_at < m_text.size()) {
            out += kMeanings[letter];
            ++m_at;
            return {};
        }
        TRY(char32_t code, hexadecimal());
        if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
            const std::size_t second = m_at++;
            TRY(const char32_t low, hexadecimal());
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
            } else {
                m_at = second; // a lone surrogate; what follows stands for itself
            }
        }
        if (code >= 0xD800 && code < 0xE000) {
            out += kReplacement;
        } else {
            appendUtf8(out, code);
        }
        return {};
    }

    /// `uXXXX`.
    Result<char32_t> hexadecimal() {
        char32_t code = 0;
        if (peek() != 'u' || m_text.size() - m_at < 5) {
            return malformed("an escape");
        }
        for (const char c : m_text.substr(m_at + 1, 4)) {
            const std::size_t digit =
                std::string_view("0123456789abcdef").find(static_cast<char>(c | (c > '9' ? 0x20 : 0)));
            if (digit == std::string_view::npos) {
                return malformed("four hexadecimal digits");
            }
            code = code * 16 + static_cast<char32_t>(digit);
        }
        m_at += 5;
        return code;
    }

    std::string_view m_text;
    std::size_t m_depth;
    std::size_t m_at = 0;
};

} // namespace

Result<Value> parseJson(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        return fail(Code::TooLarge, "JSON: more than " + std::to_string(limits.bytes) + " bytes.");
    }
    return Parser(text, limits.depth).document();
}

} // namespace countersign::policy
