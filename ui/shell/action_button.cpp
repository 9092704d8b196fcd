#include "ui/shell/action_button.h"

#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QAction>

namespace countersign::ui {

Button* actionButton(QAction* action, ButtonKind kind, QWidget* parent) {
    auto* button = new Button(action->text(), kind, parent);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        setPlainToolTip(button, action->statusTip());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &Button::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace countersign::ui
