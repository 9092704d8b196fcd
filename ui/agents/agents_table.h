#pragma once

#include "ui/agents/agents_model.h"

#include <QTableView>

namespace countersign::ui {

/// The table. Where it is narrow, the columns of least importance are left out: the inspector has them all.
class AgentsTable final : public QTableView {
    Q_OBJECT
public:
    AgentsTable(AgentsFilter& rows, QWidget* parent);
    [[nodiscard]] std::vector<identity::AgentId> selected() const;
    /// The one that the inspector tells of: the current one if it is selected.
    [[nodiscard]] const AgentRow* shown() const;
    /// False: it is not in the table, or filtered out.
    bool select(const QString& id);

Q_SIGNALS:
    void selectedChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();

    AgentsFilter& m_filter;
};

} // namespace countersign::ui
