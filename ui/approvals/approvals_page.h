#pragma once

#include "ui/approvals/approval_list_model.h"
#include "ui/shell/page.h"

#include <QTimer>

class QComboBox;
class QListView;
class QStackedWidget;

namespace countersign::ui {

class ApprovalFeed;
class Button;
class DecisionDesk;
class EmptyState;
class PageHeader;

/// Where approvers live: what waits on the left, the request to be judged on the right.
class ApprovalsPage final : public Page {
    Q_OBJECT
public:
    explicit ApprovalsPage(const PageContext& context, QWidget* parent = nullptr);
    /// `apr_…`, also of one that was decided, or the `req_…` of one that waits.
    bool open(const QString& what) override;
    void activated() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void buildList();
    void buildDesk();
    void addActions();
    void addDeciding();
    void follow();
    void change(const std::function<void()>& change);
    void changed();
    void openOrClose(const QModelIndex& index);
    void showCurrent();
    void showWhatIsSelected();
    void selectRow(int row);
    void select(const QString& id);
    void move(int rows);
    void decided(const std::vector<ApprovalId>& shown);
    void advance();
    void say();
    void refreshEmpty();

    ApprovalListModel* m_model;
    ApprovalFeed* m_feed;
    PageHeader* m_header = nullptr;
    QComboBox* m_order = nullptr;
    QListView* m_list = nullptr;
    DecisionDesk* m_desk = nullptr;
    QStackedWidget* m_right = nullptr;
    EmptyState* m_empty = nullptr;
    EmptyState* m_locked = nullptr;
    QTimer m_tick;
    /// The request that the list's selection stands for; stays while rows come and go.
    QString m_currentId;
    int m_row = 0;
    /// The mark in the list moves, not what is shown.
    bool m_quiet = false;
    /// After a decision, until the list has it: the row from which the next one is taken.
    std::optional<int> m_advanceFrom;
};

} // namespace countersign::ui
