#include "ui/overview/decision_bars.h"

#include <QDateTime>

namespace countersign::ui {

namespace {

constexpr Duration kHour{60 * 60 * 1000};

struct Grain {
    Duration width;
    std::size_t bars;
};

Grain grainOf(Span span) {
    switch (span) {
    case Span::Day:
        return {kHour, 24};
    case Span::Week:
        return {kHour * 6, 28};
    case Span::Month:
        return {kHour * 24, 30};
    }
    return {kHour, 24};
}

/// The next whole step of local time after `now`.
Timestamp endOf(Timestamp now, Duration width) {
    const auto local = QDateTime::fromMSecsSinceEpoch(now.milliseconds());
    const auto midnight = local.date().startOfDay().toMSecsSinceEpoch();
    const auto steps = (now.milliseconds() - midnight) / width.count() + 1;
    return Timestamp(midnight + steps * width.count());
}

std::uint64_t& part(command::OutcomeCounts& counts, ledger::Outcome outcome) {
    if (outcome == ledger::Outcome::Allow) {
        return counts.allow;
    }
    if (outcome == ledger::Outcome::Deny) {
        return counts.deny;
    }
    return outcome == ledger::Outcome::Hold ? counts.hold : counts.other;
}

} // namespace

QString decisionsWhere(const std::vector<std::string>& conditions) {
    std::string text(kDecisions);
    for (const auto& condition : conditions) {
        text += " and " + condition;
    }
    return QString::fromStdString(text);
}

std::string since(Timestamp from) {
    return "time >= " + from.text();
}

std::string equals(audit::Field field, const std::string& value) {
    return audit::nodeText({audit::Comparison{.field = field, .key = {}, .op = audit::Op::Equal, .operands = {value}}});
}

std::string outcomeIs(ledger::Outcome outcome) {
    return "outcome = " + std::string(ledger::outcomeName(outcome));
}

bool isDecision(const ledger::Record& record) {
    return record->kind == ledger::Kind::Decision || record->kind == ledger::Kind::Redemption;
}

std::uint64_t sum(const command::OutcomeCounts& counts) {
    return counts.allow + counts.deny + counts.hold + counts.other;
}

void addTo(command::OutcomeCounts& sum, const command::OutcomeCounts& part) {
    sum.allow += part.allow;
    sum.deny += part.deny;
    sum.hold += part.hold;
    sum.other += part.other;
}

DecisionBars::DecisionBars(Span span, Timestamp now) : m_span(span), m_width(grainOf(span).width) {
    m_bars.resize(grainOf(span).bars);
    m_from = endOf(now, m_width) - m_width * static_cast<std::int64_t>(m_bars.size());
}

command::OutcomeCounts DecisionBars::total() const {
    command::OutcomeCounts all;
    for (const auto& bar : m_bars) {
        addTo(all, bar);
    }
    return all;
}

void DecisionBars::add(const command::Histogram& slice) {
    const auto passed = (m_from - slice.from) / m_width;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const auto other = static_cast<std::int64_t>(i) + passed;
        if (other >= 0 && other < static_cast<std::int64_t>(slice.bars.size())) {
            addTo(m_bars[i], slice.bars[static_cast<std::size_t>(other)]);
        }
    }
}

void DecisionBars::count(Timestamp at, ledger::Outcome outcome) {
    if (at >= m_from && at < to()) {
        ++part(m_bars[static_cast<std::size_t>((at - m_from) / m_width)], outcome);
    }
}

void DecisionBars::passTo(Timestamp now) {
    while (now >= to()) {
        m_bars.erase(m_bars.begin());
        m_bars.emplace_back();
        m_from = m_from + m_width;
    }
}

} // namespace countersign::ui
