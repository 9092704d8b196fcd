#pragma once

#include "ui/support/theme.h"

#include <QWidget>

namespace countersign::ui {

/// A word on a soft fill, with an icon where the word stands for a state. Foreign text is escaped.
class Chip final : public QWidget {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    Chip(const QString& text, Tone tone, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    void setTone(Tone tone);
    /// A freedesktop or own icon name; empty: none.
    void setIconName(const QString& name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
    QString m_icon;
};

/// The same for delegates; returns the chip's size when `painter` is null.
QSize paintChip(QPainter* painter, const QRect& where, const QFont& font, const Colors& colors, const QString& text,
                Tone tone, const QString& iconName = {});

} // namespace countersign::ui
