#include "ui/shell/store_button.h"

#include "ui/support/icons.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace countersign::ui {

namespace {

constexpr int kArrow = 12;

} // namespace

StoreButton::StoreButton(QWidget* parent) : Button({}, ButtonKind::Quiet, parent) {}

void StoreButton::say(const QString& name, const QString& what) {
    m_name = name;
    m_what = what;
    setText(m_name + rest());
    setAccessibleDescription(text());
    updateGeometry();
    update();
}

QString StoreButton::rest() const {
    return m_what.isEmpty() ? QString() : QStringLiteral(" · ") + m_what;
}

QSize StoreButton::sizeHint() const {
    const QFontMetrics bold(scaled(font(), 1.0, QFont::DemiBold));
    return {bold.horizontalAdvance(m_name) + fontMetrics().horizontalAdvance(rest()) + kArrow + 3 * kGrid,
            Button::sizeHint().height()};
}

void StoreButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const auto& colors = colorsOf(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    auto where = rect().adjusted(kGrid, 0, -kGrid, 0);
    const auto put = [&](const QString& text, const QFont& font, const QColor& color) {
        painter.setFont(font);
        painter.setPen(color);
        const auto shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, where.width() - kArrow);
        painter.drawText(where, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, shown);
        const int used = QFontMetrics(font).horizontalAdvance(shown);
        where = mirrored ? where.adjusted(0, 0, -used, 0) : where.adjusted(used, 0, 0, 0);
    };
    put(m_name, scaled(font(), 1.0, QFont::DemiBold), colors.ink);
    put(rest(), font(), colors.muted);
    const int left = mirrored ? where.right() - kArrow - 2 : where.left() + 4;
    paintIcon(painter, {left, (height() - kArrow) / 2 + 1, kArrow, kArrow}, QStringLiteral("arrow-down"), colors.muted);
}

} // namespace countersign::ui
