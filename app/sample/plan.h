#pragma once

#include "app/sample/dice.h"
#include "core/base/json.h"
#include "core/base/time.h"
#include "core/delegation/resource.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What happens in the sample workspace, as resources/demo/workspace.json tells it.
namespace countersign::sample {

/// What an agent asks for, with the variants that are drawn from.
struct Ask {
    std::string action;
    std::map<std::string, std::vector<std::string>> resource;
    std::vector<json::Object> arguments;
    /// May be empty: then it gives none.
    std::vector<std::string> reasons;
};
/// One request.
struct Call {
    std::string action;
    delegation::Resource resource;
    json::Object arguments;
    std::optional<std::string> reason;
};
/// One variant; `{n}` in its texts becomes a number.
[[nodiscard]] Call draw(const Ask& ask, Dice& dice);

/// A command in its wire form, but: texts, keys and generated ids are written plainly, times relative (`+3d`).
struct PlannedOrder {
    Duration before{0};
    std::string by;
    json::Object command;
};
struct PlannedEnrolment {
    Duration before{0};
    std::string agent;
    std::string owner;
    std::vector<std::string> capabilities;
};
enum class Hours { Always, Office, Night };
struct Habit {
    std::string agent;
    std::string ask;
    double aDay = 0;
    Hours hours = Hours::Always;
    /// Name of the delegation under which it acts; empty: for nobody.
    std::string under;
};
/// How people decide what waits: so many of a hundred approve, so many deny, the rest is never looked at.
struct Approvers {
    std::vector<std::string> who;
    int approve = 0;
    int deny = 0;
    std::vector<std::string> yes;
    std::vector<std::string> no;
};
/// What waits when the workspace opens.
struct Ready {
    std::string agent;
    std::string ask;
    std::string under;
    Duration ago{0};
    /// Who approved already; empty: nobody.
    std::string signedBy;
    std::string why;
};
struct LiveStep {
    /// Forge: answers the challenge with a wrong signature. Replay: uses somebody's approval again. Burst: asks many
    /// times at once.
    enum class Does { Ask, Forge, Replay, Burst };
    std::string agent;
    Does does = Does::Ask;
    std::string ask;
    std::string under;
};

struct Plan {
    std::string trustDomain;
    int days = 0;
    std::string owner;
    std::vector<std::string> operators;
    std::vector<PlannedOrder> orders;
    std::vector<PlannedEnrolment> enrolments;
    std::map<std::string, Ask> asks;
    std::vector<Habit> habits;
    Approvers approvers;
    std::vector<Ready> ready;
    std::vector<LiveStep> live;
    Duration leastGap{0};
    Duration mostGap{0};
};

/// The plan that is built in. InvalidRequest when the file is not as it should be.
[[nodiscard]] Result<Plan> readPlan();
/// `3d`, `-3d`, `+90m`, `40s`. InvalidArgument.
[[nodiscard]] Result<Duration> parseSpan(std::string_view text);

} // namespace countersign::sample
