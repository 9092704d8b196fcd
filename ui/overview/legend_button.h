#pragma once

#include "ui/support/theme.h"

#include <QAbstractButton>

namespace countersign::ui {

/// What a colour of the chart means, and how many there are; a click opens them.
class LegendButton final : public QAbstractButton {
    Q_OBJECT
public:
    LegendButton(const QString& name, Tone tone, QWidget* parent = nullptr);
    void setCount(std::uint64_t count);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Tone m_tone;
    std::uint64_t m_count = 0;
};

} // namespace countersign::ui
