#include "core/policy/parser_p.h"

namespace countersign::policy {

std::optional<Body> Parser::braced() {
    ++m_next;
    return body(TokenKind::RightBrace, "that closes the body");
}

std::optional<Body> Parser::body(TokenKind closing, std::string_view where) {
    const Depth depth(*this);
    if (depth.tooDeep()) {
        return fail(token().at, "this is nested deeper than " + std::to_string(m_limits.depth) + " levels");
    }
    Body out;
    while (take(TokenKind::Semicolon)) {
    }
    if (at(closing)) {
        return fail(token().at, "this body is empty: it needs a condition, or leave it away");
    }
    while (true) {
        auto next = literal();
        if (!next) {
            return std::nullopt;
        }
        out.push_back(*std::move(next));
        const bool separated = take(TokenKind::Semicolon) || token().newLine;
        while (take(TokenKind::Semicolon)) {
        }
        if (closing == TokenKind::End ? at(closing) : take(closing)) {
            return out;
        }
        if (!separated) {
            Token wanted;
            wanted.kind = closing;
            return failExpected("a new line, `;` or " + describe(wanted) + " " + std::string(where));
        }
    }
}

std::optional<Literal> Parser::literal() {
    if (atKeyword("some")) {
        return someLiteral();
    }
    if (m_every && atKeyword("every")) {
        return everyLiteral();
    }
    Literal out;
    out.at = token().at;
    if (takeKeyword("not")) {
        out.negated = true;
        if (atKeyword("some")) {
            return fail(token().at, "`some` cannot be negated: it only declares variables");
        }
        if (m_every && atKeyword("every")) {
            return fail(token().at, "`every` cannot be negated: write `some … in …` and negate what is behind it");
        }
    }
    auto made = expression();
    if (!made) {
        return std::nullopt;
    }
    if (out.negated && made->isCall() && made->infix && made->callName() == "assign") {
        return fail(made->at, "an assignment cannot be negated: write `==`");
    }
    out.terms.push_back(*std::move(made));
    if (!withs(out)) {
        return std::nullopt;
    }
    out.end = previousEnd();
    return out;
}

std::optional<Term> Parser::expression() {
    auto left = infix();
    if (!left || (!at(TokenKind::Assign) && !at(TokenKind::Unify))) {
        return left;
    }
    const auto where = token().at;
    const std::string_view name = at(TokenKind::Assign) ? "assign" : "eq";
    ++m_next;
    auto right = infix();
    if (!right) {
        return std::nullopt;
    }
    std::vector<Term> items;
    items.push_back(Term::named(name, where));
    items.push_back(*std::move(left));
    items.push_back(*std::move(right));
    const auto begin = items[1].at;
    auto out = Term::composite(TermKind::Call, std::move(items), begin);
    out.infix = true;
    out.end = previousEnd();
    return out;
}

std::optional<Literal> Parser::someLiteral() {
    Literal out;
    out.at = token().at;
    out.kind = LiteralKind::Some;
    ++m_next;
    do {
        // `in` ends the list here, so it is read below the membership operator.
        auto item = binary(0);
        if (!item) {
            return std::nullopt;
        }
        out.terms.push_back(*std::move(item));
    } while (take(TokenKind::Comma));
    if (m_in && takeKeyword("in")) {
        if (out.terms.size() > 2) {
            return fail(out.at, "`some … in` takes a value, or a key and a value, not " +
                                    std::to_string(out.terms.size()) + " variables");
        }
        out.kind = LiteralKind::SomeIn;
        auto domain = infix();
        if (!domain) {
            return std::nullopt;
        }
        out.terms.push_back(*std::move(domain));
        if (!withs(out)) {
            return std::nullopt;
        }
    } else {
        for (const auto& item : out.terms) {
            if (!item.isVariable()) {
                return fail(item.at, "`some` declares variables: a name is expected here");
            }
        }
    }
    out.end = previousEnd();
    return out;
}

std::optional<Literal> Parser::everyLiteral() {
    Literal out;
    out.at = token().at;
    out.kind = LiteralKind::Every;
    ++m_next;
    do {
        if (!at(TokenKind::Name) || atAnyKeyword()) {
            return failExpected("a variable behind `every`");
        }
        out.terms.push_back(Term::named(token().text.asString(), token().at));
        ++m_next;
    } while (out.terms.size() < 2 && take(TokenKind::Comma));
    if (!takeKeyword("in")) {
        return failExpected("`in` and what `every` looks at");
    }
    auto domain = infix();
    if (!domain) {
        return std::nullopt;
    }
    out.terms.push_back(*std::move(domain));
    if (!at(TokenKind::LeftBrace)) {
        return failExpected("`{` and the body of `every`");
    }
    auto inner = braced();
    if (!inner) {
        return std::nullopt;
    }
    out.body = *std::move(inner);
    if (!withs(out)) {
        return std::nullopt;
    }
    out.end = previousEnd();
    return out;
}

bool Parser::withs(Literal& literal) {
    while (atKeyword("with")) {
        With made;
        made.at = token().at;
        ++m_next;
        auto target = term();
        if (!target) {
            return false;
        }
        if (!target->isVariable() && !target->isReference()) {
            fail(target->at, "`with` replaces `input`, `data`, a part of them, or a function");
            return false;
        }
        if (!takeKeyword("as")) {
            failExpected("`as` and the value that `with` puts in place");
            return false;
        }
        auto value = infix();
        if (!value) {
            return false;
        }
        made.target = *std::move(target);
        made.value = *std::move(value);
        literal.with.push_back(std::move(made));
    }
    return true;
}

} // namespace countersign::policy
