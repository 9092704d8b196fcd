#include "ui/overview/tile.h"

#include "ui/support/format.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"

#include <QKeyEvent>
#include <QPainter>

namespace countersign::ui {

bool isEnter(const QKeyEvent& event) {
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

Tile::Tile(const QString& iconName, const QString& title, QWidget* parent) : QAbstractButton(parent), m_icon(iconName) {
    setText(title);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void Tile::setValue(std::optional<std::uint64_t> value, Tone tone) {
    if (m_value != value || m_tone != tone) {
        m_value = value;
        m_tone = tone;
        describe();
        update();
    }
}

void Tile::setNote(const QString& note) {
    if (m_note != note) {
        m_note = note;
        describe();
        update();
    }
}

void Tile::describe() {
    setAccessibleName(m_value ? tr("%1: %2").arg(text(), number(*m_value)) : text());
    setAccessibleDescription(m_note);
}

QSize Tile::sizeHint() const {
    const QFontMetrics figures(scaled(font(), 1.9, QFont::Bold));
    return {180, 2 * 12 + fontMetrics().height() * 2 + figures.height() + 4};
}

QSize Tile::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void Tile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    const bool hot = underMouse() || isDown();
    paintPanel(painter, rect(), hot ? c.raised : c.surface, hasFocus() ? c.accent : c.line, kRadius);
    if (hasFocus()) {
        paintPanel(painter, rect().adjusted(1, 1, -1, -1), Qt::transparent, c.accent, kRadius - 1);
    }
    const bool some = m_value.value_or(0) > 0;
    const auto ink = some ? inkOf(c, m_tone) : c.muted;
    const auto inner = rect().adjusted(kCardPadding, 12, -kCardPadding, -12);
    const int line = fontMetrics().height();
    const auto mirrored = [this, &inner](QRect box) { return QStyle::visualRect(layoutDirection(), inner, box); };
    paintIcon(painter, mirrored({inner.left(), inner.top() + (line - 16) / 2, 16, 16}), m_icon, ink);
    painter.setPen(c.muted);
    painter.setFont(scaled(font(), 1.0, QFont::DemiBold));
    const auto head = mirrored({inner.left() + 24, inner.top(), inner.width() - 24, line});
    painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, head.width()));
    painter.setPen(some && m_tone != Tone::Neutral ? ink : c.ink);
    painter.setFont(tabular(scaled(font(), 1.9, QFont::Bold)));
    const int high = painter.fontMetrics().height();
    painter.drawText(QRect(inner.left(), inner.top() + line + 2, inner.width(), high),
                     Qt::AlignVCenter | Qt::AlignLeading, m_value ? number(*m_value) : QStringLiteral("–"));
    painter.setPen(c.muted);
    painter.setFont(scaled(font(), 0.92));
    const QRect foot(inner.left(), inner.top() + line + 2 + high, inner.width(), line);
    painter.drawText(foot, Qt::AlignVCenter | Qt::AlignLeading,
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, foot.width()));
}

void Tile::keyPressEvent(QKeyEvent* event) {
    if (isEnter(*event)) {
        click();
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void Tile::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void Tile::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace countersign::ui
