#include "ui/audit/audit_table.h"

#include "ui/audit/audit_delegate.h"
#include "ui/audit/audit_words.h"
#include "ui/audit/filter_text.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

namespace countersign::ui {

namespace {

/// Of the width that the fixed columns leave.
/// 2028-12-28T20:48:58Z: a time that is as wide as any when written.
constexpr std::int64_t kLateInAYear = 1861649338000;
constexpr int kAgentShare = 36;
constexpr int kActionShare = 32;

} // namespace

AuditTable::AuditTable(AuditModel* model, QWidget* parent) : QTableView(parent), m_model(model) {
    setAccessibleName(tr("Records"));
    setModel(model);
    setItemDelegate(new AuditDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setDragDropMode(DragOnly);
    setMouseTracking(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerItem);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    measure();
    connect(model, &AuditModel::loaded, this, [this] {
        if (m_awaited.isValid() && m_awaited.row() == currentIndex().row()) {
            choose(m_awaited);
        }
    });
}

void AuditTable::measure() {
    verticalHeader()->setMinimumSectionSize(16);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGrid + 4);
    const auto wide = [this](QStringView sample) { return fontMetrics().horizontalAdvance(sample.toString()) + 24; };
    horizontalHeader()->resizeSection(AuditModel::Record, wide(u"10,000,000"));
    horizontalHeader()->resizeSection(AuditModel::Time, wide(moment(Timestamp(kLateInAYear))));
    horizontalHeader()->resizeSection(AuditModel::Outcome, wide(u"allow, failed"));
    horizontalHeader()->resizeSection(AuditModel::For, wide(u"user_123"));
}

void AuditTable::resizeEvent(QResizeEvent* event) {
    auto* header = horizontalHeader();
    const auto fixed = header->sectionSize(AuditModel::Record) + header->sectionSize(AuditModel::Time) +
                       header->sectionSize(AuditModel::Outcome) + header->sectionSize(AuditModel::For);
    const auto left = std::max(320, viewport()->width() - fixed);
    header->resizeSection(AuditModel::Agent, left * kAgentShare / 100);
    header->resizeSection(AuditModel::Action, left * kActionShare / 100);
    QTableView::resizeEvent(event);
}

void AuditTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
    }
}

void AuditTable::goToFirst() {
    if (model()->rowCount() > 0) {
        setCurrentIndex(model()->index(0, 0));
        scrollToTop();
    }
}

void AuditTable::goToLast() {
    if (const auto rows = model()->rowCount(); rows > 0) {
        setCurrentIndex(model()->index(rows - 1, 0));
        scrollToBottom();
    }
}

void AuditTable::rowsInserted(const QModelIndex& parent, int first, int last) {
    const auto top = verticalScrollBar()->value();
    QTableView::rowsInserted(parent, first, last);
    if (top > 0 && first <= top) {
        updateGeometries();
        verticalScrollBar()->setValue(top + last - first + 1);
    }
}

void AuditTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid()) {
        choose(current);
    }
}

void AuditTable::choose(const QModelIndex& index) {
    const auto row = m_model->row(index.row());
    m_awaited = row || !index.isValid() ? QPersistentModelIndex() : QPersistentModelIndex(index);
    Q_EMIT chosen(row);
}

void AuditTable::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Home) {
        goToFirst();
    } else if (event->key() == Qt::Key_End) {
        goToLast();
    } else {
        QTableView::keyPressEvent(event);
    }
}

QString AuditTable::conditionOf(const QModelIndex& index) const {
    const auto row = m_model->row(index.row());
    if (!row) {
        return {};
    }
    const auto& fields = row->record.fields();
    switch (static_cast<AuditModel::Column>(index.column())) {
    case AuditModel::Record:
        return QStringLiteral("seq = %1").arg(row->seq);
    case AuditModel::Time:
        return QStringLiteral("time = %1").arg(QString::fromStdString(fields.at.text()).left(10));
    case AuditModel::Outcome:
        return comparison("outcome", ledger::outcomeName(fields.outcome));
    case AuditModel::Agent:
        return comparison(isByOperator(fields) ? "operator" : "agent", actorOf(fields));
    case AuditModel::For:
        return comparison("user", fields.user);
    case AuditModel::Action:
        return fields.action.empty() ? comparison("kind", ledger::kindName(fields.kind))
                                     : comparison("action", fields.action);
    case AuditModel::Resource:
        return fields.resource.empty() ? QString() : comparison("resource", fields.resource.begin()->second);
    case AuditModel::kColumns:
        break;
    }
    return {};
}

std::unique_ptr<QMimeData> AuditTable::draggedFrom(const QModelIndex& cell) const {
    const auto condition = conditionOf(cell);
    if (condition.isEmpty()) {
        return nullptr;
    }
    auto dragged = std::make_unique<QMimeData>();
    dragged->setText(condition);
    dragged->setData(QString::fromLatin1(kConditionType), condition.toUtf8());
    return dragged;
}

void AuditTable::startDrag(Qt::DropActions) {
    if (auto dragged = draggedFrom(currentIndex())) {
        auto* drag = new QDrag(this);
        drag->setMimeData(dragged.release());
        drag->exec(Qt::CopyAction);
    }
}

void AuditTable::contextMenuEvent(QContextMenuEvent* event) {
    const auto at = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    const auto condition = at.isValid() ? conditionOf(at) : QString();
    if (condition.isEmpty()) {
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Only with this value"), this, [this, condition] { Q_EMIT conditionWanted(condition); });
    menu->addAction(tr("Without this value"), this,
                    [this, condition] { Q_EMIT conditionWanted(QStringLiteral("not ") + condition); });
    menu->popup(event->globalPos());
}

} // namespace countersign::ui
