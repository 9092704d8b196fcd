#include "core/policy/evaluator_p.h"

namespace countersign::policy {

const Value* Evaluator::value(const Expression& expression, Value* slots, Value& scratch) {
    switch (expression.operation) {
    case Operation::Constant:
        return &expression.value;
    case Operation::Slot:
        return &slots[expression.slot];
    case Operation::Input:
        return m_context->input;
    case Operation::Lookup:
        return lookup(expression, slots, scratch);
    case Operation::Data:
        return data(expression, slots, scratch);
    case Operation::Equal:
    case Operation::NotEqual:
    case Operation::Less:
    case Operation::LessOrEqual:
    case Operation::Greater:
    case Operation::GreaterOrEqual:
        return compare(expression, slots, scratch);
    case Operation::Member:
    case Operation::MemberWithKey:
        return member(expression, slots, scratch);
    case Operation::Array:
    case Operation::Set:
    case Operation::Object:
        return composite(expression, slots, scratch);
    case Operation::ArrayOf:
    case Operation::SetOf:
        return comprehension(expression, slots, scratch);
    case Operation::ObjectOf:
        return objectOf(expression, slots, scratch);
    case Operation::Builtin:
    case Operation::Function:
        return call(expression, slots, scratch);
    case Operation::Template:
        return templateString(expression, slots, scratch);
    }
    return nullptr;
}

const Value* Evaluator::lookup(const Expression& expression, Value* slots, Value& scratch) {
    Value base;
    const auto* at = value(*expression.items.front(), slots, base);
    for (std::size_t i = 1; i < expression.items.size() && at != nullptr; ++i) {
        Value key;
        const auto* wanted = value(*expression.items[i], slots, key);
        at = wanted == nullptr ? nullptr : at->find(*wanted);
    }
    if (at == nullptr || expression.items.front()->operation == Operation::Input ||
        expression.items.front()->operation == Operation::Slot) {
        return at;
    }
    // The base goes away with this function.
    scratch = *at;
    return &scratch;
}

const Value* Evaluator::compare(const Expression& expression, Value* slots, Value& scratch) {
    Value left;
    Value right;
    const auto* a = value(*expression.items[0], slots, left);
    if (a == nullptr) {
        return nullptr;
    }
    const auto* b = value(*expression.items[1], slots, right);
    if (b == nullptr) {
        return nullptr;
    }
    bool holds = false;
    switch (expression.operation) {
    case Operation::Equal:
        holds = *a == *b;
        break;
    case Operation::NotEqual:
        holds = *a != *b;
        break;
    case Operation::Less:
        holds = *a < *b;
        break;
    case Operation::LessOrEqual:
        holds = *a <= *b;
        break;
    case Operation::Greater:
        holds = *a > *b;
        break;
    default:
        holds = *a >= *b;
    }
    scratch = Value::boolean(holds);
    return &scratch;
}

const Value* Evaluator::member(const Expression& expression, Value* slots, Value& scratch) {
    const bool keyed = expression.operation == Operation::MemberWithKey;
    std::array<Value, 3> scratches;
    std::array<const Value*, 3> operands{};
    for (std::size_t i = 0; i < expression.items.size(); ++i) {
        operands[i] = value(*expression.items[i], slots, scratches[i]);
        if (operands[i] == nullptr) {
            return nullptr;
        }
    }
    bool holds = false;
    if (keyed) {
        const auto* found = operands[2]->find(*operands[0]);
        holds = found != nullptr && *found == *operands[1];
    } else if (operands[1]->isSet()) {
        holds = operands[1]->find(*operands[0]) != nullptr;
    } else {
        for (const auto& item : operands[1]->elements()) {
            holds = holds || item == *operands[0];
        }
        for (const auto& [key, item] : operands[1]->members()) {
            holds = holds || item == *operands[0];
        }
    }
    if (!spend(operands[keyed ? 2 : 1]->size() / 16)) {
        return nullptr;
    }
    scratch = Value::boolean(holds);
    return &scratch;
}

const Value* Evaluator::composite(const Expression& expression, Value* slots, Value& scratch) {
    std::vector<Value> values;
    values.reserve(expression.items.size());
    for (const auto* item : expression.items) {
        Value made;
        const auto* found = value(*item, slots, made);
        if (found == nullptr) {
            return nullptr;
        }
        values.push_back(found == &made ? std::move(made) : *found);
    }
    if (!spend(values.size())) {
        return nullptr;
    }
    if (expression.operation == Operation::Array) {
        scratch = Value::array(values);
    } else if (expression.operation == Operation::Set) {
        scratch = Value::set(std::move(values));
    } else {
        std::vector<Member> members;
        members.reserve(values.size() / 2);
        for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
            members.push_back({std::move(values[i]), std::move(values[i + 1])});
        }
        scratch = Value::object(std::move(members));
    }
    return &scratch;
}

