#pragma once

#include "core/delegation/grant.h"
#include "core/identity/text_ref.h"

namespace countersign::delegation {

/// A hop: `from` lends `to` a part of what it has. A hop with a parent is a re-delegation.
struct Delegation {
    DelegationId id;
    /// A user, or the agent that holds `parent`.
    identity::Principal from = identity::Principal::of(identity::UserId());
    identity::AgentId to;
    std::optional<DelegationId> parent;
    std::vector<ScopePattern> scopes;
    ResourceSet resources;
    /// Services for which it may be used; empty = any.
    std::vector<std::string> audience;
    std::optional<identity::TextRef> purpose;
    Timestamp expires;
    /// Further hops allowed below this one; 0 = no re-delegation.
    std::uint8_t maxDepth = 0;
    std::optional<std::uint64_t> maxUses;
    /// Agents to which it may be passed on; empty = any.
    std::vector<identity::AgentId> allowedTargets;
    Timestamp created;
    bool revoked = false;

    friend bool operator==(const Delegation&, const Delegation&) = default;
};

/// A hop never widens: every field of the child is at most the parent's. DelegationWidens naming the first field that
/// is not, DelegationTooDeep when the parent allows no further hop.
[[nodiscard]] Result<void> checkAttenuation(const Delegation& parent, const Delegation& child);
/// Well-formed by itself: at least one scope, expires after created. InvalidArgument.
[[nodiscard]] Result<void> checkDelegation(const Delegation& delegation);

} // namespace countersign::delegation
