#include "core/service/fold_p.h"

#include <algorithm>

namespace countersign::service {

Result<identity::Agent> findAgent(const State& state, const identity::AgentId& id) {
    const auto* agent = state.world.directory.agent(id);
    if (agent == nullptr) {
        return fail(Code::AgentUnknown, "agent `" + id.text() + "` is not registered; register it first");
    }
    return *agent;
}

Result<identity::User> findUser(const State& state, const identity::UserId& id) {
    const auto* user = state.world.directory.user(id);
    if (user == nullptr) {
        return fail(Code::UserUnknown, "user `" + id.text() + "` is not known; add the user first");
    }
    return *user;
}

Result<identity::Operator> findOperator(const State& state, const identity::OperatorId& id) {
    const auto* found = state.world.directory.findOperator(id);
    if (found == nullptr) {
        return fail(Code::OperatorUnknown, "operator `" + id.text() + "` is not known");
    }
    return *found;
}

Result<std::shared_ptr<const identity::Enrolment>> findEnrolment(const State& state, const EnrolmentId& id) {
    const auto* found = state.enrolments.find(id);
    if (found == nullptr) {
        return fail(Code::NotFound, "there is no enrolment `" + id.text() + "` waiting");
    }
    return *found;
}

Result<std::shared_ptr<const identity::Enrolment>> findEnrolment(const State& state, const EnrolmentId& id,
                                                                 const identity::AgentId& agent) {
    TRY(auto found, findEnrolment(state, id));
    if (found->agent != agent) {
        return fail(Code::InvalidArgument,
                    "enrolment `" + id.text() + "` is of agent `" + found->agent.text() + "`; name that agent");
    }
    return found;
}

Result<void> checkKeyFree(const State& state, const crypto::PublicKey& key) {
    const auto* holder = state.world.directory.keyHolder(key.thumbprint());
    if (holder != nullptr) {
        return fail(Code::AlreadyExists,
                    "the key is or was the key of `" + holder->text() + "`; make a new one for this");
    }
    return {};
}

Result<void> checkAgentIdFree(const State& state, const identity::AgentId& id) {
    if (state.world.directory.agentIdTaken(id)) {
        return fail(Code::AlreadyExists, "there is or was an agent `" + id.text() + "`; ids are never used again");
    }
    return {};
}

Result<void> checkUserIdFree(const State& state, const identity::UserId& id) {
    if (state.world.directory.userIdTaken(id)) {
        return fail(Code::AlreadyExists, "there is or was a user `" + id.text() + "`; ids are never used again");
    }
    return {};
}

Result<void> checkOperatorIdFree(const State& state, const identity::OperatorId& id) {
    if (state.world.directory.operatorIdTaken(id)) {
        return fail(Code::AlreadyExists, "there is or was an operator `" + id.text() + "`; ids are never used again");
    }
    return {};
}

Result<delegation::Grant> findLiveGrant(const State& state, const GrantId& id) {
    const auto* grant = state.world.authority.grant(id);
    if (grant == nullptr) {
        return fail(Code::NotFound, "there is no grant `" + id.text() + "`");
    }
    if (grant->revoked) {
        return fail(Code::IllegalTransition, "grant `" + id.text() + "` was revoked already");
    }
    return *grant;
}

Result<delegation::Delegation> findLiveDelegation(const State& state, const DelegationId& id) {
    const auto* delegation = state.world.authority.delegation(id);
    if (delegation == nullptr) {
        return fail(Code::DelegationUnknown, "there is no delegation `" + id.text() + "`");
    }
    if (delegation->revoked) {
        return fail(Code::IllegalTransition, "delegation `" + id.text() + "` was revoked already");
    }
    return *delegation;
}

Result<void> checkAssigned(const State& state, const delegation::RoleId& role, const delegation::Subject& to) {
    const auto& list = state.world.authority.assignments(to.text());
    if (std::ranges::find(list, role, &delegation::RoleAssignment::role) == list.end()) {
        return fail(Code::NotFound, "`" + to.text() + "` does not have the role `" + role.text() + "`");
    }
    return {};
}

Result<void> checkGrantIdFree(const State& state, const GrantId& id) {
    if (state.world.authority.grant(id) != nullptr) {
        return fail(Code::AlreadyExists, "there is a grant `" + id.text() + "` already; make a new id");
    }
    return {};
}

Result<void> checkDelegationIdFree(const State& state, const DelegationId& id) {
    if (state.world.authority.delegation(id) != nullptr) {
        return fail(Code::AlreadyExists, "there is a delegation `" + id.text() + "` already; make a new id");
    }
    return {};
}

Result<void> checkRoleKnown(const State& state, const delegation::RoleId& id) {
    if (state.world.authority.role(id) == nullptr) {
        return fail(Code::NotFound, "there is no role `" + id.text() + "`; make it first");
    }
    return {};
}

Result<void> checkNotDisabled(const identity::User& user) {
    if (user.disabled) {
        return fail(Code::IllegalTransition, "user `" + user.id.text() + "` is disabled already");
    }
    return {};
}

Result<void> checkNotDisabled(const identity::Operator& value) {
    if (value.disabled) {
        return fail(Code::IllegalTransition, "operator `" + value.id.text() + "` is disabled already");
    }
    return {};
}

Result<void> checkNotRevoked(const identity::Agent& agent) {
    if (agent.state == identity::AgentState::Revoked) {
        return fail(Code::IllegalTransition, "agent `" + agent.id.text() + "` is revoked for good");
    }
    return {};
}

Result<void> endKeys(identity::KeyHistory& keys, Timestamp until) {
    for (const auto& entry : std::vector(keys.entries())) {
        if (entry.status == identity::KeyStatus::Active) {
            CHECK(keys.retire(entry.thumbprint, until));
        } else if (entry.status == identity::KeyStatus::Retired && *entry.validUntil > until) {
            CHECK(keys.revoke(entry.thumbprint, until));
        }
    }
    return {};
}

identity::Agent agentOf(const command::RegisterAgent& command, std::uint64_t seq, Timestamp at) {
    identity::Agent agent;
    agent.id = command.id;
    agent.owner = command.owner;
    if (command.displayName) {
        agent.displayName = {.commitment = command.displayName->digest(), .record = seq, .text = std::nullopt};
    }
    if (command.description) {
        agent.description = {.commitment = command.description->digest(), .record = seq, .text = std::nullopt};
    }
    agent.tags = command.tags;
    agent.metadata = command.metadata;
    agent.environment = command.environment;
    agent.capabilities = command.capabilities;
    agent.expires = command.expires;
    agent.registered = at;
    agent.epoch = seq;
    return agent;
}

identity::Agent agentOf(const identity::Enrolment& enrolment, std::uint64_t seq, Timestamp at) {
    identity::Agent agent;
    agent.id = enrolment.agent;
    agent.owner = enrolment.owner;
    agent.capabilities = enrolment.capabilities;
    agent.origin = identity::Origin::Enrolled;
    agent.registered = at;
    agent.epoch = seq;
    return agent;
}

decision::Settings changed(decision::Settings settings, const command::SetSettings& command) {
    settings.pendingLifetime = command.pendingLifetime.value_or(settings.pendingLifetime);
    settings.ticketLifetime = command.ticketLifetime.value_or(settings.ticketLifetime);
    settings.sessionLifetime = command.sessionLifetime.value_or(settings.sessionLifetime);
    settings.pendingPerAgent = command.pendingPerAgent.value_or(settings.pendingPerAgent);
    return settings;
}

std::string assignmentId(const delegation::RoleId& role, const delegation::Subject& to) {
    return to.text() + " " + role.text();
}

std::string counterId(const decision::Consumption& consumption) {
    const bool hop = consumption.kind == decision::Consumption::Kind::DelegationUse;
    return (hop ? "delegation:" : "grant:") + consumption.id;
}

} // namespace countersign::service
