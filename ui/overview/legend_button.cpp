#include "ui/overview/legend_button.h"

#include "ui/overview/tile.h"
#include "ui/support/format.h"
#include "ui/support/style.h"

#include <QKeyEvent>
#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kSwatch = 10;

} // namespace

LegendButton::LegendButton(const QString& name, Tone tone, QWidget* parent) : QAbstractButton(parent), m_tone(tone) {
    setText(name);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(name);
}

void LegendButton::setCount(std::uint64_t count) {
    if (m_count != count) {
        m_count = count;
        setAccessibleName(tr("%1: %2").arg(text(), number(count)));
        updateGeometry();
        update();
    }
}

QSize LegendButton::sizeHint() const {
    const QFontMetrics figures(tabular(scaled(font(), 1.0, QFont::Bold)));
    return {kGrid * 3 + kSwatch + fontMetrics().horizontalAdvance(text()) +
                figures.horizontalAdvance(number(std::max<std::uint64_t>(m_count, 1000))),
            fontMetrics().height() + kGrid};
}

void LegendButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    if (hasFocus()) {
        paintPanel(painter, rect(), c.raised, c.accent, 2);
    }
    const auto place = [this](int left, int wide, int high) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(left, (height() - high) / 2, wide, high));
    };
    painter.fillRect(place(0, kSwatch, kSwatch), inkOf(c, m_tone));
    const int wide = fontMetrics().horizontalAdvance(text());
    painter.setPen(underMouse() ? c.accent : c.muted);
    painter.drawText(place(kGrid + kSwatch, wide, height()), Qt::AlignVCenter | Qt::AlignLeading, text());
    painter.setPen(c.ink);
    painter.setFont(tabular(scaled(font(), 1.0, QFont::Bold)));
    const int left = kGrid * 2 + kSwatch + wide;
    painter.drawText(place(left, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeading, number(m_count));
}

void LegendButton::keyPressEvent(QKeyEvent* event) {
    if (isEnter(*event)) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void LegendButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void LegendButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace countersign::ui
