#include "ui/widgets/icon_view.h"

#include "ui/support/icons.h"

#include <QPainter>

namespace countersign::ui {

IconView::IconView(QString iconName, int side, Tone tone, QWidget* parent)
    : QWidget(parent), m_icon(std::move(iconName)), m_side(side), m_tone(tone) {
    setFixedSize(side, side);
}

void IconView::setIcon(const QString& iconName, Tone tone) {
    m_icon = iconName;
    m_tone = tone;
    update();
}

void IconView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintIcon(painter, rect(), m_icon, inkOf(colorsOf(this), m_tone));
}

} // namespace countersign::ui
