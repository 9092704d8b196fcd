#pragma once

#include "core/policy/lexer_p.h"
#include "core/policy/parser.h"

namespace countersign::policy {

/// Recursive descent over a list of tokens. Functions return nothing after an error was noted. One object reads one
/// text.
class Parser {
public:
    Parser(std::string_view file, Tokens tokens, Version version, const ParseLimits& limits);

    void module(Module& out);
    std::optional<Body> query();
    std::optional<Term> wholeTerm();
    [[nodiscard]] std::vector<Diagnostic> takeErrors() { return std::move(m_errors); }

private:
    friend class Depth;

    // parser.cpp: tokens and errors.
    [[nodiscard]] const Token& token(std::size_t ahead = 0) const;
    [[nodiscard]] bool at(TokenKind kind) const { return token().kind == kind; }
    [[nodiscard]] bool atName(std::string_view name) const;
    /// At a word that the module's syntax keeps for itself, and that is not the beginning of a reference (`if.x`).
    [[nodiscard]] bool atKeyword(std::string_view keyword) const;
    [[nodiscard]] bool atAnyKeyword() const;
    bool take(TokenKind kind);
    bool takeKeyword(std::string_view keyword);
    /// Takes it or notes what was expected instead.
    bool expect(TokenKind kind, std::string_view where);
    std::nullopt_t fail(Position at, std::string message);
    std::nullopt_t failExpected(std::string_view what);
    [[nodiscard]] Position previousEnd() const;
    void skipStatement();

    /// For what may turn out to be something else: back to where it was, errors included.
    struct Mark {
        std::size_t token;
        std::size_t errors;
    };
    [[nodiscard]] Mark mark() const { return {m_next, m_errors.size()}; }
    void back(const Mark& mark);

    // parser_module.cpp
    bool package(Module& out);
    bool import(Module& out);
    void useImport(Module& out, const Import& import);

    // parser_rules.cpp
    bool rule(Module& out);
    bool defaultRule(Module& out);
    bool ruleHead(Rule& rule);
    bool headName(Rule& rule);
    bool headArguments(Rule& rule);
    bool oldPartialSet(Rule& rule);
    bool ruleBodies(Module& out, Rule rule);
    bool ruleBody(Rule& rule, bool hasIf);
    bool branches(Rule& rule);
    bool branch(Rule& rule);
    bool checkHead(const Rule& rule, bool hasIf);

    // parser_bodies.cpp
    std::optional<Body> braced();
    /// Up to the closing token, which is taken.
    std::optional<Body> body(TokenKind closing, std::string_view where);
    std::optional<Literal> literal();
    std::optional<Literal> someLiteral();
    std::optional<Literal> everyLiteral();
    bool withs(Literal& literal);
    std::optional<Term> expression();

    // parser_terms.cpp
    enum class Second : std::uint8_t { Allowed, Not };
    /// With `a, b in c`.
    std::optional<Term> infix() { return membership(Second::Allowed); }
    /// Where a comma ends the term. `first`: its first operand, when that was read already.
    std::optional<Term> infixInList(std::optional<Term> first = {}) {
        return membership(Second::Not, std::move(first));
    }
    std::optional<Term> membership(Second second, std::optional<Term> first = {});
    std::optional<Term> membershipRest(Term left);
    /// Operators of a level and what binds stronger.
    std::optional<Term> binary(int level, std::optional<Term> first = {});
    std::optional<Term> term();
    std::optional<Term> termHead();
    std::optional<Term> negative();
    std::optional<Term> number(bool minus);
    std::optional<Term> grouped();
    std::optional<Term> templateString();
    std::optional<Term> array();
    std::optional<Term> braceTerm();
    std::optional<Term> object(Term firstKey, Position at);
    /// At `|`; nothing and no error when it is none.
    std::optional<Term> comprehension(TokenKind closing, TermKind kind, std::vector<Term> heads, Position at);
    /// Keys and arguments behind a term.
    std::optional<Term> finishTerm(Term head);
    bool key(std::vector<Term>& items);
    std::optional<std::vector<Term>> list(TokenKind closing, std::string_view where, std::optional<Term> first = {});

    std::string m_file;
    std::vector<Token> m_tokens;
    std::vector<Comment> m_comments;
    std::vector<Diagnostic> m_errors;
    ParseLimits m_limits;
    std::size_t m_next = 0;
    /// Where `|` was found to begin no comprehension; sorted.
    std::vector<std::size_t> m_noComprehension;
    /// What was wrong in the one that went furthest; it is what a reader wants to know when nothing else fits either.
    std::size_t m_furthest = 0;
    std::optional<Diagnostic> m_furthestError;
    std::size_t m_depth = 0;
    Version m_version;
    // Words that are keywords of V1, and in V0 once they are imported.
    bool m_contains;
    bool m_every;
    bool m_if;
    bool m_in;
};

/// Counts how deep the parser is, for as long as it lives.
class Depth {
public:
    explicit Depth(Parser& parser) : m_parser(parser) { ++m_parser.m_depth; }
    ~Depth() { --m_parser.m_depth; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    [[nodiscard]] bool tooDeep() const { return m_parser.m_depth > m_parser.m_limits.depth; }

private:
    Parser& m_parser;
};

} // namespace countersign::policy
