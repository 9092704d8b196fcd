#pragma once

#include "ui/support/style.h"

#include <QStyleOption>

/// What Style is made of: how each part is measured and painted. Only style.cpp uses it.
namespace countersign::ui {

[[nodiscard]] QColor between(const QColor& a, const QColor& b, double share);
void paintFocus(QPainter& painter, const QRect& where, const Colors& colors, qreal radius);

/// Kinds whose text is heavier.
[[nodiscard]] bool isEmphatic(ButtonKind kind);
inline constexpr int kControlHeight = 32;
/// `contents` is the size of text and icon in the ordinary weight.
[[nodiscard]] int pushButtonHeight(int contents, ButtonKind kind);
[[nodiscard]] int pushButtonWidth(const QStyleOptionButton& option, int contents, ButtonKind kind);

void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down);

inline constexpr int kComboArrow = 24;
[[nodiscard]] QRect comboBoxPart(const QRect& box, QStyle::SubControl part);
void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow);
void paintCheckBox(QPainter& painter, const QStyleOption& option);
void paintRadioButton(QPainter& painter, const QStyleOption& option);

/// A label stands over the text of its column, the arrow of the order beside it.
void paintHeader(QPainter& painter, const QStyleOptionHeader& option);

/// Flat tabs: a word each, the chosen one heavier and underlined.
[[nodiscard]] QSize tabSize(const QStyleOptionTab& option);
void paintTabShape(QPainter& painter, const QStyleOptionTab& option);
void paintTabLabel(QPainter& painter, const QStyleOptionTab& option);

} // namespace countersign::ui
