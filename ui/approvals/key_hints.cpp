#include "ui/approvals/key_hints.h"

#include "ui/widgets/button.h"

#include <QPainter>

namespace countersign::ui {

KeyHints::KeyHints(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Keys: J and K move, A approves, D denies, X selects, question mark shows all keys"));
}

QSize KeyHints::sizeHint() const {
    return {240, fontMetrics().height() + 2 * kGrid};
}

void KeyHints::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    painter.fillRect(0, 0, width(), 1, colors.line);
    struct Hint {
        QStringList keys;
        QString word;
    };
    const auto key = [](QChar c) { return QString(c); };
    const std::vector<Hint> hints{{{key(u'J'), key(u'K')}, tr("move")},
                                  {{key(u'A')}, tr("approve")},
                                  {{key(u'D')}, tr("deny")},
                                  {{key(u'X')}, tr("select")},
                                  {{key(u'?')}, tr("keys")}};
    const auto words = scaled(font(), 0.9);
    painter.setFont(words);
    painter.setPen(colors.muted);
    int x = kGrid + kGrid / 2;
    for (const auto& hint : hints) {
        for (const auto& cap : hint.keys) {
            x += paintKeyCap(&painter, QRect(x, 0, width(), height()), font(), colors, cap).width() + 3;
        }
        const int wide = QFontMetrics(words).horizontalAdvance(hint.word);
        painter.drawText(QRect(x + 2, 0, wide + 2, height()), Qt::AlignVCenter, hint.word);
        x += wide + kGrid + 4;
    }
}

} // namespace countersign::ui
