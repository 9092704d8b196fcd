#include "ui/overview/overview_feed.h"

#include <algorithm>
#include <array>

namespace countersign::ui {

namespace {

constexpr std::chrono::milliseconds kSettle{1'500};
constexpr std::chrono::milliseconds kTell{250};
constexpr std::chrono::seconds kTick{10};
constexpr std::uint32_t kPageRows = 1'000;
/// Requests of each state that are looked at, newest first.
constexpr std::uint32_t kRequests = 400;
constexpr std::array kDecided{approval::State::Executed, approval::State::Consumed, approval::State::Approved,
                              approval::State::Failed, approval::State::Denied};

DecisionFact factOf(const command::AuditRow& row) {
    return {
        .at = row.record->at, .agent = row.record->agent, .action = row.record->action, .outcome = row.record->outcome};
}

bool isSoon(const std::optional<Timestamp>& expires, Timestamp now) {
    return expires && *expires > now && *expires - now <= kSoon;
}

std::vector<DecisionBars> newBars(Timestamp now) {
    return {DecisionBars(Span::Day, now), DecisionBars(Span::Week, now), DecisionBars(Span::Month, now)};
}

} // namespace

OverviewFeed::OverviewFeed(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_bars(newBars(session.now())) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSettle);
    connect(&m_soon, &QTimer::timeout, this, &OverviewFeed::askSoon);
    m_tell.setSingleShot(true);
    m_tell.setInterval(kTell);
    connect(&m_tell, &QTimer::timeout, this, &OverviewFeed::decisionsChanged);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &OverviewFeed::passTime);
    connect(&session, &Session::recordsArrived, this, &OverviewFeed::take);
    connect(&session, &Session::refreshWanted, this, &OverviewFeed::reload);
}

template <class Q, class F>
void OverviewFeed::askNow(Q query, F then) {
    m_session.ask(
        this, std::move(query),
        [this, then = std::move(then), generation = m_generation](const Result<typename Q::Answer>& answer) mutable {
            if (generation != m_generation) {
                return;
            }
            if (answer) {
                then(*answer);
            } else {
                m_askingDirectory = m_askingRequests = false;
                Q_EMIT failed(answer.error());
            }
        });
}

void OverviewFeed::watch() {
    m_watching = true;
    m_tick.start();
    if (!m_opened) {
        reload();
    } else {
        passTime();
        Q_EMIT decisionsChanged();
        askSoon();
    }
}

void OverviewFeed::rest() {
    m_watching = false;
    m_tick.stop();
}

void OverviewFeed::reload() {
    if (!m_watching || !m_session.isUnlocked()) {
        m_opened = false;
        return;
    }
    ++m_generation;
    m_opened = true;
    m_view.reset();
    m_early.clear();
    m_directoryStale = m_requestsStale = true;
    m_askingDirectory = m_askingRequests = false;
    openDecisions();
    askSoon();
}

void OverviewFeed::openDecisions() {
    askNow(command::OpenAudit{std::string(kDecisions) + " and time > -30d"}, [this](const command::AuditView& view) {
        m_view = view;
        m_bars = newBars(m_session.now());
        m_facts.clear();
        for (const auto& row : std::exchange(m_early, {})) {
            count(row);
        }
        askBars(Span::Day, {});
    });
}

void OverviewFeed::askBars(Span span, const std::string& after) {
    const auto& asked = bars(span);
    command::AuditHistogram query{.filter = m_view->filter,
                                  .view = m_view->view,
                                  .from = asked.from(),
                                  .to = asked.to(),
                                  .buckets = static_cast<std::uint32_t>(asked.size()),
                                  .after = after};
    askNow(std::move(query), [this, span](const command::Histogram& slice) {
        m_bars[static_cast<std::size_t>(span)].add(slice);
        Q_EMIT decisionsChanged();
        if (!slice.next.empty()) {
            askBars(span, slice.next);
        } else if (span == Span::Day) {
            askFacts({});
        } else if (span == Span::Week) {
            askBars(Span::Month, {});
        } else {
            m_barsLoaded = true;
            Q_EMIT decisionsChanged();
        }
    });
}

void OverviewFeed::askFacts(const std::string& after) {
    command::ListAudit query{
        .filter = m_view->filter, .page = {.after = after, .limit = kPageRows}, .view = m_view->view};
    askNow(std::move(query), [this](const Rows<command::AuditRow>& rows) {
        for (const auto& row : rows.items) {
            m_facts.addOlder(factOf(row));
        }
        Q_EMIT decisionsChanged();
        if (!rows.next.empty() && !m_facts.isFull()) {
            askFacts(rows.next);
        } else {
            askBars(Span::Week, {});
        }
    });
}

void OverviewFeed::take(const std::vector<command::AuditRow>& rows) {
    for (const auto& row : rows) {
        const auto kind = row.record->kind;
        m_directoryStale = m_directoryStale || kind == ledger::Kind::Command || kind == ledger::Kind::Authentication;
        m_requestsStale = m_requestsStale || !row.record->approval.empty() || kind == ledger::Kind::Command;
        if (!isDecision(row.record)) {
            continue;
        }
        if (m_view) {
            count(row);
        } else if (m_opened) {
            m_early.push_back(row);
        }
    }
    if ((m_directoryStale || m_requestsStale) && m_watching && !m_soon.isActive()) {
        m_soon.start();
    }
}

