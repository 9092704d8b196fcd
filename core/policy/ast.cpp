#include "core/policy/ast.h"

namespace countersign::policy {

Term::Term() noexcept = default;
Term::Term(const Term&) = default;
Term::Term(Term&&) noexcept = default;
Term& Term::operator=(const Term&) = default;
Term& Term::operator=(Term&&) noexcept = default;
Term::~Term() = default;

Term Term::constant(Value value, Position at) {
    Term term;
    term.at = at;
    term.value = std::move(value);
    return term;
}

Term Term::named(std::string_view name, Position at) {
    Term term;
    term.kind = TermKind::Variable;
    term.at = at;
    term.value = Value::string(name);
    return term;
}

Term Term::composite(TermKind kind, std::vector<Term> items, Position at) {
    Term term;
    term.kind = kind;
    term.at = at;
    term.items = std::move(items);
    return term;
}

bool Term::isComprehension() const {
    return kind == TermKind::ArrayComprehension || kind == TermKind::SetComprehension ||
           kind == TermKind::ObjectComprehension;
}

std::string Term::callName() const {
    return dottedName(items.front());
}

bool sameKey(const Term& a, const Term& b) {
    return (a.isConstant() && b.isConstant() && a.value == b.value) ||
           (a.isVariable() && b.isVariable() && a.variable >= 0 && a.variable == b.variable);
}

std::string dottedName(const Term& term) {
    if (term.isVariable()) {
        return std::string(term.name());
    }
    if (term.isConstant()) {
        return term.value.text();
    }
    if (!term.isReference()) {
        return {};
    }
    std::string out = dottedName(term.items.front());
    for (std::size_t i = 1; i < term.items.size(); ++i) {
        const auto& key = term.items[i];
        if (key.dotted) {
            out.append(".").append(key.value.asString());
        } else {
            out.append("[").append(dottedName(key)).append("]");
        }
    }
    return out;
}

std::string Import::name() const {
    if (!alias.empty()) {
        return alias;
    }
    return std::string(path.isReference() ? path.items.back().value.asString() : path.name());
}

} // namespace countersign::policy
