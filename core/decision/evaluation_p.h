#pragma once

#include "core/decision/decision.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace countersign::decision {

/// One run of decide(): the gates in order, each filling in its line and what the next ones need. A gate returns false
/// when it denied.
class Evaluation {
public:
    Evaluation(const World& world, const Request& request, Timestamp now);
    [[nodiscard]] Decision run();
    /// After run(): until when it would come out the same.
    [[nodiscard]] Timestamp standsUntil() const { return m_standsUntil; }

private:
    /// A role that counts for the agent, directly or inherited.
    using Roles = std::vector<const delegation::Role*>;

    [[nodiscard]] bool identityGate();
    [[nodiscard]] bool delegationGate();
    [[nodiscard]] bool scopeGate();
    [[nodiscard]] bool conditionsGate();
    [[nodiscard]] bool policyGate();
    [[nodiscard]] bool approvalGate();

    /// The user, or the person behind it.
    [[nodiscard]] bool isDisabled(const identity::User& user) const;
    [[nodiscard]] Result<void> checkOwner(const identity::Agent& agent) const;
    [[nodiscard]] Result<void> walkHops();
    [[nodiscard]] Result<void> checkHop(const delegation::Delegation& hop, std::size_t distance) const;
    [[nodiscard]] Result<void> checkRoot(const delegation::Delegation& root) const;
    void describeHops();

    [[nodiscard]] Result<void> readRequest();
    void collectSubjects();
    void addRole(const delegation::RoleId& id);
    [[nodiscard]] bool deniedByRole();
    void takeRoleRules();
    void takeGrants();
    void takeGrant(const delegation::Grant& grant);
    void addHold(const approval::Hold& hold, std::string origin);
    [[nodiscard]] bool checkRights();
    [[nodiscard]] bool checkHops();
    [[nodiscard]] bool grantedOnOtherResource() const;
    [[nodiscard]] std::string wanted() const;

    [[nodiscard]] Result<void> addPolicyHold(const policy::PolicyHold& hold);

    /// The decision holds no longer than something that it looked at.
    void standsUntil(Timestamp end) { m_standsUntil = std::min(m_standsUntil, end); }
    void standsUntil(const std::optional<Timestamp>& end) { standsUntil(end.value_or(kForEver)); }

    GateLine& line(Gate gate);
    void pass(Gate gate, std::string looked, std::string origin = {});
    [[nodiscard]] bool deny(Gate gate, Error error, std::string origin, std::string needed);

    static constexpr Timestamp kForEver{std::numeric_limits<std::int64_t>::max()};

    const World& m_world;
    const Request& m_request;
    Timestamp m_now;
    Timestamp m_standsUntil = kForEver;
    Decision m_out;

    const identity::Agent* m_agent = nullptr;
    /// Innermost (the agent's own) first.
    std::vector<const delegation::Delegation*> m_hops;
    delegation::Scope m_scope;
    /// `agent:x`, `group:y` …, `role:z` …
    std::vector<std::string> m_subjects;
    Roles m_roles;

    /// The right that the decision names and, when it is metered, uses up.
    const delegation::Grant* m_grant = nullptr;
    const delegation::Role* m_role = nullptr;
    const delegation::Grant* m_expiredGrant = nullptr;
    const delegation::Grant* m_failedGrant = nullptr;
    std::string m_failedCondition;
    bool m_otherResource = false;
};

} // namespace countersign::decision
