#include "ui/approvals/argument_text.h"

#include <QSet>

namespace countersign::ui {

namespace {

using Inks = std::vector<Ink>;

void paint(Inks& inks, qsizetype from, qsizetype to, Ink ink) {
    std::fill(inks.begin() + from, inks.begin() + std::min<qsizetype>(to, static_cast<qsizetype>(inks.size())), ink);
}

qsizetype endOfLine(QStringView text, qsizetype from) {
    const auto end = text.indexOf(QLatin1Char('\n'), from);
    return end < 0 ? text.size() : end;
}

/// The end of a quoted text that begins at `from`; SQL doubles the quote, a shell escapes it.
qsizetype endOfQuote(QStringView text, qsizetype from, Language language) {
    const auto quote = text[from];
    for (auto i = from + 1; i < text.size(); ++i) {
        if (language == Language::Shell && quote == QLatin1Char('"') && text[i] == QLatin1Char('\\')) {
            ++i;
        } else if (text[i] == quote) {
            if (language == Language::Sql && i + 1 < text.size() && text[i + 1] == quote) {
                ++i;
            } else {
                return i + 1;
            }
        }
    }
    return text.size();
}

const QSet<QString>& keywords(Language language) {
    static const QSet<QString> kSql = [] {
        const auto words = QStringLiteral(
            "ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASCADE CASE COMMIT CREATE CROSS DATABASE DELETE DESC DISTINCT "
            "DROP ELSE END EXCEPT EXEC EXECUTE EXISTS FROM FULL FUNCTION GRANT GROUP HAVING IN INDEX INNER INSERT "
            "INTERSECT INTO IS JOIN LEFT LIKE LIMIT MERGE NOT NULL OFFSET ON OR ORDER OUTER REPLACE RETURNING REVOKE "
            "RIGHT ROLLBACK SELECT SET TABLE THEN TO TRUNCATE UNION UPDATE USER USING VALUES VIEW WHEN WHERE WITH");
        const auto list = words.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    static const QSet<QString> kShell = [] {
        const auto words = QStringLiteral("case do done elif else esac export fi for function if in sudo then while");
        const auto list = words.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    static const QSet<QString> kNone;
    switch (language) {
    case Language::Sql:
        return kSql;
    case Language::Shell:
        return kShell;
    case Language::Plain:
    case Language::Http:
    case Language::Diff:
        return kNone;
    }
    return kNone;
}

bool beginsComment(QStringView text, qsizetype i, Language language) {
    if (language == Language::Sql) {
        return text.mid(i, 2) == QLatin1String("--");
    }
    return text[i] == QLatin1Char('#') && (i == 0 || text[i - 1].isSpace());
}

bool isWord(QChar c) {
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

void paintWords(Inks& inks, QStringView text, Language language) {
    for (qsizetype i = 0; i < text.size();) {
        auto end = i + 1;
        if (language == Language::Sql && text.mid(i, 2) == QLatin1String("/*")) {
            const auto close = text.indexOf(QLatin1String("*/"), i + 2);
            end = close < 0 ? text.size() : close + 2;
            paint(inks, i, end, Ink::Comment);
        } else if (beginsComment(text, i, language)) {
            end = endOfLine(text, i);
            paint(inks, i, end, Ink::Comment);
        } else if (text[i] == QLatin1Char('\'') || text[i] == QLatin1Char('"')) {
            end = endOfQuote(text, i, language);
            paint(inks, i, end, Ink::Text);
        } else if (isWord(text[i])) {
            while (end < text.size() && isWord(text[end])) {
                ++end;
            }
            const auto word = text.mid(i, end - i).toString();
            if (keywords(language).contains(language == Language::Sql ? word.toUpper() : word)) {
                paint(inks, i, end, Ink::Keyword);
            } else if (text[i].isDigit()) {
                paint(inks, i, end, Ink::Number);
            }
        } else if (language == Language::Shell && QStringLiteral("|&;<>").contains(text[i])) {
            paint(inks, i, end, Ink::Keyword);
        }
        i = end;
    }
}

void paintDiff(Inks& inks, QStringView text) {
    for (qsizetype at = 0; at < text.size();) {
        const auto end = endOfLine(text, at);
        const auto line = text.mid(at, end - at);
        if (line.startsWith(QLatin1String("@@")) || line.startsWith(QLatin1String("diff ")) ||
            line.startsWith(QLatin1String("+++ ")) || line.startsWith(QLatin1String("--- "))) {
            paint(inks, at, end, Ink::Keyword);
        } else if (line.startsWith(QLatin1Char('+'))) {
            paint(inks, at, end, Ink::Added);
        } else if (line.startsWith(QLatin1Char('-'))) {
            paint(inks, at, end, Ink::Removed);
        }
        at = end + 1;
    }
}

/// Request line, header lines up to the empty one; the body stays plain.
void paintHttp(Inks& inks, QStringView text) {
    auto at = text.indexOf(QLatin1Char(' '));
    paint(inks, 0, std::max<qsizetype>(at, 0), Ink::Keyword);
    at = endOfLine(text, 0) + 1;
    while (at < text.size()) {
        const auto end = endOfLine(text, at);
        const auto line = text.mid(at, end - at).trimmed();
        const auto colon = text.indexOf(QLatin1Char(':'), at);
        if (line.isEmpty() || colon < 0 || colon > end) {
            return;
        }
        paint(inks, at, colon, Ink::Name);
        at = end + 1;
    }
}

Inks inksOf(QStringView text, Language language) {
    Inks inks(static_cast<std::size_t>(text.size()), Ink::Plain);
    switch (language) {
    case Language::Plain:
        break;
    case Language::Sql:
    case Language::Shell:
        paintWords(inks, text, language);
        break;
    case Language::Http:
        paintHttp(inks, text);
        break;
    case Language::Diff:
        paintDiff(inks, text);
        break;
    }
    return inks;
}

/// Collects runs into lines; a line that grows too long goes on in the next.
class LineMaker {
public:
    void add(QStringView text, Ink ink) {
        while (!text.isEmpty()) {
            if (m_length >= kLineLimit) {
                end();
            }
            const auto piece = text.left(kLineLimit - m_length);
            auto& line = m_lines.back();
            if (line.empty() || line.back().ink != ink || ink == Ink::Suspicious) {
                line.push_back({.text = {}, .ink = ink});
            }
            line.back().text += piece;
            m_length += piece.size();
            text = text.mid(piece.size());
        }
    }
    void end() {
        m_lines.emplace_back();
        m_length = 0;
    }
    std::vector<std::vector<Run>> take() { return std::move(m_lines); }

private:
    std::vector<std::vector<Run>> m_lines{1};
    qsizetype m_length = 0;
};

} // namespace

std::vector<std::vector<Run>> highlighted(const QString& text, Language language, std::vector<TextSpan>& suspicious) {
    const auto inks = inksOf(text, language);
    LineMaker lines;
    qsizetype at = 0;
    for (const auto& span : spansOf(text, Lines::Keep, text.size())) {
        if (span.suspicion != Suspicion::None) {
            lines.add(span.text, Ink::Suspicious);
            suspicious.push_back(span);
            at += at + 1 < text.size() && text[at].isHighSurrogate() && text[at + 1].isLowSurrogate() ? 2 : 1;
            continue;
        }
        for (qsizetype i = 0; i < span.text.size(); ++i, ++at) {
            if (span.text[i] == QLatin1Char('\n')) {
                lines.end();
                continue;
            }
            const auto ink = inks[static_cast<std::size_t>(at)];
            qsizetype length = 1;
            while (i + length < span.text.size() && span.text[i + length] != QLatin1Char('\n') &&
                   inks[static_cast<std::size_t>(at + length)] == ink) {
                ++length;
            }
            lines.add(QStringView(span.text).mid(i, length), ink);
            i += length - 1;
            at += length - 1;
        }
    }
    return lines.take();
}

} // namespace countersign::ui
