#include "tests/core/policy/policies.h"

using namespace countersign;
using namespace countersign::policy;

/// What the parser says about texts that are no policies: what, where, and what it expected.
class TstParser : public QObject {
    Q_OBJECT

    static std::string said(std::string_view text, Syntax syntax = Syntax::V1) {
        const auto module = parseModule("p.rego", text, syntax);
        return module ? "fine" : joined(module.error());
    }

private Q_SLOTS:
    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* text, const char* message) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(message);
        };
        row("", "p.rego:1:1: rego_parse_error: unexpected the end of the file: expected `package` and a name: a module "
                "begins with them");
        row("package a\np := ", "p.rego:2:6: rego_parse_error: unexpected the end of the file: expected a value, a "
                                "variable or a reference");
        row("package a\np { true }",
            "p.rego:2:3: rego_parse_error: unexpected `{`: expected `if` before the body of a rule");
        row("package a\np[x] if { x := 1 ", "p.rego:2:18: rego_parse_error: unexpected the end of the file: expected a "
                                            "value, a variable or a reference");
        row("package a\np if { x := 1 y := 2 }", "p.rego:2:15: rego_parse_error: unexpected `y`: expected a new line, "
                                                 "`;` or `}` that closes the body");
        row("package a\np if { }",
            "p.rego:2:6: rego_parse_error: this body is empty: it needs a condition, or leave it away");
        row("package a\np := \"abc",
            "p.rego:2:6: rego_parse_error: this string never ends: a closing quote is missing on "
            "its line");
        row("package a\np := 01", "p.rego:2:6: rego_parse_error: `01` is not a number as JSON writes it");
        row("package a\np := [1, 2",
            "p.rego:2:11: rego_parse_error: unexpected the end of the file: expected `,` or `]` "
            "that closes the array");
        row("package a\nimport foo.bar",
            "p.rego:2:1: rego_parse_error: an import begins with `data`, `input`, `rego` or "
            "`future`, not `foo`");
        row("package a\np if not x := 1", "p.rego:2:10: rego_parse_error: an assignment cannot be negated: write `==`");
        row("package a\np := 1 if {\n  true\n} else := 2\nelse := 3",
            "p.rego:5:1: rego_parse_error: this `else` is never "
            "reached: the rule before it has no body that "
            "could fail");
        row("package a\np := §", "p.rego:2:6: rego_parse_error: unexpected character `§`");
        row("package a\np := [x | x = ]",
            "p.rego:2:15: rego_parse_error: unexpected `]`: expected a value, a variable or "
            "a reference");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        QCOMPARE(QByteArray::fromStdString(said(text.toStdString())), message);
    }

    void goesOnBehindAnError() {
        QCOMPARE(said("package a\np := \nq := 1\nr if {\n  x +\n}\ns := }\n"),
                 "p.rego:3:3: rego_parse_error: unexpected `:=`: expected a new line behind a statement\n"
                 "p.rego:6:1: rego_parse_error: unexpected `}`: expected a value, a variable or a reference\n"
                 "p.rego:7:6: rego_parse_error: unexpected `}`: expected a value, a variable or a reference");
    }

    void v0IsReadWhereV1IsNot() {
        const auto either = parseModule("p.rego", "package a\np[x] { x := 1 }", Syntax::Either);
        QVERIFY(either && either->version == Version::V0);
        QCOMPARE(either->rules.front().kind, RuleKind::Multiple);
        QVERIFY(parseModule("p.rego", "package a\np if true", Syntax::Either)->version == Version::V1);
        QVERIFY(parseModule("p.rego", "package a\nimport rego.v1\np if true", Syntax::V0)->version == Version::V1);
        QVERIFY(said("package a\nimport rego.v1\np { true }", Syntax::V0).contains("expected `if`"));
        QCOMPARE(said("package a\nimport future.keywords\np contains 1 if { every x in [1] { x } }", Syntax::V0),
                 "fine");
        QCOMPARE(said("package a\nif := 1\nin := 2", Syntax::V0), "fine");
    }

    void keywordsAreNamesBehindAndBeforeADot() {
        QCOMPARE(said("package a.if\nimport data.in.not as x\nif.x := 1\np := input.with.as if default.foo"), "fine");
    }

    void depthIsBounded() {
        const std::string deep(100'000, '[');
        QVERIFY(said("package a\np := " + deep).contains("nested deeper than 200 levels"));
        std::string comprehensions = "package a\np := ";
        for (int i = 0; i < 150; ++i) {
            comprehensions += "[x | y := ";
        }
        QVERIFY(said(comprehensions) != "fine");
        std::string unions = "package a\np := ";
        for (int i = 0; i < 150; ++i) {
            unions += "{a | ";
        }
        QVERIFY(said(unions) != "fine");
        QVERIFY(said("package a\np := " + std::string(100'000, '-') + "1") != "fine");
        QVERIFY(said("package a\np if " + std::string(100'000, '(')).contains("nested deeper"));
        QVERIFY(
            parseModule("p.rego", "package a", Syntax::V1, {.bytes = 5}).error().front().message.contains("larger"));
    }

    void numbersKeepTheirSpelling() {
        QCOMPARE(valueOf("p := [1.0, 1e3, 100000000000000000000000000000001, -0.5]"),
                 "[1.0, 1e3, 100000000000000000000000000000001, -0.5]");
    }

    void stringsAreUnescaped() {
        QCOMPARE(valueOf("p := \"\\u00e9\\n\\\"\\\\\" == `\u00e9\n\"\\`"), "true");
        QCOMPARE(valueOf("p := \"\\ud83d\\ude00\" == `\U0001F600`"), "true");
        QVERIFY(said("package a\np := \"\\x\"").contains("this escape is none that a string knows"));
    }
};

QTEST_APPLESS_MAIN(TstParser)
#include "tst_parser.moc"
