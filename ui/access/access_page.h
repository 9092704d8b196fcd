#pragma once

#include "ui/access/access_actions.h"
#include "ui/shell/page.h"

class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace countersign::ui {

class AccessFeed;
class Banner;
class FactTable;
class InspectorPane;
class MatrixFace;
class PageHeader;
class PlainLabel;
class ScopePanel;

/// Who may do what, and by what right: the catalogue beside the matrix, the grants, the roles and the delegations.
class AccessPage final : public Page {
    Q_OBJECT
public:
    explicit AccessPage(const PageContext& context, QWidget* parent = nullptr);
    [[nodiscard]] QWidget* inspector() override;
    /// `grt_…`, `dlg_…`, `role:x`, `scope:x`, `agent:x`, `group:x`, or a scope; other words become the filter.
    bool open(const QString& what) override;
    void activated() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    enum Tab { Matrix, Grants, Roles, Delegations };
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeCatalogue();
    [[nodiscard]] QWidget* makeFaces();
    void addTable(Tab tab, const QString& name, const char* icon, const QString& empty, const QString& sentence,
                  const char* action);
    void connectAll();
    void take(const AccessFactsPtr& facts);
    void fillGrants();
    void makeHeader();
    void choose();
    void tell();
    void tellCount();
    void tellMore();
    void askLines();
    void want(const QString& what);
    [[nodiscard]] bool openNow(const QString& what);
    [[nodiscard]] FactTable* table(int tab) const;

    AccessActions* m_verbs;
    AccessFeed* m_feed;
    AccessFactsPtr m_facts;
    PageHeader* m_header;
    Banner* m_banner;
    QTabBar* m_tabs = nullptr;
    QLineEdit* m_words = nullptr;
    QWidget* m_left = nullptr;
    ScopePanel* m_catalogue = nullptr;
    QStackedWidget* m_outer = nullptr;
    PlainLabel* m_state = nullptr;
    QStackedWidget* m_faces = nullptr;
    MatrixFace* m_matrix = nullptr;
    std::array<FactTable*, 4> m_tables{};
    std::array<QStackedWidget*, 4> m_stacks{};
    /// What makes another one of what a tab shows.
    std::array<QWidget*, 4> m_makers{};
    InspectorPane* m_pane;
    /// Agents whose lines are being asked for, where there are too many grants to work them out here.
    int m_askedLines = 0;
    /// The catalogue was chosen from last: the inspector tells of that scope.
    bool m_ofScope = false;
    QString m_wanted;
};

} // namespace countersign::ui
