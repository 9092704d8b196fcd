#pragma once

#include "ui/support/style.h"

class QAction;

namespace countersign::ui {

class Button;

/// A button that does what the action does, is enabled when that is, and says why when it is not.
[[nodiscard]] Button* actionButton(QAction* action, ButtonKind kind, QWidget* parent);

} // namespace countersign::ui
