#include "core/decision/evaluation_p.h"

#include <algorithm>

namespace countersign::decision {

namespace {

bool coversScope(const std::vector<delegation::ScopePattern>& patterns, const delegation::Scope& scope) {
    return std::ranges::any_of(patterns, [&](const auto& pattern) { return pattern.matches(scope); });
}

bool isMetered(const delegation::Grant& grant) {
    return grant.conditions.budget.has_value() || grant.conditions.rate.has_value();
}

bool dependOnTime(const delegation::Conditions& conditions) {
    return conditions.notBefore || conditions.notAfter || conditions.minutes || !conditions.days.empty();
}

bool isUnconditional(const delegation::Grant& grant) {
    const auto& conditions = grant.conditions;
    return !dependOnTime(conditions) && !isMetered(grant) && conditions.environments.empty() &&
           conditions.networks.empty();
}

std::string originOf(const delegation::Grant& grant) {
    return "grant:" + grant.id.text();
}

std::string originOf(const delegation::Role& role) {
    return "role:" + role.id.text();
}

} // namespace

bool Evaluation::scopeGate() {
    if (auto read = readRequest(); !read) {
        return deny(Gate::Scope, std::move(read).error(), {}, "a well-formed action and resource");
    }
    collectSubjects();
    if (deniedByRole()) {
        return false;
    }
    takeRoleRules();
    takeGrants();
    const bool rights = checkRights();
    const bool hops = checkHops();
    if (!rights || !hops) {
        return false;
    }
    const bool known = m_grant != nullptr || m_role != nullptr;
    m_out.effectiveScopes.push_back(m_scope.text());
    auto origin = m_role != nullptr ? originOf(*m_role) : originOf(known ? *m_grant : *m_failedGrant);
    pass(Gate::Scope, wanted(), std::move(origin));
    return true;
}

Result<void> Evaluation::readRequest() {
    TRY(m_scope, m_world.authority.requiredScope(m_request.action));
    m_out.requiredScope = m_scope.text();
    m_out.risk = m_world.authority.riskOf(m_scope);
    return delegation::checkResource(m_request.resource);
}

void Evaluation::collectSubjects() {
    const auto& groups = m_world.directory.groupsOf(m_out.chain.back().principal);
    m_subjects.reserve(groups.size() + 1);
    m_subjects.push_back("agent:" + m_request.agent.text());
    for (const auto& group : groups) {
        m_subjects.push_back("group:" + group.text());
    }
    for (const auto& subject : m_subjects) {
        for (const auto& assignment : m_world.authority.assignments(subject)) {
            if (!assignment.expires || m_now < *assignment.expires) {
                standsUntil(assignment.expires);
                addRole(assignment.role);
            }
        }
    }
    // Not a loop over m_roles by iterator: inheritance appends to it.
    for (std::size_t i = 0; i < m_roles.size(); ++i) {
        for (const auto& parent : m_roles[i]->inherits) {
            addRole(parent);
        }
    }
    for (const auto* role : m_roles) {
        m_subjects.push_back(originOf(*role));
    }
}

void Evaluation::addRole(const delegation::RoleId& id) {
    const auto* const role = m_world.authority.role(id);
    if (role != nullptr && std::ranges::find(m_roles, role) == m_roles.end()) {
        m_roles.push_back(role);
    }
}

bool Evaluation::deniedByRole() {
    const delegation::Role* denying = nullptr;
    for (const auto* role : m_roles) {
        for (const auto& rule : role->rules) {
            if (rule.effect == delegation::Effect::Deny && coversScope(rule.scopes, m_scope) &&
                rule.resources.matches(m_request.resource) && (denying == nullptr || role->id < denying->id)) {
                denying = role;
            }
        }
    }
    if (denying == nullptr) {
        return false;
    }
    (void)deny(Gate::Scope, {Code::ScopeDenied, "role `" + denying->id.text() + "` denies " + wanted()},
               originOf(*denying), "no deny rule for " + wanted() + " in role:" + denying->id.text());
    return true;
}

void Evaluation::takeRoleRules() {
    for (const auto* role : m_roles) {
        for (const auto& rule : role->rules) {
            if (rule.effect != delegation::Effect::Allow || !coversScope(rule.scopes, m_scope)) {
                continue;
            }
            if (!rule.resources.matches(m_request.resource)) {
                m_otherResource = true;
                continue;
            }
            if (rule.hold) {
                addHold(*rule.hold, originOf(*role));
            }
            if (m_role == nullptr || role->id < m_role->id) {
                m_role = role;
            }
        }
    }
}

void Evaluation::takeGrants() {
    for (const auto& subject : m_subjects) {
        m_world.authority.forGrantsOf(subject, m_scope, m_request.resource,
                                      [&](const delegation::Grant& grant) { takeGrant(grant); });
    }
}

void Evaluation::takeGrant(const delegation::Grant& grant) {
    if (grant.revoked || !coversScope(grant.scopes, m_scope)) {
        return;
    }
    if (!grant.resources.matches(m_request.resource)) {
        m_otherResource = true;
        return;
    }
    if (grant.expires && m_now >= *grant.expires) {
        m_expiredGrant = &grant;
        return;
    }
    standsUntil(grant.expires);
    if (dependOnTime(grant.conditions)) {
        standsUntil(m_now);
    }
    auto failing = delegation::failingCondition(grant.conditions, m_now, m_agent->environment, m_request.sourceAddress);
    if (failing) {
        if (m_failedGrant == nullptr || grant.id < m_failedGrant->id) {
            m_failedGrant = &grant;
            m_failedCondition = *std::move(failing);
        }
        return;
    }
    if (grant.hold) {
        addHold(*grant.hold, originOf(grant));
    }
    // A right that nothing meters is used before one that a budget or a rate limits.
    if (m_grant == nullptr || isMetered(grant) < isMetered(*m_grant) ||
        (isMetered(grant) == isMetered(*m_grant) && grant.id < m_grant->id)) {
        m_grant = &grant;
    }
}

void Evaluation::addHold(const approval::Hold& hold, std::string origin) {
    m_out.holds.push_back({.hold = hold, .origin = std::move(origin), .reason = "needs an approval"});
}

bool Evaluation::checkRights() {
    if (m_grant != nullptr || m_role != nullptr || m_failedGrant != nullptr) {
        return true;
    }
    auto needed = "a grant of " + wanted() + " to agent:" + m_request.agent.text();
    const bool others = m_otherResource || grantedOnOtherResource();
    if (others && m_request.resource.empty()) {
        // Whoever follows this must not end with a right on everything.
        needed = "a resource in the request: there are grants of " + m_scope.text() + ", each on some resource only";
    }
    if (m_expiredGrant != nullptr) {
        return deny(Gate::Scope,
                    {Code::ScopeNotGranted, "the grant of " + wanted() + " expired at " +
                                                m_expiredGrant->expires.value_or(Timestamp()).text()},
                    originOf(*m_expiredGrant), std::move(needed));
    }
    if (others) {
        return deny(Gate::Scope, {Code::ResourceNotGranted, "nothing grants " + wanted() + ", only on others"}, {},
                    std::move(needed));
    }
    return deny(Gate::Scope, {Code::ScopeNotGranted, "nothing grants " + wanted()}, {}, std::move(needed));
}

bool Evaluation::grantedOnOtherResource() const {
    return std::ranges::any_of(m_subjects,
                               [&](const auto& subject) { return m_world.authority.hasGrantOf(subject, m_scope); });
}

bool Evaluation::checkHops() {
    bool covered = true;
    for (const auto* hop : m_hops) {
        const bool scope = coversScope(hop->scopes, m_scope);
        if (scope && hop->resources.matches(m_request.resource)) {
            continue;
        }
        covered = false;
        const auto id = hop->id.text();
        (void)deny(Gate::Scope,
                   {scope ? Code::ResourceNotGranted : Code::ScopeNotGranted,
                    "delegation `" + id + "` does not cover " + wanted()},
                   "delegation:" + id, "a delegation of " + wanted() + " in place of " + id);
    }
    return covered;
}

bool Evaluation::conditionsGate() {
    if (m_role != nullptr) {
        pass(Gate::Conditions, "a role has none");
        return true;
    }
    if (m_grant == nullptr) {
        return deny(Gate::Conditions, {Code::ConditionFailed, m_failedCondition}, originOf(*m_failedGrant),
                    "the conditions of " + originOf(*m_failedGrant) + " met: " + m_failedCondition);
    }
    if (isUnconditional(*m_grant)) {
        pass(Gate::Conditions, "none to meet");
        return true;
    }
    const auto& conditions = m_grant->conditions;
    if (conditions.budget) {
        m_out.consumes.push_back({.kind = Consumption::Kind::GrantBudget,
                                  .id = m_grant->id.text(),
                                  .limit = *conditions.budget,
                                  .window = Duration(0)});
    }
    if (conditions.rate) {
        m_out.consumes.push_back({.kind = Consumption::Kind::GrantRate,
                                  .id = m_grant->id.text(),
                                  .limit = conditions.rate->count,
                                  .window = conditions.rate->window});
    }
    pass(Gate::Conditions, "all hold", originOf(*m_grant));
    return true;
}

/// `pr:merge on repo=acme/api`.
std::string Evaluation::wanted() const {
    std::string out;
    out.reserve(96);
    out += m_scope.text();
    char separator = ' ';
    for (const auto& [key, value] : m_request.resource) {
        out += separator == ' ' ? " on " : ",";
        out += key;
        out += '=';
        out += value;
        separator = ',';
    }
    if (separator == ' ') {
        out += " on anything";
    }
    return out;
}

} // namespace countersign::decision
