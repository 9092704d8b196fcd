#pragma once

#include "ui/agents/agent_row.h"
#include "ui/support/session.h"

namespace countersign::ui {

/// What can be done to the selected agents. Each asks first what would change for whom, shows it, and then orders.
class AgentVerbs final : public QObject {
    Q_OBJECT
public:
    /// `over`: the page, beside which sheets open.
    AgentVerbs(Session& session, QWidget* over);

    void suspend(const std::vector<identity::AgentId>& agents);
    void resume(const std::vector<identity::AgentId>& agents);
    /// For good.
    void revoke(const identity::AgentId& agent);

Q_SIGNALS:
    /// Something was ordered: what is shown is old.
    void ordered();

private:
    /// `order` without effects; `remark` stands below what the engine tells.
    void ask(Order order, const QString& remark);

    Session& m_session;
    QWidget* m_over;
};

} // namespace countersign::ui
