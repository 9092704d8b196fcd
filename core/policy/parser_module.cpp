#include "core/policy/parser_p.h"

#include <algorithm>

namespace countersign::policy {

void Parser::module(Module& out) {
    if (!package(out)) {
        skipStatement();
    }
    while (!at(TokenKind::End)) {
        const auto before = m_errors.size();
        const bool good = atKeyword("import") ? import(out) : rule(out);
        if (good && !at(TokenKind::End) && !token().newLine && !take(TokenKind::Semicolon)) {
            failExpected("a new line behind a statement");
        }
        if (!good || m_errors.size() > before) {
            skipStatement();
        }
    }
    out.comments = std::move(m_comments);
    // What the lexer and the parser noted, in the order of the text.
    std::ranges::stable_sort(m_errors, [](const Diagnostic& a, const Diagnostic& b) {
        return std::pair(a.at.row, a.at.column) < std::pair(b.at.row, b.at.column);
    });
}

bool Parser::package(Module& out) {
    if (!takeKeyword("package")) {
        failExpected("`package` and a name: a module begins with them");
        return false;
    }
    out.packageAt = token().at;
    if (!at(TokenKind::Name)) {
        failExpected("the name of the package");
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
    for (const auto& item : items) {
        if (!item.value.isString() || (item.isVariable() && &item != &items.front())) {
            fail(item.at, "a package is named by words and strings: `package a.b[\"c\"]`");
            return false;
        }
        out.package.emplace_back(item.value.asString());
    }
    return true;
}

bool Parser::import(Module& out) {
    Import made;
    made.at = token().at;
    ++m_next;
    if (!at(TokenKind::Name)) {
        failExpected("what to import: `data.…`, `input.…`, `rego.v1` or `future.keywords`");
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
    for (std::size_t i = 1; i < items.size(); ++i) {
        if (!items[i].isConstant() || !items[i].value.isString()) {
            fail(items[i].at, "an import is named by words and strings");
            return false;
        }
    }
    made.path = items.size() == 1 ? items.front() : Term::composite(TermKind::Reference, items, items.front().at);
    if (takeKeyword("as")) {
        if (!at(TokenKind::Name) || atAnyKeyword() || atName("_")) {
            failExpected("the name that the import gets");
            return false;
        }
        made.alias = token().text.asString();
        ++m_next;
    }
    const auto root = items.front().name();
    if (root != "data" && root != "input" && root != "rego" && root != "future") {
        fail(made.at, "an import begins with `data`, `input`, `rego` or `future`, not `" + std::string(root) + "`");
        return false;
    }
    useImport(out, made);
    out.imports.push_back(std::move(made));
    return true;
}

void Parser::useImport(Module& out, const Import& import) {
    const auto path = dottedName(import.path);
    const auto root = path.substr(0, path.find('.'));
    if (root == "rego") {
        if (path != "rego.v1") {
            fail(import.at, "`" + path + "` cannot be imported: of `rego` there is `rego.v1`");
        } else if (!import.alias.empty()) {
            fail(import.at, "`rego.v1` cannot have another name");
        }
        m_version = Version::V1;
        out.version = Version::V1;
        m_contains = m_every = m_if = m_in = true;
    }
    if (root != "future") {
        return;
    }
    const bool all = path == "future.keywords";
    bool known = all;
    const auto turnOn = [&](std::string_view word, bool& keyword) {
        if (all || path == "future.keywords." + std::string(word)) {
            keyword = true;
            known = true;
        }
    };
    turnOn("contains", m_contains);
    turnOn("every", m_every);
    turnOn("if", m_if);
    turnOn("in", m_in);
    // `every` is made of `in`.
    m_in = m_in || m_every;
    if (path == "future.keywords.not") {
        known = true;
    }
    if (!known) {
        fail(import.at, "`" + path + "` is no keyword to import: `contains`, `every`, `if` and `in` are");
    }
}

} // namespace countersign::policy
