#include "core/policy/parser_p.h"

namespace countersign::policy {

bool Parser::rule(Module& out) {
    if (atKeyword("default")) {
        return defaultRule(out);
    }
    Rule made;
    made.at = token().at;
    if (!ruleHead(made)) {
        return false;
    }
    return ruleBodies(out, std::move(made));
}

bool Parser::defaultRule(Module& out) {
    Rule made;
    made.at = token().at;
    made.isDefault = true;
    ++m_next;
    if (!headName(made) || !headArguments(made)) {
        return false;
    }
    if (!at(TokenKind::Assign) && !at(TokenKind::Unify)) {
        failExpected("`:=` and the default value");
        return false;
    }
    made.unified = at(TokenKind::Unify);
    ++m_next;
    auto value = infix();
    if (!value) {
        return false;
    }
    made.value = *std::move(value);
    if (atKeyword("if") || at(TokenKind::LeftBrace)) {
        fail(token().at, "a default rule has no body");
        return false;
    }
    made.end = previousEnd();
    out.rules.push_back(std::move(made));
    return true;
}

bool Parser::headName(Rule& rule) {
    if (!at(TokenKind::Name) || atAnyKeyword()) {
        failExpected(at(TokenKind::Name) ? "the name of a rule: this word is a keyword" : "the name of a rule");
        return false;
    }
    std::vector<Term> items;
    items.push_back(Term::named(token().text.asString(), token().at));
    ++m_next;
    while ((at(TokenKind::Dot) || at(TokenKind::LeftBracket)) && token().adjacent) {
        if (!key(items)) {
            return false;
        }
    }
    const auto where = items.front().at;
    rule.name =
        items.size() == 1 ? std::move(items.front()) : Term::composite(TermKind::Reference, std::move(items), where);
    return true;
}

bool Parser::headArguments(Rule& rule) {
    if (!at(TokenKind::LeftParenthesis) || !token().adjacent) {
        return true;
    }
    ++m_next;
    auto arguments = list(TokenKind::RightParenthesis, "that closes the arguments");
    if (!arguments) {
        return false;
    }
    if (arguments->empty()) {
        fail(rule.name.at, "a function has arguments: leave `()` away");
        return false;
    }
    rule.isFunction = true;
    rule.arguments = *std::move(arguments);
    return true;
}

bool Parser::ruleHead(Rule& rule) {
    if (!headName(rule) || !headArguments(rule)) {
        return false;
    }
    if (m_contains && atKeyword("contains")) {
        if (rule.isFunction) {
            fail(token().at, "a function has one value: `contains` is for sets");
            return false;
        }
        ++m_next;
        rule.kind = RuleKind::Multiple;
        auto element = infix();
        if (!element) {
            return false;
        }
        rule.value = *std::move(element);
        return true;
    }
    if (at(TokenKind::Assign) || at(TokenKind::Unify)) {
        rule.unified = at(TokenKind::Unify);
        ++m_next;
        auto value = infix();
        if (!value) {
            return false;
        }
        rule.value = *std::move(value);
    }
    return true;
}

bool Parser::oldPartialSet(Rule& rule) {
    // `p[x] { … }` of V0, which V1 writes `p contains x if { … }`.
    if (rule.isFunction || rule.value || !rule.name.isReference() || rule.name.items.size() != 2 ||
        rule.name.items[1].dotted) {
        return false;
    }
    rule.kind = RuleKind::Multiple;
    rule.value = std::move(rule.name.items[1]);
    auto name = std::move(rule.name.items[0]);
    rule.name = std::move(name);
    return true;
}

bool Parser::ruleBodies(Module& out, Rule rule) {
    const bool hasIf = m_if && takeKeyword("if");
    if (m_version == Version::V0 && !hasIf && rule.kind == RuleKind::Single) {
        oldPartialSet(rule);
    }
    if (!checkHead(rule, hasIf) || !ruleBody(rule, hasIf) || !branches(rule)) {
        return false;
    }
    rule.end = previousEnd();
    out.rules.push_back(std::move(rule));
    // Further bodies of the same head: `p { … } { … }`.
    while (at(TokenKind::LeftBrace) && out.rules.back().braces && out.rules.back().branches.empty()) {
        Rule next = out.rules.back();
        next.at = token().at;
        next.body.clear();
        auto inner = braced();
        if (!inner) {
            return false;
        }
        next.body = *std::move(inner);
        next.end = previousEnd();
        out.rules.push_back(std::move(next));
    }
    return true;
}

bool Parser::checkHead(const Rule& rule, bool hasIf) {
    const bool hasBody = hasIf || at(TokenKind::LeftBrace);
    if (m_version == Version::V1) {
        if (!hasIf && at(TokenKind::LeftBrace)) {
            fail(token().at, "unexpected `{`: expected `if` before the body of a rule");
            return false;
        }
        if (!hasBody && !rule.value && !rule.isFunction) {
            const bool set = rule.name.isReference();
            failExpected(set ? "`:=`, `contains` or `if` behind the head of a rule"
                             : "`:=` and a value, or `if` and a body, behind the name of a rule");
            return false;
        }
    }
    if (!hasBody && !rule.value && (rule.isFunction || rule.kind == RuleKind::Single)) {
        failExpected("a value or a body behind the head of a rule");
        return false;
    }
    return true;
}

bool Parser::ruleBody(Rule& rule, bool hasIf) {
    if (at(TokenKind::LeftBrace)) {
        if (token(1).kind == TokenKind::RightBrace) {
            fail(token().at, "this body is empty: it needs a condition, or leave it away");
            return false;
        }
        const auto start = mark();
        auto inner = braced();
        // `if {1, 2}[x]`: an object or a set may stand behind `if` as well.
        const bool goesOn = inner && token().adjacent && (at(TokenKind::LeftBracket) || at(TokenKind::Dot));
        if (inner && !goesOn) {
            rule.braces = true;
            rule.body = *std::move(inner);
            return true;
        }
        if (!hasIf) {
            return false;
        }
        auto errors = m_errors;
        back(start);
        auto single = literal();
        if (!single) {
            m_errors = std::move(errors);
            return false;
        }
        rule.body.push_back(*std::move(single));
        return true;
    }
    if (!hasIf) {
        return true;
    }
    auto single = literal();
    if (!single) {
        return false;
    }
    rule.body.push_back(*std::move(single));
    return true;
}

bool Parser::branches(Rule& rule) {
    while (atKeyword("else")) {
        if (rule.kind == RuleKind::Multiple) {
            fail(token().at, "`else` cannot stand behind a rule that makes a set: every body of it adds elements");
            return false;
        }
        if (!branch(rule)) {
            return false;
        }
    }
    return true;
}

bool Parser::branch(Rule& rule) {
    if (rule.branches.empty() ? rule.body.empty() : rule.branches.back().body.empty()) {
        fail(token().at, "this `else` is never reached: the rule before it has no body that could fail");
        return false;
    }
    ElseBranch made;
    made.at = token().at;
    ++m_next;
    if (at(TokenKind::Assign) || at(TokenKind::Unify)) {
        ++m_next;
        auto value = infix();
        if (!value) {
            return false;
        }
        made.value = *std::move(value);
    }
    const bool hasIf = m_if && takeKeyword("if");
    if (m_version == Version::V1 && !hasIf && at(TokenKind::LeftBrace)) {
        fail(token().at, "unexpected `{`: expected `if` before the body of `else`");
        return false;
    }
    if (!hasIf && !at(TokenKind::LeftBrace) && !made.value) {
        failExpected("a value or a body behind `else`");
        return false;
    }
    Rule inner;
    if (!ruleBody(inner, hasIf)) {
        return false;
    }
    made.body = std::move(inner.body);
    rule.branches.push_back(std::move(made));
    return true;
}

} // namespace countersign::policy
