#pragma once

#include "ui/support/style.h"
#include "ui/support/theme.h"

#include <QPushButton>

namespace countersign::ui {

/// A push button of a kind, with the key that does the same written on it.
class Button : public QPushButton {
    Q_OBJECT
public:
    explicit Button(const QString& text, ButtonKind kind = ButtonKind::Plain, QWidget* parent = nullptr);
    /// Drawn as a key cap behind the text; purely for the eye.
    void setKeyCap(const QString& key);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
};

/// A key cap, as in `J K move`. Returns its size when `painter` is null.
QSize paintKeyCap(QPainter* painter, const QRect& where, const QFont& font, const Colors& colors, const QString& key);

} // namespace countersign::ui
