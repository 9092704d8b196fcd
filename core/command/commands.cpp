#include "core/command/commands.h"

#include "core/base/json.h"

#include <array>

namespace countersign::command {

namespace {

using identity::OperatorRole;
using Roles = std::set<OperatorRole>;

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

constexpr auto kNames = std::to_array<std::string_view>(
    {"InitStore",        "SetSettings",       "AcceptClock",  "AddUser",        "DisableUser",   "AddOperator",
     "DisableOperator",  "RotateOperatorKey", "SetGroup",     "RegisterAgent",  "ActivateAgent", "RejectEnrolment",
     "SuspendAgent",     "ResumeAgent",       "RevokeAgent",  "RotateAgentKey", "SetScope",      "MapAction",
     "SetRole",          "AssignRole",        "UnassignRole", "CreateGrant",    "RevokeGrant",   "CreateDelegation",
     "RevokeDelegation", "DecideApproval"});
static_assert(kNames.size() == std::variant_size_v<Command>);

/// What cannot be read is no deny.
bool denies(const DecideApproval& command) {
    const auto payload = json::parse(command.payload);
    if (!payload || payload->asObject() == nullptr) {
        return false;
    }
    const json::Value* decision = payload->asObject()->find("decision");
    const std::string* verdict = decision == nullptr ? nullptr : decision->asString();
    return verdict != nullptr && *verdict == "deny";
}

template <class T, class... Of>
constexpr bool kOneOf = (std::same_as<T, Of> || ...);

} // namespace

std::string_view commandName(const Command& command) {
    return kNames.at(command.index());
}

std::span<const std::string_view> commandNames() {
    return kNames;
}

Roles rolesFor(const Command& command) {
    const auto roles = []<class T>(const T&) -> Roles {
        if constexpr (kOneOf<T, InitStore, SetSettings, AddOperator, DisableOperator, RotateOperatorKey>) {
            return {OperatorRole::Owner};
        } else if constexpr (kOneOf<T, DecideApproval>) {
            return {OperatorRole::Approver};
        } else {
            // Named one by one, so that a new command does not compile until somebody said who may give it.
            static_assert(
                kOneOf<T, AcceptClock, AddUser, DisableUser, SetGroup, RegisterAgent, ActivateAgent, RejectEnrolment,
                       SuspendAgent, ResumeAgent, RevokeAgent, RotateAgentKey, SetScope, MapAction, SetRole, AssignRole,
                       UnassignRole, CreateGrant, RevokeGrant, CreateDelegation, RevokeDelegation>);
            return {OperatorRole::Owner, OperatorRole::Admin};
        }
    };
    return std::visit(roles, command);
}

bool onlyRestricts(const Command& command) {
    return std::visit(Overloaded{[](const AcceptClock&) { return true; }, [](const DisableUser&) { return true; },
                                 [](const DisableOperator&) { return true; }, [](const SuspendAgent&) { return true; },
                                 [](const RevokeAgent&) { return true; }, [](const RejectEnrolment&) { return true; },
                                 [](const RevokeGrant&) { return true; }, [](const RevokeDelegation&) { return true; },
                                 [](const DecideApproval& decide) { return denies(decide); },
                                 [](const auto&) { return false; }},
                      command);
}

} // namespace countersign::command
