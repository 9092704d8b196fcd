#include "core/decision/decision.h"

#include <algorithm>
#include <set>

namespace countersign::decision {

namespace {

/// Roles of some subjects, inherited ones included.
std::set<delegation::RoleId> rolesOf(const World& world, const std::vector<std::string>& subjects, Timestamp now) {
    std::vector<delegation::RoleId> open;
    for (const auto& subject : subjects) {
        for (const auto& assignment : world.authority.assignments(subject)) {
            if (!assignment.expires || now < *assignment.expires) {
                open.push_back(assignment.role);
            }
        }
    }
    std::set<delegation::RoleId> roles;
    while (!open.empty()) {
        const auto id = std::move(open.back());
        open.pop_back();
        const auto* const role = world.authority.role(id);
        if (role != nullptr && roles.insert(id).second) {
            open.insert(open.end(), role->inherits.begin(), role->inherits.end());
        }
    }
    return roles;
}

void addRole(const delegation::Role& role, std::vector<Permission>& out) {
    for (const auto& rule : role.rules) {
        for (const auto& scope : rule.scopes) {
            out.push_back({.scope = scope,
                           .resources = rule.resources,
                           .effect = rule.effect,
                           .hold = rule.hold,
                           .origin = "role:" + role.id.text()});
        }
    }
}

void addGrant(const delegation::Grant& grant, std::vector<Permission>& out) {
    for (const auto& scope : grant.scopes) {
        out.push_back({.scope = scope,
                       .resources = grant.resources,
                       .effect = delegation::Effect::Allow,
                       .hold = grant.hold,
                       .origin = "grant:" + grant.id.text()});
    }
}

} // namespace

std::vector<Permission> effectivePermissions(const World& world, const identity::AgentId& agent, Timestamp now) {
    return PermissionLister(world, now).of(agent);
}

PermissionLister::PermissionLister(const World& world, Timestamp now) : m_world(world), m_now(now) {
    for (auto& grant : world.authority.grants()) {
        if (!grant->revoked && (!grant->expires || now < *grant->expires)) {
            m_grants[grant->to.text()].push_back(std::move(grant));
        }
    }
}

std::vector<Permission> PermissionLister::of(const identity::AgentId& agent) const {
    std::vector<Permission> out;
    if (m_world.directory.agent(agent) == nullptr) {
        return out;
    }
    std::vector<std::string> subjects{"agent:" + agent.text()};
    for (const auto& group : m_world.directory.groupsOf(identity::Principal::of(agent))) {
        subjects.push_back("group:" + group.text());
    }
    for (const auto& id : rolesOf(m_world, subjects, m_now)) {
        addRole(*m_world.authority.role(id), out);
        subjects.push_back("role:" + id.text());
    }
    for (const auto& subject : subjects) {
        if (const auto found = m_grants.find(subject); found != m_grants.end()) {
            for (const auto& grant : found->second) {
                addGrant(*grant, out);
            }
        }
    }
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) {
        return std::tie(a.scope, a.effect, a.origin) < std::tie(b.scope, b.effect, b.origin);
    });
    return out;
}

} // namespace countersign::decision
