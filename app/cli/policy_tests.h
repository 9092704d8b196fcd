#pragma once

#include "app/cli/output.h"
#include "core/policy/evaluation.h"

#include <set>

namespace countersign::cli {

/// One rule `test_…` of a module.
struct PolicyTest {
    enum class Ending { Passed, Failed, Skipped };
    /// `data.agent.authz_test.test_allows_the_owner`
    std::string name;
    std::string file;
    std::uint32_t row = 0;
    Ending ending = Ending::Failed;
    /// The error that ended it, if one did.
    std::string error{};
    /// Where the first expression failed, as `file:row`; empty when none did.
    std::string failedAt{};
    /// What it printed.
    std::vector<std::string> printed{};
};

struct PolicyTestReport {
    std::vector<PolicyTest> tests;
    /// Rows with an expression, and those that some test reached.
    struct Coverage {
        std::set<std::uint32_t> rows;
        std::set<std::uint32_t> reached;
    };
    /// By file, without the files that hold nothing but tests.
    std::map<std::string, Coverage> coverage;
    [[nodiscard]] std::size_t failed() const;
};

/// Each rule whose name begins with `test_` passes when it is defined and neither false nor an error; one that begins
/// with `todo_test_` is skipped. As OPA's.
[[nodiscard]] PolicyTestReport runPolicyTests(const policy::Program& program,
                                              const std::vector<policy::Module>& modules,
                                              const policy::EvaluationOptions& options);
void printPolicyTests(const Output& output, const PolicyTestReport& report);

} // namespace countersign::cli
