#include "tests/core/policy/policies.h"

using namespace countersign;
using namespace countersign::policy;

/// What the compiler refuses, and why.
class TstCompiler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data() {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* rules, const char* message) {
            QTest::newRow(rules) << QByteArray(rules) << QByteArray(message);
        };
        row("p if x > 1", "m0.rego:2:6: rego_unsafe_var_error: var `x` is unsafe: nothing gives it a value");
        row("p if not input.a[_]", "m0.rego:2:18: rego_unsafe_var_error: var `_` is unsafe: nothing gives it a value");
        row("p contains x if true", "m0.rego:2:12: rego_unsafe_var_error: var `x` is unsafe: nothing gives it a value");
        row("p if { y = x; x = y }",
            "m0.rego:2:8: rego_unsafe_var_error: var `y` is unsafe: nothing gives it a value\n"
            "m0.rego:2:12: rego_unsafe_var_error: var `x` is unsafe: nothing gives it a value");
        row("p if nothing(1)", "m0.rego:2:6: rego_type_error: undefined function `nothing`");
        row("p if x := nothing(1)", "m0.rego:2:11: rego_type_error: undefined function `nothing`");
        row("p if count(1, 2, 3)", "m0.rego:2:6: rego_type_error: function `count` has arity 1, got 3 arguments");
        row("p if f(1)\nf(x, y) := 1", "m0.rego:2:6: rego_type_error: function `data.t.f` has arity 2, got 1 argument");
        row("p if http.send({})",
            "m0.rego:2:6: rego_type_error: `http.send` is not available: a decision does no input or output");
        row("p if q\nq if p", "m0.rego:2:1: rego_recursion_error: rule data.t.p is recursive: data.t.p -> data.t.q -> "
                              "data.t.p");
        row("p if data.t[_]", "m0.rego:2:1: rego_recursion_error: rule data.t.p is recursive: data.t.p -> data.t.p");
        row("f(x) := f(x)", "m0.rego:2:1: rego_recursion_error: rule data.t.f is recursive: data.t.f -> data.t.f");
        row("p := 1\np(x) := 2",
            "m0.rego:3:1: rego_type_error: conflicting rules data.t.p found: the one at m0.rego:2 is "
            "of another kind or has another number of arguments");
        row("p := 1\np contains 2",
            "m0.rego:3:1: rego_type_error: conflicting rules data.t.p found: the one at m0.rego:2 "
            "is of another kind or has another number of arguments");
        row("p := 1\np.q := 2",
            "m0.rego:3:1: rego_type_error: rule data.t.p conflicts with data.t.p.q: both define what is there");
        row("default p := 1\ndefault p := 2", "m0.rego:3:1: rego_type_error: multiple default rules data.t.p found");
        row("default p := input.x",
            "m0.rego:2:14: rego_compile_error: a default value holds no variables, references or calls");
        row("p if { x := 1; x := 2 }", "m0.rego:2:16: rego_compile_error: var `x` assigned above");
        row("p if { x > 0; x := 2 }", "m0.rego:2:15: rego_compile_error: var `x` referenced above, on line 2");
        row("p if input.x := 2",
            "m0.rego:2:6: rego_compile_error: cannot assign to this: `:=` gives values to variables; "
            "write `==` to compare");
        row("p if input := 2", "m0.rego:2:6: rego_compile_error: variables must not shadow `input`: use another name");
        row("input := 2", "m0.rego:2:1: rego_compile_error: rules must not shadow `input`: use another name");
        row("f(data) := 2", "m0.rego:2:3: rego_compile_error: variables must not shadow `data`: use another name");
        row("p if q with data.t.r.a as 1\nq := r\nr := {}",
            "m0.rego:2:8: rego_compile_error: `with` cannot replace a part of data.t.r: only the whole of it");
        row("p if q with nothing as 1\nq := 1",
            "m0.rego:2:8: rego_type_error: `with` replaces `input`, `data`, a part of "
            "them, or a function; `nothing` is none");
        row("p if count([]) with count as f\nf(x, y) := 1",
            "m0.rego:2:16: rego_type_error: `data.t.f` has arity 2, the function that it replaces has 1");
        row("import data.a.x\nimport data.b.x\np := x",
            "m0.rego:3:1: rego_compile_error: import must not shadow the import of `x` on line 2");
    }
    void refuses() {
        QFETCH(QByteArray, rules);
        QFETCH(QByteArray, message);
        QCOMPARE(QByteArray::fromStdString(wrong("package t\n" + rules.toStdString())), message);
    }

    void packagesAndRulesDoNotFightOverAPath() {
        const auto program = compiled({"package a\nb := 1", "package a.b\nc := 2"});
        QVERIFY(!program);
        QVERIFY2(joined(program.error()).contains("conflicts with"), joined(program.error()).c_str());
    }

    void strictChecksLookForWhatIsUnused() {
        const CompileOptions strict{.checks = Checks::Strict, .builtins = {}};
        QCOMPARE(wrong("package t\nimport data.a\np if { x := 1; y := 2; y == 2 }", strict),
                 "m0.rego:2:1: rego_compile_error: import of `data.a` is unused: leave it away\n"
                 "m0.rego:3:8: rego_compile_error: assigned var `x` unused: leave it away, or name it `_`");
        QCOMPARE(wrong("package t\nimport data.a\np if { x := 1; y := 2; y == 2 }"), "");
    }

    void functionsAreReplacedInTestsOnly() {
        const CompileOptions published{.mocks = Mocks::OnlyInTests, .builtins = {}};
        const std::string rules = "package t\nq if count([]) == 1\n";
        QCOMPARE(wrong(rules + "test_q if q with count as 1", published), "");
        QCOMPARE(wrong(rules + "p if q with count as 1", published),
                 "m0.rego:3:8: rego_compile_error: a policy must not replace `count`: only rules named `test_…` may");
        QCOMPARE(wrong(rules + "p if q with input as 1", published), "");
    }

    void namesWhatIsWrongInEveryRule() {
        QCOMPARE(wrong("package t\np if x > 1\nq if nothing(1)\nr if y > 1"),
                 "m0.rego:2:6: rego_unsafe_var_error: var `x` is unsafe: nothing gives it a value\n"
                 "m0.rego:3:6: rego_type_error: undefined function `nothing`\n"
                 "m0.rego:4:6: rego_unsafe_var_error: var `y` is unsafe: nothing gives it a value");
    }
};

QTEST_APPLESS_MAIN(TstCompiler)
#include "tst_compiler.moc"
