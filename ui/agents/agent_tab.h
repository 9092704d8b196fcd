#pragma once

#include "ui/agents/agent_row.h"
#include "ui/shell/page.h"

#include <QScrollArea>

class QVBoxLayout;

namespace countersign::ui {

/// One tab of the inspector. Told of its agent when it is shown, and again whenever something may have changed.
class AgentTab : public QScrollArea {
    Q_OBJECT
public:
    AgentTab(const PageContext& context, const QString& title, QWidget* parent);
    virtual void tell(const AgentRow& row) = 0;

protected:
    [[nodiscard]] Session& session() const { return m_context.session; }
    [[nodiscard]] Navigator& navigator() const { return m_context.navigator; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

private:
    const PageContext m_context;
    QVBoxLayout* m_column;
};

/// Removes what is in the layout.
void empty(QVBoxLayout& layout);

} // namespace countersign::ui
