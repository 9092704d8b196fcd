#include "ui/shell/search_button.h"

#include "ui/support/icons.h"
#include "ui/support/style.h"
#include "ui/widgets/button.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kIcon = 16;
constexpr int kSide = 10;

} // namespace

SearchButton::SearchButton(QWidget* parent) : QAbstractButton(parent) {
    setText(tr("Search, or run a command"));
    setAccessibleName(text());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize SearchButton::sizeHint() const {
    return {460, 30};
}

void SearchButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    const bool live = hasFocus() || underMouse();
    paintPanel(painter, rect(), c.ground, live ? c.accent : c.line, kRadius);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    auto rest = rect().adjusted(kSide, 0, -kSide, 0);
    const QRect glass(mirrored ? rest.right() - kIcon : rest.left(), (height() - kIcon) / 2, kIcon, kIcon);
    paintIcon(painter, glass, QStringLiteral("search"), c.muted);
    const auto cap = paintKeyCap(nullptr, {}, font(), c, tr("Ctrl K"));
    const QRect key(mirrored ? rest.left() : rest.right() - cap.width(), 0, cap.width(), height());
    paintKeyCap(&painter, key, font(), c, tr("Ctrl K"));
    painter.setPen(c.muted);
    const int gap = kIcon + kSide;
    painter.drawText(rest.adjusted(mirrored ? cap.width() : gap, 0, mirrored ? -gap : -cap.width(), 0),
                     Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, text());
}

} // namespace countersign::ui
