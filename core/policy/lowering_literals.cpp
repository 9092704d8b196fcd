#include "core/policy/lowering_p.h"

#include <algorithm>

namespace countersign::policy {

namespace {

/// A head that reads something: it is evaluated as part of the body, because that may bind its variables.
bool reads(const Term& term) {
    if (term.isReference() || term.isCall()) {
        return true;
    }
    return !term.isComprehension() && term.kind != TermKind::Template && std::ranges::any_of(term.items, reads);
}

Term operatorCall(std::string_view name, Term left, Term right, Position at) {
    std::vector<Term> items;
    items.push_back(Term::named(name, at));
    items.push_back(std::move(left));
    items.push_back(std::move(right));
    auto out = Term::composite(TermKind::Call, std::move(items), at);
    out.infix = true;
    return out;
}

} // namespace

bool Lowering::body(const Body& written, std::span<const Term* const> heads, Sequence& sequence,
                    std::vector<const Expression*>& values) {
    Body body = written;
    std::vector<Term> ends;
    for (const auto* head : heads) {
        if (!reads(*head)) {
            ends.push_back(*head);
            continue;
        }
        auto variable = Term::named("", head->at);
        variable.variable = m_resolver.fresh("", head->at);
        ends.push_back(variable);
        Literal added;
        added.at = head->at;
        added.terms.push_back(operatorCall("eq", std::move(variable), *head, head->at));
        body.push_back(std::move(added));
    }
    Safety safety(m_compiler, m_resolver, m_file);
    const auto ordered = safety.order(body, sequence.bound);
    if (!ordered) {
        return false;
    }
    for (const auto* entry : *ordered) {
        const auto before = sequence.steps.size();
        literal(*entry, sequence);
        const bool added = entry >= body.data() + written.size();
        for (std::size_t i = before; i < sequence.steps.size() && added; ++i) {
            sequence.steps[i].written = false;
        }
    }
    for (const auto& end : ends) {
        Mentioned mentioned;
        mentioned.term(end);
        if (!mentioned.direct.within(sequence.bound)) {
            safety.unsafe(mentioned.direct, sequence.bound);
            return false;
        }
        values.push_back(value(end, sequence));
    }
    return true;
}

const Block* Lowering::finish(Sequence&& sequence) {
    Block out{.steps = m_arena.list(sequence.steps)};
    return m_arena.make(out);
}

void Lowering::test(const Expression* expression, Position at, Sequence& sequence) {
    sequence.steps.push_back({.kind = StepKind::Test, .row = at.row, .expression = expression});
}

void Lowering::literal(const Literal& entry, Sequence& sequence) {
    if (!entry.with.empty()) {
        with(entry, sequence);
        return;
    }
    if (entry.negated) {
        negative(entry, sequence);
    } else {
        positive(entry, sequence);
    }
}

void Lowering::positive(const Literal& entry, Sequence& sequence) {
    switch (entry.kind) {
    case LiteralKind::Some:
        return;
    case LiteralKind::SomeIn:
        someIn(entry, sequence);
        return;
    case LiteralKind::Every:
        every(entry, sequence);
        return;
    case LiteralKind::Expression:
        break;
    }
    const auto& term = entry.terms.front();
    if (term.isCall()) {
        callLiteral(term, sequence);
    } else {
        test(value(term, sequence), entry.at, sequence);
    }
}

void Lowering::callLiteral(const Term& call, Sequence& sequence) {
    const auto name = call.callName();
    if (call.infix && (name == "eq" || name == "assign")) {
        unify(call.items[1], call.items[2], call.at, sequence);
        return;
    }
    if (name == "print" && !call.infix) {
        print(call, sequence);
        return;
    }
    const auto callee = m_compiler.callee(call);
    const bool found = callee.builtin != nullptr || callee.function != nullptr;
    if (found && !call.infix && call.items.size() == callee.arity + 2) {
        // The result is the last argument.
        const auto* result = this->call(call, callee.arity, sequence);
        const auto& target = call.items.back();
        if (known(target, sequence.bound)) {
            Expression equal;
            equal.operation = Operation::Equal;
            equal.row = call.at.row;
            test(make(std::move(equal), {result, value(target, sequence)}), call.at, sequence);
        } else {
            match(target, result, call.at, sequence);
        }
        return;
    }
    test(value(call, sequence), call.at, sequence);
}

void Lowering::print(const Term& call, Sequence& sequence) {
    std::vector<const Expression*> items;
    for (std::size_t i = 1; i < call.items.size(); ++i) {
        items.push_back(collected(call.items[i], sequence));
    }
    Expression arguments;
    arguments.operation = Operation::Array;
    arguments.row = call.at.row;
    sequence.steps.push_back(
        {.kind = StepKind::Print, .row = call.at.row, .expression = make(std::move(arguments), items)});
}

Term Lowering::hoistedInside(const Term& term, Sequence& sequence) {
    Term out = term;
    if (term.isComprehension() || term.kind == TermKind::Template) {
        return out;
    }
    for (std::size_t i = term.isCall() || term.isReference() ? 1 : 0; i < out.items.size(); ++i) {
        out.items[i] = hoisted(term.items[i], sequence);
    }
    if (term.isReference() && !term.items.front().isVariable()) {
        out.items.front() = hoisted(term.items.front(), sequence);
    }
    return out;
}

Term Lowering::hoisted(const Term& term, Sequence& sequence) {
    auto inside = hoistedInside(term, sequence);
    if (!term.isReference() && !term.isCall()) {
        return inside;
    }
    const auto* known = value(inside, sequence);
    auto variable = Term::named("", term.at);
    variable.variable = m_resolver.fresh("", term.at);
    match(variable, known, term.at, sequence);
    return variable;
}

void Lowering::negative(const Literal& entry, Sequence& sequence) {
    // OPA evaluates what is nested in a negated expression before the negation, so when that is undefined, so is the
    // whole. Only the outermost references are negated themselves.
    const auto& term = entry.terms.front();
    const auto name = term.isCall() ? term.callName() : std::string();
    Literal inner;
    inner.at = entry.at;
    inner.terms.push_back(term);
    auto& made = inner.terms.front();
    if (term.isCall() && term.infix && (name == "eq" || name == "equal")) {
        for (std::size_t i = 1; i < made.items.size(); ++i) {
            const bool outermost = !term.items[i].isCall();
            made.items[i] = outermost ? hoistedInside(term.items[i], sequence) : hoisted(term.items[i], sequence);
        }
    } else {
        made = hoistedInside(term, sequence);
    }
    Sequence block{.bound = sequence.bound, .steps = {}};
    positive(inner, block);
    sequence.steps.push_back({.kind = StepKind::Not, .row = entry.at.row, .block = finish(std::move(block))});
}

void Lowering::every(const Literal& entry, Sequence& sequence) {
    const auto* domain = value(entry.terms.back(), sequence);
    Sequence inner{.bound = sequence.bound, .steps = {}};
    for (std::size_t i = 0; i + 1 < entry.terms.size(); ++i) {
        inner.bound.add(entry.terms[i].variable);
    }
    const auto& item = entry.terms[entry.terms.size() - 2];
    const auto key = entry.terms.size() == 3 ? entry.terms.front().variable : m_resolver.fresh("", entry.at);
    std::vector<const Expression*> none;
    if (!body(entry.body, {}, inner, none)) {
        return;
    }
    sequence.steps.push_back({.kind = StepKind::Every,
                              .row = entry.at.row,
                              .slot = static_cast<std::uint32_t>(item.variable),
                              .keySlot = static_cast<std::uint32_t>(key),
                              .expression = domain,
                              .block = finish(std::move(inner))});
}

void Lowering::someIn(const Literal& entry, Sequence& sequence) {
    const auto* domain = value(entry.terms.back(), sequence);
    const auto& item = entry.terms[entry.terms.size() - 2];
    Later later;
    ScanKey key;
    if (entry.terms.size() == 3) {
        key.pattern = pattern(entry.terms.front(), sequence, &later);
    } else {
        key.pattern = m_arena.make(Pattern{});
    }
    Scan scan{.base = domain, .keys = m_arena.list(std::vector{key})};
    // A plain variable takes the value as it comes.
    const bool plain = item.isVariable() && item.variable >= 0 && !sequence.bound.has(item.variable);
    const auto variable = plain ? item.variable : m_resolver.fresh("", entry.at);
    sequence.bound.add(variable);
    sequence.steps.push_back({.kind = StepKind::Scan,
                              .row = entry.at.row,
                              .slot = static_cast<std::uint32_t>(variable),
                              .scan = m_arena.make(scan)});
    for (const auto& [name, wanted] : later) {
        unify(name, *wanted, entry.at, sequence);
    }
    if (!plain) {
        auto name = Term::named("", entry.at);
        name.variable = variable;
        unify(item, name, entry.at, sequence);
    }
}

void Lowering::with(const Literal& entry, Sequence& sequence) {
    std::vector<Replacement> replacements;
    for (const auto& with : entry.with) {
        auto made = replacement(with, sequence);
        if (!made) {
            return;
        }
        replacements.push_back(*made);
    }
    Sequence inner{.bound = sequence.bound, .steps = {}};
    if (entry.negated) {
        negative(entry, inner);
    } else {
        positive(entry, inner);
    }
    sequence.bound = inner.bound;
    sequence.steps.push_back({.kind = StepKind::With,
                              .row = entry.at.row,
                              .block = finish(std::move(inner)),
                              .replacements = m_arena.list(replacements)});
}

std::optional<Replacement> Lowering::replacement(const With& with, Sequence& sequence) {
    Replacement out;
    const auto& head = with.target.isReference() ? with.target.items.front() : with.target;
    std::optional<std::size_t> arity;
    if (head.variable == kUnresolved) {
        const auto name = dottedName(with.target);
        out.kind = TargetKind::Builtin;
        out.builtin = m_compiler.builtin(name);
        if (out.builtin == nullptr) {
            error(Fault::Type, with.at,
                  "`with` replaces `input`, `data`, a part of them, or a function; `" + name + "` is none");
            return std::nullopt;
        }
        arity = out.builtin->declaration.arity;
    } else {
        out.kind = head.variable == kInput ? TargetKind::Input : TargetKind::Data;
        std::vector<Value> path;
        const Node* node = &m_compiler.root();
        const auto keys = with.target.isReference() ? std::span(with.target.items).subspan(1) : std::span<const Term>();
        for (const auto& key : keys) {
            if (head.variable >= 0 || !key.isConstant()) {
                error(Fault::Compile, with.at,
                      "the target of `with` begins with `input` or `data` and has no variables");
                return std::nullopt;
            }
            path.push_back(m_constants.freeze(key.value));
            const bool closed =
                node != nullptr && (node->kind == NodeKind::Complete || node->kind == NodeKind::Partial);
            if (out.kind == TargetKind::Data && closed) {
                error(Fault::Compile, with.at,
                      "`with` cannot replace a part of " + node->name + ": only the whole of it");
                return std::nullopt;
            }
            node = node == nullptr ? nullptr : node->child(key.value);
        }
        if (head.variable >= 0) {
            error(Fault::Compile, with.at, "the target of `with` begins with `input` or `data`");
            return std::nullopt;
        }
        if (out.kind == TargetKind::Data && node != nullptr && node->kind == NodeKind::Function) {
            out.kind = TargetKind::Function;
            out.function = node;
            arity = node->arity;
        }
        out.path = m_arena.list(path);
    }
    if (arity && m_mocks == Mocks::OnlyInTests) {
        error(Fault::Compile, with.at,
              "a policy must not replace `" + dottedName(with.target) + "`: only rules named `test_…` may");
        return std::nullopt;
    }
    if (arity && replacementByFunction(with, out, *arity)) {
        return out;
    }
    out.value = value(with.value, sequence);
    return out;
}

bool Lowering::replacementByFunction(const With& with, Replacement& out, std::size_t arity) {
    const auto& term = with.value;
    if (!term.isVariable() && !term.isReference()) {
        return false;
    }
    auto named = Term::composite(TermKind::Call, {term}, term.at);
    const auto callee = m_compiler.callee(named);
    const auto& head = term.isReference() ? term.items.front() : term;
    if (callee.function == nullptr && (callee.builtin == nullptr || head.variable != kUnresolved)) {
        return false;
    }
    if (callee.arity != arity) {
        error(Fault::Type, with.at,
              "`" + dottedName(term) + "` has arity " + std::to_string(callee.arity) +
                  ", the function that it replaces has " + std::to_string(arity));
    }
    out.byBuiltin = callee.builtin;
    out.byFunction = callee.function;
    if (callee.function != nullptr) {
        noteDependency(term);
    }
    return true;
}

} // namespace countersign::policy
