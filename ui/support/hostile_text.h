#pragma once

#include <QString>

#include <string_view>
#include <vector>

/// Text that came from outside, made safe to look at. A person sees what is there: characters that are invisible, that
/// reorder the text around them or that pretend to be others are written as `U+202E`. Never interpreted as markup.
namespace countersign::ui {

enum class Suspicion {
    None,
    /// Control character, or one without a shape: zero width, soft hyphen, tag, variation selector, unassigned.
    Invisible,
    /// Changes the direction or order of what is around it (UAX 9).
    Direction,
    /// Looks like a letter of the word that it stands in, but is of another script, or a styled or full-width form.
    LookAlike,
};

struct TextSpan {
    /// What is shown: text as it is, or the escape.
    QString text;
    Suspicion suspicion = Suspicion::None;
};

enum class Lines { Single, Keep };

/// At most `limit` UTF-16 units of the text are looked at. `Lines::Single` escapes line ends as well.
inline constexpr qsizetype kHostileLimit = 4096;
[[nodiscard]] std::vector<TextSpan> spansOf(QStringView text, Lines lines = Lines::Single,
                                            qsizetype limit = kHostileLimit);
/// The spans as one plain text, with `…` at the end when it was cut.
[[nodiscard]] QString visible(QStringView text, Lines lines = Lines::Single, qsizetype limit = kHostileLimit);
/// For UTF-8 from the core; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] QString visible(std::string_view utf8, Lines lines = Lines::Single, qsizetype limit = kHostileLimit);

/// `2 characters are not what they seem: …`, or empty.
[[nodiscard]] QString suspicionSentence(const std::vector<TextSpan>& spans);

} // namespace countersign::ui
