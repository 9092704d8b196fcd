#include "core/service/rules_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr Duration kShortest{1000};
constexpr Duration kLongest{7LL * 24 * 60 * 60 * 1000};
constexpr std::uint32_t kMostPending = 10'000;
constexpr std::size_t kMostMembers = 10'000;
/// How far a signed wall clock may be behind the ledger: what checkTime() forgives any command.
constexpr Duration kSkew{30'000};

Result<void> checkLifetime(const std::optional<Duration>& lifetime, std::string_view what) {
    if (lifetime && (*lifetime < kShortest || *lifetime > kLongest)) {
        return fail(Code::InvalidArgument, "the " + std::string(what) + " is between one second and seven days");
    }
    return {};
}

} // namespace

bool isDisabled(const identity::Directory& directory, const identity::UserId& id) {
    const auto* user = directory.user(id);
    const auto* person = directory.user(directory.personOf(id));
    return (user != nullptr && user->disabled) || (person != nullptr && person->disabled);
}

bool isLiveOwner(const identity::Directory& directory, const identity::Operator& who) {
    return !who.disabled && who.has(identity::OperatorRole::Owner) && !isDisabled(directory, who.person);
}

Result<void> checkOwnerLeft(const identity::Directory& directory) {
    const auto owns = [&directory](const auto& one) { return isLiveOwner(directory, *one); };
    if (std::ranges::none_of(directory.operators(), owns)) {
        return fail(Code::IllegalTransition, "nobody would be left to own the store; add another owner first");
    }
    return {};
}

Result<void> Rules::checkLiveUser(const identity::UserId& id, Code disabled) const {
    CHECK(findUser(m_state, id));
    if (isDisabled(directory(), id)) {
        return fail(disabled, "user `" + id.text() + "` is disabled");
    }
    return {};
}

Result<void> Rules::operator()(const command::InitStore&) const {
    return fail(Code::AlreadyExists, "this store has begun already");
}

Result<void> Rules::operator()(const command::SetSettings& c) const {
    if (!c.pendingLifetime && !c.ticketLifetime && !c.sessionLifetime && !c.pendingPerAgent) {
        return fail(Code::InvalidArgument, "name at least one setting to change");
    }
    CHECK(checkLifetime(c.pendingLifetime, "time that a request waits"));
    CHECK(checkLifetime(c.ticketLifetime, "time that an approval counts"));
    CHECK(checkLifetime(c.sessionLifetime, "lifetime of a session"));
    if (c.pendingPerAgent && (*c.pendingPerAgent == 0 || *c.pendingPerAgent > kMostPending)) {
        return fail(Code::InvalidArgument, "an agent may have 1 to 10000 requests waiting");
    }
    return {};
}

Result<void> Rules::operator()(const command::AcceptClock& c) const {
    // An order of that kind has no fresh `at`: an old one must not count again later.
    if (c.wall + kSkew < m_state.lastAt) {
        return fail(Code::CommandStale, "the clock that was accepted, " + c.wall.text() +
                                            ", is behind the ledger's last record, " + m_state.lastAt.text());
    }
    return {};
}

Result<void> Rules::operator()(const command::AddUser& c) const {
    CHECK(checkUserIdFree(m_state, c.id));
    if (!c.aliasOf) {
        return {};
    }
    if (*c.aliasOf == c.id) {
        return fail(Code::InvalidArgument, "a user cannot be an alias of itself");
    }
    return checkLiveUser(*c.aliasOf, Code::UserDisabled);
}

Result<void> Rules::operator()(const command::DisableUser& c) const {
    TRY(auto user, findUser(m_state, c.id));
    CHECK(checkNotDisabled(user));
    auto after = directory();
    user.disabled = true;
    after.setUser(std::move(user));
    return checkOwnerLeft(after);
}

Result<void> Rules::operator()(const command::AddOperator& c) const {
    CHECK(checkOperatorIdFree(m_state, c.id));
    CHECK(checkLiveUser(c.person, Code::UserDisabled));
    CHECK(checkKeyFree(m_state, c.key));
    if (c.roles.empty()) {
        return fail(Code::InvalidArgument, "an operator needs at least one role");
    }
    return {};
}

Result<void> Rules::operator()(const command::DisableOperator& c) const {
    TRY(auto found, findOperator(m_state, c.id));
    CHECK(checkNotDisabled(found));
    auto after = directory();
    found.disabled = true;
    after.setOperator(std::move(found));
    return checkOwnerLeft(after);
}

Result<void> Rules::operator()(const command::RotateOperatorKey& c) const {
    TRY(auto found, findOperator(m_state, c.id));
    if (found.disabled) {
        return fail(Code::OperatorDisabled, "operator `" + c.id.text() + "` is disabled and needs no key");
    }
    CHECK(checkKeyFree(m_state, c.key));
    return endKeys(found.keys, m_now);
}

Result<void> Rules::checkMember(const identity::Principal& member) const {
    switch (member.type()) {
    case identity::PrincipalType::Agent: {
        TRY(const auto id, identity::AgentId::parse(member.id()));
        CHECK(findAgent(m_state, id));
        return {};
    }
    case identity::PrincipalType::Operator: {
        TRY(const auto id, identity::OperatorId::parse(member.id()));
        CHECK(findOperator(m_state, id));
        return {};
    }
    case identity::PrincipalType::User:
    case identity::PrincipalType::Service:
        break;
    }
    return fail(Code::InvalidArgument, "`" + member.text() + "` cannot be in a group: agents and operators can");
}

Result<void> Rules::operator()(const command::SetGroup& c) const {
    if (c.members.size() > kMostMembers) {
        return fail(Code::TooLarge, "a group has at most 10000 members");
    }
    if (directory().group(c.id) == nullptr) {
        const auto folded = c.id.folded();
        if (std::ranges::any_of(directory().groups(), [&](const auto& one) { return one->id.folded() == folded; })) {
            return fail(Code::AlreadyExists,
                        "there is a group that differs from `" + c.id.text() + "` only in case; use its spelling");
        }
    }
    for (const auto& member : c.members) {
        CHECK(checkMember(member));
    }
    return {};
}

} // namespace countersign::service
