#include "ui/widgets/page_header.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>

namespace countersign::ui {

PageHeader::PageHeader(const QString& title, QWidget* parent)
    : QWidget(parent), m_title(new PlainLabel(title, PlainLabel::Look::Title, this)), m_count(new Chip(this)),
      m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(kGrid);
    m_title->setFit(PlainLabel::Fit::Elide);
    m_row->addWidget(m_title);
    m_row->addWidget(m_count);
    m_row->addStretch(1);
    m_count->hide();
    setFixedHeight(40);
}

void PageHeader::setTitle(const QString& title) {
    m_title->setText(title);
}

void PageHeader::setCount(const QString& text) {
    m_count->setText(text);
    m_count->setVisible(!text.isEmpty());
}

void PageHeader::addWidget(QWidget* widget) {
    m_row->addWidget(widget);
}

} // namespace countersign::ui
