#include "core/policy/safety_p.h"

#include <algorithm>

namespace countersign::policy {

void Mentioned::term(const Term& entry) {
    switch (entry.kind) {
    case TermKind::Constant:
        return;
    case TermKind::Variable:
        if (entry.variable >= 0) {
            direct.add(entry.variable);
        }
        return;
    case TermKind::ArrayComprehension:
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
    case TermKind::Template:
        inside(entry);
        return;
    case TermKind::Reference:
    case TermKind::Array:
    case TermKind::Set:
    case TermKind::Object:
    case TermKind::Call:
        for (const auto& item : entry.items) {
            term(item);
        }
    }
}

void Mentioned::inside(const Term& entry) {
    Mentioned all;
    for (const auto& item : entry.items) {
        all.term(item);
    }
    for (const auto& literal : entry.body) {
        all.literal(literal);
    }
    inner.add(all.direct);
    inner.add(all.inner);
}

void Mentioned::literal(const Literal& entry) {
    if (entry.kind == LiteralKind::Every) {
        term(entry.terms.back());
        Mentioned all;
        for (std::size_t i = 0; i + 1 < entry.terms.size(); ++i) {
            all.term(entry.terms[i]);
        }
        for (const auto& inside : entry.body) {
            all.literal(inside);
        }
        inner.add(all.direct);
        inner.add(all.inner);
    } else {
        for (const auto& item : entry.terms) {
            term(item);
        }
    }
    for (const auto& with : entry.with) {
        term(with.target);
        term(with.value);
    }
}

void patternVariables(const Term& term, VariableSet& out) {
    switch (term.kind) {
    case TermKind::Variable:
        if (term.variable >= 0) {
            out.add(term.variable);
        }
        return;
    case TermKind::Array:
        for (const auto& item : term.items) {
            patternVariables(item, out);
        }
        return;
    case TermKind::Object:
        for (std::size_t i = 1; i < term.items.size(); i += 2) {
            patternVariables(term.items[i], out);
        }
        return;
    default:
        return;
    }
}

bool Safety::all(const Term& term, const VariableSet& known) {
    Mentioned mentioned;
    mentioned.term(term);
    return mentioned.direct.within(known);
}

void Safety::referenceOutputs(const Term& term, VariableSet& known) const {
    if (term.isComprehension() || term.kind == TermKind::Template) {
        return;
    }
    const std::size_t begin = term.isCall() ? 1 : 0;
    for (std::size_t i = begin; i < term.items.size(); ++i) {
        referenceOutputs(term.items[i], known);
    }
    if (term.isReference() && all(term.items.front(), known)) {
        for (std::size_t i = 1; i < term.items.size(); ++i) {
            patternVariables(term.items[i], known);
        }
    }
}

void Safety::unify(const Term& a, const Term& b, VariableSet& known) const {
    if (a.kind == TermKind::Array && b.kind == TermKind::Array && a.items.size() == b.items.size()) {
        for (std::size_t i = 0; i < a.items.size(); ++i) {
            unify(a.items[i], b.items[i], known);
        }
        return;
    }
    if (a.kind == TermKind::Object && b.kind == TermKind::Object) {
        for (std::size_t i = 0; i + 1 < a.items.size(); i += 2) {
            for (std::size_t k = 0; k + 1 < b.items.size(); k += 2) {
                if (sameKey(a.items[i], b.items[k])) {
                    unify(a.items[i + 1], b.items[k + 1], known);
                }
            }
        }
        // A constant key may meet one that is not: then the values on one side must be known.
    }
    if (all(b, known)) {
        patternVariables(a, known);
    }
    if (all(a, known)) {
        patternVariables(b, known);
    }
}

VariableSet Safety::outputs(const Literal& literal, const VariableSet& bound) const {
    VariableSet known = bound;
    if (literal.negated || literal.kind == LiteralKind::Every) {
        return known;
    }
    for (const auto& with : literal.with) {
        if (!all(with.value, bound) || !all(with.target, bound)) {
            return known;
        }
    }
    const auto again = [&known](const auto& step) {
        VariableSet before;
        do {
            before = known;
            step();
        } while (!(known == before));
    };
    if (literal.kind == LiteralKind::SomeIn) {
        again([&] { referenceOutputs(literal.terms.back(), known); });
        if (all(literal.terms.back(), known)) {
            for (std::size_t i = 0; i + 1 < literal.terms.size(); ++i) {
                patternVariables(literal.terms[i], known);
                referenceOutputs(literal.terms[i], known);
            }
        }
        return known;
    }
    const auto& term = literal.terms.front();
    again([&] { referenceOutputs(term, known); });
    if (!term.isCall()) {
        return known;
    }
    const auto& name = term.items.front();
    if (term.infix && (name.name() == "eq" || name.name() == "assign")) {
        again([&] {
            unify(term.items[1], term.items[2], known);
            referenceOutputs(term, known);
        });
        return known;
    }
    const auto callee = m_compiler.callee(term);
    if ((callee.builtin != nullptr || callee.function != nullptr) && term.items.size() == callee.arity + 2) {
        const auto arguments = std::span(term.items).subspan(1, callee.arity);
        if (std::ranges::all_of(arguments, [&](const Term& argument) { return all(argument, known); })) {
            patternVariables(term.items.back(), known);
        }
    }
    return known;
}

void Safety::unsafe(const VariableSet& wanted, const VariableSet& bound) {
    const auto& variables = m_resolver.variables();
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const auto number = static_cast<std::int32_t>(i);
        const auto& variable = variables[i];
        if (wanted.has(number) && !bound.has(number) && !variable.name.empty()) {
            m_compiler.messages().add(Fault::UnsafeVariable, m_file, variable.at,
                                      "var `" + variable.name + "` is unsafe: nothing gives it a value");
        }
    }
}

