#include "core/policy/evaluator_p.h"

#include "core/policy/partial_document_p.h"

#include <algorithm>
#include <numeric>

namespace countersign::policy {

void Evaluator::candidates(const Node& node, std::span<const Value> arguments, std::vector<std::uint32_t>& out) const {
    const auto& questions = node.index->questions();
    std::array<const Value*, 8> answers{};
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const auto& question = questions[i];
        if (question.parameter > 0) {
            answers[i] = &arguments[question.parameter - 1];
            continue;
        }
        const auto* at = m_context->input;
        for (std::size_t k = 0; k < question.path.size() && at != nullptr; ++k) {
            at = at->find(question.path[k]);
        }
        answers[i] = at;
    }
    node.index->find(std::span(answers).first(questions.size()), out);
}

/// Until one returns false.
template <class Visit>
bool Evaluator::eachRule(const Node& node, std::span<const Value> arguments, Visit visit) {
    if (node.index == nullptr) {
        return std::ranges::all_of(node.rules, [&](const RuleCode* rule) { return visit(*rule); });
    }
    std::vector<std::uint32_t> numbers;
    candidates(node, arguments, numbers);
    return std::ranges::all_of(numbers, [&](std::uint32_t number) { return visit(*node.rules[number]); });
}

std::nullptr_t Evaluator::conflict(const RuleCode& rule, std::string_view message) {
    return fail(rule.row, "eval_conflict_error", message);
}

void Evaluator::decided(const RuleCode& rule, std::uint32_t row, const Value& value) {
    if (m_options.watcher != nullptr) {
        m_options.watcher->decided(rule.node->name, rule.file, row, value);
    }
}

/// False after an error.
bool Evaluator::complete(const Node& node, std::span<const Value> arguments, std::optional<Value>& out) {
    const auto* outer = m_rule;
    const bool good = eachRule(node, arguments, [&](const RuleCode& rule) {
        if (out && node.oneIsEnough) {
            return true;
        }
        m_rule = &rule;
        return apply(rule, arguments, out);
    });
    if (good && !out && node.otherwise != nullptr) {
        m_rule = node.otherwise;
        apply(*node.otherwise, arguments, out);
    }
    m_rule = outer;
    return !m_error;
}

bool Evaluator::apply(const RuleCode& rule, std::span<const Value> arguments, std::optional<Value>& out) {
    const SlotStack::Slots slots(m_slots, rule.slots);
    for (std::size_t i = 0; i < rule.parameters.size(); ++i) {
        if (!match(*rule.parameters[i], arguments[i], slots.values())) {
            return !m_error;
        }
    }
    for (const auto& branch : rule.branches) {
        bool succeeded = false;
        auto found = [&] {
            Value scratch;
            const auto* made = value(*branch.value, slots.values(), scratch);
            if (made == nullptr) {
                return failed();
            }
            succeeded = true;
            if (!out) {
                out = *made;
                decided(rule, branch.row, *made);
            } else if (*out != *made) {
                conflict(rule, rule.parameters.empty() ? "complete rules must not produce multiple outputs"
                                                       : "functions must not produce multiple outputs for same inputs");
                return Flow::Error;
            }
            return branch.value->operation == Operation::Constant ? Flow::Stop : Flow::Next;
        };
        if (run(branch.block->steps, slots.values(), found) == Flow::Error) {
            return false;
        }
        if (succeeded) {
            break;
        }
    }
    return true;
}

bool Evaluator::partial(const Node& node, std::optional<Value>& out) {
    const auto* outer = m_rule;
    bool good = false;
    const auto simple = [&](bool multiple, std::size_t keys) {
        return node.children.empty() && std::ranges::all_of(node.rules, [&](const RuleCode* rule) {
                   return rule->multiple == multiple && rule->keys.size() == keys && rule->branches.size() == 1;
               });
    };
    if (simple(true, 0)) {
        good = set(node, out);
    } else if (simple(false, 1)) {
        good = object(node, out);
    } else {
        PartialDocument document;
        std::vector<Value> path;
        good = contribute(node, path, document);
        if (good) {
            out = std::move(document).value();
        }
    }
    m_rule = outer;
    return good;
}

