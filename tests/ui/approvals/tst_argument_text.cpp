#include "ui/approvals/argument_text.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using ui::Ink;
using ui::Language;

namespace {

QString plain(const ui::CodeText& code) {
    QString out;
    for (const auto& line : code.lines) {
        out += QString(line.depth, QLatin1Char(' ')) + line.name + QLatin1Char('|');
        for (const auto& run : line.runs) {
            out += run.text;
        }
        out += QLatin1Char('\n');
    }
    return out;
}

QStringList inked(const std::vector<std::vector<ui::Run>>& lines, Ink ink) {
    QStringList out;
    for (const auto& line : lines) {
        for (const auto& run : line) {
            if (run.ink == ink) {
                out << run.text;
            }
        }
    }
    return out;
}

} // namespace

class TestArgumentText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueIsATree() {
        const json::Object arguments{{"a", json::Object{{"b", json::Array{true, nullptr, json::Value::integer(12)}}}},
                                     {"z", " x "}};
        const auto code = ui::codeOf(arguments, 1000);
        QCOMPARE(plain(code), QString::fromUtf8("a|object of 1\n b|list of 3\n  [0]|true\n  [1]|null\n  [2]|12\n"
                                                "z|\u201c x \u201d\n"));
        QCOMPARE(code.left, qsizetype(0));
    }

    void languagesAreKnownByNameAndBeginning_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("language");
        const auto row = [](const char* name, const char* text, Language language) {
            QTest::newRow(text) << QString::fromUtf8(name) << QString::fromUtf8(text) << static_cast<int>(language);
        };
        row("statement", "DELETE FROM x", Language::Sql);
        row("query", " select 1", Language::Sql);
        row("title", "Update the docs", Language::Plain);
        row("command", "rm -rf /srv", Language::Shell);
        row("raw", "POST /x HTTP/1.1\nHost: a", Language::Http);
        row("patch", "--- a\n+++ b\n@@ -1 +1 @@", Language::Diff);
        row("note", "--- a line", Language::Plain);
    }
    void languagesAreKnownByNameAndBeginning() {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(int, language);
        QCOMPARE(static_cast<int>(ui::languageOf(name.toStdString(), text.toStdString())), language);
    }

    void sqlIsColouredAndNothingIsLost() {
        std::vector<ui::TextSpan> suspicious;
        const auto text = QStringLiteral("DELETE FROM t WHERE a = 'it''s' AND b < 12 -- all\nSELECT 1");
        const auto lines = ui::highlighted(text, Language::Sql, suspicious);
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(inked(lines, Ink::Text), QStringList{QStringLiteral("'it''s'")});
        QCOMPARE(inked(lines, Ink::Comment), QStringList{QStringLiteral("-- all")});
        QVERIFY(inked(lines, Ink::Keyword).contains(QStringLiteral("DELETE")));
        QCOMPARE(inked(lines, Ink::Number), (QStringList{QStringLiteral("12"), QStringLiteral("1")}));
        QString again;
        for (const auto& line : lines) {
            for (const auto& run : line) {
                again += run.text;
            }
            again += QLatin1Char('\n');
        }
        QCOMPARE(again, text + QLatin1Char('\n'));
    }

    void whatIsHiddenInsideAQuoteStandsOut() {
        std::vector<ui::TextSpan> suspicious;
        const auto lines =
            ui::highlighted(QString::fromUtf8("SELECT 'a\u202Eb\U000E0041c' FROM t"), Language::Sql, suspicious);
        QCOMPARE(inked(lines, Ink::Suspicious), (QStringList{QStringLiteral("U+202E"), QStringLiteral("U+E0041")}));
        QCOMPARE(suspicious.size(), std::size_t(2));
        QVERIFY(inked(lines, Ink::Keyword).contains(QStringLiteral("FROM")));
        QCOMPARE(inked(lines, Ink::Text).join(QString()), QStringLiteral("'abc'"));
    }

    void whatIsBeyondTheLimitIsCounted() {
        const auto code = ui::codeOf({{"a", std::string(1000, 'x')}, {"b", std::string(50, 'y')}}, 900);
        QCOMPARE(code.left, qsizetype(150));
        QCOMPARE(plain(code).count(QLatin1Char('x')), qsizetype(900));
        const auto whole = ui::codeOf({{"a", std::string(5000, 'x')}}, 100'000);
        QCOMPARE(plain(whole).count(QLatin1Char('x')), qsizetype(5000));
        QVERIFY(std::ranges::all_of(whole.lines, [](const auto& line) { return line.runs.back().text.size() <= 801; }));
    }
};

QTEST_GUILESS_MAIN(TestArgumentText)
#include "tst_argument_text.moc"
