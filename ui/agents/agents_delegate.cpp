#include "ui/agents/agents_delegate.h"

#include "ui/agents/agents_model.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_glyph.h"

#include <QApplication>
#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kGlyph = 16;

bool isQuiet(int column, const QString& text) {
    return text == QStringLiteral("–") || column == AgentsModel::Key || column == AgentsModel::LastSeen ||
           column == AgentsModel::Expires;
}

} // namespace

AgentsDelegate::AgentsDelegate(const AgentsFilter& rows, QObject* parent) : QStyledItemDelegate(parent), m_rows(rows) {}

void AgentsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem panel(option);
    initStyleOption(&panel, index);
    const auto text = std::exchange(panel.text, {});
    auto* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &panel, painter, option.widget);
    const auto& colors = colorsOf(option.palette);
    const auto& row = m_rows.row(index.row());
    auto box = option.rect.adjusted(kCellLead, 0, -kCellTrail, 0);
    painter->save();
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(option.font);
    painter->setPen(isQuiet(index.column(), text) ? colors.muted : colors.ink);
    if (index.column() == AgentsModel::State) {
        const auto look = lookOf(row.view.agent, m_rows.now());
        paintChip(painter, box, option.font, colors, look.word, look.tone, look.icon);
        painter->restore();
        return;
    }
    if (index.column() == AgentsModel::Key && row.key() != nullptr) {
        const QRect glyph(box.left(), box.center().y() - kGlyph / 2, kGlyph, kGlyph);
        paintKeyGlyph(*painter, glyph, row.key()->thumbprint, colors.accent);
        box.setLeft(glyph.right() + kGrid);
    } else if (index.column() == AgentsModel::Name) {
        painter->setFont(scaled(option.font, 1.0, QFont::DemiBold));
        painter->setPen(colors.ink);
    } else if (index.column() == AgentsModel::Pending && row.view.pending > 0) {
        painter->setFont(scaled(option.font, 1.0, QFont::DemiBold));
        painter->setPen(colors.hold);
    } else if (index.column() == AgentsModel::Denied && row.denied > 0) {
        painter->setFont(scaled(option.font, 1.0, QFont::DemiBold));
        painter->setPen(colors.deny);
    }
    const auto side = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter->drawText(box, static_cast<int>(side) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    painter->restore();
}

QSize AgentsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 16};
}

} // namespace countersign::ui
