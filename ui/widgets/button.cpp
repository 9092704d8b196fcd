#include "ui/widgets/button.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace countersign::ui {

namespace {

constexpr int kCapPadding = 5;

} // namespace

QSize paintKeyCap(QPainter* painter, const QRect& where, const QFont& font, const Colors& colors, const QString& key) {
    const auto capFont = scaled(font, 0.8);
    const QFontMetrics metrics(capFont);
    const QSize size(std::max(metrics.horizontalAdvance(key) + 2 * kCapPadding, metrics.height() + 2),
                     metrics.height() + 2);
    if (painter != nullptr) {
        const QRect box(where.left(), where.top() + (where.height() - size.height()) / 2, size.width(), size.height());
        paintPanel(*painter, box, colors.surface, colors.line, 3);
        painter->save();
        painter->setFont(capFont);
        painter->setPen(colors.muted);
        painter->drawText(box, Qt::AlignCenter, key);
        painter->restore();
    }
    return size;
}

Button::Button(const QString& text, ButtonKind kind, QWidget* parent) : QPushButton(text, parent) {
    setButtonKind(this, kind);
    setAutoDefault(false);
    setCursor(Qt::ArrowCursor);
}

void Button::setKeyCap(const QString& key) {
    m_key = key;
    updateGeometry();
    update();
}

QSize Button::sizeHint() const {
    auto size = QPushButton::sizeHint();
    if (!m_key.isEmpty()) {
        size.rwidth() += paintKeyCap(nullptr, {}, font(), colorsOf(this), m_key).width() + kGrid;
    }
    return size;
}

void Button::paintEvent(QPaintEvent* event) {
    if (m_key.isEmpty()) {
        QPushButton::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const auto cap = paintKeyCap(nullptr, {}, font(), colorsOf(this), m_key);
    option.rect.adjust(0, 0, -cap.width() - kGrid, 0);
    style()->drawControl(QStyle::CE_PushButtonLabel, &option, &painter, this);
    const QRect where(width() - cap.width() - kGrid - kGrid / 2, 0, cap.width(), height());
    paintKeyCap(&painter, where, font(), colorsOf(this), m_key);
}

} // namespace countersign::ui
