#include "core/service/fold_p.h"
#include "core/wire/commands.h"

namespace countersign::service {

namespace {

/// The effect of each command. What the domain functions and the maps refuse is an error; limits and roles are
/// checkCommand's, so that a ledger stays readable when they change.
class Effect {
public:
    Effect(Fold& fold, const identity::OperatorId& by) : m_fold(fold), m_by(by) {}

    Result<void> operator()(const command::InitStore& c);
    Result<void> operator()(const command::SetSettings& c);
    Result<void> operator()(const command::AcceptClock& c);
    Result<void> operator()(const command::AddUser& c);
    Result<void> operator()(const command::DisableUser& c);
    Result<void> operator()(const command::AddOperator& c);
    Result<void> operator()(const command::DisableOperator& c);
    Result<void> operator()(const command::RotateOperatorKey& c);
    Result<void> operator()(const command::SetGroup& c);
    Result<void> operator()(const command::RegisterAgent& c);
    Result<void> operator()(const command::ActivateAgent& c);
    Result<void> operator()(const command::RejectEnrolment& c);
    Result<void> operator()(const command::SuspendAgent& c) { return end(c.id, identity::AgentEvent::Suspend); }
    Result<void> operator()(const command::ResumeAgent& c);
    Result<void> operator()(const command::RevokeAgent& c) { return end(c.id, identity::AgentEvent::Revoke); }
    Result<void> operator()(const command::RotateAgentKey& c);
    Result<void> operator()(const command::SetScope& c);
    Result<void> operator()(const command::MapAction& c);
    Result<void> operator()(const command::SetRole& c) { return m_fold.setRole(c.role); }
    Result<void> operator()(const command::AssignRole& c);
    Result<void> operator()(const command::UnassignRole& c);
    Result<void> operator()(const command::CreateGrant& c);
    Result<void> operator()(const command::RevokeGrant& c);
    Result<void> operator()(const command::CreateDelegation& c);
    Result<void> operator()(const command::RevokeDelegation& c);
    Result<void> operator()(const command::DecideApproval& c);

private:
    [[nodiscard]] const State& state() const { return m_fold.state(); }
    /// Suspends or revokes: a new epoch, and whatever waits or was approved is dead.
    Result<void> end(const identity::AgentId& id, identity::AgentEvent event);
    Result<void> activateEnrolled(const command::ActivateAgent& c, const EnrolmentId& id);

