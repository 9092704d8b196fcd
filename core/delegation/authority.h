#pragma once

#include "core/base/shared_map.h"
#include "core/delegation/delegation.h"
#include "core/delegation/grant_index.h"

#include <map>
#include <memory>

namespace countersign::delegation {

/// All grants, roles, delegations and the scope catalogue, as one immutable snapshot (same rules as
/// identity::Directory). Indexed so that a decision's cost does not depend on how many grants the store holds.
class Authority {
public:
    [[nodiscard]] const Grant* grant(const GrantId& id) const;
    [[nodiscard]] const Role* role(const RoleId& id) const;
    [[nodiscard]] const Delegation* delegation(const DelegationId& id) const;
    [[nodiscard]] const CatalogueEntry* scope(const Scope& scope) const;
    /// Risk of a scope; High when it is not in the catalogue.
    [[nodiscard]] Risk riskOf(const Scope& scope) const;
    /// The scope that an action needs: its catalogue mapping, else defaultScopeOf().
    [[nodiscard]] Result<Scope> requiredScope(const std::string& action) const;
    [[nodiscard]] const std::vector<RoleAssignment>& assignments(const std::string& subject) const;

    /// Visits the grants (not revoked) of a subject (`agent:x`, `group:y`, `role:z`) that can match this scope and
    /// resource, each once; the visitor still checks scope, resource, conditions and expiry.
    template <class F>
    void forGrantsOf(const std::string& subject, const Scope& scope, const Resource& resource, F&& visit) const {
        m_index.visit(subject, scope, resource, visit);
    }

    /// Whether that subject has a grant of this scope, on whatever resource: tells a refusal's two reasons apart.
    [[nodiscard]] bool hasGrantOf(const std::string& subject, const Scope& scope) const {
        return m_index.hasScope(subject, scope);
    }

    void setGrant(Grant grant);
    /// IllegalTransition when inheritance would have a cycle or names an unknown role.
    [[nodiscard]] Result<void> setRole(Role role);
    void setAssignment(RoleAssignment assignment);
    void removeAssignment(const RoleId& role, const Subject& to);
    void setDelegation(Delegation delegation);
    void setScope(CatalogueEntry entry);
    void setAction(const std::string& action, Scope scope);

    [[nodiscard]] std::vector<std::shared_ptr<const Grant>> grants() const;           // in id order
    [[nodiscard]] std::vector<std::shared_ptr<const Role>> roles() const;             // in id order
    [[nodiscard]] std::vector<std::shared_ptr<const Delegation>> delegations() const; // in id order
    [[nodiscard]] std::vector<CatalogueEntry> scopes() const;                         // in scope order
    [[nodiscard]] std::map<std::string, Scope> actions() const;
    [[nodiscard]] std::vector<RoleAssignment> allAssignments() const; // by subject, then role
    [[nodiscard]] std::size_t grantCount() const { return m_grants.size(); }

private:
    SharedMap<std::string, std::shared_ptr<const Grant>, 1024> m_grants;
    GrantIndex m_index;
    SharedMap<std::string, std::shared_ptr<const Role>, 64> m_roles;
    SharedMap<std::string, std::vector<RoleAssignment>> m_assignments;
    SharedMap<std::string, std::shared_ptr<const Delegation>> m_delegations;
    SharedMap<std::string, CatalogueEntry, 64> m_scopes;
    SharedMap<std::string, Scope, 64> m_actions;
};

} // namespace countersign::delegation
