#pragma once

#include "core/policy/evaluation.h"
#include "core/policy/program_p.h"
#include "core/policy/rule_index_p.h"

#include <array>
#include <concepts>
#include <type_traits>

namespace countersign::policy {

/// What to do after one solution: look for the next one, stop looking, or give up because of an error.
enum class Flow : std::uint8_t { Next, Stop, Error };

/// What is done with a solution; does not own what it calls.
class Then {
public:
    template <class Callable>
        requires(!std::same_as<std::remove_cvref_t<Callable>, Then>)
    Then(Callable& callable)
        : m_object(const_cast<void*>(static_cast<const void*>(&callable))),
          m_call([](void* object) { return (*static_cast<Callable*>(object))(); }) {}
    Flow operator()() const { return m_call(m_object); }

private:
    void* m_object;
    Flow (*m_call)(void*);
};

/// Slots of rules that are being evaluated, one rule above the other. Slots never move.
class SlotStack {
public:
    /// Values that live as long as this object.
    class Slots {
    public:
        Slots(SlotStack& stack, std::size_t count) : m_stack(stack), m_count(count), m_values(stack.take(count)) {}
        ~Slots() { m_stack.giveBack(m_values, m_count); }
        Slots(const Slots&) = delete;
        Slots& operator=(const Slots&) = delete;
        [[nodiscard]] Value* values() const { return m_values; }
        [[nodiscard]] std::span<const Value> span() const { return {m_values, m_count}; }

    private:
        SlotStack& m_stack;
        std::size_t m_count;
        Value* m_values;
    };

private:
    static constexpr std::size_t kChunk = 256;
    struct Chunk {
        std::unique_ptr<Value[]> values;
        std::size_t size = 0;
        std::size_t used = 0;
    };
    Value* take(std::size_t count);
    void giveBack(Value* values, std::size_t count);

    std::array<Value, 64> m_first;
    std::size_t m_firstUsed = 0;
    std::vector<Chunk> m_chunks;
    std::size_t m_current = 0;
};

/// Values of rules that were evaluated already.
class RuleCache {
public:
    struct Entry {
        std::uint32_t node = 0;
        bool defined = false;
        Value value;
    };
    [[nodiscard]] const Entry* find(std::uint32_t node) const;
    void add(Entry entry);

private:
    static constexpr std::size_t kFew = 8;
    [[nodiscard]] std::size_t place(std::uint32_t node) const;
    void grow();
    std::vector<Entry> m_entries;
    std::size_t m_used = 0;
};

/// A function that `with` replaced.
struct Mock {
    const Replacement* replacement = nullptr;
    Value value;
};

/// What an expression sees; `with` makes another one.
struct Context {
    const Value* input = nullptr;
    const Value* data = nullptr;
    /// Paths below `data` that `with` replaced: rules do not count there.
    std::vector<std::span<const Value>> replaced;
    std::vector<Mock> mocks;
    RuleCache cache;
};

class PartialDocument;

/// One evaluation.
class Evaluator {
public:
    Evaluator(const ProgramCode& program, const Value* input, const EvaluationOptions& options);

    [[nodiscard]] Result<std::vector<Bindings>> query(const QueryCode& query);
    /// The value of a rule or package; nothing: undefined.
    [[nodiscard]] Result<std::optional<Value>> document(const Node& node);

private:
    // evaluator.cpp
    [[nodiscard]] bool spend(std::uint64_t steps = 1);
    [[nodiscard]] bool deepEnough();
    std::nullptr_t fail(std::uint32_t row, std::string_view code, std::string_view message);
    [[nodiscard]] Flow failed() const { return m_error ? Flow::Error : Flow::Next; }

    // evaluator_steps.cpp
    Flow run(std::span<const Step> steps, Value* slots, Then then);
    Flow notMatched(const Step& step);
    Flow negated(const Step& step, Value* slots);
    Flow every(const Step& step, Value* slots);
    Flow everyItem(const Step& step, Value* slots, const Value& key, const Value& item);
    Flow with(const Step& step, Value* slots, Then then);
    bool replace(Context& context, std::vector<Value>& owned, const Replacement& replacement, Value* slots);
    Flow each(const Step& step, Value* slots, Then then);
    Flow print(const Step& step, Value* slots);
    bool match(const Pattern& pattern, const Value& value, Value* slots);

