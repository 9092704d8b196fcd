#include "ui/audit/audit_delegate.h"

#include "ui/audit/audit_model.h"
#include "ui/audit/audit_words.h"
#include "ui/support/icons.h"
#include "ui/support/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_glyph.h"

#include <QApplication>
#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kGlyph = 16;

bool isMono(int column) {
    return column == AuditModel::Action || column == AuditModel::Resource;
}

/// A quiet bar where a record is on its way.
void paintAwaited(QPainter& painter, QRect where, const Colors& colors, int row) {
    where =
        QRect(where.left() + kCellLead, where.center().y() - 4, std::max(16, where.width() / 2 - row % 3 * 8), kGrid);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.neutralSoft);
    painter.drawRoundedRect(where, 4, 4);
}

} // namespace

void AuditDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& colors = colorsOf(option.palette);
    QStyleOptionViewItem panel(option);
    panel.index = index;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, option.widget);
    painter->save();
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const auto row = index.data(AuditModel::RowRole).value<AuditModel::RowPointer>();
    auto where = option.rect.adjusted(kCellLead, 0, -kCellTrail, 0);
    if (!row && index.column() != AuditModel::Record) {
        paintAwaited(*painter, option.rect, colors, index.row());
        painter->restore();
        return;
    }
    if (row && index.column() == AuditModel::Outcome) {
        const auto size =
            paintChip(nullptr, {}, option.font, colors, outcomeWord(*row), outcomeTone(*row), outcomeIcon(*row));
        const QRect chip(where.left(), where.top(), size.width(), where.height());
        paintChip(painter, chip, option.font, colors, outcomeWord(*row), outcomeTone(*row), outcomeIcon(*row));
        painter->restore();
        return;
    }
    if (row && index.column() == AuditModel::Agent) {
        const QRect glyph(where.left(), where.center().y() - kGlyph / 2 + 1, kGlyph, kGlyph);
        if (isByOperator(row->record.fields())) {
            paintIcon(*painter, glyph, QStringLiteral("user"), colors.muted);
        } else {
            paintKeyGlyph(*painter, glyph, row->record->agentKey, colors.accent);
        }
        where.setLeft(glyph.right() + kGrid);
    }
    const bool quiet = index.column() == AuditModel::Record || index.column() == AuditModel::Time ||
                       index.column() == AuditModel::Resource || !row;
    const auto text = index.data(Qt::DisplayRole).toString();
    painter->setFont(isMono(index.column()) ? monospace(option.font) : tabular(option.font));
    painter->setPen(quiet ? colors.muted : colors.ink);
    if (index.column() == AuditModel::For && text.isEmpty()) {
        painter->setPen(colors.muted);
        painter->drawText(where, Qt::AlignVCenter, QString(QChar(0x2013)));
    }
    const auto alignment = index.column() == AuditModel::Record ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(where, Qt::AlignVCenter | alignment,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, where.width()));
    painter->restore();
}

QSize AuditDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {80, option.fontMetrics.height() + kGrid + 4};
}

} // namespace countersign::ui
