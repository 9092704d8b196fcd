#pragma once

#include "core/identity/key_history.h"
#include "core/identity/principal.h"
#include "core/identity/text_ref.h"

#include <optional>
#include <set>
#include <vector>

namespace countersign::identity {

/// A person, as far as agents act for them or own them. Two ids of one person are tied by `aliasOf`.
struct User {
    UserId id;
    std::optional<TextRef> displayName;
    std::optional<UserId> aliasOf;
    bool disabled = false;
    friend bool operator==(const User&, const User&) = default;
};

enum class OperatorRole { Owner, Admin, PolicyAuthor, Approver, Auditor };
[[nodiscard]] std::string_view operatorRoleName(OperatorRole role);
[[nodiscard]] Result<OperatorRole> operatorRoleFromName(std::string_view name);

/// A person who gives orders: a key holder, not a row behind a session.
struct Operator {
    OperatorId id;
    /// The user that is the same person.
    UserId person;
    std::set<OperatorRole> roles;
    KeyHistory keys;
    bool disabled = false;
    [[nodiscard]] bool has(OperatorRole role) const { return roles.contains(role); }
    friend bool operator==(const Operator&, const Operator&) = default;
};

/// Agents and operators under one name (grants go to groups; holds ask approver groups).
struct Group {
    GroupId id;
    std::set<Principal> members;
    friend bool operator==(const Group&, const Group&) = default;
};

} // namespace countersign::identity
