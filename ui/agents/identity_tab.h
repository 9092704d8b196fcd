#pragma once

#include "ui/agents/agent_tab.h"

namespace countersign::ui {

class Facts;

/// Who it is: what was registered, and what it did lately.
class IdentityTab final : public AgentTab {
    Q_OBJECT
public:
    IdentityTab(const PageContext& context, QWidget* parent);
    void tell(const AgentRow& row) override;

private:
    Facts* m_facts;
    QStringList m_told;
};

/// Every key that it ever had, newest first.
class KeysTab final : public AgentTab {
    Q_OBJECT
public:
    KeysTab(const PageContext& context, QAction* rotate, QWidget* parent);
    void tell(const AgentRow& row) override;

private:
    QVBoxLayout* m_keys;
    QString m_agent;
    std::vector<identity::KeyEntry> m_told;
};

} // namespace countersign::ui
