#include "core/service/rules_p.h"

namespace countersign::service {

Result<void> Rules::checkTransition(const identity::AgentId& id, identity::AgentEvent event) const {
    TRY(const auto agent, findAgent(m_state, id));
    CHECK(identity::transition(agent.state, event));
    return {};
}

Result<void> Rules::operator()(const command::RegisterAgent& c) const {
    CHECK(checkAgentIdFree(m_state, c.id));
    CHECK(checkKeyFree(m_state, c.key));
    CHECK(checkLiveUser(c.owner, Code::OwnerDisabled));
    if (c.expires && *c.expires <= m_now) {
        return fail(Code::InvalidArgument, "the agent would have expired already: give a later time");
    }
    return identity::checkAgent(agentOf(c, m_state.size, m_now));
}

Result<void> Rules::operator()(const command::ActivateAgent& c) const {
    if (!c.enrolment) {
        // Nobody but the key's holder can say that the agent has the key.
        return fail(Code::IllegalTransition,
                    "a registered agent becomes active when it answers a challenge with its key; "
                    "by hand only an enrolment is accepted");
    }
    TRY(const auto enrolment, findEnrolment(m_state, *c.enrolment, c.id));
    CHECK(checkAgentIdFree(m_state, enrolment->agent));
    CHECK(checkKeyFree(m_state, enrolment->key));
    CHECK(checkLiveUser(enrolment->owner, Code::OwnerDisabled));
    return identity::checkAgent(agentOf(*enrolment, m_state.size, m_now));
}

Result<void> Rules::operator()(const command::RejectEnrolment& c) const {
    CHECK(findEnrolment(m_state, c.id));
    return {};
}

Result<void> Rules::operator()(const command::SuspendAgent& c) const {
    return checkTransition(c.id, identity::AgentEvent::Suspend);
}

Result<void> Rules::operator()(const command::ResumeAgent& c) const {
    return checkTransition(c.id, identity::AgentEvent::Resume);
}

Result<void> Rules::operator()(const command::RevokeAgent& c) const {
    return checkTransition(c.id, identity::AgentEvent::Revoke);
}

Result<void> Rules::operator()(const command::RotateAgentKey& c) const {
    TRY(auto agent, findAgent(m_state, c.id));
    CHECK(checkNotRevoked(agent));
    CHECK(checkKeyFree(m_state, c.key));
    if (c.overlapUntil && *c.overlapUntil < m_now) {
        return fail(Code::InvalidArgument, "the old keys' overlap would have ended already: give a later time");
    }
    return endKeys(agent.keys, c.overlapUntil.value_or(m_now));
}

} // namespace countersign::service