    // evaluator_expressions.cpp
    /// Null: undefined, or an error. The value lives as long as slots, scratch, input and the program do.
    const Value* value(const Expression& expression, Value* slots, Value& scratch);
    const Value* lookup(const Expression& expression, Value* slots, Value& scratch);
    const Value* compare(const Expression& expression, Value* slots, Value& scratch);
    const Value* member(const Expression& expression, Value* slots, Value& scratch);
    const Value* composite(const Expression& expression, Value* slots, Value& scratch);
    const Value* comprehension(const Expression& expression, Value* slots, Value& scratch);
    const Value* objectOf(const Expression& expression, Value* slots, Value& scratch);
    const Value* templateString(const Expression& expression, Value* slots, Value& scratch);
    const Value* call(const Expression& expression, Value* slots, Value& scratch);
    const Value* callBuiltin(const Builtin& builtin, std::uint32_t row, std::span<const Value> arguments,
                             Value& scratch);
    const Value* callFunction(const Node& node, std::span<const Value> arguments, Value& scratch);
    const Value* callMock(const Mock& mock, std::uint32_t row, std::span<const Value> arguments, Value& scratch);
    [[nodiscard]] const Mock* mockOf(const Expression& expression) const;

    // evaluator_rules.cpp
    /// Rules of a node that may apply.
    void candidates(const Node& node, std::span<const Value> arguments, std::vector<std::uint32_t>& out) const;
    template <class Visit>
    bool eachRule(const Node& node, std::span<const Value> arguments, Visit visit);
    bool complete(const Node& node, std::span<const Value> arguments, std::optional<Value>& out);
    bool apply(const RuleCode& rule, std::span<const Value> arguments, std::optional<Value>& out);
    bool partial(const Node& node, std::optional<Value>& out);
    bool set(const Node& node, std::optional<Value>& out);
    bool object(const Node& node, std::optional<Value>& out);
    bool contribute(const Node& node, std::vector<Value>& path, PartialDocument& out);
    bool contributeRule(const RuleCode& rule, std::vector<Value>& path, PartialDocument& out);
    std::nullptr_t conflict(const RuleCode& rule, std::string_view message);
    void decided(const RuleCode& rule, std::uint32_t row, const Value& value);

    // evaluator_data.cpp
    const Value* data(const Expression& expression, Value* slots, Value& scratch);
    /// False: undefined, or an error.
    bool node(const Node& node, Value& out);
    /// What is at a place that rules are below of: the documents there, and what the rules say.
    const Value* extent(const Node& node, const Value* base, std::vector<Value>& path, Value& scratch);
    bool saidByRules(const Node& node, std::vector<Value>& path, Value& out);
    Flow scan(const Step& step, Value* slots, Then then);
    Flow scanValue(const Value& at, const Step& step, std::size_t key, Value* slots, Then then);
    Flow scanData(const Node* node, const Value* base, const Step& step, std::size_t key, std::vector<Value>& path,
                  Value* slots, Then then);
    Flow scanChildren(const Node& node, const Value* base, const Step& step, std::size_t key, std::vector<Value>& path,
                      Value* slots, Then then);
    [[nodiscard]] bool isReplaced(std::span<const Value> path) const;

    const ProgramCode& m_program;
    const EvaluationOptions& m_options;
    SlotStack m_slots;
    Context m_outermost;
    Context* m_context = &m_outermost;
    const RuleCode* m_rule = nullptr;
    std::uint64_t m_steps = 0;
    const char* m_stackTop = nullptr;
    std::chrono::steady_clock::time_point m_deadline;
    BuiltinContext m_builtins;
    std::optional<Error> m_error;
};

} // namespace countersign::policy
