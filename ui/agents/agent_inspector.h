#pragma once

#include "ui/agents/agent_row.h"
#include "ui/shell/page.h"

class QStackedWidget;
class QTabBar;

namespace countersign::ui {

class AgentTab;
class Button;
class Chip;
class KeyGlyph;
class PlainLabel;

/// The selected agent: who it is, what can be done to it, and its facts in tabs.
class AgentInspector final : public QWidget {
    Q_OBJECT
public:
    AgentInspector(const PageContext& context, QWidget* parent);
    /// Null: nothing is selected. Called again whenever something may have changed.
    void tell(const AgentRow* row);

private:
    void addTab(const QString& title, AgentTab* tab);
    void tellTab();

    const Clock& m_clock;
    QStackedWidget* m_faces;
    KeyGlyph* m_glyph;
    PlainLabel* m_name;
    PlainLabel* m_key;
    Chip* m_state;
    Button* m_suspend;
    Button* m_resume;
    QTabBar* m_bar;
    QStackedWidget* m_tabs;
    std::vector<AgentTab*> m_all;
    std::optional<AgentRow> m_row;
};

} // namespace countersign::ui
