#pragma once

#include "ui/agents/agent_row.h"
#include "ui/support/session.h"

#include <QElapsedTimer>

namespace countersign::ui {

/// Keeps the list of agents fresh: asks for all pages of it, again when records have arrived, never twice at a time and
/// never so often that asking is all that the engine does.
class AgentsFeed final : public QObject {
    Q_OBJECT
public:
    AgentsFeed(Session& session, QObject* parent);
    /// While nobody looks, nothing is asked.
    void watch();
    void rest();
    /// Now, or as soon as what is under way has been answered.
    void refresh();

Q_SIGNALS:
    void loaded(const std::vector<countersign::ui::AgentRow>& rows);
    void enrolmentsChanged(const std::vector<countersign::identity::Enrolment>& waiting);
    void failed(const countersign::Error& error);

private:
    void askAgents(const std::string& after);
    void askActivity(const std::string& after);
    void askEnrolments();
    void finish();
    void fail(const Error& error);
    void soon();

    Session& m_session;
    QTimer m_soon;
    QElapsedTimer m_took;
    std::vector<AgentRow> m_rows;
    std::map<std::string, std::size_t> m_places;
    bool m_watching = false;
    bool m_asking = false;
    /// What is shown is older than what is known to have happened.
    bool m_stale = true;
};

} // namespace countersign::ui
