#include "ui/access/access_feed.h"

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::uint32_t kSlice = 1000;
constexpr int kSoonest = 200;
constexpr int kLatest = 10'000;

/// Rights change by orders alone; an agent becomes active when it proves its key.
bool matters(const command::AuditRow& row) {
    return row.record->kind == ledger::Kind::Command || row.record->kind == ledger::Kind::Authentication;
}

} // namespace

struct AccessFeed::Round {
    AccessFacts facts;
    int open = 0;
    bool failed = false;
};

AccessFeed::AccessFeed(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonest);
    connect(&m_soon, &QTimer::timeout, this, &AccessFeed::refresh);
    connect(&session, &Session::refreshWanted, this, &AccessFeed::soon);
    connect(&session, &Session::recordsArrived, this, [this](const std::vector<command::AuditRow>& rows) {
        if (std::ranges::any_of(rows, matters)) {
            soon();
        }
    });
}

void AccessFeed::watch() {
    m_watching = true;
    if (m_stale) {
        refresh();
    }
}

void AccessFeed::rest() {
    m_watching = false;
}

void AccessFeed::soon() {
    m_stale = true;
    if (m_watching && !m_asking && !m_soon.isActive()) {
        m_soon.start();
    }
}

void AccessFeed::refresh() {
    m_stale = true;
    if (m_asking || !m_watching) {
        return;
    }
    m_soon.stop();
    m_asking = true;
    m_stale = false;
    m_took.start();
    askAll();
}

template <class Q, class F>
void AccessFeed::askOne(const std::shared_ptr<Round>& round, Q query, F keep) {
    ++round->open;
    m_session.ask(this, std::move(query), [this, round, keep](const Result<typename Q::Answer>& answer) {
        if (answer) {
            keep(round->facts, *answer);
            answered(*round);
        } else {
            fail(*round, answer.error());
        }
    });
}

template <class Q, class F>
void AccessFeed::askPages(const std::shared_ptr<Round>& round, Q query, F keep) {
    ++round->open;
    query.page.limit = kSlice;
    auto next = query;
    m_session.ask(this, std::move(query),
                  [this, round, keep, next = std::move(next)](const Result<typename Q::Answer>& answer) {
                      if (!answer) {
                          fail(*round, answer.error());
                          return;
                      }
                      keep(round->facts, answer->items);
                      if (!answer->next.empty() && !round->failed) {
                          auto more = next;
                          more.page.after = answer->next;
                          askPages(round, std::move(more), keep);
                      }
                      answered(*round);
                  });
}

void AccessFeed::askAll() {
    const auto append = [](auto& list, const auto& items) { list.insert(list.end(), items.begin(), items.end()); };
    auto round = std::make_shared<Round>();
    round->facts.at = m_session.now();
    askOne(round, command::ListScopes{}, [](AccessFacts& f, const auto& all) { f.scopes = all; });
    askOne(round, command::ListActions{}, [](AccessFacts& f, const auto& all) { f.actions = all; });
    askOne(round, command::ListRoles{}, [](AccessFacts& f, const auto& all) { f.roles = all; });
    askOne(round, command::ListAssignments{}, [](AccessFacts& f, const auto& all) { f.assignments = all; });
    askGrants(round, {});
    askPages(round, command::ListDelegations{},
             [=](AccessFacts& f, const auto& items) { append(f.delegations, items); });
    askPages(round, command::ListGroups{}, [=](AccessFacts& f, const auto& items) { append(f.groups, items); });
    askPages(round, command::ListUsers{}, [=](AccessFacts& f, const auto& items) { append(f.users, items); });
    askPages(round, command::ListSessions{}, [=](AccessFacts& f, const auto& items) { append(f.sessions, items); });
    askPages(round, command::ListAgents{}, [](AccessFacts& f, const auto& items) {
        for (const auto& view : items) {
            f.agents.push_back(view.agent);
        }
    });
}

void AccessFeed::askGrants(const std::shared_ptr<Round>& round, const std::string& after) {
    ++round->open;
    m_session.ask(this, command::ListGrants{.page = {.after = after, .limit = kSlice}, .to = {}},
                  [this, round](const Result<Rows<delegation::Grant>>& answer) {
                      if (!answer) {
                          fail(*round, answer.error());
                          return;
                      }
                      auto& grants = round->facts.grants;
                      grants.insert(grants.end(), answer->items.begin(), answer->items.end());
                      if (!answer->next.empty() && grants.size() < kMostGrants && !round->failed) {
                          askGrants(round, answer->next);
                      } else if (!answer->next.empty()) {
                          round->facts.moreGrants =
                              std::max<std::uint64_t>(answer->total.value_or(0), grants.size() + 1) - grants.size();
                      }
                      answered(*round);
                  });
}

void AccessFeed::answered(Round& round) {
    if (--round.open > 0 || round.failed) {
        return;
    }
    m_asking = false;
    m_soon.setInterval(std::clamp(static_cast<int>(m_took.elapsed()) * 4, kSoonest, kLatest));
    Q_EMIT loaded(std::make_shared<const AccessFacts>(std::move(round.facts)));
    if (m_stale) {
        soon();
    }
}

void AccessFeed::fail(Round& round, const Error& error) {
    if (std::exchange(round.failed, true)) {
        return;
    }
    m_asking = false;
    m_stale = true;
    Q_EMIT failed(error);
}

} // namespace countersign::ui
