#include "core/audit/filter_lexer_p.h"

#include "core/audit/filter_p.h"

#include <array>

namespace countersign::audit {

std::unexpected<Error> refuse(std::size_t offset, std::string_view what) {
    return fail(Code::InvalidArgument, "filter, byte " + std::to_string(offset) + ": " + std::string(what));
}

std::string shown(std::string_view text) {
    constexpr std::size_t kShown = 40;
    if (text.size() <= kShown) {
        return "`" + std::string(text) + "`";
    }
    std::size_t length = kShown;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
        --length;
    }
    return "`" + std::string(text.substr(0, length)) + "…`";
}

std::string describe(const Token& token) {
    return token.type == Token::Type::End ? "the end of the filter" : shown(token.text);
}

Result<Token> Lexer::next() {
    while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
        ++m_at;
    }
    const std::size_t start = m_at;
    if (start == m_text.size()) {
        return Token{Token::Type::End, start, start, {}};
    }
    const char c = m_text[start];
    if (isWordByte(c)) {
        while (m_at < m_text.size() && isWordByte(m_text[m_at])) {
            ++m_at;
        }
        return token(Token::Type::Word, start);
    }
    if (c == '"') {
        return quotedString();
    }
    return symbol();
}

Token Lexer::token(Token::Type type, std::size_t start) const {
    return {type, start, m_at, std::string(m_text.substr(start, m_at - start))};
}

Result<Token> Lexer::quotedString() {
    const std::size_t start = m_at++;
    std::string value;
    while (m_at < m_text.size() && m_text[m_at] != '"') {
        if (m_text[m_at] == '\0') {
            return refuse(m_at, "a quoted value cannot contain NUL");
        }
        if (m_text[m_at] == '\\') {
            ++m_at;
            if (m_at == m_text.size() || (m_text[m_at] != '"' && m_text[m_at] != '\\')) {
                return refuse(m_at - 1, "expected `\\\"` or `\\\\` after a backslash in a quoted value");
            }
        }
        value += m_text[m_at++];
    }
    if (m_at == m_text.size()) {
        return refuse(start, "the quoted value that begins here has no closing `\"`");
    }
    ++m_at;
    return Token{Token::Type::Quoted, start, m_at, std::move(value)};
}

Result<Token> Lexer::symbol() {
    constexpr std::array<std::string_view, 8> kOperators = {"!=", "!~", "<=", ">=", "=", "~", "<", ">"};
    const std::size_t start = m_at;
    const std::string_view rest = m_text.substr(start);
    for (const std::string_view op : kOperators) {
        if (rest.starts_with(op)) {
            m_at += op.size();
            return token(Token::Type::Operator, start);
        }
    }
    ++m_at;
    switch (rest.front()) {
    case '(':
        return token(Token::Type::Open, start);
    case ')':
        return token(Token::Type::Close, start);
    case ',':
        return token(Token::Type::Comma, start);
    case '!':
        return refuse(start, "expected `!=` or `!~`; to negate a comparison, write `not`");
    case '&':
    case '|':
        return refuse(start, "conditions are joined by the words `and` and `or`");
    case '\'':
    case '`':
        return refuse(start, "values are quoted with `\"`");
    default:
        return refuse(start, "this character needs a quoted value around it: \"...\"");
    }
}

} // namespace countersign::audit
