#include "core/policy/lexer_p.h"

#include "core/base/bytes.h"

#include <array>

namespace countersign::policy {

namespace {

constexpr std::size_t kMaxErrors = 10;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::optional<std::uint32_t> hexValue(char c) {
    if (isDigit(c)) {
        return static_cast<std::uint32_t>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<std::uint32_t>(c - 'a' + 10);
    }
    if (c >= 'A' && c <= 'F') {
        return static_cast<std::uint32_t>(c - 'A' + 10);
    }
    return std::nullopt;
}

void appendUtf8(std::string& out, std::uint32_t code) {
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

class Scanner {
public:
    Scanner(std::string_view file, std::string_view text) : m_file(file), m_text(text) {}

    Tokens run() {
        while (!atEnd()) {
            one();
        }
        while (!m_templates.empty()) {
            error(m_templates.back().at, "this template string never ends: `}` and a closing quote are missing");
            m_templates.pop_back();
        }
        add(TokenKind::End, position());
        m_out.tokens.back().newLine = true;
        return std::move(m_out);
    }

private:
    struct OpenTemplate {
        Position at;
        bool raw = false;
        /// Braces open inside the expression that is being read.
        std::size_t braces = 0;
    };

    [[nodiscard]] bool atEnd() const { return m_next >= m_text.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return m_next + ahead < m_text.size() ? m_text[m_next + ahead] : '\0';
    }
    [[nodiscard]] Position position() const { return {m_row, static_cast<std::uint32_t>(m_next - m_lineStart) + 1}; }
    void step() {
        if (m_text[m_next] == '\n') {
            ++m_row;
            m_lineStart = m_next + 1;
        }
        ++m_next;
    }

    void error(Position at, std::string message) {
        if (m_out.errors.size() < kMaxErrors) {
            m_out.errors.push_back({Fault::Parse, std::string(m_file), at, std::move(message)});
        }
    }

    Token& add(TokenKind kind, Position at) {
        Token token;
        token.kind = kind;
        token.at = at;
        token.end = position();
        token.newLine = m_newLine;
        token.adjacent = !m_space;
        m_newLine = false;
        m_space = false;
        m_out.tokens.push_back(std::move(token));
        return m_out.tokens.back();
    }

    void one() {
        const char c = peek();
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            m_newLine = m_newLine || c == '\n';
            m_space = true;
            step();
        } else if (c == '#') {
            comment();
        } else if (isNameStart(c)) {
            name();
        } else if (isDigit(c)) {
            number();
        } else if (c == '"') {
            quoted();
        } else if (c == '`') {
            rawString();
        } else if (c == '$' && (peek(1) == '"' || peek(1) == '`')) {
            const auto at = position();
            step();
            const bool raw = peek() == '`';
            step();
            add(TokenKind::TemplateStart, at).raw = raw;
            m_templates.push_back({at, raw, 0});
            templateText();
        } else {
            symbol();
        }
    }

    void comment() {
        const auto at = position();
        step();
        const auto begin = m_next;
        while (!atEnd() && peek() != '\n') {
            ++m_next;
        }
        auto text = m_text.substr(begin, m_next - begin);
        while (text.ends_with('\r')) {
            text.remove_suffix(1);
        }
        m_out.comments.push_back({at, std::string(text)});
        m_space = true;
    }

    void name() {
        const auto at = position();
        const auto begin = m_next;
        while (isNameStart(peek()) || isDigit(peek())) {
            ++m_next;
        }
        add(TokenKind::Name, at).text = Value::string(m_text.substr(begin, m_next - begin));
    }

    void digits() {
        while (isDigit(peek())) {
            ++m_next;
        }
    }

    void number() {
        const auto at = position();
        const auto begin = m_next;
        const bool zero = peek() == '0';
        digits();
        bool good = !zero || m_next == begin + 1;
        if (peek() == '.' && isDigit(peek(1))) {
            ++m_next;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_next;
            if (peek() == '+' || peek() == '-') {
                ++m_next;
            }
            good = good && isDigit(peek());
            digits();
        }
        if (isNameStart(peek())) {
            good = false;
            while (isNameStart(peek()) || isDigit(peek())) {
                ++m_next;
            }
        }
        const auto text = m_text.substr(begin, m_next - begin);
        if (!good || !Value::number(text)) {
            error(at, "`" + std::string(text.substr(0, 40)) + "` is not a number as JSON writes it");
            add(TokenKind::Broken, at);
            return;
        }
        add(TokenKind::Number, at).text = Value::string(text);
    }

    /// The four digits of \uXXXX; nothing (and an error) when they are not there.
    std::optional<std::uint32_t> fourDigits() {
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            const auto digit = hexValue(peek());
            if (!digit) {
                return std::nullopt;
            }
            code = code * 16 + *digit;
            step();
        }
        return code;
    }

