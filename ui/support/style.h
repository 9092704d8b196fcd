#pragma once

#include "ui/support/theme.h"

#include <QProxyStyle>

class QApplication;

namespace countersign::ui {

/// How buttons ask for attention; a link stands in a line of text without a box, a pill is one of several choices.
enum class ButtonKind { Plain, Primary, Danger, Approve, Quiet, Link, Pill };
/// A property of the widget, so that the style need not know the class.
void setButtonKind(QWidget* button, ButtonKind kind);
[[nodiscard]] ButtonKind buttonKind(const QWidget* button);

/// Fusion drawn flat: one line, one radius, focus always visible. Every colour comes from the palette's theme.
class Style final : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                       const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                       const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* answer) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
};

/// Gives the application its style, palette, font size and icon theme; called again, another palette.
void dress(QApplication& application, Scheme scheme);

/// A rounded rectangle with a crisp one-pixel line.
void paintPanel(QPainter& painter, const QRect& where, const QColor& fill, const QColor& line, qreal radius);

} // namespace countersign::ui
