#include "ui/support/hostile_text.h"

#include <QtTest/QTest>

using namespace countersign::ui;

class TestHostileText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotWhatItSeemsIsEscaped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const QString& text, const QString& shown) {
            QTest::newRow(name) << text << shown;
        };
        row("plain", QStringLiteral("agent-01: a b, c"), QStringLiteral("agent-01: a b, c"));
        row("markup stays text", QStringLiteral("<img src=file:///x>"), QStringLiteral("<img src=file:///x>"));
        row("direction override", QStringLiteral("up\u202Edown"), QStringLiteral("upU+202Edown"));
        row("isolate", QStringLiteral("a\u2066b"), QStringLiteral("aU+2066b"));
        row("zero width", QStringLiteral("ad\u200Bmin"), QStringLiteral("adU+200Bmin"));
        row("soft hyphen", QStringLiteral("ad\u00ADmin"), QStringLiteral("adU+00ADmin"));
        row("line end", QStringLiteral("a\nb"), QStringLiteral("aU+000Ab"));
        row("escape", QStringLiteral("\u001B[31m"), QStringLiteral("U+001B[31m"));
        row("no-break space", QStringLiteral("a\u00A0b"), QStringLiteral("aU+00A0b"));
        row("Cyrillic in a Latin word", QStringLiteral("int\u0435rnal"), QStringLiteral("intU+0435rnal"));
        row("Greek in a Latin word", QStringLiteral("r\u03BFot"), QStringLiteral("rU+03BFot"));
        row("Russian stays Russian", QStringLiteral("\u043F\u0440\u0438\u0432\u0435\u0442 mir"),
            QStringLiteral("\u043F\u0440\u0438\u0432\u0435\u0442 mir"));
        row("a word of nothing but twins", QStringLiteral("\u0441\u043E\u0440"), QStringLiteral("U+0441U+043EU+0440"));
        row("the same in a Russian sentence", QStringLiteral("\u0441\u043E\u0440 \u0438 \u043F\u044B\u043B\u044C"),
            QStringLiteral("\u0441\u043E\u0440 \u0438 \u043F\u044B\u043B\u044C"));
        row("dot leader", QStringLiteral("evil\u2024com"), QStringLiteral("evilU+2024com"));
        row("phonetic letter", QStringLiteral("\u0251dmin"), QStringLiteral("U+0251dmin"));
        row("slashes", QStringLiteral("acme\u2215api\u2044x"), QStringLiteral("acmeU+2215apiU+2044x"));
        row("Roman numerals", QStringLiteral("\u217F\u217D"), QStringLiteral("U+217FU+217D"));
        row("Greek question mark", QStringLiteral("ls\u037E rm"), QStringLiteral("lsU+037E rm"));
        row("minus", QStringLiteral("\u2212rf"), QStringLiteral("U+2212rf"));
        row("quotes and dashes of prose", QStringLiteral("\u201Ea\u201C \u2013 b\u2026"),
            QStringLiteral("\u201Ea\u201C \u2013 b\u2026"));
        row("full width", QStringLiteral("\uFF41dmin"), QStringLiteral("U+FF41dmin"));
        row("mathematical", QStringLiteral("\U0001D41Adm"), QStringLiteral("U+1D41Adm"));
        row("tag", QStringLiteral("a\U000E0041b"), QStringLiteral("aU+E0041b"));
        row("variation selector", QStringLiteral("a\uFE0Fb"), QStringLiteral("aU+FE0Fb"));
        row("private use", QStringLiteral("\uE000"), QStringLiteral("U+E000"));
        row("lone surrogate", QString(QChar(0xD800)), QStringLiteral("U+D800"));
        row("umlauts are letters", QStringLiteral("Gr\u00FC\u00DFe \u4F60\u597D"),
            QStringLiteral("Gr\u00FC\u00DFe \u4F60\u597D"));
        row("one accent", QStringLiteral("e\u0301"), QStringLiteral("e\u0301"));
        row("a tower of accents", QStringLiteral("e\u0301\u0301\u0301"), QStringLiteral("e\u0301\u0301U+0301"));
    }
    void whatIsNotWhatItSeemsIsEscaped() {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(visible(text), shown);
        if (text.isValidUtf16()) { // UTF-8 has no form for half a character
            QCOMPARE(visible(text.toStdString()), shown);
        }
    }

    void linesAreKeptWhereTheyAreWanted() {
        QCOMPARE(visible(QStringLiteral("a\nb\tc\rd"), Lines::Keep), QStringLiteral("a\nb\tcU+000Dd"));
    }

    void aLongTextIsCutAndSaysSo() {
        const QString text(10'000, QLatin1Char('x'));
        QCOMPARE(visible(text, Lines::Single, 100), QString(100, QLatin1Char('x')) + QChar(0x2026));
    }

    void theSentenceCountsWhatWasFound() {
        QVERIFY(suspicionSentence(spansOf(QStringLiteral("plain"))).isEmpty());
        const auto sentence = suspicionSentence(spansOf(QStringLiteral("up\u202Edown int\u0435rnal")));
        QVERIFY(sentence.startsWith(QStringLiteral("2 ")));
    }

    void bytesThatAreNoUtf8AreShownAsSuch() { QVERIFY(visible(std::string_view("a\xFF\xFE")).contains(QChar(0xFFFD))); }
};

QTEST_GUILESS_MAIN(TestHostileText)
#include "tst_hostile_text.moc"