    Fold& m_fold;
    const identity::OperatorId& m_by;
};

Result<void> Effect::operator()(const command::InitStore& c) {
    if (m_fold.seq() != 0) {
        return fail(Code::IllegalTransition, "a store begins once");
    }
    m_fold.state().world.store = m_fold.record().store;
    m_fold.state().ledgerKeys = ledger::KeyChain(c.ledgerKey);
    m_fold.setTrustDomain(c.trustDomain);
    m_fold.setSettings(decision::Settings());
    m_fold.setUser({.id = c.person, .displayName = std::nullopt, .aliasOf = std::nullopt});
    identity::Operator first{.id = c.firstOperator,
                             .person = c.person,
                             .roles = {identity::OperatorRole::Owner, identity::OperatorRole::Admin,
                                       identity::OperatorRole::PolicyAuthor, identity::OperatorRole::Approver,
                                       identity::OperatorRole::Auditor},
                             .keys = {}};
    CHECK(first.keys.add(c.operatorKey, m_fold.at()));
    m_fold.setOperator(std::move(first));
    return {};
}

Result<void> Effect::operator()(const command::SetSettings& c) {
    m_fold.setSettings(changed(state().world.settings, c));
    return {};
}

Result<void> Effect::operator()(const command::AcceptClock& c) {
    m_fold.noteAcceptedClock(c.wall);
    return {};
}

Result<void> Effect::operator()(const command::AddUser& c) {
    CHECK(checkUserIdFree(state(), c.id));
    identity::User user{.id = c.id, .displayName = std::nullopt, .aliasOf = c.aliasOf};
    CHECK(state().world.directory.checkAlias(user));
    if (c.displayName) {
        user.displayName = m_fold.reference(*c.displayName);
    }
    m_fold.setUser(std::move(user));
    return {};
}

Result<void> Effect::operator()(const command::DisableUser& c) {
    TRY(auto user, findUser(state(), c.id));
    CHECK(checkNotDisabled(user));
    user.disabled = true;
    m_fold.setUser(std::move(user));
    return {};
}

Result<void> Effect::operator()(const command::AddOperator& c) {
    CHECK(checkOperatorIdFree(state(), c.id));
    CHECK(findUser(state(), c.person));
    CHECK(checkKeyFree(state(), c.key));
    identity::Operator added{.id = c.id, .person = c.person, .roles = c.roles, .keys = {}};
    CHECK(added.keys.add(c.key, m_fold.at()));
    m_fold.setOperator(std::move(added));
    return {};
}

Result<void> Effect::operator()(const command::DisableOperator& c) {
    TRY(auto found, findOperator(state(), c.id));
    CHECK(checkNotDisabled(found));
    found.disabled = true;
    m_fold.setOperator(std::move(found));
    return {};
}

Result<void> Effect::operator()(const command::RotateOperatorKey& c) {
    TRY(auto found, findOperator(state(), c.id));
    CHECK(checkKeyFree(state(), c.key));
    if (m_by == c.id) {
        CHECK(endKeys(found.keys, m_fold.at()));
    } else {
        // Somebody else replaces a key because it cannot be trusted: what it signed for tickets no longer counts.
        for (const auto& entry : std::vector(found.keys.entries())) {
            if (entry.status == identity::KeyStatus::Active) {
                CHECK(found.keys.revoke(entry.thumbprint, m_fold.at()));
            }
        }
    }
    CHECK(found.keys.add(c.key, m_fold.at()));
    m_fold.setOperator(std::move(found));
    return {};
}

Result<void> Effect::operator()(const command::SetGroup& c) {
    m_fold.setGroup({.id = c.id, .members = c.members});
    return {};
}

Result<void> Effect::operator()(const command::RegisterAgent& c) {
    CHECK(checkAgentIdFree(state(), c.id));
    CHECK(checkKeyFree(state(), c.key));
    CHECK(findUser(state(), c.owner));
    auto agent = agentOf(c, m_fold.seq(), m_fold.at());
    CHECK(agent.keys.add(c.key, m_fold.at()));
    m_fold.setAgent(std::move(agent));
    return {};
}

Result<void> Effect::operator()(const command::ActivateAgent& c) {
    if (!c.enrolment) {
        return fail(Code::IllegalTransition, "an agent is activated by hand only with its enrolment");
    }
    return activateEnrolled(c, *c.enrolment);
}

Result<void> Effect::activateEnrolled(const command::ActivateAgent& c, const EnrolmentId& id) {
    TRY(const auto enrolment, findEnrolment(state(), id, c.id));
    CHECK(checkAgentIdFree(state(), enrolment->agent));
    CHECK(checkKeyFree(state(), enrolment->key));
    CHECK(findUser(state(), enrolment->owner));
    auto agent = agentOf(*enrolment, m_fold.seq(), m_fold.at());
    TRY(agent.state, identity::transition(agent.state, identity::AgentEvent::Activate));
    CHECK(agent.keys.add(enrolment->key, m_fold.at()));
    m_fold.setAgent(std::move(agent));
    m_fold.eraseEnrolment(id);
    return {};
}

Result<void> Effect::operator()(const command::RejectEnrolment& c) {
    CHECK(findEnrolment(state(), c.id));
    m_fold.eraseEnrolment(c.id);
    return {};
}

Result<void> Effect::end(const identity::AgentId& id, identity::AgentEvent event) {
    TRY(auto agent, findAgent(state(), id));
    TRY(agent.state, identity::transition(agent.state, event));
    agent.epoch = m_fold.seq();
    m_fold.setAgent(std::move(agent));
    return lapseOpen(m_fold, id);
}

Result<void> Effect::operator()(const command::ResumeAgent& c) {
    TRY(auto agent, findAgent(state(), c.id));
    TRY(agent.state, identity::transition(agent.state, identity::AgentEvent::Resume));
    m_fold.setAgent(std::move(agent));
    return {};
}

Result<void> Effect::operator()(const command::RotateAgentKey& c) {
    TRY(auto agent, findAgent(state(), c.id));
    CHECK(checkNotRevoked(agent));
    CHECK(checkKeyFree(state(), c.key));
    CHECK(endKeys(agent.keys, c.overlapUntil.value_or(m_fold.at())));
    CHECK(agent.keys.add(c.key, m_fold.at()));
    agent.epoch = m_fold.seq();
    m_fold.setAgent(std::move(agent));
    return lapseOpen(m_fold, c.id);
}

Result<void> Effect::operator()(const command::SetScope& c) {
    m_fold.setScope({.scope = c.scope, .risk = c.risk, .description = c.description});
    return {};
}

Result<void> Effect::operator()(const command::MapAction& c) {
    m_fold.setAction(c.action, c.scope);
    return {};
}

Result<void> Effect::operator()(const command::AssignRole& c) {
    CHECK(checkRoleKnown(state(), c.assignment.role));
    m_fold.setAssignment(c.assignment);
    return {};
}

Result<void> Effect::operator()(const command::UnassignRole& c) {
    CHECK(checkAssigned(state(), c.role, c.to));
    m_fold.removeAssignment(c.role, c.to);
    return {};
}

Result<void> Effect::operator()(const command::CreateGrant& c) {
    CHECK(checkGrantIdFree(state(), c.grant.id));
    auto grant = c.grant;
    grant.created = m_fold.at();
    grant.revoked = false;
    m_fold.setGrant(std::move(grant));
    return {};
}

Result<void> Effect::operator()(const command::RevokeGrant& c) {
    TRY(auto grant, findLiveGrant(state(), c.id));
    grant.revoked = true;
    m_fold.setGrant(std::move(grant));
    return {};
}

Result<void> Effect::operator()(const command::CreateDelegation& c) {
    CHECK(checkDelegationIdFree(state(), c.delegation.id));
    auto delegation = c.delegation;
    delegation.created = m_fold.at();
    delegation.revoked = false;
    delegation.purpose.reset();
    if (c.purpose) {
        delegation.purpose = m_fold.reference(*c.purpose);
    }
    if (delegation.parent) {
        TRY(const auto parent, findLiveDelegation(state(), *delegation.parent));
        CHECK(delegation::checkAttenuation(parent, delegation));
    }
    m_fold.setDelegation(std::move(delegation));
    return {};
}

Result<void> Effect::operator()(const command::RevokeDelegation& c) {
    // Only this hop is marked: whoever walks a chain meets it from everywhere below.
    TRY(auto delegation, findLiveDelegation(state(), c.id));
    delegation.revoked = true;
    m_fold.setDelegation(std::move(delegation));
    return {};
}

Result<void> Effect::operator()(const command::DecideApproval& c) {
    TRY(auto decided, decideApproval(state(), c, m_by, m_fold.at()));
    m_fold.setApproval(std::move(decided));
    return {};
}

} // namespace

Result<void> foldCommand(Fold& fold) {
    TRY(const auto envelope, wire::parseEnvelope(fold.record().command));
    if (envelope.store != fold.record().store || envelope.by.text() != fold.record().operatorId) {
        return fail(Code::StoreMismatch, "the record tells of another store or operator than the command in it");
    }
    if (fold.seq() == 0 && !std::holds_alternative<command::InitStore>(envelope.command)) {
        return fail(Code::IllegalTransition, "a ledger begins with the command that makes the store");
    }
    return std::visit(Effect(fold, envelope.by), envelope.command);
}

} // namespace countersign::service
