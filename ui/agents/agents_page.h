#pragma once

#include "ui/agents/agents_model.h"
#include "ui/shell/page.h"

class QLineEdit;
class QStackedWidget;

namespace countersign::ui {

class AgentInspector;
class AgentVerbs;
class AgentsFeed;
class AgentsTable;
class Banner;
class PageHeader;
class PlainLabel;

/// Who acts: the table of agents, and what is done to them.
class AgentsPage final : public Page {
    Q_OBJECT
public:
    explicit AgentsPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QWidget* inspector() override;
    /// An id (`agent:x`, `x`) is selected; words become the filter.
    bool open(const QString& what) override;
    void activated() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void addActions();
    void addVerbs();
    /// What a locked key cannot ask, a sheet cannot show: it is unlocked before one opens.
    void withKey(const QString& why, const std::function<void()>& act);
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeFaces();
    void connectFeed();
    void take(const std::vector<AgentRow>& rows);
    void takeEnrolments(const std::vector<identity::Enrolment>& waiting);
    void selectionChanged();
    void filterChanged();
    void registerAgent();
    void tellCount();

    AgentsModel* m_model;
    AgentsFilter* m_filter;
    AgentsFeed* m_feed;
    AgentVerbs* m_verbs;
    PageHeader* m_header;
    Banner* m_banner;
    QLineEdit* m_words;
    PlainLabel* m_selected;
    QWidget* m_bulk;
    QStackedWidget* m_faces;
    AgentsTable* m_table;
    PlainLabel* m_state;
    AgentInspector* m_inspector = nullptr;
    std::vector<identity::Enrolment> m_waiting;
    QTimer m_ages;
    /// What is to be selected once it has been loaded.
    QString m_wanted;
};

} // namespace countersign::ui
