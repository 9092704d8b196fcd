#pragma once

#include "core/policy/ast.h"

#include <string_view>
#include <vector>

namespace countersign::policy {

enum class TokenKind : std::uint8_t {
    End,
    Name, ///< keywords too: what is one depends on the module
    Number,
    String,
    RawString,
    /// `$"`; then TemplateText and the tokens of `{…}` between TemplateOpen and TemplateClose in turn, then
    /// TemplateEnd.
    TemplateStart,
    TemplateText,
    TemplateOpen,
    TemplateClose,
    TemplateEnd,
    Assign,
    Unify,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    And,
    Or,
    Comma,
    Colon,
    Semicolon,
    Dot,
    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Broken ///< reported already
};

struct Token {
    TokenKind kind = TokenKind::End;
    /// First of its line; always of the first token.
    bool newLine = false;
    /// Nothing between it and the one before.
    bool adjacent = false;
    /// A template or string that was written between backquotes.
    bool raw = false;
    Position at;
    Position end;
    /// As written, of a name or number; unescaped, of a string.
    Value text;
};

struct Tokens {
    std::vector<Token> tokens;
    std::vector<Comment> comments;
    std::vector<Diagnostic> errors;
};

/// Never fails: what it cannot read becomes a Broken token and an error. The list ends with End.
[[nodiscard]] Tokens scan(std::string_view file, std::string_view text);

/// How a token is named in messages: "`:=`", "a string".
[[nodiscard]] std::string describe(const Token& token);

} // namespace countersign::policy
