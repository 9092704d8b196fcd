#pragma once

#include "core/crypto/keys.h"

#include <QWidget>

namespace countersign::ui {

/// A small mirror-symmetric picture of a key, drawn from its thumbprint, so that two keys are told apart at a glance.
/// Not a proof: the thumbprint is.
class KeyGlyph final : public QWidget {
    Q_OBJECT
public:
    explicit KeyGlyph(QWidget* parent = nullptr);
    void setThumbprint(const crypto::Thumbprint& thumbprint);
    /// Width and height; 16 by default.
    void setSide(int pixels);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    crypto::Thumbprint m_thumbprint;
    int m_side = 16;
};

/// The same for delegates. Nothing is drawn for an empty thumbprint.
void paintKeyGlyph(QPainter& painter, const QRect& where, const crypto::Thumbprint& thumbprint, const QColor& color);

} // namespace countersign::ui
