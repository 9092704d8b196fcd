#pragma once

#include "ui/shell/page.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace countersign::ui {

class Workspace;

/// Ctrl+K: every page, action and agent by name, and whatever has an id by its id. Closes when it loses the focus.
class CommandPalette final : public QWidget {
    Q_OBJECT
public:
    CommandPalette(Workspace* workspace, const PageTable& pages, QWidget* over);

    /// One line of the list.
    struct Entry {
        QString icon;
        QString text;
        /// A key sequence, or why it cannot be done.
        QString hint;
        enum class State { Possible, Impossible } state = State::Possible;
        std::function<void()> act;
    };
    /// What belongs to the window and not to the workspace: other stores, the shortcuts.
    void add(Entry entry);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void collect();
    void askAgents();
    void filter();
    void place();
    void addPasted(const QString& text, std::vector<Entry>& found) const;
    void execute(int row);
    void leave();

    QPointer<Workspace> m_workspace;
    const PageTable& m_pages;
    QWidget* m_over;
    /// What had the focus before, and gets it back.
    QPointer<QWidget> m_before;
    QLineEdit* m_input;
    QListView* m_list;
    QStandardItemModel* m_model;
    std::vector<Entry> m_all;
    std::vector<Entry> m_found;
};

} // namespace countersign::ui
