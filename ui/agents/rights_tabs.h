#pragma once

#include "ui/agents/agent_tab.h"

namespace countersign::ui {

class PlainLabel;

/// What it may do, each line with the right by which.
class MayDoTab final : public AgentTab {
    Q_OBJECT
public:
    MayDoTab(const PageContext& context, QWidget* parent);
    void tell(const AgentRow& row) override;

private:
    void show(const std::vector<decision::Permission>& permissions);

    PlainLabel* m_state;
    QVBoxLayout* m_lines;
    identity::AgentId m_agent;
    std::optional<std::vector<decision::Permission>> m_told;
};

/// What others lend it, and what it lends on.
class ActsForTab final : public AgentTab {
    Q_OBJECT
public:
    ActsForTab(const PageContext& context, QWidget* parent);
    void tell(const AgentRow& row) override;

private:
    void ask(const identity::AgentId& agent, const std::string& after, std::vector<delegation::Delegation> found);
    void show(const std::vector<delegation::Delegation>& delegations);

    PlainLabel* m_state;
    QVBoxLayout* m_lines;
    identity::AgentId m_agent;
    std::optional<std::vector<delegation::Delegation>> m_told;
};

} // namespace countersign::ui
