#include "ui/support/theme.h"

#include <QFont>
#include <QFontDatabase>
#include <QWidget>

#include <array>

namespace countersign::ui {

namespace {

constexpr std::array kSchemes{Scheme::Light, Scheme::Dark, Scheme::HighContrast};

const Colors kLight{
    .ground = QRgb(0xFFF4F5F7),
    .surface = QRgb(0xFFFFFFFF),
    .raised = QRgb(0xFFFAFBFC),
    .line = QRgb(0xFFDFE3E8),
    .ink = QRgb(0xFF1C2128),
    .muted = QRgb(0xFF5B6572),
    .accent = QRgb(0xFF0F6E84),
    .accentSoft = QRgb(0xFFEAF5F7),
    .allow = QRgb(0xFF1A7F4B),
    .allowSoft = QRgb(0xFFE9F7F0),
    .deny = QRgb(0xFFC4314B),
    .denySoft = QRgb(0xFFFCEAED),
    .hold = QRgb(0xFF9A6200),
    .holdSoft = QRgb(0xFFFDF3E0),
    .info = QRgb(0xFF3A5BC7),
    .infoSoft = QRgb(0xFFEAEEFA),
    .neutralSoft = QRgb(0xFFF1F3F6),
    .onFill = QRgb(0xFFFFFFFF),
    .rail = QRgb(0xFF1B2430),
    .railInk = QRgb(0xFFFFFFFF),
    .railMuted = QRgb(0xFFA9B4C2),
    .railRaised = QRgb(0xFF2B3644),
};

const Colors kDark{
    .ground = QRgb(0xFF15191F),
    .surface = QRgb(0xFF1C2129),
    .raised = QRgb(0xFF222832),
    .line = QRgb(0xFF313946),
    .ink = QRgb(0xFFE6EAF0),
    .muted = QRgb(0xFF97A3B2),
    .accent = QRgb(0xFF4FB6CC),
    .accentSoft = QRgb(0xFF17333C),
    .allow = QRgb(0xFF4CC38A),
    .allowSoft = QRgb(0xFF16301F),
    .deny = QRgb(0xFFFF7A8E),
    .denySoft = QRgb(0xFF3C1820),
    .hold = QRgb(0xFFE9B44C),
    .holdSoft = QRgb(0xFF35280F),
    .info = QRgb(0xFF8DA8FF),
    .infoSoft = QRgb(0xFF1F2A4A),
    .neutralSoft = QRgb(0xFF2A313C),
    .onFill = QRgb(0xFF10151B),
    .rail = QRgb(0xFF0F1318),
    .railInk = QRgb(0xFFFFFFFF),
    .railMuted = QRgb(0xFF97A3B2),
    .railRaised = QRgb(0xFF222832),
};

const Colors kHighContrast{
    .ground = QRgb(0xFF000000),
    .surface = QRgb(0xFF000000),
    .raised = QRgb(0xFF101010),
    .line = QRgb(0xFF9A9A9A),
    .ink = QRgb(0xFFFFFFFF),
    .muted = QRgb(0xFFD6D6D6),
    .accent = QRgb(0xFF5FE1FF),
    .accentSoft = QRgb(0xFF00303A),
    .allow = QRgb(0xFF63F5A6),
    .allowSoft = QRgb(0xFF00290F),
    .deny = QRgb(0xFFFF9AA9),
    .denySoft = QRgb(0xFF380009),
    .hold = QRgb(0xFFFFD166),
    .holdSoft = QRgb(0xFF2E2000),
    .info = QRgb(0xFFB3C4FF),
    .infoSoft = QRgb(0xFF0B1B52),
    .neutralSoft = QRgb(0xFF202020),
    .onFill = QRgb(0xFF000000),
    .rail = QRgb(0xFF000000),
    .railInk = QRgb(0xFFFFFFFF),
    .railMuted = QRgb(0xFFE0E0E0),
    .railRaised = QRgb(0xFF303030),
};

} // namespace

std::span<const Scheme> schemes() {
    return kSchemes;
}

const Colors& colorsOf(Scheme scheme) {
    switch (scheme) {
    case Scheme::Light:
        return kLight;
    case Scheme::Dark:
        return kDark;
    case Scheme::HighContrast:
        return kHighContrast;
    }
    return kLight;
}

QPalette paletteOf(Scheme scheme) {
    const auto& c = colorsOf(scheme);
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) { palette.setColor(role, color); };
    set(QPalette::Window, c.ground);
    set(QPalette::WindowText, c.ink);
    set(QPalette::Base, c.surface);
    set(QPalette::AlternateBase, c.raised);
    set(QPalette::Text, c.ink);
    set(QPalette::PlaceholderText, c.muted);
    set(QPalette::Button, c.surface);
    set(QPalette::ButtonText, c.ink);
    set(QPalette::BrightText, c.deny);
    set(QPalette::Highlight, c.accentSoft);
    set(QPalette::HighlightedText, c.ink);
    set(QPalette::ToolTipBase, c.raised);
    set(QPalette::ToolTipText, c.ink);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, c.raised);
    set(QPalette::Midlight, c.line);
    set(QPalette::Mid, c.line);
    set(QPalette::Dark, c.line);
    set(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, c.muted);
    }
    return palette;
}

const Colors& colorsOf(const QPalette& palette) {
    const auto window = palette.color(QPalette::Active, QPalette::Window);
    for (const auto scheme : kSchemes) {
        if (colorsOf(scheme).ground == window) {
            return colorsOf(scheme);
        }
    }
    return window.lightness() < 128 ? kDark : kLight;
}

const Colors& colorsOf(const QWidget* widget) {
    return colorsOf(widget->palette());
}

QColor inkOf(const Colors& colors, Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return colors.muted;
    case Tone::Accent:
        return colors.accent;
    case Tone::Allow:
        return colors.allow;
    case Tone::Deny:
        return colors.deny;
    case Tone::Hold:
        return colors.hold;
    case Tone::Info:
        return colors.info;
    }
    return colors.muted;
}

QColor softOf(const Colors& colors, Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return colors.neutralSoft;
    case Tone::Accent:
        return colors.accentSoft;
    case Tone::Allow:
        return colors.allowSoft;
    case Tone::Deny:
        return colors.denySoft;
    case Tone::Hold:
        return colors.holdSoft;
    case Tone::Info:
        return colors.infoSoft;
    }
    return colors.neutralSoft;
}

QFont scaled(const QFont& base, double scale, int weight) {
    QFont font = base;
    if (base.pointSizeF() > 0) {
        font.setPointSizeF(base.pointSizeF() * scale);
    } else {
        font.setPixelSize(qRound(base.pixelSize() * scale));
    }
    if (weight >= 0) {
        font.setWeight(static_cast<QFont::Weight>(weight));
    }
    return font;
}

QFont monospace(const QFont& base, double scale) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    if (base.pointSizeF() > 0) {
        font.setPointSizeF(base.pointSizeF() * scale);
    } else {
        font.setPixelSize(qRound(base.pixelSize() * scale));
    }
    font.setWeight(base.weight());
    return font;
}

QFont tabular(const QFont& base) {
    // Qt 6.4 cannot switch on a font's feature tnum; the sans fonts of Debian's desktops have figures of one width.
    return base;
}

} // namespace countersign::ui
