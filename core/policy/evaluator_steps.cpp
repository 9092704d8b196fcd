#include "core/policy/evaluator_p.h"

namespace countersign::policy {

Flow Evaluator::run(std::span<const Step> steps, Value* slots, Then then) {
    for (; !steps.empty(); steps = steps.subspan(1)) {
        const auto& step = steps.front();
        if (!spend()) {
            return Flow::Error;
        }
        if (m_options.watcher != nullptr && step.written && m_rule != nullptr) {
            m_options.watcher->visited(m_rule->file, step.row);
        }
        auto rest = [&] { return run(steps.subspan(1), slots, then); };
        switch (step.kind) {
        case StepKind::Test: {
            Value scratch;
            const auto* found = value(*step.expression, slots, scratch);
            if (found == nullptr || found->isFalse()) {
                return notMatched(step);
            }
            break;
        }
        case StepKind::Let: {
            Value scratch;
            const auto* found = value(*step.expression, slots, scratch);
            if (found == nullptr) {
                return notMatched(step);
            }
            slots[step.slot] = found == &scratch ? std::move(scratch) : *found;
            break;
        }
        case StepKind::Match: {
            Value scratch;
            const auto* found = value(*step.expression, slots, scratch);
            if (found == nullptr || !match(*step.pattern, *found, slots)) {
                return notMatched(step);
            }
            break;
        }
        case StepKind::Not:
            if (const auto flow = negated(step, slots); flow != Flow::Next) {
                return flow == Flow::Stop ? notMatched(step) : flow;
            }
            break;
        case StepKind::Every:
            if (const auto flow = every(step, slots); flow != Flow::Next) {
                return flow == Flow::Stop ? notMatched(step) : flow;
            }
            break;
        case StepKind::Print:
            if (print(step, slots) == Flow::Error) {
                return Flow::Error;
            }
            break;
        case StepKind::Fail:
            return notMatched(step);
        case StepKind::Scan:
            return deepEnough() ? scan(step, slots, rest) : Flow::Error;
        case StepKind::Each:
            return deepEnough() ? each(step, slots, rest) : Flow::Error;
        case StepKind::With:
            return deepEnough() ? with(step, slots, rest) : Flow::Error;
        }
    }
    return then();
}

Flow Evaluator::notMatched(const Step& step) {
    if (m_error) {
        return Flow::Error;
    }
    if (m_options.watcher != nullptr && m_rule != nullptr) {
        m_options.watcher->failed(m_rule->node->name, m_rule->file, step.row);
    }
    return Flow::Next;
}

/// Stop: the negated expression holds.
Flow Evaluator::negated(const Step& step, Value* slots) {
    if (!deepEnough()) {
        return Flow::Error;
    }
    auto found = [] { return Flow::Stop; };
    return run(step.block->steps, slots, found);
}

/// Stop: it does not hold for every one.
Flow Evaluator::every(const Step& step, Value* slots) {
    Value scratch;
    const auto* domain = deepEnough() ? value(*step.expression, slots, scratch) : nullptr;
    if (domain == nullptr) {
        return m_error ? Flow::Error : Flow::Stop;
    }
    const auto kept = *domain;
    switch (kept.kind()) {
    case Kind::Array: {
        std::int64_t index = 0;
        for (const auto& item : kept.elements()) {
            if (const auto flow = everyItem(step, slots, Value::integer(index++), item); flow != Flow::Next) {
                return flow;
            }
        }
        return Flow::Next;
    }
    case Kind::Set:
        for (const auto& item : kept.elements()) {
            if (const auto flow = everyItem(step, slots, item, item); flow != Flow::Next) {
                return flow;
            }
        }
        return Flow::Next;
    case Kind::Object:
        for (const auto& [key, item] : kept.members()) {
            if (const auto flow = everyItem(step, slots, key, item); flow != Flow::Next) {
                return flow;
            }
        }
        return Flow::Next;
    case Kind::Null:
    case Kind::Boolean:
    case Kind::Number:
    case Kind::String:
        break;
    }
    return Flow::Stop;
}

Flow Evaluator::everyItem(const Step& step, Value* slots, const Value& key, const Value& item) {
    if (!spend()) {
        return Flow::Error;
    }
    slots[step.keySlot] = key;
    slots[step.slot] = item;
    auto found = [] { return Flow::Stop; };
    switch (run(step.block->steps, slots, found)) {
    case Flow::Stop:
        return Flow::Next;
    case Flow::Next:
        return Flow::Stop;
    case Flow::Error:
        break;
    }
    return Flow::Error;
}

Flow Evaluator::each(const Step& step, Value* slots, Then then) {
    Value scratch;
    const auto* results = value(*step.expression, slots, scratch);
    if (results == nullptr) {
        return notMatched(step);
    }
    // The relation gives all its results at once; a mock of it is one result.
    if (mockOf(*step.expression) != nullptr) {
        slots[step.slot] = *results;
        return then();
    }
    const auto kept = *results;
    for (const auto& result : kept.elements()) {
        if (!spend()) {
            return Flow::Error;
        }
        slots[step.slot] = result;
        if (const auto flow = then(); flow != Flow::Next) {
            return flow;
        }
    }
    return Flow::Next;
}

Flow Evaluator::print(const Step& step, Value* slots) {
    if (m_options.watcher == nullptr) {
        return Flow::Next;
    }
    // Every combination of what the arguments say is a line.
    std::vector<std::string> lines(1);
    for (const auto* argument : step.expression->items) {
        Value scratch;
        const auto* values = value(*argument, slots, scratch);
        if (values == nullptr) {
            return failed();
        }
        std::vector<std::string> next;
        const auto append = [&](std::string_view text) {
            for (const auto& line : lines) {
                next.push_back(line.empty() ? std::string(text) : line + " " + std::string(text));
            }
        };
        for (const auto& entry : values->elements()) {
            append(entry.isString() ? std::string(entry.asString()) : entry.text());
        }
        if (values->elements().empty()) {
            append("<undefined>");
        }
        lines = std::move(next);
        if (!spend(lines.size())) {
            return Flow::Error;
        }
    }
    for (const auto& line : lines) {
        m_options.watcher->printed(m_rule == nullptr ? "query" : m_rule->file, step.row, line);
    }
    return Flow::Next;
}

bool Evaluator::match(const Pattern& pattern, const Value& from, Value* slots) {
    switch (pattern.kind) {
    case PatternKind::Any:
        return true;
    case PatternKind::Bind:
        slots[pattern.slot] = from;
        return true;
    case PatternKind::Equal: {
        Value scratch;
        const auto* wanted = value(*pattern.expression, slots, scratch);
        return wanted != nullptr && *wanted == from;
    }
    case PatternKind::Array: {
        const auto elements = from.elements();
        if (!from.isArray() || elements.size() != pattern.parts.size()) {
            return false;
        }
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (!match(*pattern.parts[i], elements[i], slots)) {
                return false;
            }
        }
        return true;
    }
    case PatternKind::Object:
        if (!from.isObject() || from.size() != pattern.parts.size()) {
            return false;
        }
        for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
            Value scratch;
            const auto* key = value(*pattern.keys[i], slots, scratch);
            const auto* part = key == nullptr ? nullptr : from.find(*key);
            if (part == nullptr || !match(*pattern.parts[i], *part, slots)) {
                return false;
            }
        }
        return true;
    }
    return false;
}

