#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class SettingsPage final : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
