#pragma once

#include "ui/widgets/button.h"

namespace countersign::ui {

/// Says as a chip whether the key is unlocked and for how long, and changes it.
class LockButton final : public Button {
    Q_OBJECT
public:
    explicit LockButton(QWidget* parent = nullptr);

    enum class State { Locked, Unlocked };
    void say(const QString& text, State state);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] Tone tone() const { return m_state == State::Unlocked ? Tone::Allow : Tone::Hold; }
    [[nodiscard]] QString iconName() const;

    State m_state = State::Locked;
};

} // namespace countersign::ui
