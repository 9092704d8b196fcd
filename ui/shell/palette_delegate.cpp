#include "ui/shell/palette_delegate.h"

#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kIcon = 16;
constexpr int kSide = 12;

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {option.rect.width(), std::max(34, option.fontMetrics.height() + 2 * kGrid)};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& c = colorsOf(option.palette);
    const bool possible = index.data(PalettePossible).toBool();
    if (option.state & QStyle::State_Selected) {
        paintPanel(*painter, option.rect.adjusted(4, 1, -4, -1), c.accentSoft, c.accentSoft, 4);
    }
    const auto ink = possible ? c.ink : c.muted;
    auto rest = option.rect.adjusted(kSide, 0, -kSide, 0);
    paintIcon(*painter, {rest.left(), rest.center().y() - kIcon / 2 + 1, kIcon, kIcon},
              index.data(PaletteIcon).toString(), possible ? c.accent : c.muted);
    rest.setLeft(rest.left() + kIcon + kSide);
    painter->save();
    const auto hint = visible(index.data(PaletteHint).toString());
    painter->setFont(scaled(option.font, 0.9));
    painter->setPen(c.muted);
    const int hintWidth = std::min(painter->fontMetrics().horizontalAdvance(hint), rest.width() / 2);
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(hint, Qt::ElideRight, hintWidth));
    rest.setRight(rest.right() - hintWidth - kSide);
    painter->setFont(option.font);
    painter->setPen(ink);
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(visible(index.data().toString()), Qt::ElideMiddle, rest.width()));
    painter->restore();
}

} // namespace countersign::ui
