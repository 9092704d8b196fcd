#pragma once

#include "core/command/queries.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace countersign::ui {

/// What the Access page shows, as the store said it at one time. Never changed once made.
struct AccessFacts {
    Timestamp at;
    std::vector<delegation::CatalogueEntry> scopes;
    std::map<std::string, delegation::Scope> actions;
    std::vector<delegation::Role> roles;
    std::vector<delegation::RoleAssignment> assignments;
    /// Revoked and expired ones included.
    std::vector<delegation::Grant> grants;
    /// Beyond kMostGrants: then `grants` are the first ones only, and the engine has to be asked what an agent may do.
    std::uint64_t moreGrants = 0;
    std::vector<delegation::Delegation> delegations;
    std::vector<identity::Agent> agents;
    std::vector<identity::Group> groups;
    std::vector<identity::User> users;
    std::vector<command::SessionView> sessions;

    /// Whether rights are the same: nothing else was ordered, and nothing expired in between.
    [[nodiscard]] bool sameRightsAs(const AccessFacts& earlier) const;
    [[nodiscard]] const delegation::Grant* grant(std::string_view id) const;
    [[nodiscard]] const delegation::Role* role(std::string_view id) const;
    [[nodiscard]] const delegation::Delegation* delegation(std::string_view id) const;
    [[nodiscard]] const delegation::CatalogueEntry* scope(std::string_view text) const;
    [[nodiscard]] const identity::Agent* agent(std::string_view id) const;
    /// The catalogue's scopes, those that actions need and those that a grant or role names word for word: in order.
    [[nodiscard]] std::vector<delegation::Scope> knownScopes() const;
};
/// More are not held in memory for one page.
inline constexpr std::size_t kMostGrants = 5'000;

using AccessFactsPtr = std::shared_ptr<const AccessFacts>;

[[nodiscard]] bool isLive(const delegation::Grant& grant, Timestamp now);
[[nodiscard]] bool isLive(const delegation::RoleAssignment& assignment, Timestamp now);
/// By itself: what it was lent on may have ended.
[[nodiscard]] bool isLive(const delegation::Delegation& delegation, Timestamp now);

} // namespace countersign::ui
