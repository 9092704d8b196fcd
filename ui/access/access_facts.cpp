#include "ui/access/access_facts.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace countersign::ui {

namespace {

/// All lists come in id order.
template <class T>
const T* byId(const std::vector<T>& list, std::string_view id) {
    const auto at =
        std::ranges::lower_bound(list, id, {}, [](const T& one) { return std::string_view(one.id.text()); });
    return at != list.end() && at->id.text() == id ? &*at : nullptr;
}

void addLiterals(std::set<delegation::Scope>& all, const std::vector<delegation::ScopePattern>& patterns) {
    for (const auto& pattern : patterns) {
        if (pattern.isLiteral()) {
            if (auto scope = delegation::Scope::parse(pattern.text())) {
                all.insert(*std::move(scope));
            }
        }
    }
}

/// Whether something of the list expired after `from`, up to `to`.
template <class T>
bool anyExpired(const std::vector<T>& list, Timestamp from, Timestamp to) {
    return std::ranges::any_of(list, [&](const T& one) {
        const std::optional<Timestamp> expires = one.expires;
        return expires && *expires > from && *expires <= to;
    });
}

} // namespace

bool AccessFacts::sameRightsAs(const AccessFacts& earlier) const {
    const auto lists = [](const AccessFacts& facts) {
        return std::tie(facts.scopes, facts.actions, facts.roles, facts.assignments, facts.grants, facts.moreGrants,
                        facts.delegations, facts.agents, facts.groups, facts.users);
    };
    return lists(*this) == lists(earlier) && !anyExpired(grants, earlier.at, at) &&
           !anyExpired(assignments, earlier.at, at) && !anyExpired(delegations, earlier.at, at) &&
           !anyExpired(agents, earlier.at, at);
}

const delegation::Grant* AccessFacts::grant(std::string_view id) const {
    return byId(grants, id);
}

const delegation::Role* AccessFacts::role(std::string_view id) const {
    return byId(roles, id);
}

const delegation::Delegation* AccessFacts::delegation(std::string_view id) const {
    return byId(delegations, id);
}

const identity::Agent* AccessFacts::agent(std::string_view id) const {
    return byId(agents, id);
}

const delegation::CatalogueEntry* AccessFacts::scope(std::string_view text) const {
    const auto found = std::ranges::find_if(scopes, [&](const auto& entry) { return entry.scope.text() == text; });
    return found == scopes.end() ? nullptr : &*found;
}

std::vector<delegation::Scope> AccessFacts::knownScopes() const {
    std::set<delegation::Scope> all;
    for (const auto& entry : scopes) {
        all.insert(entry.scope);
    }
    for (const auto& [action, scope] : actions) {
        all.insert(scope);
    }
    for (const auto& grant : grants) {
        if (isLive(grant, at)) {
            addLiterals(all, grant.scopes);
        }
    }
    for (const auto& role : roles) {
        for (const auto& rule : role.rules) {
            addLiterals(all, rule.scopes);
        }
    }
    return {all.begin(), all.end()};
}

bool isLive(const delegation::Grant& grant, Timestamp now) {
    return !grant.revoked && (!grant.expires || now < *grant.expires);
}

bool isLive(const delegation::RoleAssignment& assignment, Timestamp now) {
    return !assignment.expires || now < *assignment.expires;
}

bool isLive(const delegation::Delegation& delegation, Timestamp now) {
    return !delegation.revoked && now < delegation.expires;
}

} // namespace countersign::ui
