#pragma once

#include "core/base/json.h"
#include "ui/support/hostile_text.h"

#include <QString>

#include <vector>

/// Arguments as lines to be looked at: nothing left out, nothing interpreted, each kind of text in its colours.
namespace countersign::ui {

enum class Ink { Plain, Name, Keyword, Text, Number, Comment, Added, Removed, Suspicious };
struct Run {
    QString text;
    Ink ink = Ink::Plain;
};
/// One line; long texts take several, the first of them with the name.
struct CodeLine {
    /// The member's name, on its first line.
    QString name;
    /// Levels of nesting.
    int depth = 0;
    /// Beside the names, or over the whole width below its name.
    enum class Place { Value, Block } place = Place::Value;
    std::vector<Run> runs;
};

enum class Language { Plain, Sql, Shell, Http, Diff };
/// What a text is written in, by the name of its member and by how it begins.
[[nodiscard]] Language languageOf(std::string_view name, std::string_view text);
/// What the language is called on the screen; empty for plain text.
[[nodiscard]] QString languageName(Language language);

struct CodeText {
    std::vector<CodeLine> lines;
    /// Everything that is suspicious in it, for the sentence.
    std::vector<TextSpan> suspicious;
    /// UTF-16 units of values that were left out because of `limit`.
    qsizetype left = 0;
};
/// A line is broken after this many characters, so that none takes long to draw.
inline constexpr qsizetype kLineLimit = 800;
/// Values are written until `limit` UTF-16 units of them are out. The rest is counted and can be had with a greater
/// limit.
[[nodiscard]] CodeText codeOf(const json::Object& arguments, qsizetype limit);

/// A text with what its language makes of it and with its suspicious characters escaped; one line per line end.
[[nodiscard]] std::vector<std::vector<Run>> highlighted(const QString& text, Language language,
                                                        std::vector<TextSpan>& suspicious);

} // namespace countersign::ui
