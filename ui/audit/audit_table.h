#pragma once

#include "ui/audit/audit_model.h"

#include <QMimeData>
#include <QTableView>

#include <memory>

namespace countersign::ui {

/// The table of records: rows of one height, nothing measured, so that its length costs nothing. Rows that arrive on
/// top move what is looked at only when its top is looked at.
class AuditTable final : public QTableView {
    Q_OBJECT
public:
    explicit AuditTable(AuditModel* model, QWidget* parent = nullptr);
    void goToFirst();
    void goToLast();
    /// What a cell says as a condition, to be dragged to the filter; null where it says nothing.
    [[nodiscard]] std::unique_ptr<QMimeData> draggedFrom(const QModelIndex& cell) const;

Q_SIGNALS:
    /// A row was chosen, or none (null).
    void chosen(const countersign::ui::AuditModel::RowPointer& row);
    /// A condition made of a cell, to be added to the filter: `agent = x`, `not agent = x`.
    void conditionWanted(const QString& condition);

protected:
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    void measure();
    void choose(const QModelIndex& index);
    [[nodiscard]] QString conditionOf(const QModelIndex& index) const;

    AuditModel* m_model;
    /// The row that was chosen before it was here.
    QPersistentModelIndex m_awaited;
};

} // namespace countersign::ui
