#include "ui/access/matrix_view.h"

#include "ui/access/matrix_delegate.h"
#include "ui/access/matrix_headers.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace countersign::ui {

MatrixView::MatrixView(MatrixModel& model, QWidget* parent)
    : QTableView(parent), m_model(model), m_columns(new MatrixColumns(this)) {
    setHorizontalHeader(m_columns);
    setVerticalHeader(new MatrixRows(this));
    setModel(&model);
    setItemDelegate(new MatrixDelegate(this));
    setAccessibleName(tr("Who may do what"));
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectItems);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    connect(this, &QTableView::entered, this, &MatrixView::told);
    connect(this, &QTableView::doubleClicked, this, &MatrixView::opened);
    connect(m_columns, &QHeaderView::sectionClicked, this,
            [this](int column) { setCurrentIndex(m_model.index(std::max(0, currentIndex().row()), column)); });
    connect(verticalHeader(), &QHeaderView::sectionClicked, this,
            [this](int row) { setCurrentIndex(m_model.index(row, std::max(0, currentIndex().column()))); });
    // Other rows, but the same question as far as it can still be asked.
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        fit();
        if (!select(m_subject, m_scope)) {
            Q_EMIT cellChanged({});
            Q_EMIT told({});
        }
    });
    fit();
}

bool MatrixView::select(const QString& subject, const QString& scope) {
    const auto at = m_model.find(subject, scope);
    if (at.isValid()) {
        setCurrentIndex(at);
        scrollTo(at);
    }
    return at.isValid();
}

void MatrixView::fit() {
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
    const int bar = verticalScrollBar()->sizeHint().width();
    m_columns->fit(std::max(0, width() - verticalHeader()->sizeHint().width() - bar - 2 * frameWidth()));
    updateGeometries();
}

void MatrixView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void MatrixView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fit();
    }
}

void MatrixView::leaveEvent(QEvent* event) {
    QTableView::leaveEvent(event);
    Q_EMIT told(currentIndex());
}

void MatrixView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void MatrixView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.isValid()) {
        m_subject = m_model.subject(current.row());
        m_scope = current.data(MatrixModel::ScopeRole).toString();
    }
    m_columns->viewport()->update();
    verticalHeader()->viewport()->update();
    Q_EMIT cellChanged(current);
    Q_EMIT told(current);
}

} // namespace countersign::ui