Flow Evaluator::with(const Step& step, Value* slots, Then then) {
    Context inner;
    inner.input = m_context->input;
    inner.data = m_context->data;
    inner.replaced = m_context->replaced;
    inner.mocks = m_context->mocks;
    // Documents that were put together here; the context points to them.
    std::vector<Value> owned;
    owned.reserve(step.replacements.size());
    for (const auto& replacement : step.replacements) {
        if (!replace(inner, owned, replacement, slots)) {
            return notMatched(step);
        }
    }
    auto* outer = m_context;
    m_context = &inner;
    auto found = [&] {
        // What follows the expression sees what was before it.
        m_context = outer;
        const auto flow = then();
        m_context = &inner;
        return flow;
    };
    const auto flow = run(step.block->steps, slots, found);
    m_context = outer;
    return flow;
}

namespace {

/// A copy of a document with another value at the end of the path.
Value replacedAt(const Value* document, std::span<const Value> path, const Value& value) {
    if (path.empty()) {
        return value;
    }
    const auto* below = document == nullptr ? nullptr : document->find(path.front());
    const auto inner =
        replacedAt(document != nullptr && document->isObject() ? below : nullptr, path.subspan(1), value);
    if (document != nullptr && document->isObject()) {
        return document->withMember(path.front(), inner);
    }
    return Value::object({{path.front(), inner}});
}

} // namespace

bool Evaluator::replace(Context& context, std::vector<Value>& owned, const Replacement& replacement, Value* slots) {
    Value scratch;
    const Value* with = nullptr;
    if (replacement.value != nullptr) {
        with = value(*replacement.value, slots, scratch);
        if (with == nullptr) {
            return false;
        }
    }
    switch (replacement.kind) {
    case TargetKind::Input:
        owned.push_back(replacedAt(context.input, replacement.path, *with));
        context.input = &owned.back();
        return true;
    case TargetKind::Data:
        owned.push_back(replacedAt(context.data, replacement.path, *with));
        context.data = &owned.back();
        context.replaced.push_back(replacement.path);
        return true;
    case TargetKind::Builtin:
    case TargetKind::Function:
        context.mocks.push_back({&replacement, with == nullptr ? Value() : *with});
        return true;
    }
    return false;
}

} // namespace countersign::policy
