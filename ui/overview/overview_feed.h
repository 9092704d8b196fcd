#pragma once

#include "ui/overview/overview_facts.h"
#include "ui/support/session.h"

namespace countersign::ui {

/// What stands in the directory that somebody should look at.
struct DirectoryFacts {
    std::uint64_t agents = 0;
    std::uint64_t grants = 0;
    std::uint64_t operators = 0;
    std::uint64_t scopes = 0;
    /// Agents that have not proven their key yet, and enrolments that wait.
    std::uint64_t pendingAgents = 0;
    std::uint64_t enrolments = 0;
    /// Within kSoon.
    std::uint64_t agentsExpiring = 0;
    std::uint64_t keysExpiring = 0;
    std::uint64_t grantsExpiring = 0;
    /// The first of each to expire; empty: none.
    QString firstAgent;
    QString firstGrant;
};
inline constexpr Duration kSoon{7LL * 24 * 60 * 60 * 1000};

/// Keeps the overview's numbers. The decisions are opened once (one recorded read) and then followed record by record;
/// the directory and the requests are asked for again when a record says that they changed, never twice at a time and
/// never so often that asking is all that the engine does.
class OverviewFeed final : public QObject {
    Q_OBJECT
public:
    OverviewFeed(Session& session, QObject* parent);

    /// Somebody looks; the first time asks for everything.
    void watch();
    /// Nobody does: records are counted, nothing is asked.
    void rest();
    /// Everything anew.
    void reload();

    [[nodiscard]] const DecisionBars& bars(Span span) const { return m_bars[static_cast<std::size_t>(span)]; }
    [[nodiscard]] const DecisionFacts& facts() const { return m_facts; }
    [[nodiscard]] const DirectoryFacts& directory() const { return m_directory; }
    [[nodiscard]] const std::vector<approval::ApprovalRequest>& decided() const { return m_decided; }
    [[nodiscard]] const std::vector<approval::ApprovalRequest>& waiting() const { return m_waiting; }
    /// Whether the decisions and the directory are there.
    [[nodiscard]] bool isLoaded() const { return m_barsLoaded && m_directoryLoaded; }

Q_SIGNALS:
    void decisionsChanged();
    void directoryChanged();
    void requestsChanged();
    void failed(const countersign::Error& error);

private:
    template <class Q, class F>
    void askNow(Q query, F then);
    void openDecisions();
    void askBars(Span span, const std::string& after);
    void askFacts(const std::string& after);
    void take(const std::vector<command::AuditRow>& rows);
    void count(const command::AuditRow& row);
    void passTime();

    void askDirectory();
    void askAgents(const std::string& after, DirectoryFacts facts);
    void askEnrolments(DirectoryFacts facts);
    void askGrants(const std::string& after, DirectoryFacts facts);
    void askPeople(DirectoryFacts facts);
    void askRequests();
    void askDecided(std::size_t state, std::vector<approval::ApprovalRequest> found);
    void askSoon();

    Session& m_session;
    std::vector<DecisionBars> m_bars;
    DecisionFacts m_facts;
    DirectoryFacts m_directory;
    std::vector<approval::ApprovalRequest> m_decided;
    std::vector<approval::ApprovalRequest> m_waiting;
    std::optional<command::AuditView> m_view;
    /// Records that came before the view was known.
    std::vector<command::AuditRow> m_early;
    QTimer m_soon;
    QTimer m_tick;
    QTimer m_tell;
    bool m_watching = false;
    bool m_opened = false;
    bool m_barsLoaded = false;
    bool m_directoryLoaded = false;
    bool m_directoryStale = true;
    bool m_requestsStale = true;
    bool m_askingDirectory = false;
    bool m_askingRequests = false;
    int m_generation = 0;
};

} // namespace countersign::ui
