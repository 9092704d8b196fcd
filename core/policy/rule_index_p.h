#pragma once

#include "core/policy/program_p.h"

#include <unordered_map>

namespace countersign::policy {

/// Which rules of a node can apply, found by the values of the input that they ask for: a rule with
/// `input.actor.id == "a"` is not looked at for another actor, however many there are.
class RuleIndex {
public:
    /// Null when looking at every rule costs no more.
    [[nodiscard]] static std::unique_ptr<const RuleIndex> of(const Node& node);

    /// What rules ask for a value: a path into the input, or a parameter of a function.
    struct Question {
        std::vector<Value> path;
        std::size_t parameter = 0;
        friend bool operator==(const Question&, const Question&) = default;
    };
    [[nodiscard]] const std::vector<Question>& questions() const { return m_questions; }

    /// Appends numbers of rules in their order. answers[i] answers questions()[i]; null: undefined.
    void find(std::span<const Value* const> answers, std::vector<std::uint32_t>& out) const;

private:
    struct Branching {
        std::unordered_map<Value, std::unique_ptr<Branching>> values;
        /// Rules that do not ask.
        std::unique_ptr<Branching> any;
        std::vector<std::uint32_t> rules;
    };
    void collect(const Branching& at, std::size_t level, std::span<const Value* const> answers,
                 std::vector<std::uint32_t>& out) const;

    std::vector<Question> m_questions;
    Branching m_root;
};

} // namespace countersign::policy
