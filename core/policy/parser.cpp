#include "core/policy/parser.h"

#include "core/policy/parser_p.h"

#include <algorithm>
#include <array>

namespace countersign::policy {

namespace {

constexpr std::size_t kMaxErrors = 10;

std::vector<Diagnostic> tooLarge(std::string_view file, const ParseLimits& limits) {
    return {{Fault::Parse,
             std::string(file),
             {1, 1},
             "the text is larger than " + std::to_string(limits.bytes) + " bytes: split it into modules"}};
}

Checked<Module> parseAs(std::string_view file, std::string_view text, Version version, const ParseLimits& limits) {
    Parser parser(file, scan(file, text), version, limits);
    Module module;
    module.file = file;
    module.version = version;
    parser.module(module);
    auto errors = parser.takeErrors();
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return module;
}

} // namespace

Checked<Module> parseModule(std::string_view file, std::string_view text, Syntax syntax, const ParseLimits& limits) {
    if (text.size() > limits.bytes) {
        return std::unexpected(tooLarge(file, limits));
    }
    if (syntax == Syntax::V0) {
        return parseAs(file, text, Version::V0, limits);
    }
    auto module = parseAs(file, text, Version::V1, limits);
    if (!module && syntax == Syntax::Either) {
        if (auto old = parseAs(file, text, Version::V0, limits)) {
            return old;
        }
    }
    return module;
}

Checked<Body> parseQuery(std::string_view text, const ParseLimits& limits) {
    if (text.size() > limits.bytes) {
        return std::unexpected(tooLarge("query", limits));
    }
    Parser parser("query", scan("query", text), Version::V1, limits);
    auto body = parser.query();
    if (auto errors = parser.takeErrors(); !errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return *std::move(body);
}

Checked<Term> parseTerm(std::string_view text, const ParseLimits& limits) {
    if (text.size() > limits.bytes) {
        return std::unexpected(tooLarge("term", limits));
    }
    Parser parser("term", scan("term", text), Version::V1, limits);
    auto term = parser.wholeTerm();
    if (auto errors = parser.takeErrors(); !errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return *std::move(term);
}

Parser::Parser(std::string_view file, Tokens tokens, Version version, const ParseLimits& limits)
    : m_file(file), m_tokens(std::move(tokens.tokens)), m_comments(std::move(tokens.comments)),
      m_errors(std::move(tokens.errors)), m_limits(limits), m_version(version), m_contains(version == Version::V1),
      m_every(m_contains), m_if(m_contains), m_in(m_contains) {}

const Token& Parser::token(std::size_t ahead) const {
    return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)];
}

bool Parser::atName(std::string_view name) const {
    return at(TokenKind::Name) && token().text.asString() == name;
}

bool Parser::atKeyword(std::string_view keyword) const {
    // `if.x` is a reference: the word stands for itself before a dot.
    return atName(keyword) && !(token(1).kind == TokenKind::Dot && token(1).adjacent);
}

bool Parser::atAnyKeyword() const {
    static constexpr std::array<std::string_view, 10> kAlways{"as",  "default", "else", "false", "import",
                                                              "not", "null",    "some", "true",  "with"};
    if (!at(TokenKind::Name) || (token(1).kind == TokenKind::Dot && token(1).adjacent)) {
        return false;
    }
    const auto word = token().text.asString();
    return std::ranges::find(kAlways, word) != kAlways.end() || word == "package" ||
           (m_contains && word == "contains") || (m_every && word == "every") || (m_if && word == "if") ||
           (m_in && word == "in");
}

bool Parser::take(TokenKind kind) {
    if (!at(kind)) {
        return false;
    }
    ++m_next;
    return true;
}

bool Parser::takeKeyword(std::string_view keyword) {
    if (!atKeyword(keyword)) {
        return false;
    }
    ++m_next;
    return true;
}

bool Parser::expect(TokenKind kind, std::string_view where) {
    if (take(kind)) {
        return true;
    }
    Token wanted;
    wanted.kind = kind;
    failExpected(describe(wanted) + " " + std::string(where));
    return false;
}

std::nullopt_t Parser::fail(Position at, std::string message) {
    if (m_furthestError && m_next < m_furthest) {
        m_errors.push_back(*std::exchange(m_furthestError, std::nullopt));
        return std::nullopt;
    }
    if (m_errors.size() < kMaxErrors) {
        m_errors.push_back({Fault::Parse, m_file, at, std::move(message)});
    }
    return std::nullopt;
}

std::nullopt_t Parser::failExpected(std::string_view what) {
    if (at(TokenKind::Broken)) {
        // The lexer said what is wrong with it.
        return std::nullopt;
    }
    return fail(token().at, "unexpected " + describe(token()) + ": expected " + std::string(what));
}

Position Parser::previousEnd() const {
    return m_next == 0 ? Position{1, 1} : m_tokens[m_next - 1].end;
}

void Parser::back(const Mark& mark) {
    m_next = mark.token;
    m_errors.resize(std::min(m_errors.size(), mark.errors));
}

void Parser::skipStatement() {
    // The next statement begins where a line begins without an indent, and not with a bracket that closes something.
    do {
        ++m_next;
    } while (!at(TokenKind::End) && !(token().newLine && token().at.column == 1 && at(TokenKind::Name)));
}

std::optional<Body> Parser::query() {
    return body(TokenKind::End, "at the end of the query");
}

std::optional<Term> Parser::wholeTerm() {
    auto out = infix();
    if (out && !at(TokenKind::End)) {
        return failExpected("the end of the term");
    }
    return out;
}

} // namespace countersign::policy
