#include "tests/core/policy/policies.h"

using namespace countersign;
using namespace countersign::policy;

/// What rules mean, from OPA's description of the language.
class TstEvaluation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evaluates_data() {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* name, const char* rules, const char* input, const char* value) {
            QTest::newRow(name) << QByteArray(rules) << QByteArray(input) << QByteArray(value);
        };
        row("complete", "p := 1 if input.a == 2", R"({"a": 2})", "1");
        row("undefined", "p := 1 if input.a == 2", R"({"a": 3})", "undefined");
        row("no input", "p if not input", "", "true");
        row("default", "default p := 7\np := 1 if input.a == 2", R"({})", "7");
        row("else", "p := 1 if input.a == 1\nelse := 2 if input.a == 2\nelse := 3", R"({"a": 2})", "2");
        row("last else", "p := 1 if input.a == 1\nelse := 2 if input.a == 2\nelse := 3", R"({"a": 9})", "3");
        row("same value twice", "p := 1 if input.a\np := 1 if input.b", R"({"a": 1, "b": 1})", "1");
        row("two values", "p := 1\np := 2", "",
            "m0.rego:3: eval_conflict_error: complete rules must not produce multiple outputs");
        row("set", "p contains x if some x in input", R"([3, 1, 3])", "{1, 3}");
        row("empty set", "p contains x if some x in input", R"([])", "set()");
        row("object", "p[k] := v if some k, v in input", R"({"b": 1, "a": 2})", R"({"a": 2, "b": 1})");
        row("object conflict", "p[k] := v if { some v in input; k := 1 }", R"([1, 2])",
            "m0.rego:2: eval_conflict_error: object keys must be unique");
        row("deep head", "p.a[x].c := 1 if some x in input", R"(["q"])", R"({"a": {"q": {"c": 1}}})");
        row("sets in objects", "p[k] contains v if { k := input[v] }", R"({"x": 1, "y": 1})", R"({1: {"x", "y"}})");
        row("function", "p := f(2)\nf(x) := x * x", "", "4");
        row("function by pattern", "p := [f([1, 2]), f({\"a\": 5})]\nf([_, x]) := x\nf({\"a\": x}) := x", "", "[2, 5]");
        row("function with output", "p := x if f(3, x)\nf(y) := y + 1", "", "4");
        row("default function", "p := f(1)\ndefault f(_) := \"none\"\nf(x) := x if x > 1", "", "\"none\"");
        row("undefined argument", "p := f(input.a)\ndefault f(_) := 1", "{}", "undefined");
        row("unification", "p := [x, y] if [x, 2] = [1, y]", "", "[1, 2]");
        row("order does not matter", "p := x if { x > y; y = 1; x = 2 }", "", "2");
        row("objects have the same keys", "p := x if {\"a\": x} = {\"a\": 1, \"b\": 2}", "", "undefined");
        row("iteration", "p := [i | input[i] == 2]", R"([2, 1, 2])", "[0, 2]");
        row("nested iteration", "p := {x | input[_].c[_] = x}", R"([{"c": [1]}, {"c": [2, 1]}])", "{1, 2}");
        row("join by a variable", "p := {i | input.a[i] == input.b[i]}", R"({"a": [1, 2, 3], "b": [1, 9, 3]})",
            "{0, 2}");
        row("keys that are values", "p := x if { s := {[1, \"a\"], [2, \"b\"]}; s[[2, x]] }", "", "\"b\"");
        row("in", "p := [1 in [1], 1 in {2}, \"a\", 1 in {\"a\": 1}, 2 in 2]", "", "[true, false, \"a\", true, false]");
        row("in with a key", "p := (\"a\", 1 in {\"a\": 1})", "", "true");
        row("every", "p if every x in input { x > 1 }", "[2, 3]", "true");
        row("every of nothing", "p if every x in input { x > 1 }", "[]", "true");
        row("not every", "p if every k, v in input { k + v < 4 }", "[1, 3]", "undefined");
        row("not", "p if not input.a", R"({"a": false})", "true");
        row("not of a comparison", "p if not input.a == 1", R"({})", "true");
        row("not sees arguments first", "p if not startswith(input.a, \"x\")", R"({})", "undefined");
        row("false is not undefined", "p := false if true", "", "false");
        row("comprehensions", "p := [x | x := input[_]; x > 1]", "[1, 2, 3]", "[2, 3]");
        row("comprehension of objects", "p := {k: v | some v, k in input}", R"(["a", "b"])", R"({"a": 0, "b": 1})");
        row("a comprehension sees the outside", "p := [y | y := x + 1] if x := 1", "", "[2]");
        row("with input", "p := x if x := q with input as 5\nq := input", "1", "5");
        row("with a part", "p := x if x := q with input.a.b as 5\nq := input", R"({"a": {"c": 1}})",
            R"({"a": {"b": 5, "c": 1}})");
        row("with ends", "p := [x, y] if { x := q with input as 5; y := q }\nq := input", "1", "[5, 1]");
        row("with data", "p := x if x := q with data.a as 5\nq := data.a", "", "5");
        row("with a rule", "p := x if x := q with data.t.r as 5\nq := r\nr := 1", "", "5");
        row("with a function", "p := x if x := count([1, 2]) with count as f\nf(_) := 9", "", "9");
        row("a replacement may call what it replaces",
            "p := x if x := count([1, 2]) with count as f\nf(x) := count(x) + 1", "", "3");
        row("template", "p := $\"a {input.x} b {1 + 1} {input.y}\"", R"({"x": "q"})", "\"a q b 2 <undefined>\"");
        row("built-in error", "p := 1 / 0", "", "undefined");
        row("large integers", "p := 9007199254740993 + 1", "", "9007199254740994");
    }
    void evaluates() {
        QFETCH(QByteArray, rules);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, value);
        QCOMPARE(QByteArray::fromStdString(valueOf(rules.toStdString(), input.toStdString())), value);
    }

    void documentsOfRulesAndDataAreOne() {
        const auto program = compiled({"package a\nb := 1\nf(x) := x", "package a.c\nq := 2 if input"},
                                      *parseJson(R"({"a": {"d": 3, "c": {"e": 4}}})"));
        QVERIFY(program);
        QCOMPARE(asked(**program, "x = data.a"), R"({"b": 1, "c": {"e": 4}, "d": 3})");
        QCOMPARE(asked(**program, "x = data.a.c", Value::boolean(true)), R"({"e": 4, "q": 2})");
        QCOMPARE(asked(**program, "data.a[x] = y"), R"("b" | "c" | "d")");
        QCOMPARE(asked(**program, "x = data.a.d"), "3");
        QCOMPARE(asked(**program, "x = data.nothing"), "undefined");
    }

    void strictErrorsEndTheEvaluation() {
        const EvaluationOptions strict{.limits = {}, .builtinErrors = BuiltinErrors::Strict};
        QCOMPARE(valueOf("p := 1 / 0", {}, "{}", strict), "m0.rego:2: eval_builtin_error: div: divide by zero");
        QCOMPARE(
            valueOf("p := count(input)", "1", "{}", strict),
            "m0.rego:2: eval_type_error: count: operand 1 must be one of {array, object, set, string} but got number");
    }
};

QTEST_APPLESS_MAIN(TstEvaluation)
#include "tst_evaluation.moc"
