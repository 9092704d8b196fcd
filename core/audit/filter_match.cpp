#include "core/audit/filter.h"
#include "core/ledger/record.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace countersign::audit {

namespace {

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool globMatches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && folded(pattern[p]) == folded(text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// `=`, `~` and `in`, of which `!=` and `!~` are negations.
bool holds(Op op, const std::vector<Operand>& operands, std::string_view text) {
    return std::ranges::any_of(operands, [&](const Operand& operand) {
        const std::string_view wanted = std::get<std::string>(operand);
        return op == Op::Matches || op == Op::NotMatches ? globMatches(wanted, text) : wanted == text;
    });
}

bool negates(Op op) {
    return op == Op::NotEqual || op == Op::NotMatches;
}

template <class T>
bool compares(const Comparison& comparison, T value) {
    const auto operand = [&](std::size_t i) { return std::get<T>(comparison.operands[i]); };
    switch (comparison.op) {
    case Op::Equal:
        return value == operand(0);
    case Op::NotEqual:
        return value != operand(0);
    case Op::Less:
        return value < operand(0);
    case Op::LessOrEqual:
        return value <= operand(0);
    case Op::Greater:
        return value > operand(0);
    case Op::GreaterOrEqual:
        return value >= operand(0);
    case Op::In:
        return std::ranges::find(comparison.operands, Operand(value)) != comparison.operands.end();
    case Op::Matches:
    case Op::NotMatches:
        break;
    }
    std::unreachable();
}

class Matcher {
public:
    Matcher(const ledger::RecordFields& record, std::uint64_t seq) : m_record(record), m_seq(seq) {}

    bool operator()(const Not& node) const { return !std::visit(*this, node.part->value); }
    bool operator()(const And& node) const {
        return std::ranges::all_of(node.parts, [&](const Node& part) { return std::visit(*this, part.value); });
    }
    bool operator()(const Or& node) const {
        return std::ranges::any_of(node.parts, [&](const Node& part) { return std::visit(*this, part.value); });
    }

    bool operator()(const Comparison& comparison) const {
        switch (comparison.field) {
        case Field::Agent:
            return text(comparison, m_record.agent);
        case Field::User:
            return text(comparison, m_record.user);
        case Field::Operator:
            return text(comparison, m_record.operatorId);
        case Field::Action:
            return text(comparison, m_record.action);
        case Field::Resource:
            return resource(comparison, m_record.resource);
        case Field::Outcome:
            return text(comparison, ledger::outcomeName(m_record.outcome));
        case Field::Kind:
            return text(comparison, ledger::kindName(m_record.kind));
        case Field::Time:
            return compares(comparison, m_record.at);
        case Field::Approval:
            return text(comparison, m_record.approval.text());
        case Field::Request:
            return text(comparison, m_record.request.text());
        case Field::Session:
            return text(comparison, m_record.session.text());
        case Field::Policy:
            return text(comparison, m_record.policy ? m_record.policy->hex() : std::string());
        case Field::Reason:
            return set(comparison, m_record.reasons,
                       [](const ledger::Reason& reason) { return std::optional<std::string_view>(reason.code); });
        case Field::Scope:
            return set(comparison, m_record.scope,
                       [](const std::string& scope) { return std::optional<std::string_view>(scope); });
        case Field::Seq:
            return compares(comparison, m_seq);
        }
        std::unreachable();
    }

private:
    static bool text(const Comparison& comparison, std::string_view value) {
        return holds(comparison.op, comparison.operands, value) != negates(comparison.op);
    }

    template <class Set, class TextOf>
    static bool set(const Comparison& comparison, const Set& elements, TextOf textOf) {
        const bool any = std::ranges::any_of(elements, [&](const auto& element) {
            const std::optional<std::string_view> value = textOf(element);
            return value && holds(comparison.op, comparison.operands, *value);
        });
        return any != negates(comparison.op);
    }

    static bool resource(const Comparison& comparison, const std::map<std::string, std::string>& values) {
        return set(comparison, values, [&](const auto& entry) {
            const bool wanted = comparison.key.empty() || comparison.key == entry.first;
            return wanted ? std::optional<std::string_view>(entry.second) : std::nullopt;
        });
    }

    const ledger::RecordFields& m_record;
    std::uint64_t m_seq;
};

} // namespace

bool Filter::matches(const ledger::Record& record, std::uint64_t seq) const {
    return std::visit(Matcher(record.fields(), seq), m_root.value);
}

} // namespace countersign::audit
