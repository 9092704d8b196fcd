#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace countersign::ui {

class Button;
class PlainLabel;

/// "Serve agents on this computer": on or off, at which port of loopback, and the address to copy.
class ServeCard final : public Card {
    Q_OBJECT
public:
    ServeCard(const PageContext& context, QWidget* parent);

private:
    void toggle(bool on);
    void answer(const Result<ServingState>& state);
    void show(const ServingState& state);
    [[nodiscard]] QString place() const;

    Session& m_session;
    ConsoleSettings& m_settings;
    QCheckBox* m_on;
    QSpinBox* m_port;
    QLineEdit* m_address;
    Button* m_copy;
    PlainLabel* m_problem;
};

} // namespace countersign::ui