bool Evaluator::set(const Node& node, std::optional<Value>& out) {
    std::vector<Value> elements;
    const bool good = eachRule(node, {}, [&](const RuleCode& rule) {
        m_rule = &rule;
        const SlotStack::Slots slots(m_slots, rule.slots);
        const auto& branch = rule.branches.front();
        auto found = [&] {
            Value scratch;
            const auto* made = value(*branch.value, slots.values(), scratch);
            if (made == nullptr) {
                return failed();
            }
            decided(rule, branch.row, *made);
            elements.push_back(made == &scratch ? std::move(scratch) : *made);
            return spend() ? Flow::Next : Flow::Error;
        };
        return run(branch.block->steps, slots.values(), found) != Flow::Error;
    });
    if (good) {
        out = Value::set(std::move(elements));
    }
    return good;
}

bool Evaluator::object(const Node& node, std::optional<Value>& out) {
    std::vector<Member> members;
    const bool good = eachRule(node, {}, [&](const RuleCode& rule) {
        m_rule = &rule;
        const SlotStack::Slots slots(m_slots, rule.slots);
        const auto& branch = rule.branches.front();
        auto found = [&] {
            Value keyScratch;
            Value scratch;
            const auto* key = value(*rule.keys.front(), slots.values(), keyScratch);
            const auto* made = key == nullptr ? nullptr : value(*branch.value, slots.values(), scratch);
            if (made == nullptr) {
                return failed();
            }
            decided(rule, branch.row, *made);
            members.push_back({*key, *made});
            return spend() ? Flow::Next : Flow::Error;
        };
        return run(branch.block->steps, slots.values(), found) != Flow::Error;
    });
    if (!good) {
        return false;
    }
    out = Value::consistentObject(std::move(members));
    if (!out) {
        conflict(*node.rules.front(), "object keys must be unique");
    }
    return out.has_value();
}

bool Evaluator::contribute(const Node& node, std::vector<Value>& path, PartialDocument& out) {
    if (node.kind == NodeKind::Complete) {
        std::optional<Value> made;
        if (!complete(node, {}, made)) {
            return false;
        }
        if (made && !out.put(path, *made)) {
            conflict(*(node.rules.empty() ? node.otherwise : node.rules.front()), "object keys must be unique");
        }
        return !m_error;
    }
    if (node.kind == NodeKind::Partial) {
        const bool good = eachRule(node, {}, [&](const RuleCode& rule) { return contributeRule(rule, path, out); });
        if (!good) {
            return false;
        }
    }
    for (const auto& [key, child] : node.children) {
        path.push_back(key);
        const bool good = contribute(*child, path, out);
        path.pop_back();
        if (!good) {
            return false;
        }
    }
    return true;
}

bool Evaluator::contributeRule(const RuleCode& rule, std::vector<Value>& path, PartialDocument& out) {
    m_rule = &rule;
    const SlotStack::Slots slots(m_slots, rule.slots);
    for (const auto& branch : rule.branches) {
        bool succeeded = false;
        auto found = [&] {
            const auto length = path.size();
            const auto back = [&] { path.resize(length); };
            for (const auto* key : rule.keys) {
                Value scratch;
                const auto* made = value(*key, slots.values(), scratch);
                if (made == nullptr) {
                    back();
                    return failed();
                }
                path.push_back(*made);
            }
            Value scratch;
            const auto* made = value(*branch.value, slots.values(), scratch);
            if (made == nullptr) {
                back();
                return failed();
            }
            succeeded = true;
            decided(rule, branch.row, *made);
            const bool fits = rule.multiple ? out.add(path, *made) : out.put(path, *made);
            back();
            if (!fits) {
                conflict(rule, "object keys must be unique");
                return Flow::Error;
            }
            return spend() ? Flow::Next : Flow::Error;
        };
        if (run(branch.block->steps, slots.values(), found) == Flow::Error) {
            return false;
        }
        if (succeeded) {
            break;
        }
    }
    return true;
}

} // namespace countersign::policy