bool Safety::unknownCall(const Literal& literal) {
    const auto& term = literal.terms.front();
    if (literal.kind != LiteralKind::Expression || !term.isCall() || term.infix || term.callName() == "print") {
        return false;
    }
    const auto callee = m_compiler.callee(term);
    if (callee.builtin != nullptr || callee.function != nullptr) {
        return false;
    }
    m_compiler.messages().add(Fault::Type, m_file, term.at, "undefined function `" + term.callName() + "`");
    return true;
}

std::optional<std::vector<const Literal*>> Safety::order(const Body& body, const VariableSet& bound) {
    std::vector<Mentioned> mentioned(body.size());
    VariableSet ofBody;
    for (std::size_t i = 0; i < body.size(); ++i) {
        mentioned[i].literal(body[i]);
        ofBody.add(mentioned[i].direct);
    }
    std::vector<const Literal*> out;
    std::vector<char> done(body.size());
    VariableSet known = bound;
    for (std::size_t before = body.size() + 1; out.size() < body.size() && out.size() != before;) {
        before = out.size();
        for (std::size_t i = 0; i < body.size(); ++i) {
            if (done[i] != 0 || !mentioned[i].inner.shared(ofBody).within(known)) {
                continue;
            }
            auto after = outputs(body[i], known);
            if (mentioned[i].direct.within(after)) {
                known = std::move(after);
                done[i] = 1;
                out.push_back(&body[i]);
            }
        }
    }
    if (out.size() == body.size()) {
        return out;
    }
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (done[i] == 0 && !unknownCall(body[i])) {
            auto after = outputs(body[i], known);
            unsafe(mentioned[i].direct, after);
            unsafe(mentioned[i].inner.shared(ofBody), known);
        }
    }
    if (m_compiler.messages().empty()) {
        m_compiler.messages().add(Fault::UnsafeVariable, m_file, body.front().at,
                                  "expressions of this body depend on each other's results in a circle");
    }
    return std::nullopt;
}

} // namespace countersign::policy
