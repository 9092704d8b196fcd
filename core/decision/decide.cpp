#include "core/decision/evaluation_p.h"
#include "core/decision/standing.h"

#include <algorithm>
#include <limits>

namespace countersign::decision {

namespace {

constexpr std::size_t kGates = 6;

Timestamp nextSecond(Timestamp now) {
    constexpr Duration kSecond{1000};
    return now + (kSecond - Duration(now.milliseconds() % kSecond.count()));
}

// What a passing gate says fits into a string without an allocation wherever it can: decide() runs for every request.

std::string neededIdentity(const Error& error, const Request& request) {
    const std::string agent = "agent:" + request.agent.text();
    switch (error.code) {
    case Code::AgentUnknown:
        return agent + " registered";
    case Code::AgentPending:
        return agent + " activated";
    case Code::AgentSuspended:
        return agent + " resumed";
    case Code::AgentRevoked:
        return "another agent: a revoked one never comes back";
    case Code::AgentExpired:
        return "a later expiry of " + agent;
    case Code::OwnerDisabled:
        return "an enabled owner of " + agent;
    default:
        return "a new session of " + agent + " with a key that is valid now";
    }
}

} // namespace

Decision decide(const World& world, const Request& request, Timestamp now) {
    return Evaluation(world, request, now).run();
}

StandingDecision decideStanding(const World& world, const Request& request, Timestamp now) {
    Evaluation evaluation(world, request, now);
    auto decision = evaluation.run();
    return {std::move(decision), evaluation.standsUntil()};
}

Evaluation::Evaluation(const World& world, const Request& request, Timestamp now)
    : m_world(world), m_request(request), m_now(now) {
    m_out.explanation.gates.resize(kGates);
    for (std::size_t i = 0; i < kGates; ++i) {
        m_out.explanation.gates[i].gate = static_cast<Gate>(i + 1);
    }
    if (world.policy) {
        m_out.policy = world.policy->version();
    }
}

Decision Evaluation::run() {
    const bool decided =
        identityGate() && delegationGate() && scopeGate() && conditionsGate() && policyGate() && approvalGate();
    if (!decided) {
        m_out.verdict = Verdict::Deny;
    } else {
        m_out.verdict = m_out.holds.empty() ? Verdict::Allow : Verdict::Hold;
    }
    if (m_out.verdict != Verdict::Hold) {
        m_out.holds.clear();
    }
    if (m_out.verdict == Verdict::Deny) {
        m_out.consumes.clear();
        // What was not yet valid may be so at the next moment.
        standsUntil(m_now);
    }
    return std::move(m_out);
}

GateLine& Evaluation::line(Gate gate) {
    return m_out.explanation.gates[static_cast<std::size_t>(gate) - 1];
}

void Evaluation::pass(Gate gate, std::string looked, std::string origin) {
    auto& entry = line(gate);
    entry.verdict = GateVerdict::Pass;
    entry.looked = std::move(looked);
    entry.origin = std::move(origin);
}

bool Evaluation::deny(Gate gate, Error error, std::string origin, std::string needed) {
    auto& entry = line(gate);
    entry.verdict = GateVerdict::Deny;
    entry.looked = error.detail;
    entry.origin = std::move(origin);
    m_out.reasons.push_back({error.code, std::move(error.detail)});
    if (!needed.empty()) {
        m_out.explanation.needed.push_back(std::move(needed));
    }
    return false;
}

bool Evaluation::identityGate() {
    const auto refuse = [&](Error error) {
        auto needed = neededIdentity(error, m_request);
        return deny(Gate::Identity, std::move(error), {}, std::move(needed));
    };
    m_agent = m_world.directory.agent(m_request.agent);
    if (m_agent == nullptr) {
        return refuse({Code::AgentUnknown, "agent `" + m_request.agent.text() + "` is not known; register it"});
    }
    if (auto live = identity::checkLive(*m_agent, m_request.key, m_now); !live) {
        return refuse(std::move(live).error());
    }
    if (m_request.epoch != m_agent->epoch) {
        return refuse({Code::SessionDead, "the session is older than the agent's last suspension, revocation or key "
                                          "change; open a new one"});
    }
    if (auto owner = checkOwner(*m_agent); !owner) {
        return refuse(std::move(owner).error());
    }
    standsUntil(m_agent->expires);
    standsUntil(m_agent->keys.find(m_request.key)->validUntil);
    pass(Gate::Identity, "live, key valid");
    return true;
}

bool Evaluation::isDisabled(const identity::User& user) const {
    const auto* const person = user.aliasOf ? m_world.directory.user(m_world.directory.personOf(user.id)) : &user;
    return user.disabled || person == nullptr || person->disabled;
}

Result<void> Evaluation::checkOwner(const identity::Agent& agent) const {
    const auto* const owner = m_world.directory.user(agent.owner);
    if (owner == nullptr) {
        return fail(Code::OwnerDisabled, "the owner of agent `" + agent.id.text() + "` is not known; give it one");
    }
    if (isDisabled(*owner)) {
        return fail(Code::OwnerDisabled,
                    "the owner `" + agent.owner.text() + "` of agent `" + agent.id.text() + "` is disabled");
    }
    return {};
}

bool Evaluation::policyGate() {
    if (!m_world.policy) {
        pass(Gate::Policy, "no policy bundle is published: grants alone decide");
        return true;
    }
    standsUntil(nextSecond(m_now)); // all that its input says of the time is the second
    auto answer = m_world.policy->evaluate(policyInput(m_world, m_request, m_out, m_now));
    if (!answer) {
        return deny(Gate::Policy, {Code::PolicyError, "the policy failed: " + answer.error().detail}, {},
                    "a policy that evaluates without an error");
    }
    const auto origin = answer->rules.empty() ? std::string() : "policy:" + answer->rules.front();
    if (!answer->deny.empty()) {
        std::ranges::sort(answer->deny);
        for (auto& reason : answer->deny) {
            (void)deny(Gate::Policy, {Code::PolicyDenied, reason}, origin, "the policy not denying: " + reason);
        }
        return false;
    }
    if (!answer->allow) {
        return deny(Gate::Policy, {Code::PolicyDenied, "the policy does not allow this"}, origin,
                    "a policy whose `allow` is true for this");
    }
    for (const auto& hold : answer->hold) {
        if (auto added = addPolicyHold(hold); !added) {
            return deny(Gate::Policy, std::move(added).error(), origin, "a policy whose holds are well-formed");
        }
    }
    pass(Gate::Policy, "the policy allows this", origin);
    return true;
}

Result<void> Evaluation::addPolicyHold(const policy::PolicyHold& hold) {
    constexpr std::int64_t kMaxSeconds = std::int64_t{366} * 24 * 3600;
    if (hold.quorum <= 0) {
        return fail(Code::ZeroApprovers, "a hold of the policy asks for zero approvals; ask for one");
    }
    if (hold.quorum > std::numeric_limits<std::uint32_t>::max()) {
        return fail(Code::PolicyError, "a hold of the policy asks for too many approvals");
    }
    if (hold.expiresInSeconds && (*hold.expiresInSeconds <= 0 || *hold.expiresInSeconds > kMaxSeconds)) {
        return fail(Code::PolicyError, "`expires_in` of a hold of the policy must be seconds, at most a year");
    }
    const auto pool = approval::ApproverPool::parse(hold.from);
    if (!pool) {
        return fail(Code::PolicyError, "a hold of the policy: " + pool.error().detail);
    }
    approval::Hold out{.quorum = static_cast<std::uint32_t>(hold.quorum), .from = *pool, .expiresIn = std::nullopt};
    if (hold.expiresInSeconds) {
        out.expiresIn = std::chrono::seconds(*hold.expiresInSeconds);
    }
    m_out.holds.push_back({.hold = std::move(out), .origin = "policy:hold", .reason = hold.reason});
    return {};
}

bool Evaluation::approvalGate() {
    if (m_out.holds.empty()) {
        pass(Gate::Approval, "not asked for");
        return true;
    }
    // A redemption compares the holds of two decisions: their order must not depend on how rights were found.
    std::ranges::stable_sort(m_out.holds, [](const auto& a, const auto& b) {
        return std::tie(a.origin, a.hold.from, a.hold.quorum, a.reason) <
               std::tie(b.origin, b.hold.from, b.hold.quorum, b.reason);
    });
    const approval::Requester requester{.agent = m_request.agent, .user = m_out.user, .chain = m_out.chain};
    auto separation = approval::checkSatisfiable(m_world.directory, requester, m_out.holds);
    if (!separation) {
        return deny(Gate::Approval, std::move(separation).error(), m_out.holds.front().origin,
                    "approvers who are eligible for this");
    }
    m_out.separation = *separation;
    auto& entry = line(Gate::Approval);
    entry.verdict = GateVerdict::Hold;
    entry.looked = "an approval is needed";
    entry.origin = m_out.holds.front().origin;
    m_out.reasons.push_back({Code::ApprovalRequired, "this needs an approval; wait for it and ask again with it"});
    for (const auto& requirement : m_out.holds) {
        const auto quorum = requirement.hold.quorum;
        m_out.explanation.needed.push_back(std::to_string(quorum) + (quorum == 1 ? " approval" : " approvals") +
                                           " from " + requirement.hold.from.text() + " (" + requirement.origin + ")");
    }
    return true;
}

} // namespace countersign::decision
