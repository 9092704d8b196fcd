#include "ui/widgets/facts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kNameWidth = 96;

} // namespace

Facts::Facts(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
}

void Facts::start() {
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
}

void Facts::add(const QString& name, const QString& value, PlainLabel::Look look) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    auto* label = new PlainLabel(name, PlainLabel::Look::Muted, row);
    label->setFixedWidth(kNameWidth);
    line->addWidget(label, 0, Qt::AlignTop);
    line->addWidget(new PlainLabel(value, look, row), 1);
    m_column->addWidget(row);
}

} // namespace countersign::ui
