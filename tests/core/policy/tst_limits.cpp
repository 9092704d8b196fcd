#include "tests/core/policy/policies.h"

using namespace countersign;
using namespace countersign::policy;

/// Policies that want to eat the machine: each ends with an error.
class TstLimits : public QObject {
    Q_OBJECT

    static EvaluationOptions atMost(std::uint64_t steps) {
        EvaluationOptions options;
        options.limits.steps = steps;
        // Steps are the same on every machine; the time is not.
        options.limits.time = std::chrono::minutes(10);
        return options;
    }

private Q_SLOTS:
    void stepsAreCounted() {
        const std::string bomb = "p := count([1 | numbers.range(1, 1000)[_]; numbers.range(1, 1000)[_]; "
                                 "numbers.range(1, 1000)[_]])";
        QCOMPARE(valueOf(bomb, {}, "{}", atMost(50'000)),
                 "m0.rego:2: eval_limit_error: the evaluation took more than 50000 steps");
        QCOMPARE(valueOf("p := count(numbers.range(1, 100))", {}, "{}", atMost(50'000)), "100");
    }

    void exponentialRulesEnd() {
        std::string rules = "f0(x) := x\n";
        for (int i = 1; i <= 40; ++i) {
            const auto name = "f" + std::to_string(i - 1) + "(x)";
            rules += "f" + std::to_string(i) + "(x) := " + name + " + " + name + "\n";
        }
        QVERIFY(valueOf(rules + "p := f40(1)", {}, "{}", atMost(50'000)).contains("eval_limit_error"));
    }

    void valuesThatDoubleEnd() {
        std::string rules = "v0 := \"0123456789\"\n";
        for (int i = 1; i <= 40; ++i) {
            const auto name = "v" + std::to_string(i - 1);
            rules += "v" + std::to_string(i) + " := concat(\"\", [" + name + ", " + name + "])\n";
        }
        auto options = atMost(1'000'000);
        options.limits.memory = 1'000'000;
        QVERIFY(valueOf(rules + "p := count(v40)", {}, "{}", options).contains("eval_limit_error"));
        std::string arrays = "v0 := [1, 2]\n";
        for (int i = 1; i <= 40; ++i) {
            const auto name = "v" + std::to_string(i - 1);
            arrays += "v" + std::to_string(i) + " := array.concat(" + name + ", " + name + ")\n";
        }
        QVERIFY(valueOf(arrays + "p := count(v40)", {}, "{}", options).contains("eval_limit_error"));
    }

    void nestingEnds() {
        // Ten thousand rules, each of which asks the next one.
        std::string rules = "r0 := 1\n";
        for (int i = 1; i <= 10'000; ++i) {
            rules += "r" + std::to_string(i) + " := r" + std::to_string(i - 1) + "\n";
        }
        QVERIFY(valueOf(rules + "p := r10000", {}, "{}", atMost(10'000'000)).contains("nested too deeply"));
        std::string inner = "1";
        for (int i = 0; i < 60; ++i) {
            inner = "[" + inner + " | true]";
        }
        QVERIFY(!valueOf("p := count(" + inner + ")", {}, "{}", atMost(10'000)).contains("error"));
    }

    void regularExpressionsAreLinear() {
        const auto options = atMost(10'000);
        QCOMPARE(valueOf("p := regex.match(`^(a+)+$`, input)", "\"" + std::string(10'000, 'a') + "!\"", "{}", options),
                 "false");
    }

    void theSameInputHasTheSameAnswer() {
        const std::string rules = "p := [x | some x in input.s] if {\n"
                                  "  every y in input.s { y >= rand.intn(\"a\", 1) }\n  time.now_ns() >= 0\n}\n";
        const auto first = valueOf(rules, R"({"s": [3, 2, 1]})");
        QCOMPARE(first, "[3, 2, 1]");
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(valueOf(rules, R"({"s": [3, 2, 1]})"), first);
        }
    }
};

QTEST_APPLESS_MAIN(TstLimits)
#include "tst_limits.moc"