    /// Behind the backslash.
    bool escape(std::string& out) {
        const char c = peek();
        step();
        switch (c) {
        case '"':
        case '\\':
        case '/':
            out.push_back(c);
            return true;
        case 'b':
            out.push_back('\b');
            return true;
        case 'f':
            out.push_back('\f');
            return true;
        case 'n':
            out.push_back('\n');
            return true;
        case 'r':
            out.push_back('\r');
            return true;
        case 't':
            out.push_back('\t');
            return true;
        case 'u':
            return unicodeEscape(out);
        default:
            return false;
        }
    }

    bool unicodeEscape(std::string& out) {
        constexpr std::uint32_t replacement = 0xFFFD;
        auto code = fourDigits();
        if (!code) {
            return false;
        }
        if (*code >= 0xD800 && *code < 0xDC00 && peek() == '\\' && peek(1) == 'u') {
            const auto back = m_next;
            step();
            step();
            const auto low = fourDigits();
            if (low && *low >= 0xDC00 && *low < 0xE000) {
                code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
            } else {
                m_next = back;
            }
        }
        appendUtf8(out, *code >= 0xD800 && *code < 0xE000 ? replacement : *code);
        return true;
    }

    void quoted() {
        const auto at = position();
        step();
        std::string out;
        bool good = true;
        while (!atEnd() && peek() != '"' && peek() != '\n') {
            const auto where = position();
            if (peek() != '\\') {
                out.push_back(peek());
                step();
                continue;
            }
            step();
            if (atEnd() || !escape(out)) {
                good = false;
                error(where, "this escape is none that a string knows: write \\\\ for a backslash, or a `raw` string");
            }
        }
        if (peek() != '"') {
            error(at, "this string never ends: a closing quote is missing on its line");
            good = false;
        } else {
            step();
        }
        finishString(good, TokenKind::String, at, out);
    }

    void rawString() {
        const auto at = position();
        step();
        std::string out;
        while (!atEnd() && peek() != '`') {
            if (peek() != '\r') {
                out.push_back(peek());
            }
            step();
        }
        const bool good = !atEnd();
        if (good) {
            step();
        } else {
            error(at, "this raw string never ends: a closing backquote is missing");
        }
        finishString(good, TokenKind::RawString, at, out);
    }

    void finishString(bool good, TokenKind kind, Position at, const std::string& out) {
        if (good && !isUtf8(out)) {
            error(at, "this string is not UTF-8");
            good = false;
        }
        add(good ? kind : TokenKind::Broken, at).text = Value::string(out);
    }

    /// Up to the next `{` or the end of the innermost template.
    void templateText() {
        auto& open = m_templates.back();
        const auto at = position();
        const char quote = open.raw ? '`' : '"';
        std::string out;
        while (!atEnd() && peek() != quote && peek() != '{' && (open.raw || peek() != '\n')) {
            if (peek() == '\\' && (peek(1) == '{' || peek(1) == '}')) {
                step();
                out.push_back(peek());
                step();
            } else if (peek() == '\\' && !open.raw) {
                const auto where = position();
                step();
                if (atEnd() || !escape(out)) {
                    error(where, "this escape is none that a template string knows");
                }
            } else {
                out.push_back(peek());
                step();
            }
        }
        add(TokenKind::TemplateText, at).text = Value::string(out);
        const auto where = position();
        if (peek() == '{') {
            step();
            add(TokenKind::TemplateOpen, where);
            return;
        }
        if (peek() == quote) {
            step();
        } else {
            error(open.at, "this template string never ends: a closing quote is missing");
        }
        add(TokenKind::TemplateEnd, where);
        m_templates.pop_back();
    }

