#pragma once

#include "ui/access/matrix_model.h"

#include <QTableView>

namespace countersign::ui {

class MatrixColumns;

/// The matrix: headers that stay, a cell that the keyboard moves, and only what is seen is worked out and painted.
class MatrixView final : public QTableView {
    Q_OBJECT
public:
    MatrixView(MatrixModel& model, QWidget* parent);
    /// False when it is not shown.
    bool select(const QString& subject, const QString& scope);

Q_SIGNALS:
    /// The cell that the keyboard is on; invalid: none.
    void cellChanged(const QModelIndex& index);
    /// The cell to tell of: the one below the pointer, else the one that the keyboard is on.
    void told(const QModelIndex& index);
    /// Enter, or a double click.
    void opened(const QModelIndex& index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();

    MatrixModel& m_model;
    MatrixColumns* m_columns;
    QString m_subject;
    QString m_scope;
};

} // namespace countersign::ui
