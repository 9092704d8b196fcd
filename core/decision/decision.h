#pragma once

#include "core/approval/approval_request.h"
#include "core/approval/eligibility.h"
#include "core/decision/request.h"
#include "core/decision/world.h"

namespace countersign::decision {

enum class Gate { Identity = 1, Delegation, Scope, Conditions, Policy, Approval };
[[nodiscard]] std::string_view gateName(Gate gate);
enum class GateVerdict { Pass, Deny, Hold, NotReached };
[[nodiscard]] std::string_view gateVerdictName(GateVerdict verdict);

/// One line of the explanation: what a gate said, what it looked at, and by what right (`grant:grt_…`, `role:NAME`,
/// `delegation:dlg_…`, `policy:RULE`; empty when nothing matched).
struct GateLine {
    Gate gate = Gate::Identity;
    GateVerdict verdict = GateVerdict::NotReached;
    std::string looked;
    std::string origin;
    friend bool operator==(const GateLine&, const GateLine&) = default;
};

struct Reason {
    Code code = Code::Internal;
    std::string text;
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// The six gates in order, and for anything but allow the smallest set of facts that would flip it, as sentences
/// (`a grant of pr:merge on repo=acme/api to agent:x`).
struct Explanation {
    std::vector<GateLine> gates;
    std::vector<std::string> needed;
};

enum class Verdict { Deny, Hold, Allow };
[[nodiscard]] std::string_view verdictName(Verdict verdict);

/// Something that this decision uses up, taken by the writer in the record's own transaction.
struct Consumption {
    enum class Kind { GrantBudget, GrantRate, DelegationUse };
    Kind kind = Kind::GrantBudget;
    /// Grant or delegation id.
    std::string id;
    std::uint64_t limit = 0;
    /// For GrantRate.
    Duration window{0};
    friend bool operator==(const Consumption&, const Consumption&) = default;
};

/// The default is deny.
struct Decision {
    Verdict verdict = Verdict::Deny;
    /// Why not allow; the first one decides the wire `code`.
    std::vector<Reason> reasons;
    Explanation explanation;
    approval::Chain chain;
    std::optional<identity::UserId> user;
    std::string requiredScope;
    /// The scopes that count for this request after intersecting grants and every hop.
    std::vector<std::string> effectiveScopes;
    delegation::Risk risk = delegation::Risk::High;
    std::optional<Digest> policy;
    std::vector<Consumption> consumes;
    /// Not empty exactly when the verdict is Hold.
    std::vector<approval::HoldRequirement> holds;
    approval::Separation separation = approval::Separation::Enforced;
};

/// The six gates (design section 5) over one snapshot: pure, no I/O, no lock, no clock but `now`. deny > hold > allow;
/// any error denies. A hold means "allow if these approvals are given": whoever redeems calls decide() again and
/// accepts Hold only with a ticket whose holds, policy and chain equal the ones returned here.
[[nodiscard]] Decision decide(const World& world, const Request& request, Timestamp now);

/// The policy input of design section 5, exactly.
[[nodiscard]] json::Value policyInput(const World& world, const Request& request, const Decision& soFar, Timestamp now);

/// One line of "may do": what an agent may do and by what right.
struct Permission {
    delegation::ScopePattern scope;
    delegation::ResourceSet resources;
    delegation::Effect effect = delegation::Effect::Allow;
    std::optional<approval::Hold> hold;
    std::string origin;
    friend bool operator==(const Permission&, const Permission&) = default;
};
[[nodiscard]] std::vector<Permission> effectivePermissions(const World& world, const identity::AgentId& agent,
                                                           Timestamp now);

/// The same for one agent after the other: the grants are looked through once. The world must outlive it.
class PermissionLister {
public:
    PermissionLister(const World& world, Timestamp now);
    [[nodiscard]] std::vector<Permission> of(const identity::AgentId& agent) const;

private:
    const World& m_world;
    Timestamp m_now;
    /// Live ones by subject, in id order.
    std::map<std::string, std::vector<std::shared_ptr<const delegation::Grant>>, std::less<>> m_grants;
};

} // namespace countersign::decision
