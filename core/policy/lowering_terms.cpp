#include "core/policy/lowering_p.h"

#include <algorithm>
#include <array>

namespace countersign::policy {

namespace {

struct Inlined {
    std::string_view name;
    Operation operation;
};

std::optional<Operation> inlined(std::string_view name) {
    static constexpr std::array<Inlined, 8> kAll{{{"equal", Operation::Equal},
                                                  {"neq", Operation::NotEqual},
                                                  {"lt", Operation::Less},
                                                  {"lte", Operation::LessOrEqual},
                                                  {"gt", Operation::Greater},
                                                  {"gte", Operation::GreaterOrEqual},
                                                  {"internal.member_2", Operation::Member},
                                                  {"internal.member_3", Operation::MemberWithKey}}};
    const auto* const found = std::ranges::find(kAll, name, &Inlined::name);
    return found == kAll.end() ? std::nullopt : std::optional(found->operation);
}

} // namespace

void Lowering::error(Fault fault, Position at, std::string message) {
    m_compiler.messages().add(fault, m_file, at, std::move(message));
}

const Expression* Lowering::make(Expression expression, const std::vector<const Expression*>& items) {
    expression.items = m_arena.list(items);
    return m_arena.make(std::move(expression));
}

const Expression* Lowering::constant(const Value& value) {
    Expression out;
    out.value = m_constants.freeze(value);
    return m_arena.make(std::move(out));
}

const Expression* Lowering::slot(std::int32_t variable) {
    Expression out;
    out.operation = Operation::Slot;
    out.slot = static_cast<std::uint32_t>(variable);
    return m_arena.make(std::move(out));
}

const Expression* Lowering::value(const Term& term, Sequence& sequence) {
    switch (term.kind) {
    case TermKind::Constant:
        return constant(term.value);
    case TermKind::Variable: {
        if (term.variable == kUnresolved) {
            error(Fault::Compile, term.at, "`" + std::string(term.name()) + "` is no value here");
            return constant({});
        }
        if (term.variable >= 0) {
            return slot(term.variable);
        }
        Expression out;
        out.row = term.at.row;
        out.operation = term.variable == kInput ? Operation::Input : Operation::Data;
        if (out.operation == Operation::Data) {
            noteDependency(term);
            out.node = &m_compiler.root();
        }
        return make(std::move(out), {});
    }
    case TermKind::Reference:
        return reference(term, sequence);
    case TermKind::Call:
        return call(term, term.items.size() - 1, sequence);
    case TermKind::Array:
    case TermKind::Set:
    case TermKind::Object:
        return composite(term, sequence);
    case TermKind::ArrayComprehension:
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
        return comprehension(term, sequence);
    case TermKind::Template:
        return templateString(term, sequence);
    }
    return constant({});
}

void Lowering::noteDependency(const Term& reference) {
    Dependency out{.from = m_node, .keys = {}, .at = reference.at, .file = std::string(m_file)};
    if (reference.isReference()) {
        for (std::size_t i = 1; i < reference.items.size(); ++i) {
            const auto& key = reference.items[i];
            out.keys.push_back(key.isConstant() ? std::optional(key.value) : std::nullopt);
        }
    }
    m_compiler.depends(std::move(out));
}

const Expression* Lowering::reference(const Term& term, Sequence& sequence) {
    const auto& head = term.items.front();
    const bool data = head.isVariable() && head.variable == kData;
    if (data) {
        noteDependency(term);
    }
    const auto* base = data ? nullptr : value(head, sequence);
    std::vector<const Expression*> items;
    if (base != nullptr) {
        items.push_back(base);
    }
    for (std::size_t i = 1; i < term.items.size(); ++i) {
        const auto& key = term.items[i];
        Mentioned mentioned;
        mentioned.term(key);
        if (!mentioned.direct.within(sequence.bound)) {
            return scanned(term, base, sequence);
        }
    }
    for (std::size_t i = 1; i < term.items.size(); ++i) {
        items.push_back(value(term.items[i], sequence));
    }
    Expression out;
    out.row = term.at.row;
    out.operation = data ? Operation::Data : Operation::Lookup;
    if (data) {
        dataStart(out, items);
    }
    return make(std::move(out), items);
}

void Lowering::dataStart(Expression& out, std::span<const Expression* const> keys) const {
    // As far as the way is known now; rules end it, for what is below them is part of their value.
    const Node* node = &m_compiler.root();
    std::uint32_t taken = 0;
    while (taken < keys.size() && node->kind == NodeKind::Inner && keys[taken]->operation == Operation::Constant) {
        const auto* child = node->child(keys[taken]->value);
        if (child == nullptr) {
            break;
        }
        node = child;
        ++taken;
    }
    out.node = node;
    out.slot = taken;
}

const Expression* Lowering::scanned(const Term& term, const Expression* base, Sequence& sequence) {
    std::vector<ScanKey> keys;
    for (std::size_t i = 1; i < term.items.size(); ++i) {
        const auto& key = term.items[i];
        Mentioned mentioned;
        mentioned.term(key);
        ScanKey made;
        if (mentioned.direct.within(sequence.bound)) {
            made.expression = value(key, sequence);
        } else if (known(key, sequence.bound)) {
            // A reference with many values of its own: they come first.
            const auto* inner = value(key, sequence);
            made.expression = inner;
        } else {
            made.pattern = pattern(key, sequence, nullptr);
        }
        keys.push_back(made);
    }
    Scan scan{.base = base, .keys = m_arena.list(keys)};
    const auto variable = m_resolver.fresh("", term.at);
    sequence.bound.add(variable);
    sequence.steps.push_back({.kind = StepKind::Scan,
                              .row = term.at.row,
                              .slot = static_cast<std::uint32_t>(variable),
                              .scan = m_arena.make(scan)});
    return slot(variable);
}

const Expression* Lowering::call(const Term& term, std::size_t arguments, Sequence& sequence) {
    const auto name = term.callName();
    std::vector<const Expression*> items;
    for (std::size_t i = 1; i <= arguments; ++i) {
        items.push_back(value(term.items[i], sequence));
    }
    Expression out;
    out.row = term.at.row;
    if (const auto operation = inlined(name); operation && term.infix) {
        out.operation = *operation;
        return make(std::move(out), items);
    }
    const auto callee = m_compiler.callee(term);
    if (callee.builtin != nullptr && callee.builtin->trait == Trait::Refused) {
        error(Fault::Type, term.at, "`" + name + "` is not available: a decision does no input or output");
        return constant({});
    }
    if (callee.builtin == nullptr && callee.function == nullptr) {
        error(Fault::Type, term.at, "undefined function `" + name + "`");
        return constant({});
    }
    if (callee.arity != arguments) {
        error(Fault::Type, term.at,
              "function `" + name + "` has arity " + std::to_string(callee.arity) + ", got " +
                  std::to_string(term.items.size() - 1) + (term.items.size() == 2 ? " argument" : " arguments"));
        return constant({});
    }
    if (callee.function != nullptr) {
        noteDependency(term.items.front());
        out.operation = Operation::Function;
        out.node = callee.function;
        return make(std::move(out), items);
    }
    out.operation = Operation::Builtin;
    out.builtin = callee.builtin;
    const auto* made = make(std::move(out), items);
    if (callee.builtin->trait != Trait::Relation) {
        return made;
    }
    const auto variable = m_resolver.fresh("", term.at);
    sequence.bound.add(variable);
    sequence.steps.push_back(
        {.kind = StepKind::Each, .row = term.at.row, .slot = static_cast<std::uint32_t>(variable), .expression = made});
    return slot(variable);
}

const Expression* Lowering::composite(const Term& term, Sequence& sequence) {
    std::vector<const Expression*> items;
    bool constants = true;
    for (const auto& item : term.items) {
        items.push_back(value(item, sequence));
        constants = constants && items.back()->operation == Operation::Constant;
    }
    if (!constants) {
        Expression out;
        out.row = term.at.row;
        out.operation = term.kind == TermKind::Array ? Operation::Array
                        : term.kind == TermKind::Set ? Operation::Set
                                                     : Operation::Object;
        return make(std::move(out), items);
    }
    std::vector<Value> values;
    for (const auto* item : items) {
        values.push_back(item->value);
    }
    if (term.kind == TermKind::Array) {
        return constant(Value::array(values));
    }
    if (term.kind == TermKind::Set) {
        return constant(Value::set(std::move(values)));
    }
    std::vector<Member> members;
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
        members.push_back({values[i], values[i + 1]});
    }
    return constant(Value::object(std::move(members)));
}

