#include "ui/access/fact_table.h"

#include "ui/access/fact_delegate.h"
#include "ui/support/hostile_text.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace countersign::ui {

FactModel::FactModel(std::vector<FactColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

void FactModel::setRows(std::vector<FactRow> rows) {
    if (rows == m_rows) {
        return;
    }
    const bool same = std::ranges::equal(rows, m_rows, {}, &FactRow::id, &FactRow::id);
    if (same) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FactModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FactModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant FactModel::data(const QModelIndex& at, int role) const {
    if (!checkIndex(at, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& line = row(at.row());
    const auto& cell = line.cells[static_cast<std::size_t>(at.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return visible(cell.text);
    case IdRole:
        return line.id;
    case OrderRole:
        return cell.order ? QVariant(*cell.order) : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant FactModel::headerData(int section, Qt::Orientation side, int role) const {
    if (side == Qt::Vertical || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    }
    return role == Qt::DisplayRole ? QVariant(m_columns[static_cast<std::size_t>(section)].title) : QVariant();
}

FactFilter::FactFilter(FactModel& model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model) {
    setSourceModel(&model);
    setSortRole(FactModel::OrderRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void FactFilter::setWords(const QString& words) {
    m_words = words.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

const FactRow& FactFilter::row(int row) const {
    return m_model.row(mapToSource(index(row, 0)).row());
}

bool FactFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    const auto& line = m_model.row(row);
    return std::ranges::all_of(m_words, [&](const QString& word) {
        return line.id.contains(word, Qt::CaseInsensitive) ||
               std::ranges::any_of(line.cells,
                                   [&](const FactCell& cell) { return cell.text.contains(word, Qt::CaseInsensitive); });
    });
}

FactTable::FactTable(const QString& name, std::vector<FactColumn> columns, QWidget* parent)
    : QTableView(parent), m_rows(new FactModel(std::move(columns), this)), m_filter(new FactFilter(*m_rows, this)) {
    setModel(m_filter);
    setItemDelegate(new FactDelegate(*m_filter, this));
    setAccessibleName(name);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setSortingEnabled(true);
    sortByColumn(0, Qt::AscendingOrder);
    connect(this, &QTableView::doubleClicked, this, &FactTable::opened);
    fit();
}

void FactTable::setRows(std::vector<FactRow> rows) {
    const auto id = selectedId();
    m_filling = true;
    m_rows->setRows(std::move(rows));
    if (!id.isEmpty()) {
        select(id);
    }
    m_filling = false;
    Q_EMIT selectedChanged();
}

void FactTable::setWords(const QString& words) {
    m_filter->setWords(words);
}

QString FactTable::selectedId() const {
    const auto rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.front().data(FactModel::IdRole).toString();
}

bool FactTable::select(const QString& id) {
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        if (m_filter->row(row).id == id) {
            setCurrentIndex(m_filter->index(row, 0));
            selectRow(row);
            scrollTo(currentIndex());
            return true;
        }
    }
    return false;
}

void FactTable::fit() {
    const int unit = fontMetrics().averageCharWidth();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
    const auto& columns = m_rows->columns();
    int open = 0;
    int fixed = 0;
    int left = viewport()->width();
    // The last columns give way where there is no room for them.
    std::vector<bool> shown;
    for (const auto& column : columns) {
        const int least = (column.width == 0 ? 14 : column.width) * unit;
        const bool fits = shown.size() < 2 || fixed + least <= left;
        shown.push_back(fits);
        fixed += fits ? least : 0;
        open += fits && column.width == 0 ? 1 : 0;
    }
    const int spare = open == 0 ? 0 : std::max(0, left - fixed) / open;
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const auto& column = columns[static_cast<std::size_t>(i)];
        setColumnHidden(i, !shown[static_cast<std::size_t>(i)]);
        setColumnWidth(i, column.width == 0 ? 14 * unit + spare : column.width * unit);
    }
}

void FactTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void FactTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fit();
    }
}

void FactTable::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !selectedId().isEmpty()) {
        Q_EMIT opened();
        return;
    }
    QTableView::keyPressEvent(event);
}

void FactTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    if (!m_filling) {
        Q_EMIT selectedChanged();
    }
}

} // namespace countersign::ui
