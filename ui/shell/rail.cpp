#include "ui/shell/rail.h"

#include "ui/shell/rail_button.h"
#include "ui/support/theme.h"

#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kWithWords = 184;

} // namespace

Rail::Rail(const PageTable& pages, QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
    setAccessibleName(tr("Pages"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid, 12, kGrid, kGrid);
    column->setSpacing(2);
    for (const auto& page : pages) {
        auto* button = new RailButton(pageTitle(page), QString::fromLatin1(page.icon), this);
        m_group->addButton(button);
        column->addWidget(button);
        m_buttons[page.id] = button;
        connect(button, &RailButton::clicked, this, [this, id = page.id] { Q_EMIT chosen(id); });
    }
    column->addStretch(1);
    setMinimumWidth(kWithWords);
}

void Rail::showWords() {
    for (const auto& [page, button] : m_buttons) {
        button->setForm(RailButton::Form::Whole);
    }
    setMinimumWidth(kWithWords);
}

void Rail::hideWords() {
    for (const auto& [page, button] : m_buttons) {
        button->setForm(RailButton::Form::Icon);
    }
    setMinimumWidth(0);
}

RailButton* Rail::button(PageId page) const {
    const auto found = m_buttons.find(page);
    return found == m_buttons.end() ? nullptr : found->second;
}

void Rail::setCurrent(PageId page) {
    if (auto* chosenButton = button(page)) {
        chosenButton->setChecked(true);
    }
}

void Rail::setBadge(PageId page, int count) {
    if (auto* badged = button(page)) {
        badged->setBadge(count);
    }
}

void Rail::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), colorsOf(this).rail);
}

} // namespace countersign::ui
