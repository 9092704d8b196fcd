#pragma once

#include "ui/agents/agent_row.h"
#include "ui/support/session.h"
#include "ui/widgets/sheet.h"

class QComboBox;

namespace countersign::ui {

class KeyField;

/// A new key for an agent, and until when the old one still counts.
class RotateSheet final : public Sheet {
    Q_OBJECT
public:
    RotateSheet(Session& session, const identity::AgentId& agent, QWidget* over);

private:
    void preview();
    void send();
    [[nodiscard]] command::RotateAgentKey draft() const;

    Session& m_session;
    const identity::AgentId m_agent;
    KeyField* m_key;
    QComboBox* m_overlap;
    QTimer m_soon;
    quint64 m_version = 0;
};

} // namespace countersign::ui