    void symbol() {
        struct Symbol {
            std::string_view text;
            TokenKind kind;
        };
        // The longer ones first.
        static constexpr std::array<Symbol, 25> kSymbols{{{":=", TokenKind::Assign},
                                                          {"==", TokenKind::Equal},
                                                          {"!=", TokenKind::NotEqual},
                                                          {"<=", TokenKind::LessOrEqual},
                                                          {">=", TokenKind::GreaterOrEqual},
                                                          {"=", TokenKind::Unify},
                                                          {"<", TokenKind::Less},
                                                          {">", TokenKind::Greater},
                                                          {"+", TokenKind::Plus},
                                                          {"-", TokenKind::Minus},
                                                          {"*", TokenKind::Times},
                                                          {"/", TokenKind::Divide},
                                                          {"%", TokenKind::Remainder},
                                                          {"&", TokenKind::And},
                                                          {"|", TokenKind::Or},
                                                          {",", TokenKind::Comma},
                                                          {":", TokenKind::Colon},
                                                          {";", TokenKind::Semicolon},
                                                          {".", TokenKind::Dot},
                                                          {"(", TokenKind::LeftParenthesis},
                                                          {")", TokenKind::RightParenthesis},
                                                          {"[", TokenKind::LeftBracket},
                                                          {"]", TokenKind::RightBracket},
                                                          {"{", TokenKind::LeftBrace},
                                                          {"}", TokenKind::RightBrace}}};
        const auto at = position();
        for (const auto& [text, kind] : kSymbols) {
            if (m_text.substr(m_next).starts_with(text)) {
                m_next += text.size();
                endOfTemplateExpression(kind, at);
                return;
            }
        }
        std::string character(1, peek());
        step();
        while (!atEnd() && (static_cast<unsigned char>(peek()) & 0xC0) == 0x80) {
            character.push_back(peek());
            step();
        }
        error(at, "unexpected character `" + character + "`");
        add(TokenKind::Broken, at);
    }

    void endOfTemplateExpression(TokenKind kind, Position at) {
        if (!m_templates.empty()) {
            auto& open = m_templates.back();
            if (kind == TokenKind::LeftBrace) {
                ++open.braces;
            } else if (kind == TokenKind::RightBrace && open.braces == 0) {
                add(TokenKind::TemplateClose, at);
                templateText();
                return;
            } else if (kind == TokenKind::RightBrace) {
                --open.braces;
            }
        }
        add(kind, at);
    }

    std::string_view m_file;
    std::string_view m_text;
    std::size_t m_next = 0;
    std::size_t m_lineStart = 0;
    std::uint32_t m_row = 1;
    bool m_newLine = true;
    bool m_space = true;
    std::vector<OpenTemplate> m_templates;
    Tokens m_out;
};

} // namespace

Tokens scan(std::string_view file, std::string_view text) {
    return Scanner(file, text).run();
}

std::string describe(const Token& token) {
    switch (token.kind) {
    case TokenKind::End:
        return "the end of the file";
    case TokenKind::Name:
    case TokenKind::Number:
        return "`" + std::string(token.text.asString()) + "`";
    case TokenKind::String:
    case TokenKind::RawString:
        return "a string";
    case TokenKind::TemplateStart:
    case TokenKind::TemplateText:
        return "a template string";
    case TokenKind::TemplateOpen:
        return "`{`";
    case TokenKind::TemplateClose:
        return "`}`";
    case TokenKind::TemplateEnd:
        return "the end of a template string";
    case TokenKind::Assign:
        return "`:=`";
    case TokenKind::Unify:
        return "`=`";
    case TokenKind::Equal:
        return "`==`";
    case TokenKind::NotEqual:
        return "`!=`";
    case TokenKind::Less:
        return "`<`";
    case TokenKind::LessOrEqual:
        return "`<=`";
    case TokenKind::Greater:
        return "`>`";
    case TokenKind::GreaterOrEqual:
        return "`>=`";
    case TokenKind::Plus:
        return "`+`";
    case TokenKind::Minus:
        return "`-`";
    case TokenKind::Times:
        return "`*`";
    case TokenKind::Divide:
        return "`/`";
    case TokenKind::Remainder:
        return "`%`";
    case TokenKind::And:
        return "`&`";
    case TokenKind::Or:
        return "`|`";
    case TokenKind::Comma:
        return "`,`";
    case TokenKind::Colon:
        return "`:`";
    case TokenKind::Semicolon:
        return "`;`";
    case TokenKind::Dot:
        return "`.`";
    case TokenKind::LeftParenthesis:
        return "`(`";
    case TokenKind::RightParenthesis:
        return "`)`";
    case TokenKind::LeftBracket:
        return "`[`";
    case TokenKind::RightBracket:
        return "`]`";
    case TokenKind::LeftBrace:
        return "`{`";
    case TokenKind::RightBrace:
        return "`}`";
    case TokenKind::Broken:
        return "something unreadable";
    }
    return {};
}

} // namespace countersign::policy
