#pragma once

#include "ui/support/theme.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>

#include <optional>

namespace countersign::ui {

/// One field of a row as it is shown; foreign text is escaped when it is painted.
struct FactCell {
    QString text;
    /// Shown as a chip of that tone.
    std::optional<Tone> chip{};
    QString icon{};
    enum class Face { Plain, Strong, Mono, Quiet } face = Face::Plain;
    /// What it is sorted by; without, by its text.
    std::optional<qint64> order{};
    friend bool operator==(const FactCell&, const FactCell&) = default;
};
struct FactRow {
    QString id;
    std::vector<FactCell> cells;
    friend bool operator==(const FactRow&, const FactRow&) = default;
};
struct FactColumn {
    QString title;
    /// In characters of the font; 0: what is left.
    int width = 0;
};

class FactModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, OrderRole };
    FactModel(std::vector<FactColumn> columns, QObject* parent);
    void setRows(std::vector<FactRow> rows);
    [[nodiscard]] const FactRow& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<FactColumn>& columns() const { return m_columns; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation side, int role = Qt::DisplayRole) const override;

private:
    std::vector<FactColumn> m_columns;
    std::vector<FactRow> m_rows;
};

/// Sorts by what a column means; shows the rows that contain every word.
class FactFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    FactFilter(FactModel& model, QObject* parent);
    void setWords(const QString& words);
    [[nodiscard]] const FactRow& row(int row) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    FactModel& m_model;
    QStringList m_words;
};

/// A table of facts, one row selected, as Grants, Roles and Delegations use it.
class FactTable final : public QTableView {
    Q_OBJECT
public:
    FactTable(const QString& name, std::vector<FactColumn> columns, QWidget* parent);
    /// Keeps what is selected, if it is still there.
    void setRows(std::vector<FactRow> rows);
    void setWords(const QString& words);
    /// Empty when nothing is selected.
    [[nodiscard]] QString selectedId() const;
    bool select(const QString& id);
    [[nodiscard]] int total() const { return m_rows->rowCount(); }
    [[nodiscard]] int shown() const { return m_filter->rowCount(); }

Q_SIGNALS:
    void selectedChanged();
    /// Enter, or a double click.
    void opened();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void fit();

    FactModel* m_rows;
    FactFilter* m_filter;
    bool m_filling = false;
};

} // namespace countersign::ui
