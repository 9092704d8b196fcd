#pragma once

#include "core/service/fold_p.h"

/// The rules of the commands, by what they are about. Each says whether its command makes sense in this state now.
namespace countersign::service {

class Rules {
public:
    Rules(const State& state, const identity::OperatorId& by, Timestamp now) : m_state(state), m_by(by), m_now(now) {}

    // The store and its people (rules_people.cpp).
    Result<void> operator()(const command::InitStore& c) const;
    Result<void> operator()(const command::SetSettings& c) const;
    Result<void> operator()(const command::AcceptClock& c) const;
    Result<void> operator()(const command::AddUser& c) const;
    Result<void> operator()(const command::DisableUser& c) const;
    Result<void> operator()(const command::AddOperator& c) const;
    Result<void> operator()(const command::DisableOperator& c) const;
    Result<void> operator()(const command::RotateOperatorKey& c) const;
    Result<void> operator()(const command::SetGroup& c) const;

    // Agents (rules_agents.cpp).
    Result<void> operator()(const command::RegisterAgent& c) const;
    Result<void> operator()(const command::ActivateAgent& c) const;
    Result<void> operator()(const command::RejectEnrolment& c) const;
    Result<void> operator()(const command::SuspendAgent& c) const;
    Result<void> operator()(const command::ResumeAgent& c) const;
    Result<void> operator()(const command::RevokeAgent& c) const;
    Result<void> operator()(const command::RotateAgentKey& c) const;

    // Permissions and approvals (rules_access.cpp).
    Result<void> operator()(const command::SetScope& c) const;
    Result<void> operator()(const command::MapAction& c) const;
    Result<void> operator()(const command::SetRole& c) const;
    Result<void> operator()(const command::AssignRole& c) const;
    Result<void> operator()(const command::UnassignRole& c) const;
    Result<void> operator()(const command::CreateGrant& c) const;
    Result<void> operator()(const command::RevokeGrant& c) const;
    Result<void> operator()(const command::CreateDelegation& c) const;
    Result<void> operator()(const command::RevokeDelegation& c) const;
    Result<void> operator()(const command::DecideApproval& c) const;

private:
    [[nodiscard]] const identity::Directory& directory() const { return m_state.world.directory; }
    /// Known, and neither disabled itself nor the alias of somebody who is.
    Result<void> checkLiveUser(const identity::UserId& id, Code disabled) const;
    Result<void> checkTransition(const identity::AgentId& id, identity::AgentEvent event) const;
    Result<void> checkMember(const identity::Principal& member) const;
    Result<void> checkReceiver(const identity::AgentId& id) const;
    Result<void> checkSubject(const delegation::Subject& to) const;
    Result<void> checkPool(const approval::Hold& hold) const;
    /// The hop and all above it, up to the user that began.
    Result<void> checkHops(const delegation::Delegation& hop) const;
    Result<void> checkBeginning(const delegation::Delegation& hop) const;

    const State& m_state;
    const identity::OperatorId& m_by;
    Timestamp m_now;
};

[[nodiscard]] bool isDisabled(const identity::Directory& directory, const identity::UserId& id);
/// An owner whose orders count: neither the operator nor the person behind it is disabled.
[[nodiscard]] bool isLiveOwner(const identity::Directory& directory, const identity::Operator& who);
/// IllegalTransition when nobody could give an owner's orders any more.
[[nodiscard]] Result<void> checkOwnerLeft(const identity::Directory& directory);

} // namespace countersign::service
