#include "ui/shell/lock_button.h"

#include "ui/widgets/chip.h"

#include <QPainter>

namespace countersign::ui {

LockButton::LockButton(QWidget* parent) : Button({}, ButtonKind::Quiet, parent) {}

void LockButton::say(const QString& text, State state) {
    m_state = state;
    setText(text);
    updateGeometry();
    update();
}

QString LockButton::iconName() const {
    return m_state == State::Unlocked ? QStringLiteral("unlock") : QStringLiteral("lock");
}

QSize LockButton::sizeHint() const {
    const auto chip = paintChip(nullptr, {}, font(), colorsOf(this), text(), tone(), iconName());
    return {chip.width() + kGrid, chip.height() + kGrid};
}

void LockButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    paintChip(&painter, rect().adjusted(kGrid / 2, 0, -kGrid / 2, 0), font(), colors, text(), tone(), iconName());
    if (hasFocus() || underMouse()) {
        paintPanel(painter, rect(), Qt::transparent, hasFocus() ? colors.accent : inkOf(colors, tone()),
                   height() / 2.0);
    }
}

} // namespace countersign::ui
