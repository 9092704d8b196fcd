#include "ui/widgets/empty_state.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

namespace countersign::ui {

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGrid);
    layout->addStretch(2);
    layout->addWidget(new IconView(iconName, 40, Tone::Neutral, this), 0, Qt::AlignHCenter);
    for (const auto& [text, look] : {std::pair(title, PlainLabel::Look::Strong), {sentence, PlainLabel::Look::Muted}}) {
        auto* label = new PlainLabel(text, look, this);
        label->setAlignment(Qt::AlignHCenter);
        layout->addWidget(label);
    }
    layout->addStretch(3);
}

Button* EmptyState::addButton(const QString& text) {
    auto* button = new Button(text, ButtonKind::Primary, this);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

} // namespace countersign::ui
