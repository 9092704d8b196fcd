#include "ui/agents/agents_feed.h"

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::uint32_t kSlice = 1000;
constexpr int kSoonest = 200;
constexpr int kLatest = 10'000;

/// Reading the ledger changes no agent.
bool matters(const command::AuditRow& row) {
    return row.record->kind != ledger::Kind::AuditRead;
}

} // namespace

AgentsFeed::AgentsFeed(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonest);
    connect(&m_soon, &QTimer::timeout, this, &AgentsFeed::refresh);
    connect(&session, &Session::refreshWanted, this, &AgentsFeed::soon);
    connect(&session, &Session::recordsArrived, this, [this](const std::vector<command::AuditRow>& rows) {
        if (std::ranges::any_of(rows, matters)) {
            soon();
        }
    });
}

void AgentsFeed::watch() {
    m_watching = true;
    if (m_stale) {
        refresh();
    }
}

void AgentsFeed::rest() {
    m_watching = false;
}

void AgentsFeed::soon() {
    m_stale = true;
    if (m_watching && !m_asking && !m_soon.isActive()) {
        m_soon.start();
    }
}

void AgentsFeed::refresh() {
    m_stale = true;
    if (m_asking || !m_watching) {
        return;
    }
    m_soon.stop();
    m_asking = true;
    m_stale = false;
    m_took.start();
    m_rows.clear();
    m_places.clear();
    askAgents({});
}

void AgentsFeed::askAgents(const std::string& after) {
    m_session.ask(this, command::ListAgents{.page = {.after = after, .limit = kSlice}},
                  [this](const Result<Rows<command::AgentView>>& answer) {
                      if (!answer) {
                          fail(answer.error());
                          return;
                      }
                      for (const auto& view : answer->items) {
                          m_places.emplace(view.agent.id.text(), m_rows.size());
                          m_rows.push_back({.view = view, .lastSeen = {}, .denied = 0});
                      }
                      if (answer->next.empty()) {
                          askActivity({});
                      } else {
                          askAgents(answer->next);
                      }
                  });
}

void AgentsFeed::askActivity(const std::string& after) {
    m_session.ask(this, command::ListActivity{.page = {.after = after, .limit = kSlice}},
                  [this](const Result<Rows<command::AgentActivity>>& answer) {
                      if (!answer) {
                          fail(answer.error());
                          return;
                      }
                      for (const auto& activity : answer->items) {
                          if (const auto place = m_places.find(activity.agent.text()); place != m_places.end()) {
                              m_rows[place->second].lastSeen = activity.lastSeen;
                              m_rows[place->second].denied = activity.denied;
                          }
                      }
                      if (answer->next.empty()) {
                          askEnrolments();
                      } else {
                          askActivity(answer->next);
                      }
                  });
}

void AgentsFeed::askEnrolments() {
    m_session.ask(this, command::ListEnrolments{.page = {.after = {}, .limit = kSlice}},
                  [this](const Result<Rows<identity::Enrolment>>& answer) {
                      if (answer) {
                          Q_EMIT enrolmentsChanged(answer->items);
                      }
                      finish();
                  });
}

void AgentsFeed::finish() {
    m_asking = false;
    m_soon.setInterval(std::clamp(static_cast<int>(m_took.elapsed()) * 4, kSoonest, kLatest));
    Q_EMIT loaded(m_rows);
    if (m_stale) {
        soon();
    }
}

void AgentsFeed::fail(const Error& error) {
    m_asking = false;
    m_stale = true;
    Q_EMIT failed(error);
}

} // namespace countersign::ui
