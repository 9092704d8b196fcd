#include "core/identity/directory.h"

#include <algorithm>
#include <set>

namespace countersign::identity {

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

template <class Id>
std::string foldedName(PrincipalType type, const Id& id) {
    return std::string(principalTypeName(type)) + ":" + id.folded();
}

/// A key stays with the principal that had it first.
void claimKeys(SharedMap<crypto::Thumbprint, Principal>& holders, const KeyHistory& keys, const Principal& holder) {
    for (const auto& entry : keys.entries()) {
        if (holders.find(entry.thumbprint) == nullptr) {
            holders.set(entry.thumbprint, holder);
        }
    }
}

} // namespace

const Agent* Directory::agent(const AgentId& id) const {
    return findIn(m_agents, id);
}
const User* Directory::user(const UserId& id) const {
    return findIn(m_users, id);
}
const Operator* Directory::findOperator(const OperatorId& id) const {
    return findIn(m_operators, id);
}
const Group* Directory::group(const GroupId& id) const {
    return findIn(m_groups, id);
}

const std::vector<GroupId>& Directory::groupsOf(const Principal& principal) const {
    static const std::vector<GroupId> kNone;
    const auto* groups = m_groupsOf.size() == 0 ? nullptr : m_groupsOf.find(principal.text());
    return groups == nullptr ? kNone : *groups;
}

UserId Directory::personOf(const UserId& id) const {
    std::vector<UserId> path{id};
    for (;;) {
        const User* entry = user(path.back());
        if (entry == nullptr || !entry->aliasOf) {
            return path.back();
        }
        if (const auto seen = std::ranges::find(path, *entry->aliasOf); seen != path.end()) {
            return *std::min_element(seen, path.end());
        }
        path.push_back(*entry->aliasOf);
    }
}

Result<void> Directory::checkAlias(const User& value) const {
    std::set<UserId> seen;
    for (auto next = value.aliasOf; next && seen.insert(*next).second;) {
        if (*next == value.id) {
            return fail(Code::IllegalTransition, "user `" + value.id.text() +
                                                     "` would be an alias of itself, by way of `" +
                                                     value.aliasOf->text() + "`");
        }
        const User* entry = user(*next);
        next = entry == nullptr ? std::nullopt : entry->aliasOf;
    }
    return {};
}

bool Directory::agentIdTaken(const AgentId& id) const {
    return m_folded.find(foldedName(PrincipalType::Agent, id)) != nullptr;
}

bool Directory::userIdTaken(const UserId& id) const {
    return m_folded.find(foldedName(PrincipalType::User, id)) != nullptr;
}

bool Directory::operatorIdTaken(const OperatorId& id) const {
    return m_folded.find(foldedName(PrincipalType::Operator, id)) != nullptr;
}

const Principal* Directory::keyHolder(const crypto::Thumbprint& key) const {
    return m_keyHolders.find(key);
}

void Directory::setAgent(Agent agent) {
    m_folded.set(foldedName(PrincipalType::Agent, agent.id), true);
    claimKeys(m_keyHolders, agent.keys, Principal::of(agent.id));
    const std::string id = agent.id.text();
    m_agents.set(id, std::make_shared<const Agent>(std::move(agent)));
}

void Directory::setUser(User user) {
    m_folded.set(foldedName(PrincipalType::User, user.id), true);
    const std::string id = user.id.text();
    m_users.set(id, std::make_shared<const User>(std::move(user)));
}

void Directory::setOperator(Operator value) {
    m_folded.set(foldedName(PrincipalType::Operator, value.id), true);
    claimKeys(m_keyHolders, value.keys, Principal::of(value.id));
    const std::string id = value.id.text();
    m_operators.set(id, std::make_shared<const Operator>(std::move(value)));
}

void Directory::setGroup(Group group) {
    const auto change = [this](const Principal& member, auto&& edit) {
        std::vector<GroupId> groups = groupsOf(member);
        edit(groups);
        if (groups.empty()) {
            m_groupsOf.erase(member.text());
        } else {
            m_groupsOf.set(member.text(), std::move(groups));
        }
    };
    const Group* old = this->group(group.id);
    if (old != nullptr) {
        for (const auto& member : old->members) {
            if (!group.members.contains(member)) {
                change(member, [&group](auto& groups) { std::erase(groups, group.id); });
            }
        }
    }
    for (const auto& member : group.members) {
        if (old == nullptr || !old->members.contains(member)) {
            change(member,
                   [&group](auto& groups) { groups.insert(std::ranges::lower_bound(groups, group.id), group.id); });
        }
    }
    const std::string id = group.id.text();
    m_groups.set(id, std::make_shared<const Group>(std::move(group)));
}

std::vector<std::shared_ptr<const Agent>> Directory::agents() const {
    return sorted(m_agents);
}
std::vector<std::shared_ptr<const User>> Directory::users() const {
    return sorted(m_users);
}
std::vector<std::shared_ptr<const Operator>> Directory::operators() const {
    return sorted(m_operators);
}
std::vector<std::shared_ptr<const Group>> Directory::groups() const {
    return sorted(m_groups);
}

} // namespace countersign::identity
