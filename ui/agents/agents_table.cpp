#include "ui/agents/agents_table.h"

#include "ui/agents/agents_delegate.h"

#include <QEvent>
#include <QHeaderView>

#include <array>

namespace countersign::ui {

namespace {

/// In characters of the font, by column; the first one takes what is left.
constexpr std::array<int, AgentsModel::ColumnCount> kWidths{24, 17, 15, 10, 13, 13, 12, 15, 15, 12};

} // namespace

AgentsTable::AgentsTable(AgentsFilter& rows, QWidget* parent) : QTableView(parent), m_filter(rows) {
    setModel(&rows);
    setItemDelegate(new AgentsDelegate(rows, this));
    setAccessibleName(tr("Agents"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(AgentsModel::Name, QHeaderView::Stretch);
    setSortingEnabled(true);
    sortByColumn(AgentsModel::Name, Qt::AscendingOrder);
    fit();
}

void AgentsTable::fit() {
    const int unit = fontMetrics().averageCharWidth();
    int left = viewport()->width();
    bool room = true;
    for (int column = 0; column < AgentsModel::ColumnCount; ++column) {
        const int width = kWidths[static_cast<std::size_t>(column)] * unit;
        left -= width;
        room = room && (left >= 0 || column <= AgentsModel::State);
        setColumnHidden(column, !room);
        if (room && column != AgentsModel::Name) {
            setColumnWidth(column, width);
        }
    }
}

std::vector<identity::AgentId> AgentsTable::selected() const {
    std::vector<identity::AgentId> agents;
    for (const auto& index : selectionModel()->selectedRows()) {
        agents.push_back(m_filter.row(index.row()).id());
    }
    return agents;
}

const AgentRow* AgentsTable::shown() const {
    const auto rows = selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        return nullptr;
    }
    const auto current = currentIndex();
    const bool fits = current.isValid() && selectionModel()->isRowSelected(current.row(), {});
    return &m_filter.row(fits ? current.row() : rows.front().row());
}

bool AgentsTable::select(const QString& id) {
    const auto found = m_filter.match(m_filter.index(0, 0), AgentsModel::IdRole, id, 1, Qt::MatchExactly);
    if (found.isEmpty()) {
        return false;
    }
    setCurrentIndex(found.front());
    selectRow(found.front().row());
    scrollTo(found.front());
    return true;
}

void AgentsTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void AgentsTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
        fit();
    }
}

void AgentsTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedChanged();
}

void AgentsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    Q_EMIT selectedChanged();
}

} // namespace countersign::ui
