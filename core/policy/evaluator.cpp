#include "core/policy/evaluator_p.h"

#include <algorithm>

namespace countersign::policy {

Value* SlotStack::take(std::size_t count) {
    if (m_chunks.empty() && m_firstUsed + count <= m_first.size()) {
        auto* out = m_first.data() + m_firstUsed;
        m_firstUsed += count;
        return out;
    }
    if (m_chunks.empty() || m_chunks[m_current].used + count > m_chunks[m_current].size) {
        if (!m_chunks.empty() && m_chunks[m_current].used > 0) {
            ++m_current;
        }
        if (m_current == m_chunks.size()) {
            m_chunks.emplace_back();
        }
        auto& chunk = m_chunks[m_current];
        if (chunk.size < count) {
            chunk.size = std::max(count, kChunk);
            chunk.values = std::make_unique<Value[]>(chunk.size);
        }
    }
    auto& chunk = m_chunks[m_current];
    auto* out = chunk.values.get() + chunk.used;
    chunk.used += count;
    return out;
}

void SlotStack::giveBack(Value* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = Value();
    }
    const bool first = std::greater_equal<>()(values, m_first.data()) &&
                       std::less_equal<>()(values + count, m_first.data() + m_first.size());
    if (first) {
        m_firstUsed -= count;
        return;
    }
    m_chunks[m_current].used -= count;
    if (m_chunks[m_current].used == 0 && m_current > 0) {
        --m_current;
    }
}

std::size_t RuleCache::place(std::uint32_t node) const {
    auto at = (node * 0x9E3779B1U) & (m_entries.size() - 1);
    while (m_entries[at].node != 0 && m_entries[at].node != node) {
        at = (at + 1) & (m_entries.size() - 1);
    }
    return at;
}

const RuleCache::Entry* RuleCache::find(std::uint32_t node) const {
    if (m_entries.empty()) {
        return nullptr;
    }
    const auto& entry = m_entries[place(node)];
    return entry.node == node ? &entry : nullptr;
}

void RuleCache::grow() {
    auto old = std::exchange(m_entries, {});
    m_entries.resize(old.empty() ? kFew : old.size() * 2);
    for (auto& entry : old) {
        if (entry.node != 0) {
            m_entries[place(entry.node)] = std::move(entry);
        }
    }
}

void RuleCache::add(Entry entry) {
    if (m_used * 4 >= m_entries.size() * 3) {
        grow();
    }
    m_entries[place(entry.node)] = std::move(entry);
    ++m_used;
}

namespace {

BuiltinContext::Settings settings(const EvaluationOptions& options) {
    BuiltinContext::Settings out;
    out.nowNanoseconds = options.nowNanoseconds;
    out.seed = options.seed;
    out.bytes = options.limits.memory;
    return out;
}

} // namespace

Evaluator::Evaluator(const ProgramCode& program, const Value* input, const EvaluationOptions& options)
    : m_program(program), m_options(options), m_deadline(std::chrono::steady_clock::now() + options.limits.time),
      m_builtins(program.patterns, settings(options)) {
    m_outermost.input = input;
    m_outermost.data = &program.data;
}

bool Evaluator::spend(std::uint64_t steps) {
    constexpr std::uint64_t between = 4096;
    const auto before = m_steps;
    m_steps += steps;
    if (m_steps > m_options.limits.steps) {
        fail(0, "eval_limit_error",
             "the evaluation took more than " + std::to_string(m_options.limits.steps) + " steps");
        return false;
    }
    if (before / between != m_steps / between && std::chrono::steady_clock::now() > m_deadline) {
        fail(0, "eval_limit_error",
             "the evaluation took more than " + std::to_string(m_options.limits.time.count()) + " ms");
        return false;
    }
    return true;
}

bool Evaluator::deepEnough() {
    const char here = 0;
    const auto* address = &here;
    // The stack grows downwards.
    if (static_cast<std::size_t>(m_stackTop - address) > m_options.limits.stack) {
        fail(0, "eval_limit_error", "the evaluation is nested too deeply");
        return false;
    }
    return true;
}

std::nullptr_t Evaluator::fail(std::uint32_t row, std::string_view code, std::string_view message) {
    if (!m_error) {
        std::string detail;
        if (m_rule != nullptr) {
            detail.append(m_rule->file).append(":").append(std::to_string(row == 0 ? m_rule->row : row)).append(": ");
        }
        detail.append(code).append(": ").append(message);
        m_error = Error{Code::PolicyError, std::move(detail)};
    }
    return nullptr;
}

Result<std::vector<Bindings>> Evaluator::query(const QueryCode& query) {
    const char here = 0;
    m_stackTop = &here;
    std::vector<Bindings> out;
    const SlotStack::Slots slots(m_slots, query.slots);
    auto found = [&] {
        Bindings answer;
        for (const auto& [name, slot] : query.variables) {
            // The constants of the program end with it, the answer does not.
            answer.emplace(name, FrozenValues::thaw(slots.values()[slot]));
        }
        out.push_back(std::move(answer));
        return Flow::Next;
    };
    run(query.block->steps, slots.values(), found);
    if (m_error) {
        return std::unexpected(*std::move(m_error));
    }
    return out;
}

Result<std::optional<Value>> Evaluator::document(const Node& node) {
    const char here = 0;
    m_stackTop = &here;
    Value out;
    const bool defined = this->node(node, out);
    if (m_error) {
        return std::unexpected(*std::move(m_error));
    }
    return defined ? std::optional(std::move(out)) : std::nullopt;
}

Result<std::vector<Bindings>> evaluate(const Program& program, const Query& query, const std::optional<Value>& input,
                                       const EvaluationOptions& options) {
    return Evaluator(program.code(), input ? &*input : nullptr, options).query(query.code());
}

} // namespace countersign::policy
