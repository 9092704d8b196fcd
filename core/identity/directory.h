#pragma once

#include "core/base/shared_map.h"
#include "core/identity/agent.h"
#include "core/identity/people.h"

#include <memory>

namespace countersign::identity {

/// Everybody, as one immutable snapshot: copies share structure, a changed copy never shows in another. Reading is
/// thread-safe; set…() is for the one thread that builds the next snapshot.
class Directory {
public:
    [[nodiscard]] const Agent* agent(const AgentId& id) const;
    [[nodiscard]] const User* user(const UserId& id) const;
    [[nodiscard]] const Operator* findOperator(const OperatorId& id) const;
    [[nodiscard]] const Group* group(const GroupId& id) const;
    /// Groups of which this principal is a member, in id order.
    [[nodiscard]] const std::vector<GroupId>& groupsOf(const Principal& principal) const;
    /// The person behind a user id: follows `aliasOf`. Unknown users stand for themselves. Should a cycle have come in
    /// all the same, everybody in it is one person.
    [[nodiscard]] UserId personOf(const UserId& user) const;
    /// IllegalTransition when setting this user would close a cycle of aliases; whoever changes an alias asks first.
    [[nodiscard]] Result<void> checkAlias(const User& user) const;

    /// Whether some id of that kind equals this one without regard to case.
    [[nodiscard]] bool agentIdTaken(const AgentId& id) const;
    [[nodiscard]] bool userIdTaken(const UserId& id) const;
    [[nodiscard]] bool operatorIdTaken(const OperatorId& id) const;
    /// Whose key this is (any status), or none: a key belongs to one principal for ever.
    [[nodiscard]] const Principal* keyHolder(const crypto::Thumbprint& key) const;

    void setAgent(Agent agent);
    void setUser(User user);
    void setOperator(Operator value);
    void setGroup(Group group);

    [[nodiscard]] std::vector<std::shared_ptr<const Agent>> agents() const;       // in id order
    [[nodiscard]] std::vector<std::shared_ptr<const User>> users() const;         // in id order
    [[nodiscard]] std::vector<std::shared_ptr<const Operator>> operators() const; // in id order
    [[nodiscard]] std::vector<std::shared_ptr<const Group>> groups() const;       // in id order
    [[nodiscard]] std::size_t agentCount() const { return m_agents.size(); }

private:
    SharedMap<std::string, std::shared_ptr<const Agent>> m_agents;
    SharedMap<std::string, std::shared_ptr<const User>, 64> m_users;
    SharedMap<std::string, std::shared_ptr<const Operator>, 16> m_operators;
    SharedMap<std::string, std::shared_ptr<const Group>, 16> m_groups;
    SharedMap<std::string, std::vector<GroupId>> m_groupsOf;
    /// `agent:folded-id` and the like, for uniqueness without regard to case.
    SharedMap<std::string, bool> m_folded;
    SharedMap<crypto::Thumbprint, Principal> m_keyHolders;
};

} // namespace countersign::identity
