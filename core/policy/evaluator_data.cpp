#include "core/policy/evaluator_p.h"

#include <algorithm>

namespace countersign::policy {

bool Evaluator::isReplaced(std::span<const Value> path) const {
    return std::ranges::any_of(m_context->replaced,
                               [&](std::span<const Value> replaced) { return std::ranges::equal(replaced, path); });
}

bool Evaluator::node(const Node& node, Value& out) {
    if (node.kind == NodeKind::Inner) {
        const Value* base = m_context->data;
        std::vector<Value> path;
        for (const auto* at = &node; at->parent != nullptr; at = at->parent) {
            path.insert(path.begin(), at->key);
        }
        for (const auto& key : path) {
            base = base == nullptr ? nullptr : base->find(key);
        }
        Value scratch;
        const auto* made = extent(node, base, path, scratch);
        if (made != nullptr) {
            out = *made;
        }
        return made != nullptr;
    }
    if (const auto* known = m_context->cache.find(node.id)) {
        if (known->defined) {
            out = known->value;
        }
        return known->defined;
    }
    if (node.kind == NodeKind::Function || !deepEnough()) {
        return false;
    }
    std::optional<Value> made;
    const bool good = node.kind == NodeKind::Complete ? complete(node, {}, made) : partial(node, made);
    if (!good) {
        return false;
    }
    m_context->cache.add({.node = node.id, .defined = made.has_value(), .value = made ? *made : Value()});
    if (made) {
        out = *std::move(made);
        return true;
    }
    return false;
}

const Value* Evaluator::data(const Expression& expression, Value* slots, Value& scratch) {
    const auto keys = expression.items;
    const Node* node = m_context->replaced.empty() ? expression.node : &m_program.root;
    std::size_t next = 0;
    const Value* base = m_context->data;
    std::vector<Value> path;
    const bool watched = !m_context->replaced.empty();
    if (!watched) {
        next = expression.slot;
        // The documents below are of use only where no rule stands on the way.
        for (std::size_t i = 0; i < next && node->kind == NodeKind::Inner && base != nullptr; ++i) {
            base = base->find(keys[i]->value);
        }
    } else if (isReplaced(path)) {
        node = nullptr;
    }
    Value kept;
    while (true) {
        if (node != nullptr && node->kind != NodeKind::Inner) {
            if (!this->node(*node, kept)) {
                return nullptr;
            }
            base = &kept;
            node = nullptr;
        }
        if (next == keys.size()) {
            break;
        }
        Value made;
        const auto* key = value(*keys[next], slots, made);
        if (key == nullptr) {
            return nullptr;
        }
        base = base == nullptr ? nullptr : base->find(*key);
        node = node == nullptr ? nullptr : node->child(*key);
        if (watched && node != nullptr) {
            path.push_back(*key);
            node = isReplaced(path) ? nullptr : node;
        }
        if (base == nullptr && node == nullptr) {
            return nullptr;
        }
        ++next;
    }
    if (node == nullptr) {
        scratch = *base;
        return &scratch;
    }
    if (path.empty()) {
        for (const auto* at = node; at->parent != nullptr; at = at->parent) {
            path.insert(path.begin(), at->key);
        }
    }
    return deepEnough() ? extent(*node, base, path, scratch) : nullptr;
}

namespace {

/// Both documents in one; what both have is taken from the base.
Value merged(const Value& base, const Value& rules) {
    if (!base.isObject() || !rules.isObject()) {
        return base;
    }
    std::vector<Member> members(base.members().begin(), base.members().end());
    for (auto& member : members) {
        if (const auto* other = rules.find(member.key)) {
            member.value = merged(member.value, *other);
        }
    }
    for (const auto& [key, value] : rules.members()) {
        if (base.find(key) == nullptr) {
            members.push_back({key, value});
        }
    }
    return Value::object(std::move(members));
}

} // namespace

const Value* Evaluator::extent(const Node& node, const Value* base, std::vector<Value>& path, Value& scratch) {
    if (!saidByRules(node, path, scratch)) {
        return nullptr;
    }
    if (base != nullptr) {
        scratch = merged(*base, scratch);
    }
    return &scratch;
}

bool Evaluator::saidByRules(const Node& node, std::vector<Value>& path, Value& out) {
    if (!deepEnough()) {
        return false;
    }
    std::vector<Member> members;
    for (const auto& [key, child] : node.children) {
        path.push_back(key);
        const bool hidden = child->kind == NodeKind::Function || (!m_context->replaced.empty() && isReplaced(path));
        Value made;
        const bool defined =
            !hidden && (child->kind == NodeKind::Inner ? saidByRules(*child, path, made) : this->node(*child, made));
        path.pop_back();
        if (m_error) {
            return false;
        }
        if (defined) {
            members.push_back({key, std::move(made)});
        }
    }
    if (!spend(members.size())) {
        return false;
    }
    out = Value::object(std::move(members));
    return true;
}

Flow Evaluator::scan(const Step& step, Value* slots, Then then) {
    if (step.scan->base == nullptr) {
        std::vector<Value> path;
        const Node* root = isReplaced(path) ? nullptr : &m_program.root;
        return scanData(root, m_context->data, step, 0, path, slots, then);
    }
    Value scratch;
    const auto* base = value(*step.scan->base, slots, scratch);
    if (base == nullptr) {
        return notMatched(step);
    }
    // A slot may get another value while this goes on.
    const auto kept = *base;
    return scanValue(kept, step, 0, slots, then);
}

Flow Evaluator::scanValue(const Value& at, const Step& step, std::size_t key, Value* slots, Then then) {
    const auto keys = step.scan->keys;
    if (key == keys.size()) {
        slots[step.slot] = at;
        return then();
    }
    const auto& wanted = keys[key];
    if (wanted.expression != nullptr) {
        Value scratch;
        const auto* name = value(*wanted.expression, slots, scratch);
        const auto* below = name == nullptr ? nullptr : at.find(*name);
        return below == nullptr ? failed() : scanValue(*below, step, key + 1, slots, then);
    }
    const auto one = [&](const Value& name, const Value& below) {
        if (!spend()) {
            return Flow::Error;
        }
        if (!match(*wanted.pattern, name, slots)) {
            return failed();
        }
        return scanValue(below, step, key + 1, slots, then);
    };
    std::int64_t index = 0;
    for (const auto& item : at.elements()) {
        const auto flow = at.isSet() ? one(item, item) : one(Value::integer(index++), item);
        if (flow != Flow::Next) {
            return flow;
        }
    }
    for (const auto& [name, item] : at.members()) {
        if (const auto flow = one(name, item); flow != Flow::Next) {
            return flow;
        }
    }
    return Flow::Next;
}

Flow Evaluator::scanData(const Node* node, const Value* base, const Step& step, std::size_t key,
                         std::vector<Value>& path, Value* slots, Then then) {
    Value kept;
    if (node != nullptr && node->kind != NodeKind::Inner) {
        if (!this->node(*node, kept)) {
            return failed();
        }
        return scanValue(kept, step, key, slots, then);
    }
    if (node == nullptr) {
        if (base == nullptr) {
            return Flow::Next;
        }
        kept = *base;
        return scanValue(kept, step, key, slots, then);
    }
    const auto keys = step.scan->keys;
    if (key == keys.size()) {
        Value scratch;
        const auto* whole = extent(*node, base, path, scratch);
        if (whole == nullptr) {
            return failed();
        }
        slots[step.slot] = *whole;
        return then();
    }
    if (keys[key].expression == nullptr) {
        return scanChildren(*node, base, step, key, path, slots, then);
    }
    Value scratch;
    const auto* name = value(*keys[key].expression, slots, scratch);
    if (name == nullptr) {
        return failed();
    }
    const auto* below = base == nullptr ? nullptr : base->find(*name);
    path.push_back(*name);
    const auto* child = isReplaced(path) ? nullptr : node->child(*name);
    const auto flow = scanData(child, below, step, key + 1, path, slots, then);
    path.pop_back();
    return flow;
}

Flow Evaluator::scanChildren(const Node& node, const Value* base, const Step& step, std::size_t key,
                             std::vector<Value>& path, Value* slots, Then then) {
    std::vector<Value> names;
    for (const auto& [name, child] : node.children) {
        names.push_back(name);
    }
    if (base != nullptr) {
        for (const auto& [name, below] : base->members()) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    for (const auto& name : names) {
        if (!spend()) {
            return Flow::Error;
        }
        if (!match(*step.scan->keys[key].pattern, name, slots)) {
            if (m_error) {
                return Flow::Error;
            }
            continue;
        }
        const auto* below = base == nullptr ? nullptr : base->find(name);
        path.push_back(name);
        const auto* child = isReplaced(path) ? nullptr : node.child(name);
        const auto flow = scanData(child, below, step, key + 1, path, slots, then);
        path.pop_back();
        if (flow != Flow::Next) {
            return flow;
        }
    }
    return Flow::Next;
}

} // namespace countersign::policy
