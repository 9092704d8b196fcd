#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/card.h"

namespace countersign::ui {

/// Light, dark, high contrast or as the system: at once. Language: from the next start on.
class AppearanceCard final : public Card {
    Q_OBJECT
public:
    AppearanceCard(ConsoleSettings& settings, QWidget* parent);
};

/// When the key is locked by itself, which keys act, what is notified.
class LockingCard final : public Card {
    Q_OBJECT
public:
    LockingCard(const PageContext& context, QWidget* parent);
};

} // namespace countersign::ui
