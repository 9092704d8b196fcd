#pragma once

#include <QIcon>
#include <QStringView>

class QPainter;
class QRect;

namespace countersign::ui {

/// An icon of the system's theme (freedesktop name), or one of ours (`:/icons/NAME.svg`), in one colour: that of the
/// text around it in the application's palette, also after the theme has changed.
[[nodiscard]] QIcon icon(const QString& name);
/// Draws it in that colour, for widgets and delegates that paint themselves. Fits the rectangle.
void paintIcon(QPainter& painter, const QRect& where, const QString& name, const QColor& color);

} // namespace countersign::ui
