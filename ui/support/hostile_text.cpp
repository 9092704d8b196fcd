#include "ui/support/hostile_text.h"

#include "ui/support/look_alikes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace countersign::ui {

namespace {

struct HostileText {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::HostileText)
};

constexpr std::size_t kMarksInARow = 2;

bool isDirection(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isInvisible(char32_t c, Lines lines) {
    if (c == U'\n' || c == U'\t') {
        return lines == Lines::Single;
    }
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Mark_Enclosing:
        return true;
    case QChar::Separator_Space:
        return c != U' ';
    default:
        // Fillers and the blank Braille pattern take room or none, and show nothing; variation selectors are marks.
        return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F ||
               (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}

/// Scripts whose letters are mistaken for Latin ones, and the other way round.
bool isLatin(char32_t c) {
    return QChar::script(c) == QChar::Script_Latin;
}
bool resemblesLatin(char32_t c) {
    const auto script = QChar::script(c);
    return script == QChar::Script_Cyrillic || script == QChar::Script_Greek || script == QChar::Script_Armenian ||
           script == QChar::Script_Cherokee || script == QChar::Script_Coptic || script == QChar::Script_Lisu;
}

bool inWord(char32_t c) {
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_' || c == U'-' || c == U'.';
}

QString escaped(char32_t c) {
    return QStringLiteral("U+%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
}

class Reader {
public:
    Reader(QStringView text, Lines lines) : m_lines(lines) {
        m_characters.reserve(static_cast<std::size_t>(text.size()));
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar unit = text[i];
            if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                m_characters.push_back(QChar::surrogateToUcs4(unit, text[++i]));
            } else {
                m_characters.push_back(unit.unicode());
            }
        }
        m_foreign = std::ranges::any_of(m_characters, [](char32_t c) { return resemblesLatin(c) && !isTwin(c); });
    }

    std::vector<TextSpan> spans() {
        for (std::size_t i = 0; i < m_characters.size(); ++i) {
            enterWord(i);
            add(m_characters[i], suspicionOf(i));
        }
        return std::move(m_spans);
    }

private:
    /// Whether the word from `i` on mixes Latin letters with ones that resemble them, or is made of such alone, in a
    /// text that is otherwise not in their script.
    void enterWord(std::size_t i) {
        if (i < m_wordEnd) {
            return;
        }
        bool latin = false;
        bool alike = false;
        m_wordEnd = i;
        while (m_wordEnd < m_characters.size() &&
               (inWord(m_characters[m_wordEnd]) || isDirection(m_characters[m_wordEnd]))) {
            latin = latin || isLatin(m_characters[m_wordEnd]);
            alike = alike || resemblesLatin(m_characters[m_wordEnd]);
            ++m_wordEnd;
        }
        m_wordEnd = std::max(m_wordEnd, i + 1);
        m_mixed = alike && (latin || !m_foreign);
    }

    Suspicion suspicionOf(std::size_t i) {
        const auto c = m_characters[i];
        m_marks = QChar::isMark(c) ? m_marks + 1 : 0;
        if (isDirection(c)) {
            return Suspicion::Direction;
        }
        if (isInvisible(c, m_lines) || m_marks > kMarksInARow) {
            return Suspicion::Invisible;
        }
        return isLookAlike(c) || (m_mixed && resemblesLatin(c)) ? Suspicion::LookAlike : Suspicion::None;
    }

    void add(char32_t c, Suspicion suspicion) {
        if (suspicion != Suspicion::None) {
            m_spans.push_back({escaped(c), suspicion});
            return;
        }
        if (m_spans.empty() || m_spans.back().suspicion != Suspicion::None) {
            m_spans.push_back({});
        }
        m_spans.back().text += QString::fromUcs4(&c, 1);
    }

    const Lines m_lines;
    std::u32string m_characters;
    std::vector<TextSpan> m_spans;
    std::size_t m_wordEnd = 0;
    std::size_t m_marks = 0;
    bool m_mixed = false;
    /// Whether there are letters of a script like Latin that are not Latin ones' twins: the text is in that script.
    bool m_foreign = false;
};

} // namespace

std::vector<TextSpan> spansOf(QStringView text, Lines lines, qsizetype limit) {
    return Reader(text.left(limit), lines).spans();
}

QString visible(QStringView text, Lines lines, qsizetype limit) {
    QString out;
    for (const auto& span : spansOf(text, lines, limit)) {
        out += span.text;
    }
    if (text.size() > limit) {
        out += QChar(0x2026);
    }
    return out;
}

QString visible(std::string_view utf8, Lines lines, qsizetype limit) {
    // A UTF-16 unit is at least one byte and at most three of UTF-8: what lies beyond is not even decoded.
    const auto bytes = std::min(utf8.size(), static_cast<std::size_t>(limit) * 3 + 4);
    const auto text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(bytes));
    return visible(QStringView(text), lines, limit);
}

QString suspicionSentence(const std::vector<TextSpan>& spans) {
    std::array<int, 4> counts{};
    for (const auto& span : spans) {
        ++counts[static_cast<std::size_t>(span.suspicion)];
    }
    const int all = counts[1] + counts[2] + counts[3];
    if (all == 0) {
        return {};
    }
    QStringList parts;
    if (counts[2] > 0) {
        parts << HostileText::tr("%n change(s) of direction", nullptr, counts[2]);
    }
    if (counts[3] > 0) {
        parts << HostileText::tr("%n look-alike(s) of another letter", nullptr, counts[3]);
    }
    if (counts[1] > 0) {
        parts << HostileText::tr("%n invisible character(s)", nullptr, counts[1]);
    }
    return HostileText::tr("%n character(s) are not what they seem: %1.", nullptr, all)
        .arg(parts.join(QStringLiteral(", ")));
}

} // namespace countersign::ui
