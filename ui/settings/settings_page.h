#pragma once

#include "ui/shell/page.h"

class QVBoxLayout;

namespace countersign::ui {

/// Who gives orders in this store, and how this console behaves: one column of cards.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
