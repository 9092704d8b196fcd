#include "core/identity/plain_text.h"
#include "core/service/rules_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr std::size_t kLongestDescription = 1024;
/// As many as decide() walks.
constexpr std::size_t kMaxHops = 16;

} // namespace

Result<void> Rules::checkSubject(const delegation::Subject& to) const {
    switch (to.kind()) {
    case delegation::Subject::Kind::Agent: {
        TRY(const auto id, identity::AgentId::parse(to.id()));
        return checkReceiver(id);
    }
    case delegation::Subject::Kind::Group: {
        TRY(const auto id, identity::GroupId::parse(to.id()));
        if (directory().group(id) == nullptr) {
            return fail(Code::NotFound, "there is no group `" + id.text() + "`; make it first");
        }
        return {};
    }
    case delegation::Subject::Kind::Role: {
        TRY(const auto id, delegation::RoleId::parse(to.id()));
        return checkRoleKnown(m_state, id);
    }
    }
    return fail(Code::Internal, "a subject is of no known kind");
}

Result<void> Rules::checkReceiver(const identity::AgentId& id) const {
    TRY(const auto agent, findAgent(m_state, id));
    if (agent.state == identity::AgentState::Revoked) {
        return fail(Code::AgentRevoked, "agent `" + id.text() + "` is revoked for good");
    }
    return {};
}

Result<void> Rules::checkPool(const approval::Hold& hold) const {
    if (hold.from.kind() == approval::ApproverPool::Kind::Role) {
        return {};
    }
    TRY(const auto id, identity::GroupId::parse(hold.from.name()));
    if (directory().group(id) == nullptr) {
        return fail(Code::NotFound, "there is no group `" + id.text() + "` of approvers; make it first");
    }
    return {};
}

Result<void> Rules::operator()(const command::SetScope& c) const {
    if (c.description.size() > kLongestDescription || !isUtf8(c.description) || identity::hasControls(c.description)) {
        return fail(Code::InvalidArgument,
                    "a scope's description is at most 1024 bytes of UTF-8 without control characters");
    }
    return {};
}

Result<void> Rules::operator()(const command::MapAction& c) const {
    return delegation::checkAction(c.action);
}

Result<void> Rules::operator()(const command::SetRole& c) const {
    CHECK(delegation::checkRole(c.role));
    auto after = m_state.world.authority;
    if (after.role(c.role.id) == nullptr) {
        const auto folded = c.role.id.folded();
        if (std::ranges::any_of(after.roles(), [&](const auto& one) { return one->id.folded() == folded; })) {
            return fail(Code::AlreadyExists,
                        "there is a role that differs from `" + c.role.id.text() + "` only in case; use its spelling");
        }
    }
    for (const auto& rule : c.role.rules) {
        if (rule.hold) {
            CHECK(checkPool(*rule.hold));
        }
    }
    return after.setRole(c.role);
}

Result<void> Rules::operator()(const command::AssignRole& c) const {
    CHECK(checkRoleKnown(m_state, c.assignment.role));
    if (c.assignment.to.kind() == delegation::Subject::Kind::Role) {
        return fail(Code::InvalidArgument, "a role goes to an agent or a group; a role inherits from another instead");
    }
    CHECK(checkSubject(c.assignment.to));
    if (c.assignment.expires && *c.assignment.expires <= m_now) {
        return fail(Code::InvalidArgument, "the assignment would have expired already: give a later time");
    }
    return {};
}

Result<void> Rules::operator()(const command::UnassignRole& c) const {
    return checkAssigned(m_state, c.role, c.to);
}

Result<void> Rules::operator()(const command::CreateGrant& c) const {
    CHECK(checkGrantIdFree(m_state, c.grant.id));
    auto grant = c.grant;
    grant.created = m_now;
    CHECK(delegation::checkGrant(grant));
    CHECK(checkSubject(grant.to));
    if (grant.conditions.notAfter && *grant.conditions.notAfter < m_now) {
        return fail(Code::InvalidArgument, "the grant would have ended already: give a later `not_after`");
    }
    return grant.hold ? checkPool(*grant.hold) : Result<void>();
}

Result<void> Rules::operator()(const command::RevokeGrant& c) const {
    CHECK(findLiveGrant(m_state, c.id));
    return {};
}

Result<void> Rules::checkHops(const delegation::Delegation& hop) const {
    const auto* next = &hop;
    for (std::size_t hops = 1; next->parent; ++hops) {
        const auto* parent = m_state.world.authority.delegation(*next->parent);
        if (parent == nullptr) {
            return fail(Code::DelegationUnknown, "there is no delegation `" + next->parent->text() + "`");
        }
        if (hops == kMaxHops) {
            return fail(Code::DelegationTooDeep, "a delegation has at most 16 hops");
        }
        if (parent->revoked) {
            return fail(Code::DelegationRevoked, "delegation `" + parent->id.text() + "` was revoked");
        }
        if (m_now >= parent->expires) {
            return fail(Code::DelegationExpired, "delegation `" + parent->id.text() + "` has expired");
        }
        CHECK(checkReceiver(parent->to));
        next = parent;
    }
    return checkBeginning(*next);
}

Result<void> Rules::checkBeginning(const delegation::Delegation& hop) const {
    TRY(const auto user, identity::UserId::parse(hop.from.id()));
    return checkLiveUser(user, Code::UserDisabled);
}

Result<void> Rules::operator()(const command::CreateDelegation& c) const {
    CHECK(checkDelegationIdFree(m_state, c.delegation.id));
    auto delegation = c.delegation;
    delegation.created = m_now;
    CHECK(delegation::checkDelegation(delegation));
    if (!delegation.audience.empty()) {
        return fail(Code::InvalidArgument, "no request says yet for which service it is, so a delegation for certain "
                                           "services could never be used; leave `audience` empty");
    }
    CHECK(checkReceiver(delegation.to));
    CHECK(checkHops(delegation));
    if (!delegation.parent) {
        return {};
    }
    return delegation::checkAttenuation(*m_state.world.authority.delegation(*delegation.parent), delegation);
}

Result<void> Rules::operator()(const command::RevokeDelegation& c) const {
    CHECK(findLiveDelegation(m_state, c.id));
    return {};
}

Result<void> Rules::operator()(const command::DecideApproval& c) const {
    CHECK(decideApproval(m_state, c, m_by, m_now));
    return {};
}

} // namespace countersign::service
