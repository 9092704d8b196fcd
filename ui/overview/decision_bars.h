#pragma once

#include "core/command/queries.h"

#include <QString>

namespace countersign::ui {

enum class Span { Day, Week, Month };

/// Every decision that the ledger tells of: what was asked, and what was let through by an approval.
inline constexpr std::string_view kDecisions = "kind in (decision, redemption)";
/// That filter with further conditions, which must be well-formed.
[[nodiscard]] QString decisionsWhere(const std::vector<std::string>& conditions);
/// `time >= …`.
[[nodiscard]] std::string since(Timestamp from);
/// `field = value`, quoted where it has to be.
[[nodiscard]] std::string equals(audit::Field field, const std::string& value);
/// `outcome = …` of the counts.
[[nodiscard]] std::string outcomeIs(ledger::Outcome outcome);
/// Whether a record belongs to the decisions.
[[nodiscard]] bool isDecision(const ledger::Record& record);

[[nodiscard]] std::uint64_t sum(const command::OutcomeCounts& counts);
void addTo(command::OutcomeCounts& sum, const command::OutcomeCounts& part);

/// Decisions by time, in bars that begin at whole hours or days of the local time; the last bar holds now. Loaded by
/// slices of the ledger's own counting, then kept up record by record.
class DecisionBars {
public:
    DecisionBars(Span span, Timestamp now);

    [[nodiscard]] Span span() const { return m_span; }
    [[nodiscard]] Timestamp from() const { return m_from; }
    [[nodiscard]] Timestamp to() const { return m_from + m_width * static_cast<std::int64_t>(m_bars.size()); }
    [[nodiscard]] Duration width() const { return m_width; }
    [[nodiscard]] std::size_t size() const { return m_bars.size(); }
    [[nodiscard]] const std::vector<command::OutcomeCounts>& bars() const { return m_bars; }
    [[nodiscard]] Timestamp start(std::size_t bar) const { return m_from + m_width * static_cast<std::int64_t>(bar); }
    [[nodiscard]] command::OutcomeCounts total() const;

    /// A slice of a histogram over [from(), to()) with size() buckets, which may have been asked for before time
    /// passed on.
    void add(const command::Histogram& slice);
    /// One more; out of range is left out.
    void count(Timestamp at, ledger::Outcome outcome);
    /// Old bars go, new ones come, until the last one holds `now`.
    void passTo(Timestamp now);

private:
    Span m_span;
    Timestamp m_from;
    Duration m_width;
    std::vector<command::OutcomeCounts> m_bars;
};

} // namespace countersign::ui
