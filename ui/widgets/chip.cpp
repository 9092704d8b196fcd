#include "ui/widgets/chip.h"

#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kSide = 8;
constexpr int kIconGap = 4;

} // namespace

QSize paintChip(QPainter* painter, const QRect& where, const QFont& font, const Colors& colors, const QString& text,
                Tone tone, const QString& iconName) {
    const auto chipFont = scaled(font, 0.9, QFont::DemiBold);
    const QFontMetrics metrics(chipFont);
    const int iconSide = iconName.isEmpty() ? 0 : metrics.ascent();
    const int lead = iconName.isEmpty() ? 0 : iconSide + kIconGap;
    const QSize size(metrics.horizontalAdvance(text) + 2 * kSide + lead, metrics.height() + 4);
    if (painter == nullptr) {
        return size;
    }
    QRect box(where.left(), where.top() + (where.height() - size.height()) / 2, std::min(size.width(), where.width()),
              size.height());
    paintPanel(*painter, box, softOf(colors, tone), Qt::transparent, box.height() / 2.0);
    painter->save();
    auto inner = box.adjusted(kSide, 0, -kSide, 0);
    if (lead > 0) {
        paintIcon(*painter, QRect(inner.left(), inner.center().y() - iconSide / 2, iconSide, iconSide), iconName,
                  inkOf(colors, tone));
        inner.setLeft(inner.left() + lead);
    }
    painter->setFont(chipFont);
    painter->setPen(inkOf(colors, tone));
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      metrics.elidedText(text, Qt::ElideRight, inner.width() + 1));
    painter->restore();
    return size;
}

Chip::Chip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Chip::Chip(const QString& text, Tone tone, QWidget* parent) : Chip(parent) {
    m_tone = tone;
    setText(text);
}

void Chip::setText(const QString& text) {
    m_text = visible(text);
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

void Chip::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void Chip::setIconName(const QString& name) {
    m_icon = name;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const {
    return paintChip(nullptr, {}, font(), colorsOf(this), m_text, m_tone, m_icon);
}

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintChip(&painter, rect(), font(), colorsOf(this), m_text, m_tone, m_icon);
}

} // namespace countersign::ui
