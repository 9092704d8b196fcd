#include "app/cli/policy_tests.h"

#include <algorithm>

namespace countersign::cli {

namespace {

using Ending = PolicyTest::Ending;

std::string nameOf(const policy::Term& name) {
    return name.isVariable() ? std::string(name.name()) : std::string();
}

bool isTest(std::string_view name) {
    return name.starts_with("test_") || name.starts_with("todo_test_");
}

void addRows(const policy::Body& body, std::set<std::uint32_t>& rows) {
    for (const auto& literal : body) {
        rows.insert(literal.at.row);
        addRows(literal.body, rows);
    }
}

/// Rows that hold an expression of a rule that is no test.
std::set<std::uint32_t> rowsOf(const policy::Module& module) {
    std::set<std::uint32_t> rows;
    for (const auto& rule : module.rules) {
        if (isTest(nameOf(rule.name))) {
            continue;
        }
        addRows(rule.body, rows);
        for (const auto& branch : rule.branches) {
            addRows(branch.body, rows);
        }
    }
    return rows;
}

class Observer final : public policy::Watcher {
public:
    Observer(PolicyTest& test, std::map<std::string, PolicyTestReport::Coverage>& coverage)
        : m_test(test), m_coverage(coverage) {}
    void visited(std::string_view file, std::uint32_t row) override {
        const auto found = m_coverage.find(std::string(file));
        if (found != m_coverage.end() && found->second.rows.contains(row)) {
            found->second.reached.insert(row);
        }
    }
    void failed(std::string_view, std::string_view file, std::uint32_t row) override {
        if (m_test.failedAt.empty() && file == m_test.file && row >= m_test.row) {
            m_test.failedAt = std::string(file) + ":" + std::to_string(row);
        }
    }
    void decided(std::string_view, std::string_view, std::uint32_t, const policy::Value&) override {}
    void printed(std::string_view, std::uint32_t, std::string_view text) override { m_test.printed.emplace_back(text); }

private:
    PolicyTest& m_test;
    std::map<std::string, PolicyTestReport::Coverage>& m_coverage;
};

std::string pathOf(const policy::Module& module) {
    std::string path = "data";
    for (const auto& part : module.package) {
        path += "[" + json::canonical(json::Value(part)) + "]";
    }
    return path;
}

void run(const policy::Program& program, const std::string& query, PolicyTest& test, policy::EvaluationOptions options,
         PolicyTestReport& report) {
    Observer observer(test, report.coverage);
    options.watcher = &observer;
    const auto body = policy::parseQuery("value := " + query);
    const auto prepared = body ? program.prepare(*body) : policy::Checked<policy::Query>(std::unexpected(body.error()));
    if (!prepared) {
        test.error = prepared.error().front().text();
        return;
    }
    const auto answers = policy::evaluate(program, *prepared, std::nullopt, options);
    if (!answers) {
        test.error = answers.error().detail;
    } else if (!answers->empty() && policy::toJson(answers->front().at("value")) != "false") {
        test.ending = Ending::Passed;
    }
}

} // namespace

std::size_t PolicyTestReport::failed() const {
    return static_cast<std::size_t>(std::ranges::count(tests, Ending::Failed, &PolicyTest::ending));
}

PolicyTestReport runPolicyTests(const policy::Program& program, const std::vector<policy::Module>& modules,
                                const policy::EvaluationOptions& options) {
    PolicyTestReport report;
    for (const auto& module : modules) {
        if (auto rows = rowsOf(module); !rows.empty()) {
            report.coverage[module.file].rows = std::move(rows);
        }
    }
    for (const auto& module : modules) {
        std::set<std::string> seen;
        for (const auto& rule : module.rules) {
            const auto name = nameOf(rule.name);
            if (!isTest(name) || !seen.insert(name).second) {
                continue;
            }
            std::string shown = "data";
            for (const auto& part : module.package) {
                shown += "." + part;
            }
            PolicyTest test{.name = shown + "." + name, .file = module.file, .row = rule.at.row};
            if (name.starts_with("todo_")) {
                test.ending = Ending::Skipped;
            } else {
                run(program, pathOf(module) + "[" + json::canonical(json::Value(name)) + "]", test, options, report);
            }
            report.tests.push_back(std::move(test));
        }
    }
    return report;
}

void printPolicyTests(const Output& output, const PolicyTestReport& report) {
    json::Array tests;
    std::size_t passed = 0;
    std::size_t skipped = 0;
    for (const auto& test : report.tests) {
        passed += test.ending == Ending::Passed ? 1 : 0;
        skipped += test.ending == Ending::Skipped ? 1 : 0;
        const std::string_view word = test.ending == Ending::Passed    ? "passed"
                                      : test.ending == Ending::Skipped ? "skipped"
                                                                       : "failed";
        json::Object one{
            {"file", test.file}, {"name", test.name}, {"result", word}, {"row", json::Value::integer(test.row)}};
        if (test.ending == Ending::Failed) {
            const auto why = !test.error.empty()      ? test.error
                             : !test.failedAt.empty() ? "nothing follows from " + test.failedAt
                                                      : std::string("undefined or false");
            output.line("FAIL  " + test.name + " (" + test.file + ":" + std::to_string(test.row) + "): " + why);
            for (const auto& line : test.printed) {
                output.line("      " + line);
            }
            one.set("error", why);
        }
        tests.emplace_back(std::move(one));
    }
    json::Array coverage;
    for (const auto& [file, rows] : report.coverage) {
        std::vector<std::string> missed;
        for (const auto row : rows.rows) {
            if (!rows.reached.contains(row)) {
                missed.push_back(std::to_string(row));
            }
        }
        const auto percent = 100 * rows.reached.size() / rows.rows.size();
        output.note(file + ": " + std::to_string(percent) + " % of the lines reached" +
                    (missed.empty() ? "" : ", not " + joined(missed)));
        coverage.push_back(
            json::Object{{"file", file},
                         {"lines", json::Value::integer(static_cast<std::int64_t>(rows.rows.size()))},
                         {"reached", json::Value::integer(static_cast<std::int64_t>(rows.reached.size()))}});
    }
    output.line(std::to_string(passed) + " passed, " + std::to_string(report.failed()) + " failed, " +
                std::to_string(skipped) + " skipped");
    output.json(json::Object{{"coverage", std::move(coverage)}, {"tests", std::move(tests)}});
}

} // namespace countersign::cli
