#include "ui/access/matrix_delegate.h"

#include "ui/access/access_words.h"
#include "ui/access/matrix_model.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"

#include <QPainter>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kIcon = 14;
constexpr int kArrow = 10;
constexpr int kSpace = 4;
constexpr int kCorner = 8;

/// The word when it fits, else the letter.
QString wordFor(const Look& look, const QFontMetrics& metrics, int room) {
    return metrics.horizontalAdvance(look.word) <= room ? look.word : look.letter;
}

void paintCorner(QPainter& painter, const QRect& box, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygon(
        {box.topRight() + QPoint(1, 0), box.topRight() + QPoint(1 - kCorner, 0), box.topRight() + QPoint(1, kCorner)}));
}

} // namespace

void paintMatrixSign(QPainter& painter, const QRect& box, const QFont& font, const QPalette& palette, int verdict,
                     bool inherited, bool partly) {
    const auto& colors = colorsOf(palette);
    auto look = lookOf(static_cast<CellAnswer::Verdict>(std::max(verdict, 0)));
    if (verdict == MatrixModel::kBeingAsked) {
        look.letter = QStringLiteral("…");
    }
    painter.save();
    painter.setFont(scaled(font, 0.92, QFont::DemiBold));
    if (look.icon.isEmpty()) {
        painter.setPen(colors.muted);
        painter.drawText(box, Qt::AlignCenter, look.letter);
        painter.restore();
        return;
    }
    const auto ink = inkOf(colors, look.tone);
    const auto fill = inherited ? QColor(Qt::transparent) : softOf(colors, look.tone);
    paintPanel(painter, box, fill, inherited ? ink : QColor(Qt::transparent), 4);
    if (partly) {
        painter.setRenderHint(QPainter::Antialiasing);
        paintCorner(painter, box, ink);
    }
    const auto metrics = painter.fontMetrics();
    const int arrow = inherited ? kArrow : 0;
    const int signs = kIcon + arrow + kSpace;
    const auto word = wordFor(look, metrics, box.width() - signs - 2 * kSpace);
    const int width = signs + metrics.horizontalAdvance(word);
    QRect line(box.center().x() - width / 2, box.top(), width, box.height());
    const auto square = [&](int x) { return QRect(x, box.center().y() - kIcon / 2 + 1, kIcon, kIcon); };
    paintIcon(painter, square(line.left()).adjusted(1, 1, -1, -1), look.icon, ink);
    painter.setPen(ink);
    painter.drawText(line.adjusted(kIcon + kSpace, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     word);
    if (inherited) {
        paintIcon(painter, QRect(line.right() - kArrow + 2, box.center().y() - kArrow / 2 + 1, kArrow, kArrow),
                  QStringLiteral("go-up"), ink);
    }
    painter.restore();
}

void MatrixDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& colors = colorsOf(option.palette);
    const bool current = option.state & QStyle::State_Selected;
    if (current) {
        painter->fillRect(option.rect, colors.accentSoft);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(option.rect, colors.raised);
    }
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    paintMatrixSign(*painter, option.rect.adjusted(3, 4, -3, -5), option.font, option.palette,
                    index.data(MatrixModel::VerdictRole).toInt(), index.data(MatrixModel::InheritedRole).toBool(),
                    index.data(MatrixModel::PartlyRole).toBool());
    if (current) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(colors.accent, option.state & QStyle::State_HasFocus ? 2 : 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -2), 4, 4);
        painter->restore();
    }
}

} // namespace countersign::ui
