#pragma once

#include "tests/core/wire/samples.h"

namespace countersign::wire::test {

inline command::RegisterAgent fullRegistration() {
    return {.id = id<identity::AgentId>("agent-code-reviewer-01"),
            .owner = id<identity::UserId>("user_9"),
            .key = signingKey(2).publicKey(),
            .displayName = text("display_name"),
            .description = text("description"),
            .tags = {{"team", "platform"}},
            .metadata = {{"model", "m-1"}},
            .environment = "prod",
            .capabilities = {"pr.create"},
            .expires = later()};
}

inline command::RegisterAgent bareRegistration() {
    command::RegisterAgent value;
    value.id = id<identity::AgentId>("agent-code-reviewer-01");
    value.owner = id<identity::UserId>("user_9");
    value.key = signingKey(2).publicKey();
    return value;
}

/// Every command, with every optional member and with none.
inline std::vector<std::pair<command::Command, command::Command>> commands() {
    const auto agent = id<identity::AgentId>("agent-code-reviewer-01");
    const auto user = id<identity::UserId>("user_123");
    const auto by = id<identity::OperatorId>("bob");
    const auto key = signingKey(2).publicKey();
    const auto scope = *delegation::Scope::parse("pr:merge");
    const auto subject = *delegation::Subject::parse("agent:agent-code-reviewer-01");
    const auto role = id<delegation::RoleId>("writer");
    auto grant = fullGrant();
    grant.created = Timestamp();
    grant.revoked = false;
    auto hop = fullDelegation();
    hop.created = Timestamp();
    hop.revoked = false;
    hop.purpose.reset();
    std::vector<std::pair<command::Command, command::Command>> all;
    const auto add = [&all](command::Command full, command::Command bare) {
        all.emplace_back(std::move(full), std::move(bare));
    };
    const auto once = [&add](const command::Command& command) { add(command, command); };
    once(command::InitStore{"acme.example", id<identity::UserId>("alice"), id<identity::OperatorId>("alice"), key,
                            signingKey(3).publicKey()});
    add(command::SetSettings{Duration(1), Duration(2), Duration(3), 4}, command::SetSettings{});
    once(command::AcceptClock{noon()});
    add(command::AddUser{user, text("display_name"), id<identity::UserId>("alice")}, command::AddUser{user, {}, {}});
    once(command::DisableUser{user});
    once(command::AddOperator{by, user, key, {identity::OperatorRole::Approver, identity::OperatorRole::Auditor}});
    once(command::DisableOperator{by});
    once(command::RotateOperatorKey{by, key});
    once(command::SetGroup{id<identity::GroupId>("reviewers"), fullGroup().members});
    add(fullRegistration(), bareRegistration());
    add(command::ActivateAgent{agent, generated<EnrolmentId>()}, command::ActivateAgent{agent, {}});
    once(command::RejectEnrolment{generated<EnrolmentId>()});
    once(command::SuspendAgent{agent});
    once(command::ResumeAgent{agent});
    once(command::RevokeAgent{agent});
    add(command::RotateAgentKey{agent, key, later()}, command::RotateAgentKey{agent, key, {}});
    once(command::SetScope{scope, delegation::Risk::Low, "merge"});
    once(command::MapAction{"pr.merge", scope});
    add(command::SetRole{fullRole()}, command::SetRole{bareRole()});
    add(command::AssignRole{fullAssignment()}, command::AssignRole{bareAssignment()});
    once(command::UnassignRole{role, subject});
    add(command::CreateGrant{grant}, command::CreateGrant{bareGrant()});
    once(command::RevokeGrant{grant.id});
    add(command::CreateDelegation{hop, text("purpose")}, command::CreateDelegation{bareDelegation(), {}});
    once(command::RevokeDelegation{hop.id});
    once(command::DecideApproval{generated<ApprovalId>(), R"({"decision":"approve"})", signedDecision().signature});
    return all;
}

} // namespace countersign::wire::test
