#include "ui/approvals/argument_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace countersign::ui {

namespace {

struct ArgumentText {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::ArgumentText)
};

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

bool beginsWith(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::ranges::any_of(starts, [text](auto start) { return text.starts_with(start); });
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string_view::npos ? std::string_view() : text.substr(from);
}

bool isSql(std::string_view text) {
    std::string start(text.substr(0, 16));
    std::ranges::transform(start, start.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return beginsWith(start, {"SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "DROP TABLE", "DROP DATABASE",
                              "ALTER TABLE ", "CREATE TABLE ", "TRUNCATE ", "WITH ", "GRANT ", "MERGE INTO "}) &&
           text.substr(0, 6) != "Update" && text.substr(0, 4) != "With";
}

bool isHttp(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    return beginsWith(text, {"GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "HEAD ", "OPTIONS "}) &&
           line.find(" HTTP/") != std::string_view::npos;
}

/// Writes a JSON value as a tree of lines.
class Writer {
public:
    explicit Writer(qsizetype limit) : m_limit(limit) {}

    void object(const json::Object& members, int depth) {
        for (const auto& [name, value] : members) {
            member(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), name, value, depth);
        }
    }
    CodeText take() {
        m_out.left = m_total - m_written;
        return std::move(m_out);
    }

private:
    void member(const QString& shownName, std::string_view name, const json::Value& value, int depth) {
        const auto nameSpans = spansOf(shownName, Lines::Single, shownName.size());
        for (const auto& span : nameSpans) {
            if (span.suspicion != Suspicion::None) {
                m_out.suspicious.push_back(span);
            }
        }
        const auto label = visible(shownName, Lines::Single, shownName.size());
        if (const auto* members = value.asObject()) {
            group(label, depth, ArgumentText::tr("object of %n", nullptr, static_cast<int>(members->size())));
            object(*members, depth + 1);
        } else if (const auto* items = value.asArray()) {
            array(label, name, *items, depth);
        } else if (const auto* text = value.asString()) {
            string(label, name, *text, depth);
        } else if (const auto* truth = value.asBool()) {
            single(label, depth, *truth ? QStringLiteral("true") : QStringLiteral("false"), Ink::Number);
        } else if (value.isNull()) {
            single(label, depth, QStringLiteral("null"), Ink::Comment);
        } else {
            single(label, depth, QString::fromStdString(json::canonical(value)), Ink::Number);
        }
    }

    void array(const QString& label, std::string_view name, const json::Array& items, int depth) {
        group(label, depth, ArgumentText::tr("list of %n", nullptr, static_cast<int>(items.size())));
        for (std::size_t i = 0; i < items.size(); ++i) {
            member(QStringLiteral("[%1]").arg(i), name, items[i], depth + 1);
        }
    }

    void group(const QString& label, int depth, const QString& size) {
        m_out.lines.push_back({.name = label, .depth = depth, .place = {}, .runs = {{size, Ink::Comment}}});
    }

    void single(const QString& label, int depth, const QString& text, Ink ink) {
        m_total += text.size();
        m_written += text.size();
        m_out.lines.push_back({.name = label, .depth = depth, .place = {}, .runs = {{text, ink}}});
    }

    void string(const QString& label, std::string_view name, const std::string& utf8, int depth) {
        const auto text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
        m_total += text.size();
        const auto room = std::max<qsizetype>(0, m_limit - m_written);
        const auto shown = text.left(room);
        m_written += shown.size();
        const auto language = languageOf(name, utf8);
        auto lines = highlighted(shown, language, m_out.suspicious);
        if (language == Language::Plain) {
            // Quotes, so that blanks at the ends and an empty text are seen.
            lines.front().insert(lines.front().begin(), {QStringLiteral("\u201c"), Ink::Comment});
            lines.back().push_back(
                {shown.size() < text.size() ? QStringLiteral("\u2026") : QStringLiteral("\u201d"), Ink::Comment});
        } else if (lines.size() > 1) {
            group(label, depth, languageName(language));
        }
        const bool named = language == Language::Plain || lines.size() == 1;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            m_out.lines.push_back({.name = named && i == 0 ? label : QString(),
                                   .depth = depth,
                                   .place = named ? CodeLine::Place::Value : CodeLine::Place::Block,
                                   .runs = std::move(lines[i])});
        }
    }

    const qsizetype m_limit;
    qsizetype m_total = 0;
    qsizetype m_written = 0;
    CodeText m_out;
};

} // namespace

Language languageOf(std::string_view name, std::string_view text) {
    const auto start = trimmed(text);
    if (beginsWith(start, {"diff --git ", "@@ -"}) ||
        (start.starts_with("--- ") && start.find("\n+++ ") != std::string_view::npos)) {
        return Language::Diff;
    }
    if (isHttp(start)) {
        return Language::Http;
    }
    if (isOneOf(name, {"sql"}) || isSql(start)) {
        return Language::Sql;
    }
    if (isOneOf(name, {"command", "cmd", "shell", "script", "argv", "bash"}) || start.starts_with("#!/")) {
        return Language::Shell;
    }
    return Language::Plain;
}

QString languageName(Language language) {
    switch (language) {
    case Language::Plain:
        return {};
    case Language::Sql:
        return ArgumentText::tr("SQL");
    case Language::Shell:
        return ArgumentText::tr("Shell");
    case Language::Http:
        return ArgumentText::tr("HTTP request");
    case Language::Diff:
        return ArgumentText::tr("Diff");
    }
    return {};
}

CodeText codeOf(const json::Object& arguments, qsizetype limit) {
    Writer writer(limit);
    writer.object(arguments, 0);
    return writer.take();
}

} // namespace countersign::ui
