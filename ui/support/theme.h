#pragma once

#include <QColor>
#include <QPalette>

#include <span>

class QFont;
class QWidget;

/// The look of the console: every colour has a name, every theme is one table of them.
namespace countersign::ui {

/// The colours of one theme. `…Soft` is the quiet fill behind text of that colour; `onX` is text on a fill of X.
struct Colors {
    QColor ground;
    QColor surface;
    QColor raised;
    QColor line;
    QColor ink;
    QColor muted;
    QColor accent;
    QColor accentSoft;
    QColor allow;
    QColor allowSoft;
    QColor deny;
    QColor denySoft;
    QColor hold;
    QColor holdSoft;
    QColor info;
    QColor infoSoft;
    QColor neutralSoft;
    /// Text on a fill of accent, allow, deny, hold or info.
    QColor onFill;
    QColor rail;
    QColor railInk;
    QColor railMuted;
    QColor railRaised;
};

enum class Scheme { Light, Dark, HighContrast };
[[nodiscard]] std::span<const Scheme> schemes();
[[nodiscard]] const Colors& colorsOf(Scheme scheme);
[[nodiscard]] QPalette paletteOf(Scheme scheme);

/// The colours of the theme whose palette this is; a palette that is none of ours counts as light or dark by its
/// window colour.
[[nodiscard]] const Colors& colorsOf(const QPalette& palette);
[[nodiscard]] const Colors& colorsOf(const QWidget* widget);

/// What something means, for chips, buttons, notes. Never the only carrier of that meaning.
enum class Tone { Neutral, Accent, Allow, Deny, Hold, Info };
[[nodiscard]] QColor inkOf(const Colors& colors, Tone tone);
[[nodiscard]] QColor softOf(const Colors& colors, Tone tone);

/// Sizes in device-independent pixels. Everything stands on a grid of 8 (4 within a control).
inline constexpr int kGrid = 8;
inline constexpr int kRadius = 6;
inline constexpr int kCardPadding = 16;
inline constexpr int kPagePadding = 24;
inline constexpr int kTabPadding = 12;
/// Before and after the text of a table's cell, and of the label above it.
inline constexpr int kCellLead = 12;
inline constexpr int kCellTrail = 8;

/// `scale` 1.0 is the application's font; `weight` a QFont::Weight.
[[nodiscard]] QFont scaled(const QFont& base, double scale, int weight = -1);
/// The monospace font for ids, digests and code, to go beside `base`.
[[nodiscard]] QFont monospace(const QFont& base, double scale = 0.95);
/// Figures of one width, for tables, countdowns and counts.
[[nodiscard]] QFont tabular(const QFont& base);

} // namespace countersign::ui
