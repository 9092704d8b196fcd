#include "ui/widgets/card.h"

#include "ui/support/style.h"
#include "ui/widgets/plain_label.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace countersign::ui {

Card::Card(QWidget* parent) : QWidget(parent), m_heading(new PlainLabel(PlainLabel::Look::Heading, this)) {
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(kCardPadding, 12, kCardPadding, 12);
    m_body->setSpacing(kGrid);
    m_body->addWidget(m_heading);
    m_heading->hide();
}

Card::Card(const QString& heading, QWidget* parent) : Card(parent) {
    setHeading(heading);
}

void Card::setHeading(const QString& heading) {
    m_heading->setText(QLocale().toUpper(heading));
    m_heading->setVisible(!heading.isEmpty());
    setAccessibleName(heading);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    paintPanel(painter, rect(), colors.surface, colors.line, kRadius);
}

} // namespace countersign::ui
