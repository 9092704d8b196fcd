#include "ui/access/fact_delegate.h"

#include "ui/access/fact_table.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/chip.h"

#include <QApplication>
#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kPad = 8;

QFont fontOf(const QFont& base, FactCell::Face face) {
    switch (face) {
    case FactCell::Face::Plain:
    case FactCell::Face::Quiet:
        break;
    case FactCell::Face::Strong:
        return scaled(base, 1.0, QFont::DemiBold);
    case FactCell::Face::Mono:
        return monospace(base);
    }
    return tabular(base);
}

} // namespace

FactDelegate::FactDelegate(const FactFilter& rows, QObject* parent) : QStyledItemDelegate(parent), m_rows(rows) {}

void FactDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem panel(option);
    initStyleOption(&panel, index);
    panel.text.clear();
    auto* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &panel, painter, option.widget);
    const auto& colors = colorsOf(option.palette);
    const auto& cell = m_rows.row(index.row()).cells[static_cast<std::size_t>(index.column())];
    const auto box = option.rect.adjusted(kPad, 0, -kPad, 0);
    painter->save();
    if (cell.chip) {
        paintChip(painter, box, option.font, colors, cell.text, *cell.chip, cell.icon);
    } else {
        painter->setFont(fontOf(option.font, cell.face));
        painter->setPen(cell.face == FactCell::Face::Quiet ? colors.muted : colors.ink);
        const auto side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(visible(cell.text), Qt::ElideRight, box.width()));
    }
    painter->restore();
}

} // namespace countersign::ui
