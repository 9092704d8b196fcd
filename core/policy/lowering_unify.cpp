#include "core/policy/lowering_p.h"

#include <algorithm>

namespace countersign::policy {

bool Lowering::known(const Term& term, const VariableSet& bound) {
    switch (term.kind) {
    case TermKind::Variable:
        return term.variable < 0 || bound.has(term.variable);
    case TermKind::Constant:
    case TermKind::ArrayComprehension:
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
    case TermKind::Template:
        return true;
    case TermKind::Reference:
        // Keys that are not known are what evaluating it binds.
        return known(term.items.front(), bound);
    case TermKind::Call:
    case TermKind::Array:
    case TermKind::Set:
    case TermKind::Object: {
        for (std::size_t i = term.isCall() ? 1 : 0; i < term.items.size(); ++i) {
            if (!known(term.items[i], bound)) {
                return false;
            }
        }
        return true;
    }
    }
    return false;
}

namespace {

using Pairs = std::vector<std::pair<const Term*, const Term*>>;

/// What has to be equal so that both arrays or objects are; nothing when that is not known yet.
std::optional<Pairs> pairsOf(const Term& a, const Term& b) {
    Pairs out;
    if (a.kind != b.kind || a.items.size() != b.items.size()) {
        return std::nullopt;
    }
    if (a.kind == TermKind::Array) {
        for (std::size_t i = 0; i < a.items.size(); ++i) {
            out.emplace_back(&a.items[i], &b.items[i]);
        }
        return out;
    }
    for (std::size_t i = 0; i + 1 < a.items.size(); i += 2) {
        const Term* partner = nullptr;
        for (std::size_t k = 0; k + 1 < b.items.size() && partner == nullptr; k += 2) {
            if (sameKey(a.items[i], b.items[k])) {
                partner = &b.items[k + 1];
            }
        }
        if (partner == nullptr) {
            return std::nullopt;
        }
        out.emplace_back(&a.items[i + 1], partner);
    }
    return out;
}

bool isComposite(const Term& term) {
    return term.kind == TermKind::Array || term.kind == TermKind::Object;
}

} // namespace

void Lowering::unify(const Term& a, const Term& b, Position at, Sequence& sequence) {
    const bool bothKnown = known(a, sequence.bound) && known(b, sequence.bound);
    if (isComposite(a) && isComposite(b) && !(bothKnown && a.kind == TermKind::Object)) {
        if (const auto pairs = pairsOf(a, b)) {
            unifyPairs(*pairs, at, sequence);
            return;
        }
        if (a.kind != b.kind || a.items.size() != b.items.size()) {
            sequence.steps.push_back({.kind = StepKind::Fail, .row = at.row});
            // Nothing behind it is reached, but it is compiled.
            Mentioned mentioned;
            mentioned.term(a);
            mentioned.term(b);
            sequence.bound.add(mentioned.direct);
            return;
        }
    }
    if (bothKnown) {
        const auto* left = value(a, sequence);
        const auto* right = value(b, sequence);
        Expression equal;
        equal.operation = Operation::Equal;
        equal.row = at.row;
        test(make(std::move(equal), {left, right}), at, sequence);
    } else if (known(b, sequence.bound)) {
        match(a, value(b, sequence), at, sequence);
    } else if (known(a, sequence.bound)) {
        match(b, value(a, sequence), at, sequence);
    } else {
        error(Fault::UnsafeVariable, at, "nothing gives the variables of this expression a value");
    }
}

void Lowering::unifyPairs(std::vector<std::pair<const Term*, const Term*>> pairs, Position at, Sequence& sequence) {
    // Those first that have a value: they may give the others theirs.
    while (!pairs.empty()) {
        const auto ready = std::ranges::find_if(pairs, [&](const auto& pair) {
            return (isComposite(*pair.first) && isComposite(*pair.second)) || known(*pair.first, sequence.bound) ||
                   known(*pair.second, sequence.bound);
        });
        if (ready == pairs.end()) {
            error(Fault::UnsafeVariable, at, "nothing gives the variables of this expression a value");
            return;
        }
        const auto [left, right] = *ready;
        pairs.erase(ready);
        unify(*left, *right, at, sequence);
    }
}

void Lowering::match(const Term& term, const Expression* from, Position at, Sequence& sequence) {
    if (term.isVariable()) {
        sequence.bound.add(term.variable);
        sequence.steps.push_back({.kind = StepKind::Let,
                                  .row = at.row,
                                  .slot = static_cast<std::uint32_t>(term.variable),
                                  .expression = from});
        return;
    }
    Later later;
    const auto* made = pattern(term, sequence, &later);
    sequence.steps.push_back({.kind = StepKind::Match, .row = at.row, .expression = from, .pattern = made});
    for (const auto& [variable, wanted] : later) {
        unify(variable, *wanted, at, sequence);
    }
}

const Pattern* Lowering::equals(const Expression* expression) {
    Pattern out;
    out.kind = PatternKind::Equal;
    out.expression = expression;
    return m_arena.make(out);
}

const Pattern* Lowering::pattern(const Term& term, Sequence& sequence, Later* later) {
    Pattern out;
    std::vector<const Pattern*> parts;
    switch (term.kind) {
    case TermKind::Variable:
        if (term.variable < 0 || sequence.bound.has(term.variable)) {
            return equals(value(term, sequence));
        }
        sequence.bound.add(term.variable);
        out.kind = term.name() == "_" ? PatternKind::Any : PatternKind::Bind;
        out.slot = static_cast<std::uint32_t>(term.variable);
        return m_arena.make(out);
    case TermKind::Array:
        out.kind = PatternKind::Array;
        for (const auto& item : term.items) {
            parts.push_back(pattern(item, sequence, later));
        }
        out.parts = m_arena.list(parts);
        return m_arena.make(out);
    case TermKind::Object: {
        out.kind = PatternKind::Object;
        std::vector<const Expression*> keys;
        for (std::size_t i = 0; i + 1 < term.items.size(); i += 2) {
            keys.push_back(value(term.items[i], sequence));
            parts.push_back(pattern(term.items[i + 1], sequence, later));
        }
        out.keys = m_arena.list(keys);
        out.parts = m_arena.list(parts);
        return m_arena.make(out);
    }
    case TermKind::Constant:
        return equals(constant(term.value));
    case TermKind::Reference:
    case TermKind::Call:
    case TermKind::Set:
    case TermKind::ArrayComprehension:
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
    case TermKind::Template:
        break;
    }
    if (later == nullptr) {
        return equals(value(term, sequence));
    }
    Term variable = Term::named("", term.at);
    variable.variable = m_resolver.fresh("", term.at);
    sequence.bound.add(variable.variable);
    out.kind = PatternKind::Bind;
    out.slot = static_cast<std::uint32_t>(variable.variable);
    later->emplace_back(std::move(variable), &term);
    return m_arena.make(out);
}

const Pattern* Lowering::parameter(const Term& term, Sequence& sequence) {
    return pattern(term, sequence, nullptr);
}

} // namespace countersign::policy
