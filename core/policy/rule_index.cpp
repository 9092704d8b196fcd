#include "core/policy/rule_index_p.h"

#include <algorithm>

namespace countersign::policy {

namespace {

constexpr std::size_t kWorthIt = 4;
constexpr std::size_t kMaxQuestions = 4;

using Question = RuleIndex::Question;

struct Wanted {
    Question question;
    Value value;
};

std::optional<Question> questionOf(const Expression& expression) {
    if (expression.operation != Operation::Lookup || expression.items.front()->operation != Operation::Input) {
        return std::nullopt;
    }
    Question out;
    for (const auto* key : expression.items.subspan(1)) {
        if (key->operation != Operation::Constant) {
            return std::nullopt;
        }
        out.path.push_back(key->value);
    }
    return out;
}

bool scalar(const Expression& expression) {
    return expression.operation == Operation::Constant && expression.value.kind() <= Kind::String;
}

std::vector<Wanted> wantedBy(const RuleCode& rule) {
    std::vector<Wanted> out;
    for (std::size_t i = 0; i < rule.parameters.size(); ++i) {
        const auto& parameter = *rule.parameters[i];
        if (parameter.kind == PatternKind::Equal && scalar(*parameter.expression)) {
            out.push_back({{.path = {}, .parameter = i + 1}, parameter.expression->value});
        }
    }
    if (rule.branches.size() != 1) {
        return out;
    }
    for (const auto& step : rule.branches.front().block->steps) {
        if (step.kind != StepKind::Test || step.expression->operation != Operation::Equal) {
            continue;
        }
        const auto* left = step.expression->items[0];
        const auto* right = step.expression->items[1];
        if (scalar(*left)) {
            std::swap(left, right);
        }
        auto question = questionOf(*left);
        if (question && scalar(*right)) {
            out.push_back({*std::move(question), right->value});
        }
    }
    return out;
}

} // namespace

std::unique_ptr<const RuleIndex> RuleIndex::of(const Node& node) {
    if (node.rules.size() < kWorthIt) {
        return nullptr;
    }
    std::vector<std::vector<Wanted>> wanted;
    std::vector<std::pair<Question, std::size_t>> counted;
    for (const auto* rule : node.rules) {
        wanted.push_back(wantedBy(*rule));
        for (const auto& entry : wanted.back()) {
            const auto found = std::ranges::find(counted, entry.question, &std::pair<Question, std::size_t>::first);
            if (found != counted.end()) {
                ++found->second;
            } else if (counted.size() < 64) {
                counted.emplace_back(entry.question, 1);
            }
        }
    }
    if (counted.empty()) {
        return nullptr;
    }
    std::ranges::stable_sort(counted, std::greater(), &std::pair<Question, std::size_t>::second);
    auto out = std::make_unique<RuleIndex>();
    for (std::size_t i = 0; i < std::min(counted.size(), kMaxQuestions); ++i) {
        out->m_questions.push_back(counted[i].first);
    }
    for (std::uint32_t number = 0; number < wanted.size(); ++number) {
        auto* at = &out->m_root;
        for (const auto& question : out->m_questions) {
            const auto found = std::ranges::find(wanted[number], question, &Wanted::question);
            auto& next = found == wanted[number].end() ? at->any : at->values[found->value];
            if (next == nullptr) {
                next = std::make_unique<Branching>();
            }
            at = next.get();
        }
        at->rules.push_back(number);
    }
    return out;
}

void RuleIndex::find(std::span<const Value* const> answers, std::vector<std::uint32_t>& out) const {
    collect(m_root, 0, answers, out);
    std::ranges::sort(out);
}

void RuleIndex::collect(const Branching& at, std::size_t level, std::span<const Value* const> answers,
                        std::vector<std::uint32_t>& out) const {
    if (level == m_questions.size()) {
        out.insert(out.end(), at.rules.begin(), at.rules.end());
        return;
    }
    if (at.any != nullptr) {
        collect(*at.any, level + 1, answers, out);
    }
    if (answers[level] != nullptr) {
        if (const auto found = at.values.find(*answers[level]); found != at.values.end()) {
            collect(*found->second, level + 1, answers, out);
        }
    }
}

} // namespace countersign::policy
