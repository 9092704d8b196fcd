#include "core/delegation/authority.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace countersign::delegation {

namespace {

template <class Map, class Key>
auto* findIn(const Map& map, const Key& id) {
    const auto* entry = map.find(id.text());
    return entry == nullptr ? nullptr : entry->get();
}

/// Everything in a map, in id order.
template <class T, std::size_t kShards>
std::vector<std::shared_ptr<const T>> sorted(const SharedMap<std::string, std::shared_ptr<const T>, kShards>& map) {
    std::vector<std::shared_ptr<const T>> out;
    out.reserve(map.size());
    map.forEach([&out](const std::string&, const std::shared_ptr<const T>& entry) { out.push_back(entry); });
    std::ranges::sort(out, {}, [](const auto& entry) -> const auto& { return entry->id; });
    return out;
}

std::unexpected<Error> illegal(std::string detail) {
    return fail(Code::IllegalTransition, std::move(detail));
}

} // namespace

const Grant* Authority::grant(const GrantId& id) const {
    return findIn(m_grants, id);
}
const Role* Authority::role(const RoleId& id) const {
    return findIn(m_roles, id);
}
const Delegation* Authority::delegation(const DelegationId& id) const {
    return findIn(m_delegations, id);
}
const CatalogueEntry* Authority::scope(const Scope& scope) const {
    return m_scopes.find(scope.text());
}

Risk Authority::riskOf(const Scope& scope) const {
    const CatalogueEntry* entry = m_scopes.find(scope.text());
    return entry == nullptr ? Risk::High : entry->risk;
}

Result<Scope> Authority::requiredScope(const std::string& action) const {
    if (const Scope* mapped = m_actions.find(action)) {
        return *mapped;
    }
    return defaultScopeOf(action);
}

const std::vector<RoleAssignment>& Authority::assignments(const std::string& subject) const {
    static const std::vector<RoleAssignment> kNone;
    const auto* found = m_assignments.find(subject);
    return found == nullptr ? kNone : *found;
}

void Authority::setGrant(Grant grant) {
    if (const Grant* old = this->grant(grant.id); old != nullptr && !old->revoked) {
        m_index.remove(*old);
    }
    const auto shared = std::make_shared<const Grant>(std::move(grant));
    if (!shared->revoked) {
        m_index.add(shared);
    }
    m_grants.set(shared->id.text(), shared);
}

Result<void> Authority::setRole(Role role) {
    std::vector<RoleId> open = role.inherits;
    std::set<RoleId> seen;
    while (!open.empty()) {
        const RoleId next = std::move(open.back());
        open.pop_back();
        if (next == role.id) {
            return illegal("role `" + role.id.text() + "` would inherit from itself: take the circle out");
        }
        if (!seen.insert(next).second) {
            continue;
        }
        const Role* inherited = this->role(next);
        if (inherited == nullptr) {
            return illegal("role `" + role.id.text() + "` cannot inherit from `" + next.text() +
                           "`: there is no such role; make it first");
        }
        open.insert(open.end(), inherited->inherits.begin(), inherited->inherits.end());
    }
    const std::string id = role.id.text();
    m_roles.set(id, std::make_shared<const Role>(std::move(role)));
    return {};
}

void Authority::setAssignment(RoleAssignment assignment) {
    auto list = assignments(assignment.to.text());
    const auto at = std::ranges::lower_bound(list, assignment.role, {}, &RoleAssignment::role);
    const std::string subject = assignment.to.text();
    if (at != list.end() && at->role == assignment.role) {
        *at = std::move(assignment);
    } else {
        list.insert(at, std::move(assignment));
    }
    m_assignments.set(subject, std::move(list));
}

void Authority::removeAssignment(const RoleId& role, const Subject& to) {
    auto list = assignments(to.text());
    std::erase_if(list, [&role](const RoleAssignment& assignment) { return assignment.role == role; });
    if (list.empty()) {
        m_assignments.erase(to.text());
    } else {
        m_assignments.set(to.text(), std::move(list));
    }
}

void Authority::setDelegation(Delegation delegation) {
    const std::string id = delegation.id.text();
    m_delegations.set(id, std::make_shared<const Delegation>(std::move(delegation)));
}

void Authority::setScope(CatalogueEntry entry) {
    const std::string name = entry.scope.text();
    m_scopes.set(name, std::move(entry));
}

void Authority::setAction(const std::string& action, Scope scope) {
    m_actions.set(action, std::move(scope));
}

std::vector<std::shared_ptr<const Grant>> Authority::grants() const {
    return sorted(m_grants);
}
std::vector<std::shared_ptr<const Role>> Authority::roles() const {
    return sorted(m_roles);
}
std::vector<std::shared_ptr<const Delegation>> Authority::delegations() const {
    return sorted(m_delegations);
}

std::vector<CatalogueEntry> Authority::scopes() const {
    std::vector<CatalogueEntry> out;
    out.reserve(m_scopes.size());
    m_scopes.forEach([&out](const std::string&, const CatalogueEntry& entry) { out.push_back(entry); });
    std::ranges::sort(out, {}, &CatalogueEntry::scope);
    return out;
}

std::map<std::string, Scope> Authority::actions() const {
    std::map<std::string, Scope> out;
    m_actions.forEach([&out](const std::string& action, const Scope& scope) { out.emplace(action, scope); });
    return out;
}

std::vector<RoleAssignment> Authority::allAssignments() const {
    std::vector<RoleAssignment> out;
    m_assignments.forEach([&out](const std::string&, const std::vector<RoleAssignment>& list) {
        out.insert(out.end(), list.begin(), list.end());
    });
    std::ranges::sort(out, [](const RoleAssignment& a, const RoleAssignment& b) {
        return std::tie(a.to, a.role) < std::tie(b.to, b.role);
    });
    return out;
}

} // namespace countersign::delegation
