#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace countersign::audit {

struct Token {
    enum class Type : std::uint8_t { End, Word, Quoted, Open, Close, Comma, Operator };

    Type type = Type::End;
    std::size_t offset = 0;
    std::size_t end = 0;
    /// Of a quoted string what is between the quotes, escapes resolved.
    std::string text;
};

/// The failure of a filter at that byte.
[[nodiscard]] std::unexpected<Error> refuse(std::size_t offset, std::string_view what);

/// For messages: what the user wrote, in backticks and at most 40 bytes of it.
[[nodiscard]] std::string shown(std::string_view text);

/// For messages: the token, or that the filter ends there.
[[nodiscard]] std::string describe(const Token& token);

/// Cuts a filter into tokens. `text` must outlive it.
class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    /// End once, and ever after, when nothing is left.
    Result<Token> next();

private:
    [[nodiscard]] Token token(Token::Type type, std::size_t start) const;
    Result<Token> quotedString();
    Result<Token> symbol();

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace countersign::audit