const Expression* Lowering::comprehension(const Term& term, Sequence& sequence) {
    Sequence inner{.bound = sequence.bound, .steps = {}};
    std::vector<const Term*> heads;
    for (const auto& item : term.items) {
        heads.push_back(&item);
    }
    std::vector<const Expression*> values;
    if (!body(term.body, heads, inner, values)) {
        return constant({});
    }
    Closure closure{.block = finish(std::move(inner)), .key = nullptr, .value = values.back()};
    Expression out;
    out.row = term.at.row;
    out.operation = term.kind == TermKind::ArrayComprehension ? Operation::ArrayOf
                    : term.kind == TermKind::SetComprehension ? Operation::SetOf
                                                              : Operation::ObjectOf;
    if (values.size() == 2) {
        closure.key = values.front();
    }
    out.closure = m_arena.make(closure);
    return make(std::move(out), {});
}

const Expression* Lowering::collected(const Term& term, Sequence& sequence) {
    auto comprehended = Term::composite(TermKind::SetComprehension, {term}, term.at);
    return comprehension(comprehended, sequence);
}

const Expression* Lowering::templateString(const Term& term, Sequence& sequence) {
    std::vector<const Expression*> items;
    for (const auto& item : term.items) {
        if (!item.isConstant()) {
            items.push_back(collected(item, sequence));
        } else {
            items.push_back(constant(item.value.isString() ? item.value : Value::string(item.value.text())));
        }
    }
    Expression out;
    out.row = term.at.row;
    out.operation = Operation::Template;
    return make(std::move(out), items);
}

} // namespace countersign::policy
