#pragma once

#include "ui/widgets/sheet.h"

namespace countersign::ui {

class ActionRegistry;

/// Every key that does something, from the table of actions.
class ShortcutsSheet final : public Sheet {
    Q_OBJECT
public:
    ShortcutsSheet(const ActionRegistry* actions, QWidget* over);
};

} // namespace countersign::ui
