#include "core/policy/parser_p.h"

#include <algorithm>
#include <array>

namespace countersign::policy {

namespace {

/// The built-in function behind an operator, by how strongly it binds: relations (0), `|`, `&`, sums, products (4).
std::string_view operatorName(TokenKind kind, int level) {
    struct Operator {
        TokenKind kind;
        int level;
        std::string_view name;
    };
    static constexpr std::array<Operator, 13> kOperators{{{TokenKind::Equal, 0, "equal"},
                                                          {TokenKind::NotEqual, 0, "neq"},
                                                          {TokenKind::Less, 0, "lt"},
                                                          {TokenKind::LessOrEqual, 0, "lte"},
                                                          {TokenKind::Greater, 0, "gt"},
                                                          {TokenKind::GreaterOrEqual, 0, "gte"},
                                                          {TokenKind::Or, 1, "or"},
                                                          {TokenKind::And, 2, "and"},
                                                          {TokenKind::Plus, 3, "plus"},
                                                          {TokenKind::Minus, 3, "minus"},
                                                          {TokenKind::Times, 4, "mul"},
                                                          {TokenKind::Divide, 4, "div"},
                                                          {TokenKind::Remainder, 4, "rem"}}};
    for (const auto& entry : kOperators) {
        if (entry.kind == kind && entry.level == level) {
            return entry.name;
        }
    }
    return {};
}

constexpr int kTightest = 4;

Term call(std::string_view name, std::vector<Term> arguments, Position at) {
    const auto begin = arguments.front().at;
    arguments.insert(arguments.begin(), Term::named(name, at));
    auto out = Term::composite(TermKind::Call, std::move(arguments), begin);
    out.infix = true;
    out.end = out.items.back().end;
    return out;
}

} // namespace

std::optional<Term> Parser::membership(Second second, std::optional<Term> first) {
    auto left = binary(0, std::move(first));
    if (!left) {
        return std::nullopt;
    }
    if (second == Second::Allowed && m_in && at(TokenKind::Comma)) {
        const auto start = mark();
        ++m_next;
        auto value = binary(0);
        if (value && atKeyword("in")) {
            const auto where = token().at;
            ++m_next;
            auto domain = binary(0);
            if (!domain) {
                return std::nullopt;
            }
            return membershipRest(
                call("internal.member_3", {*std::move(left), *std::move(value), *std::move(domain)}, where));
        }
        back(start);
    }
    return membershipRest(*std::move(left));
}

std::optional<Term> Parser::membershipRest(Term left) {
    while (m_in && atKeyword("in")) {
        const auto where = token().at;
        ++m_next;
        auto domain = binary(0);
        if (!domain) {
            return std::nullopt;
        }
        left = call("internal.member_2", {std::move(left), *std::move(domain)}, where);
    }
    return left;
}

std::optional<Term> Parser::binary(int level, std::optional<Term> first) {
    const auto operand = [this, level](std::optional<Term> known) {
        if (level < kTightest) {
            return binary(level + 1, std::move(known));
        }
        return known ? std::move(known) : term();
    };
    auto left = operand(std::move(first));
    while (left) {
        const auto name = operatorName(token().kind, level);
        if (name.empty()) {
            break;
        }
        const auto where = token().at;
        ++m_next;
        auto right = operand(std::nullopt);
        if (!right) {
            return std::nullopt;
        }
        left = call(name, {*std::move(left), *std::move(right)}, where);
    }
    return left;
}

std::optional<Term> Parser::term() {
    const Depth depth(*this);
    if (depth.tooDeep()) {
        return fail(token().at, "this is nested deeper than " + std::to_string(m_limits.depth) + " levels");
    }
    auto head = termHead();
    auto out = head ? finishTerm(*std::move(head)) : std::nullopt;
    if (out) {
        out->end = previousEnd();
    }
    return out;
}

std::optional<Term> Parser::termHead() {
    const auto where = token().at;
    switch (token().kind) {
    case TokenKind::Number:
        return number(false);
    case TokenKind::Minus:
        return negative();
    case TokenKind::String:
    case TokenKind::RawString: {
        auto out = Term::constant(token().text, where);
        out.raw = at(TokenKind::RawString);
        ++m_next;
        return out;
    }
    case TokenKind::TemplateStart:
        return templateString();
    case TokenKind::LeftParenthesis:
        return grouped();
    case TokenKind::LeftBracket:
        return array();
    case TokenKind::LeftBrace:
        return braceTerm();
    case TokenKind::Name:
        break;
    default:
        return failExpected("a value, a variable or a reference");
    }
    if (takeKeyword("true")) {
        return Term::constant(Value::boolean(true), where);
    }
    if (takeKeyword("false")) {
        return Term::constant(Value::boolean(false), where);
    }
    if (takeKeyword("null")) {
        return Term::constant(Value(), where);
    }
    // `contains` is a keyword in heads only, and a built-in function everywhere.
    if (atAnyKeyword() && !(atName("contains") && token(1).kind == TokenKind::LeftParenthesis)) {
        return failExpected("a value: this word is a keyword");
    }
    auto out = Term::named(token().text.asString(), where);
    ++m_next;
    return out;
}

std::optional<Term> Parser::negative() {
    const auto where = token().at;
    if (token(1).kind != TokenKind::Number || !token(1).adjacent) {
        return fail(where, "unexpected `-`: a minus sign stands right before a number, or between two terms");
    }
    ++m_next;
    auto out = number(true);
    if (out) {
        out->at = where;
    }
    return out;
}

std::optional<Term> Parser::number(bool minus) {
    const auto text = (minus ? "-" : "") + std::string(token().text.asString());
    auto value = Value::number(text);
    if (!value) {
        return fail(token().at, "`" + text.substr(0, 40) + "` is not a number that can be represented");
    }
    auto out = Term::constant(*std::move(value), token().at);
    ++m_next;
    return out;
}

std::optional<Term> Parser::grouped() {
    ++m_next;
    auto out = infix();
    if (!out || !expect(TokenKind::RightParenthesis, "that closes the group")) {
        return std::nullopt;
    }
    out->grouped = true;
    return out;
}

std::optional<Term> Parser::templateString() {
    auto out = Term::composite(TermKind::Template, {}, token().at);
    out.raw = token().raw;
    ++m_next;
    while (!at(TokenKind::TemplateEnd)) {
        if (at(TokenKind::TemplateText)) {
            out.items.push_back(Term::constant(token().text, token().at));
            ++m_next;
            continue;
        }
        if (!expect(TokenKind::TemplateOpen, "in the template string")) {
            return std::nullopt;
        }
        if (at(TokenKind::TemplateClose)) {
            return fail(token().at, "this `{}` of a template string holds nothing: write `\\{` for a brace");
        }
        auto part = infix();
        if (!part || !expect(TokenKind::TemplateClose, "behind an expression of a template string")) {
            return std::nullopt;
        }
        out.items.push_back(*std::move(part));
    }
    ++m_next;
    return out;
}

std::optional<Term> Parser::array() {
    const auto where = token().at;
    ++m_next;
    if (take(TokenKind::RightBracket)) {
        return Term::composite(TermKind::Array, {}, where);
    }
    auto first = term();
    if (!first) {
        return std::nullopt;
    }
    if (at(TokenKind::Or)) {
        // `[a | b]` is a comprehension when it can be one.
        if (auto out = comprehension(TokenKind::RightBracket, TermKind::ArrayComprehension, {*first}, where)) {
            return out;
        }
    }
    auto items = list(TokenKind::RightBracket, "that closes the array", std::move(first));
    if (!items) {
        return std::nullopt;
    }
    return Term::composite(TermKind::Array, *std::move(items), where);
}

std::optional<Term> Parser::braceTerm() {
    const auto where = token().at;
    ++m_next;
    if (take(TokenKind::RightBrace)) {
        return Term::composite(TermKind::Object, {}, where);
    }
    auto first = term();
    if (!first) {
        return std::nullopt;
    }
    if (at(TokenKind::Or)) {
        if (auto out = comprehension(TokenKind::RightBrace, TermKind::SetComprehension, {*first}, where)) {
            return out;
        }
    }
    first = infixInList(std::move(first));
    if (!first) {
        return std::nullopt;
    }
    if (at(TokenKind::Colon)) {
        return object(*std::move(first), where);
    }
    if (!at(TokenKind::Comma) && !at(TokenKind::RightBrace)) {
        return failExpected("`,`, `:` or `}` in a set or object");
    }
    auto items = list(TokenKind::RightBrace, "that closes the set", std::move(first));
    if (!items) {
        return std::nullopt;
    }
    return Term::composite(TermKind::Set, *std::move(items), where);
}

std::optional<Term> Parser::object(Term firstKey, Position where) {
    ++m_next;
    auto value = term();
    if (value && at(TokenKind::Or)) {
        if (auto out = comprehension(TokenKind::RightBrace, TermKind::ObjectComprehension, {firstKey, *value}, where)) {
            return out;
        }
    }
    auto out = Term::composite(TermKind::Object, {}, where);
    std::optional<Term> name = std::move(firstKey);
    while (true) {
        if (value) {
            value = infixInList(std::move(value));
        }
        if (!value) {
            return std::nullopt;
        }
        out.items.push_back(*std::move(name));
        out.items.push_back(*std::move(value));
        const bool comma = take(TokenKind::Comma);
        if (take(TokenKind::RightBrace)) {
            return out;
        }
        if (!comma) {
            return failExpected("`,` or `}` behind a member of an object");
        }
        name = infixInList();
        if (!name || !expect(TokenKind::Colon, "behind the key of an object")) {
            return std::nullopt;
        }
        value = term();
    }
}

std::optional<Term> Parser::comprehension(TokenKind closing, TermKind kind, std::vector<Term> heads, Position where) {
    if (std::ranges::binary_search(m_noComprehension, m_next)) {
        return std::nullopt;
    }
    const auto start = mark();
    ++m_next;
    auto inner = body(closing, "that closes the comprehension");
    if (!inner) {
        // It may be an array or a set with `|` in it: the caller tries, but never again does anybody try this here, or
        // nested ones would be read 2^n times.
        m_noComprehension.insert(std::ranges::lower_bound(m_noComprehension, start.token), start.token);
        if (m_errors.size() > start.errors && m_next >= m_furthest) {
            m_furthest = m_next;
            m_furthestError = m_errors[start.errors];
        }
        back(start);
        return std::nullopt;
    }
    auto out = Term::composite(kind, std::move(heads), where);
    out.body = *std::move(inner);
    return out;
}

std::optional<Term> Parser::finishTerm(Term head) {
    while (token().adjacent) {
        if (at(TokenKind::LeftParenthesis)) {
            const bool named = head.isVariable() || (head.isReference() && head.items.front().isVariable());
            if (!named) {
                return fail(token().at, "only a function can be called: a name stands before `(`");
            }
            ++m_next;
            auto arguments = list(TokenKind::RightParenthesis, "that closes the arguments");
            if (!arguments) {
                return std::nullopt;
            }
            if (arguments->empty() && head.isVariable() && head.name() == "set") {
                head = Term::composite(TermKind::Set, {}, head.at);
                continue;
            }
            const auto where = head.at;
            arguments->insert(arguments->begin(), std::move(head));
            head = Term::composite(TermKind::Call, *std::move(arguments), where);
        } else if (at(TokenKind::Dot) || at(TokenKind::LeftBracket)) {
            if (!head.isReference() || head.grouped) {
                const auto where = head.at;
                std::vector<Term> items;
                items.push_back(std::move(head));
                head = Term::composite(TermKind::Reference, std::move(items), where);
            }
            if (!key(head.items)) {
                return std::nullopt;
            }
        } else {
            break;
        }
    }
    return head;
}

bool Parser::key(std::vector<Term>& items) {
    if (take(TokenKind::Dot)) {
        if (!at(TokenKind::Name) || (!token().adjacent && token().newLine)) {
            failExpected("a name behind `.`");
            return false;
        }
        auto name = Term::constant(token().text, token().at);
        name.dotted = true;
        ++m_next;
        items.push_back(std::move(name));
        return true;
    }
    ++m_next;
    auto inner = infix();
    if (!inner || !expect(TokenKind::RightBracket, "behind a key")) {
        return false;
    }
    items.push_back(*std::move(inner));
    return true;
}

std::optional<std::vector<Term>> Parser::list(TokenKind closing, std::string_view where, std::optional<Term> first) {
    std::vector<Term> out;
    while (first || !take(closing)) {
        auto item = infixInList(std::exchange(first, std::nullopt));
        if (!item) {
            return std::nullopt;
        }
        out.push_back(*std::move(item));
        if (!take(TokenKind::Comma) && !at(closing)) {
            Token wanted;
            wanted.kind = closing;
            return failExpected("`,` or " + describe(wanted) + " " + std::string(where));
        }
    }
    return out;
}

} // namespace countersign::policy
