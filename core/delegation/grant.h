#pragma once

#include "core/approval/hold.h"
#include "core/delegation/conditions.h"
#include "core/delegation/resource.h"
#include "core/delegation/scope.h"
#include "core/identity/principal.h"

#include <optional>
#include <string>
#include <vector>

namespace countersign::delegation {

COUNTERSIGN_NAME_ID(RoleId, "role id", false);

/// To whom a grant or role goes: `agent:ID`, `group:ID` or `role:ID`.
class Subject {
public:
    enum class Kind { Agent, Group, Role };
    static Result<Subject> parse(std::string_view text);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] const std::string& text() const { return m_text; }
    friend auto operator<=>(const Subject&, const Subject&) = default;

private:
    Kind m_kind = Kind::Agent;
    std::string m_id;
    std::string m_text;
};

enum class Effect { Allow, Deny };

/// One line of a role.
struct RoleRule {
    Effect effect = Effect::Deny;
    std::vector<ScopePattern> scopes;
    ResourceSet resources;
    std::optional<approval::Hold> hold;
    friend bool operator==(const RoleRule&, const RoleRule&) = default;
};

/// A named set of rules; `inherits` brings in other roles' rules. INVARIANT (kept by Authority): no cycles.
struct Role {
    RoleId id;
    std::vector<RoleRule> rules;
    std::vector<RoleId> inherits;
    friend bool operator==(const Role&, const Role&) = default;
};

/// An agent or group has a role, until `expires`.
struct RoleAssignment {
    RoleId role;
    Subject to;
    std::optional<Timestamp> expires;
    friend bool operator==(const RoleAssignment&, const RoleAssignment&) = default;
};

/// A direct permission (design section 4).
struct Grant {
    GrantId id;
    Subject to;
    std::vector<ScopePattern> scopes;
    ResourceSet resources;
    Conditions conditions;
    std::optional<approval::Hold> hold;
    std::optional<Timestamp> expires;
    /// How many further hops the holder may delegate; 0 = not at all.
    std::uint8_t delegateDepth = 0;
    Timestamp created;
    bool revoked = false;

    friend bool operator==(const Grant&, const Grant&) = default;
};

/// Well-formed by itself: an id, one to 64 scopes, at most 64 resource patterns, sound conditions. InvalidArgument;
/// ZeroApprovers for a hold that nobody would have to approve.
[[nodiscard]] Result<void> checkGrant(const Grant& grant);
/// The same for each rule of a role (at most 256, 64 inherited roles). Whether the inherited roles exist is checked by
/// Authority::setRole().
[[nodiscard]] Result<void> checkRole(const Role& role);

enum class Risk { Low, Medium, High, Critical };
[[nodiscard]] std::string_view riskName(Risk risk);
[[nodiscard]] Result<Risk> riskFromName(std::string_view name);

/// A known scope. Unknown scopes count as high.
struct CatalogueEntry {
    Scope scope;
    Risk risk = Risk::High;
    std::string description;
    friend bool operator==(const CatalogueEntry&, const CatalogueEntry&) = default;
};

} // namespace countersign::delegation
