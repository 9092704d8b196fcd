#pragma once

#include "app/cli/context.h"

namespace countersign::cli {

/// One line of the command table.
struct Verb {
    std::string_view noun;
    /// Empty for a noun that is its own verb (`keygen`, `act`).
    std::string_view name;
    /// Names of the operands, in order; one in brackets may be left out, and one with dots behind
    /// it, the last, may be repeated.
    std::vector<std::string_view> operands;
    std::vector<Option> options;
    std::string_view summary;
    std::string_view example;
    std::function<Outcome<Exit>(Context&)> run;
};

[[nodiscard]] std::vector<Verb> keyVerbs();
[[nodiscard]] std::vector<Verb> storeVerbs();
[[nodiscard]] std::vector<Verb> userVerbs();
[[nodiscard]] std::vector<Verb> operatorVerbs();
[[nodiscard]] std::vector<Verb> groupVerbs();
[[nodiscard]] std::vector<Verb> agentVerbs();
[[nodiscard]] std::vector<Verb> scopeVerbs();
[[nodiscard]] std::vector<Verb> roleVerbs();
[[nodiscard]] std::vector<Verb> grantVerbs();
[[nodiscard]] std::vector<Verb> delegationVerbs();
[[nodiscard]] std::vector<Verb> approvalVerbs();
[[nodiscard]] std::vector<Verb> auditVerbs();
[[nodiscard]] std::vector<Verb> ticketVerbs();
[[nodiscard]] std::vector<Verb> policyVerbs();
[[nodiscard]] std::vector<Verb> actVerbs();

} // namespace countersign::cli
