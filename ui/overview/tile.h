#pragma once

#include "ui/support/theme.h"

#include <QAbstractButton>

namespace countersign::ui {

/// A number that somebody should know, with its name and a word about it; a click goes where it comes from.
class Tile final : public QAbstractButton {
    Q_OBJECT
public:
    Tile(const QString& iconName, const QString& title, QWidget* parent = nullptr);
    /// Absent: not known yet. The tone is shown only for what is not nothing.
    void setValue(std::optional<std::uint64_t> value, Tone tone);
    /// Our own words.
    void setNote(const QString& note);
    [[nodiscard]] std::optional<std::uint64_t> value() const { return m_value; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void describe();

    QString m_icon;
    std::optional<std::uint64_t> m_value;
    Tone m_tone = Tone::Neutral;
    QString m_note;
};

/// Enter presses what has the focus, as a space does.
[[nodiscard]] bool isEnter(const QKeyEvent& event);

} // namespace countersign::ui