void OverviewFeed::count(const command::AuditRow& row) {
    if (row.seq < m_view->view) {
        return; // the view has it
    }
    for (auto& bars : m_bars) {
        bars.passTo(row.record->at);
        bars.count(row.record->at, row.record->outcome);
    }
    m_facts.addNewer(factOf(row));
    if (m_watching && !m_tell.isActive()) {
        m_tell.start();
    }
}

void OverviewFeed::passTime() {
    const auto before = bars(Span::Day).from();
    for (auto& bars : m_bars) {
        bars.passTo(m_session.now());
    }
    if (bars(Span::Day).from() != before) {
        Q_EMIT decisionsChanged();
    }
}

void OverviewFeed::askSoon() {
    if (!m_watching) {
        return;
    }
    if (m_directoryStale && !m_askingDirectory) {
        askDirectory();
    }
    if (m_requestsStale && !m_askingRequests) {
        askRequests();
    }
}

void OverviewFeed::askDirectory() {
    m_askingDirectory = true;
    m_directoryStale = false;
    askAgents({}, {});
}

void OverviewFeed::askAgents(const std::string& after, DirectoryFacts facts) {
    askNow(command::ListAgents{{.after = after, .limit = kPageRows}},
           [this, facts = std::move(facts)](const Rows<command::AgentView>& rows) mutable {
               const auto now = m_session.now();
               for (const auto& view : rows.items) {
                   const auto& agent = view.agent;
                   ++facts.agents;
                   facts.pendingAgents += agent.state == identity::AgentState::Pending ? 1 : 0;
                   if (agent.state == identity::AgentState::Revoked) {
                       continue;
                   }
                   const auto keys = std::ranges::count_if(
                       agent.keys.entries(), [&](const auto& key) { return isSoon(key.validUntil, now); });
                   facts.keysExpiring += static_cast<std::uint64_t>(keys);
                   facts.agentsExpiring += isSoon(agent.expires, now) ? 1 : 0;
                   if (facts.firstAgent.isEmpty() && (keys > 0 || isSoon(agent.expires, now))) {
                       facts.firstAgent = QString::fromStdString(agent.id.text());
                   }
               }
               if (!rows.next.empty()) {
                   askAgents(rows.next, std::move(facts));
               } else {
                   askEnrolments(std::move(facts));
               }
           });
}

void OverviewFeed::askEnrolments(DirectoryFacts facts) {
    askNow(command::ListEnrolments{{.after = {}, .limit = kPageRows}},
           [this, facts = std::move(facts)](const Rows<identity::Enrolment>& rows) mutable {
               facts.enrolments = rows.items.size();
               askGrants({}, std::move(facts));
           });
}

void OverviewFeed::askGrants(const std::string& after, DirectoryFacts facts) {
    askNow(command::ListGrants{.page = {.after = after, .limit = kPageRows}, .to = {}},
           [this, facts = std::move(facts)](const Rows<delegation::Grant>& rows) mutable {
               for (const auto& grant : rows.items) {
                   if (grant.revoked) {
                       continue;
                   }
                   ++facts.grants;
                   if (isSoon(grant.expires, m_session.now())) {
                       ++facts.grantsExpiring;
                       if (facts.firstGrant.isEmpty()) {
                           facts.firstGrant = QString::fromStdString(grant.id.text());
                       }
                   }
               }
               if (!rows.next.empty()) {
                   askGrants(rows.next, std::move(facts));
               } else {
                   askPeople(std::move(facts));
               }
           });
}

void OverviewFeed::askPeople(DirectoryFacts facts) {
    askNow(command::ListOperators{{.after = {}, .limit = kPageRows}},
           [this, facts = std::move(facts)](const Rows<identity::Operator>& rows) mutable {
               facts.operators = static_cast<std::uint64_t>(
                   std::ranges::count_if(rows.items, [](const auto& one) { return !one.disabled; }));
               m_directory = facts;
               m_directoryLoaded = true;
               m_askingDirectory = false;
               Q_EMIT directoryChanged();
               if (m_directoryStale) {
                   m_soon.start();
               }
           });
}

void OverviewFeed::askRequests() {
    m_askingRequests = true;
    m_requestsStale = false;
    askNow(command::ListApprovals{.page = {.after = {}, .limit = kRequests}, .state = approval::State::Pending},
           [this](const Rows<approval::ApprovalRequest>& rows) {
               m_waiting = rows.items;
               Q_EMIT requestsChanged();
               askDecided(0, {});
           });
}

void OverviewFeed::askDecided(std::size_t state, std::vector<approval::ApprovalRequest> found) {
    if (state == kDecided.size()) {
        m_decided = std::move(found);
        m_askingRequests = false;
        Q_EMIT requestsChanged();
        if (m_requestsStale) {
            m_soon.start();
        }
        return;
    }
    askNow(command::ListApprovals{.page = {.after = {}, .limit = kRequests}, .state = kDecided[state]},
           [this, state, found = std::move(found)](const Rows<approval::ApprovalRequest>& rows) mutable {
               found.insert(found.end(), rows.items.begin(), rows.items.end());
               askDecided(state + 1, std::move(found));
           });
}

} // namespace countersign::ui
