#include "ui/widgets/banner.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace countersign::ui {

Banner::Banner(QWidget* parent)
    : QWidget(parent), m_icon(new IconView(QStringLiteral("cs-info"), 16, Tone::Info, this)),
      m_text(new PlainLabel(PlainLabel::Look::Body, this)), m_button(new Button({}, ButtonKind::Plain, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kCardPadding, kGrid / 2, kCardPadding, kGrid / 2);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    m_button->hide();
    connect(m_button, &Button::clicked, this, &Banner::actionClicked);
}

void Banner::say(Tone tone, const QString& iconName, const QString& sentence) {
    m_tone = tone;
    m_icon->setIcon(iconName, tone);
    m_text->setText(sentence);
    setAccessibleName(sentence);
    update();
}

void Banner::setAction(const QString& text) {
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
}

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    painter.fillRect(rect(), softOf(colors, m_tone));
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
}

} // namespace countersign::ui
