#pragma once

#include "ui/agents/agent_tab.h"

#include <deque>

namespace countersign::ui {

class Button;
class PlainLabel;

/// Its newest records. Looking at an agent's records is itself recorded, once for each agent that is looked at; what
/// happens from then on is added as it arrives.
class ActivityTab final : public AgentTab {
    Q_OBJECT
public:
    ActivityTab(const PageContext& context, QWidget* parent);
    void tell(const AgentRow& row) override;

private:
    void add(const std::vector<command::AuditRow>& rows);
    void show();

    PlainLabel* m_state;
    QVBoxLayout* m_lines;
    identity::AgentId m_agent;
    std::deque<command::AuditRow> m_records;
    bool m_answered = false;
};

} // namespace countersign::ui
