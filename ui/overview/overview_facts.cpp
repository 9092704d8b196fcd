#include "ui/overview/overview_facts.h"

#include <algorithm>
#include <map>

namespace countersign::ui {

namespace {

constexpr Duration kMinute{60'000};

command::OutcomeCounts one(ledger::Outcome outcome) {
    command::OutcomeCounts counts;
    (outcome == ledger::Outcome::Allow  ? counts.allow
     : outcome == ledger::Outcome::Deny ? counts.deny
     : outcome == ledger::Outcome::Hold ? counts.hold
                                        : counts.other) = 1;
    return counts;
}

std::vector<RankLine> most(std::vector<RankLine> lines, std::size_t count) {
    std::ranges::stable_sort(
        lines, [](const RankLine& one, const RankLine& other) { return sum(one.counts) > sum(other.counts); });
    lines.resize(std::min(lines.size(), count));
    return lines;
}

} // namespace

void DecisionFacts::addOlder(DecisionFact fact) {
    if (m_facts.size() < kMost) {
        m_facts.push_back(std::move(fact));
    }
}

void DecisionFacts::addNewer(DecisionFact fact) {
    m_facts.push_front(std::move(fact));
    if (m_facts.size() > kMost) {
        m_facts.pop_back();
    }
}

std::vector<RankLine> DecisionFacts::topAgents(Timestamp from, std::size_t count) const {
    std::map<std::string, command::OutcomeCounts> byAgent;
    for (const auto& fact : m_facts) {
        if (fact.at >= from && !fact.agent.empty()) {
            addTo(byAgent[fact.agent], one(fact.outcome));
        }
    }
    std::vector<RankLine> lines;
    for (const auto& [agent, counts] : byAgent) {
        lines.push_back({.name = QString::fromStdString(agent),
                         .detail = {},
                         .counts = counts,
                         .filter = decisionsWhere({equals(audit::Field::Agent, agent), since(from)})});
    }
    return most(std::move(lines), count);
}

std::vector<RankLine> DecisionFacts::topDenials(Timestamp from, std::size_t count) const {
    std::map<std::pair<std::string, std::string>, command::OutcomeCounts> denied;
    for (const auto& fact : m_facts) {
        if (fact.at >= from && fact.outcome == ledger::Outcome::Deny) {
            addTo(denied[{fact.action, fact.agent}], one(fact.outcome));
        }
    }
    std::vector<RankLine> lines;
    for (const auto& [what, counts] : denied) {
        lines.push_back(
            {.name = QString::fromStdString(what.first),
             .detail = QString::fromStdString(what.second),
             .counts = counts,
             .filter = decisionsWhere({outcomeIs(ledger::Outcome::Deny), equals(audit::Field::Action, what.first),
                                       equals(audit::Field::Agent, what.second), since(from)})});
    }
    return most(std::move(lines), count);
}

DecidingTimes::DecidingTimes(const std::vector<approval::ApprovalRequest>& decided, Timestamp from)
    : m_buckets{{kMinute, {}}, {kMinute * 5, {}}, {kMinute * 15, {}}, {Duration::max(), {}}} {
    for (const auto& request : decided) {
        if (request.decisions.empty() || request.decisions.back().at < from) {
            continue;
        }
        const auto took = std::max(Duration(0), request.decisions.back().at - request.created);
        m_times.push_back(took);
        for (auto& bucket : m_buckets) {
            if (took < bucket.below) {
                bucket.approvals.push_back(request.id);
                break;
            }
        }
    }
    std::ranges::sort(m_times);
}

Duration DecidingTimes::within(double share) const {
    if (m_times.empty()) {
        return Duration(0);
    }
    const auto place = static_cast<std::size_t>(share * static_cast<double>(m_times.size() - 1) + 0.5);
    return m_times[place];
}

QString filterOf(const std::vector<ApprovalId>& approvals) {
    std::string list;
    for (std::size_t i = 0; i < approvals.size() && i < audit::Filter::kMaxList; ++i) {
        list += (i == 0 ? "" : ", ") + approvals[i].text();
    }
    return QString::fromStdString("approval in (" + list + ")");
}

} // namespace countersign::ui
