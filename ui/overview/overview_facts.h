#pragma once

#include "ui/overview/decision_bars.h"

#include <deque>

namespace countersign::ui {

/// What is told of one decision in the lists.
struct DecisionFact {
    Timestamp at;
    std::string agent;
    std::string action;
    ledger::Outcome outcome = ledger::Outcome::Error;
};
/// A line of a list: foreign names, how often, and where the records are.
struct RankLine {
    QString name;
    /// Beside the name; may be empty.
    QString detail;
    command::OutcomeCounts counts;
    QString filter;
};

/// The newest decisions, for lists of who and what. At most kMost: beyond that the lists tell of the newest only.
class DecisionFacts {
public:
    static constexpr std::size_t kMost = 5'000;

    /// Older than all that are there.
    void addOlder(DecisionFact fact);
    /// Newer than all that are there.
    void addNewer(DecisionFact fact);
    /// Whether older ones were left out.
    [[nodiscard]] bool isFull() const { return m_facts.size() >= kMost; }
    void clear() { m_facts.clear(); }

    [[nodiscard]] std::vector<RankLine> topAgents(Timestamp from, std::size_t count) const;
    [[nodiscard]] std::vector<RankLine> topDenials(Timestamp from, std::size_t count) const;

private:
    /// Newest first.
    std::deque<DecisionFact> m_facts;
};

/// How long people took, by the requests that were decided.
class DecidingTimes {
public:
    struct Bucket {
        Duration below;
        std::vector<ApprovalId> approvals;
    };
    explicit DecidingTimes(const std::vector<approval::ApprovalRequest>& decided, Timestamp from);
    [[nodiscard]] const std::vector<Bucket>& buckets() const { return m_buckets; }
    [[nodiscard]] std::size_t count() const { return m_times.size(); }
    /// Half of them took at most that; `share` 0.9 nine of ten. Zero when there are none.
    [[nodiscard]] Duration within(double share) const;

private:
    std::vector<Bucket> m_buckets;
    std::vector<Duration> m_times;
};
/// The records of these approvals; of the newest when they are many.
[[nodiscard]] QString filterOf(const std::vector<ApprovalId>& approvals);

} // namespace countersign::ui
