#include "core/decision/evaluation_p.h"

#include "core/decision/hop_digest.h"

#include <algorithm>

namespace countersign::decision {

namespace {
constexpr std::size_t kMaxHops = 16;

std::string originOf(const DelegationId& id) {
    return "delegation:" + id.text();
}
} // namespace

bool Evaluation::delegationGate() {
    if (!m_request.delegation) {
        m_out.chain.emplace_back(identity::Principal::of(m_request.agent), std::nullopt, std::nullopt);
        pass(Gate::Delegation, "acts for nobody");
        return true;
    }
    if (auto walked = walkHops(); !walked) {
        auto origin = originOf(m_hops.empty() ? *m_request.delegation : m_hops.back()->id);
        return deny(Gate::Delegation, std::move(walked).error(), std::move(origin),
                    "a live delegation from a user to agent:" + m_request.agent.text());
    }
    describeHops();
    return true;
}

Result<void> Evaluation::walkHops() {
    const DelegationId* next = &*m_request.delegation;
    while (next != nullptr) {
        const auto* const hop = m_world.authority.delegation(*next);
        if (hop == nullptr) {
            return fail(Code::DelegationUnknown, "delegation `" + next->text() + "` is not known");
        }
        if (m_hops.size() == kMaxHops) {
            return fail(Code::DelegationTooDeep, "the delegation has more than 16 hops");
        }
        m_hops.push_back(hop);
        CHECK(checkHop(*hop, m_hops.size() - 1));
        standsUntil(hop->expires);
        standsUntil(m_world.directory.agent(hop->to)->expires);
        next = hop->parent ? &*hop->parent : nullptr;
    }
    return checkRoot(*m_hops.back());
}

/// `distance`: how many hops lie below this one.
Result<void> Evaluation::checkHop(const delegation::Delegation& hop, std::size_t distance) const {
    if (hop.revoked) {
        return fail(Code::DelegationRevoked, "delegation `" + hop.id.text() + "` was revoked");
    }
    if (m_now >= hop.expires) {
        return fail(Code::DelegationExpired, "delegation `" + hop.id.text() + "` expired at " + hop.expires.text());
    }
    // A request names no service that it is meant for.
    if (!hop.audience.empty()) {
        return fail(Code::DelegationForeign, "delegation `" + hop.id.text() +
                                                 "` is for certain services only, and no "
                                                 "request says for which it is");
    }
    if (distance == 0) {
        if (hop.to != m_request.agent) {
            return fail(Code::DelegationForeign, "delegation `" + hop.id.text() + "` is not for this agent");
        }
        return {};
    }
    const auto& child = *m_hops[distance - 1];
    if (child.from != identity::Principal::of(hop.to)) {
        return fail(Code::DelegationForeign,
                    "delegation `" + child.id.text() + "` does not come from the agent that holds its parent");
    }
    if (hop.maxDepth < distance) {
        return fail(Code::DelegationTooDeep, "delegation `" + hop.id.text() + "` was passed on too often");
    }
    CHECK(delegation::checkAttenuation(hop, child));
    const auto* const between = m_world.directory.agent(hop.to);
    if (between == nullptr) {
        return fail(Code::AgentUnknown, "agent `" + hop.to.text() + "` in the chain is not known");
    }
    switch (between->state) {
    case identity::AgentState::Active:
        break;
    case identity::AgentState::Pending:
        return fail(Code::AgentPending, "agent `" + hop.to.text() + "` in the chain is pending");
    case identity::AgentState::Suspended:
        return fail(Code::AgentSuspended, "agent `" + hop.to.text() + "` in the chain is suspended");
    case identity::AgentState::Revoked:
        return fail(Code::AgentRevoked, "agent `" + hop.to.text() + "` in the chain is revoked");
    }
    if (between->expiredAt(m_now)) {
        return fail(Code::AgentExpired, "agent `" + hop.to.text() + "` in the chain is expired");
    }
    return checkOwner(*between);
}

Result<void> Evaluation::checkRoot(const delegation::Delegation& root) const {
    if (root.from.type() != identity::PrincipalType::User) {
        return fail(Code::DelegationForeign, "delegation `" + root.id.text() + "` does not begin with a user");
    }
    TRY(const auto id, identity::UserId::parse(root.from.id()));
    const auto* const user = m_world.directory.user(id);
    if (user == nullptr) {
        return fail(Code::UserUnknown, "user `" + id.text() + "` is not known");
    }
    if (isDisabled(*user)) {
        return fail(Code::UserDisabled, "user `" + id.text() + "` is disabled");
    }
    return {};
}

void Evaluation::describeHops() {
    const auto& root = *m_hops.back();
    m_out.chain.reserve(m_hops.size() + 1);
    m_out.chain.push_back({.principal = root.from, .delegation = std::nullopt, .digest = std::nullopt});
    for (auto hop = m_hops.rbegin(); hop != m_hops.rend(); ++hop) {
        m_out.chain.push_back(
            {.principal = identity::Principal::of((*hop)->to), .delegation = (*hop)->id, .digest = hopDigest(**hop)});
        if ((*hop)->maxUses) {
            m_out.consumes.push_back({.kind = Consumption::Kind::DelegationUse,
                                      .id = (*hop)->id.text(),
                                      .limit = *(*hop)->maxUses,
                                      .window = Duration(0)});
        }
    }
    if (auto id = identity::UserId::parse(root.from.id())) {
        m_out.user = *std::move(id);
    }
    pass(Gate::Delegation, "acts for " + root.from.text(), originOf(m_hops.front()->id));
}

} // namespace countersign::decision
