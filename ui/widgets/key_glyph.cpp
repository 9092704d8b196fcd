#include "ui/widgets/key_glyph.h"

#include "ui/support/format.h"
#include "ui/support/theme.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kCells = 7;
constexpr int kHalf = (kCells + 1) / 2;

} // namespace

void paintKeyGlyph(QPainter& painter, const QRect& where, const crypto::Thumbprint& thumbprint, const QColor& color) {
    const auto bytes = fromBase64Url(thumbprint.text());
    if (!bytes || bytes->size() < kCells) {
        return;
    }
    const int cell = std::max(1, std::min(where.width(), where.height()) / kCells);
    const int side = cell * kCells;
    const QPoint origin(where.left() + (where.width() - side) / 2, where.top() + (where.height() - side) / 2);
    for (int row = 0; row < kCells; ++row) {
        const auto bits = (*bytes)[static_cast<std::size_t>(row)];
        for (int column = 0; column < kHalf; ++column) {
            if ((bits >> column & 1) != 0) {
                const int mirrored = kCells - 1 - column;
                painter.fillRect(origin.x() + column * cell, origin.y() + row * cell, cell, cell, color);
                painter.fillRect(origin.x() + mirrored * cell, origin.y() + row * cell, cell, cell, color);
            }
        }
    }
}

KeyGlyph::KeyGlyph(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("No key"));
}

void KeyGlyph::setThumbprint(const crypto::Thumbprint& thumbprint) {
    m_thumbprint = thumbprint;
    setAccessibleName(thumbprint.empty() ? tr("No key") : tr("Key %1").arg(shortThumbprint(thumbprint)));
    update();
}

void KeyGlyph::setSide(int pixels) {
    m_side = pixels;
    updateGeometry();
    update();
}

void KeyGlyph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintKeyGlyph(painter, rect(), m_thumbprint, colorsOf(this).accent);
}

} // namespace countersign::ui