const Value* Evaluator::comprehension(const Expression& expression, Value* slots, Value& scratch) {
    if (!deepEnough()) {
        return nullptr;
    }
    std::vector<Value> values;
    auto found = [&] {
        Value made;
        const auto* item = value(*expression.closure->value, slots, made);
        if (item == nullptr) {
            return failed();
        }
        values.push_back(item == &made ? std::move(made) : *item);
        return spend() ? Flow::Next : Flow::Error;
    };
    if (run(expression.closure->block->steps, slots, found) == Flow::Error) {
        return nullptr;
    }
    scratch = expression.operation == Operation::ArrayOf ? Value::array(values) : Value::set(std::move(values));
    return &scratch;
}

const Value* Evaluator::objectOf(const Expression& expression, Value* slots, Value& scratch) {
    if (!deepEnough()) {
        return nullptr;
    }
    std::vector<Member> members;
    auto found = [&] {
        Value keyScratch;
        Value itemScratch;
        const auto* key = value(*expression.closure->key, slots, keyScratch);
        const auto* item = key == nullptr ? nullptr : value(*expression.closure->value, slots, itemScratch);
        if (item == nullptr) {
            return failed();
        }
        members.push_back({*key, *item});
        return spend() ? Flow::Next : Flow::Error;
    };
    if (run(expression.closure->block->steps, slots, found) == Flow::Error) {
        return nullptr;
    }
    auto made = Value::consistentObject(std::move(members));
    if (!made) {
        return fail(expression.row, "eval_conflict_error", "object keys must be unique");
    }
    scratch = *std::move(made);
    return &scratch;
}

const Value* Evaluator::templateString(const Expression& expression, Value* slots, Value& scratch) {
    std::string out;
    for (const auto* item : expression.items) {
        Value made;
        const auto* found = value(*item, slots, made);
        if (found == nullptr) {
            return nullptr;
        }
        if (item->operation == Operation::Constant) {
            out.append(found->asString());
            continue;
        }
        const auto said = found->elements();
        if (said.size() > 1) {
            return fail(expression.row, "eval_conflict_error",
                        "an expression of a template string must not produce multiple outputs");
        }
        if (said.empty()) {
            out.append("<undefined>");
        } else if (said.front().isString()) {
            out.append(said.front().asString());
        } else {
            said.front().appendText(out);
        }
    }
    if (!spend(out.size() / 16)) {
        return nullptr;
    }
    scratch = Value::string(out);
    return &scratch;
}

const Mock* Evaluator::mockOf(const Expression& expression) const {
    const auto& mocks = m_context->mocks;
    for (auto mock = mocks.rbegin(); mock != mocks.rend(); ++mock) {
        const auto& replacement = *mock->replacement;
        const bool same = expression.operation == Operation::Builtin
                              ? replacement.kind == TargetKind::Builtin && replacement.builtin == expression.builtin
                              : replacement.kind == TargetKind::Function && replacement.function == expression.node;
        if (same) {
            return &*mock;
        }
    }
    return nullptr;
}

const Value* Evaluator::call(const Expression& expression, Value* slots, Value& scratch) {
    const SlotStack::Slots arguments(m_slots, expression.items.size());
    for (std::size_t i = 0; i < expression.items.size(); ++i) {
        Value made;
        const auto* found = value(*expression.items[i], slots, made);
        if (found == nullptr) {
            return nullptr;
        }
        arguments.values()[i] = found == &made ? std::move(made) : *found;
    }
    if (!m_context->mocks.empty()) {
        if (const auto* mock = mockOf(expression)) {
            return callMock(*mock, expression.row, arguments.span(), scratch);
        }
    }
    if (expression.operation == Operation::Builtin) {
        return callBuiltin(*expression.builtin, expression.row, arguments.span(), scratch);
    }
    return callFunction(*expression.node, arguments.span(), scratch);
}

const Value* Evaluator::callMock(const Mock& mock, std::uint32_t row, std::span<const Value> arguments,
                                 Value& scratch) {
    const auto& replacement = *mock.replacement;
    if (replacement.value != nullptr) {
        scratch = mock.value;
        return &scratch;
    }
    // A replacement begins a scope of its own: it can call what it replaces.
    Context inner;
    inner.input = m_context->input;
    inner.data = m_context->data;
    inner.replaced = m_context->replaced;
    auto* outer = m_context;
    m_context = &inner;
    const auto* out = replacement.byBuiltin != nullptr ? callBuiltin(*replacement.byBuiltin, row, arguments, scratch)
                                                       : callFunction(*replacement.byFunction, arguments, scratch);
    m_context = outer;
    return out;
}

const Value* Evaluator::callFunction(const Node& node, std::span<const Value> arguments, Value& scratch) {
    std::optional<Value> out;
    if (!deepEnough() || !complete(node, arguments, out) || !out) {
        return nullptr;
    }
    scratch = *std::move(out);
    return &scratch;
}

} // namespace countersign::policy
