#include "core/approval/eligibility.h"

#include "core/approval/eligibility_p.h"

#include <algorithm>
#include <set>

namespace countersign::approval {

namespace {

bool isDisabled(const identity::Directory& directory, const identity::UserId& id) {
    const auto* const user = directory.user(id);
    const auto* const person = directory.user(directory.personOf(id));
    return (user != nullptr && user->disabled) || (person != nullptr && person->disabled);
}

Result<void> checkLiveOperator(const identity::Directory& directory, const identity::Operator& who) {
    if (who.disabled) {
        return fail(Code::OperatorDisabled, "operator `" + who.id.text() + "` is disabled");
    }
    if (directory.user(who.person) == nullptr) {
        return fail(Code::NotEligible, "the person behind operator `" + who.id.text() + "` is not known");
    }
    if (isDisabled(directory, who.person)) {
        return fail(Code::UserDisabled, "the person behind operator `" + who.id.text() + "` is disabled");
    }
    const auto& keys = who.keys.entries();
    if (std::ranges::none_of(keys, [](const auto& e) { return e.status == identity::KeyStatus::Active; })) {
        return fail(Code::NotEligible, "operator `" + who.id.text() + "` has no active key");
    }
    return {};
}

bool inPool(const identity::Directory& directory, const ApproverPool& pool, const identity::Operator& who) {
    switch (pool.kind()) {
    case ApproverPool::Kind::Role: {
        const auto role = identity::operatorRoleFromName(pool.name());
        return role && who.has(*role);
    }
    case ApproverPool::Kind::Group: {
        const auto id = identity::GroupId::parse(pool.name());
        const auto* const group = id ? directory.group(*id) : nullptr;
        return group != nullptr && group->members.contains(identity::Principal::of(who.id));
    }
    }
    return false;
}

Result<void> checkPool(const identity::Directory& directory, const Hold& hold, const identity::Operator& who) {
    if (!who.has(identity::OperatorRole::Approver)) {
        return fail(Code::NotEligible, "operator `" + who.id.text() + "` does not have the role `approver`");
    }
    if (!inPool(directory, hold.from, who)) {
        return fail(Code::NotEligible,
                    "operator `" + who.id.text() + "` is not among the approvers `" + hold.from.text() + "`");
    }
    return {};
}

Result<const identity::Operator*> known(const identity::Directory& directory, const identity::OperatorId& who) {
    const auto* const found = directory.findOperator(who);
    if (found == nullptr) {
        return fail(Code::OperatorUnknown, "operator `" + who.text() + "` is not known");
    }
    return found;
}

/// Adds the person a principal stands for; false when nobody can say who that is.
bool addPerson(const identity::Directory& directory, const identity::Principal& principal,
               std::set<identity::UserId>& out) {
    switch (principal.type()) {
    case identity::PrincipalType::User: {
        const auto id = identity::UserId::parse(principal.id());
        return id && out.insert(directory.personOf(*id)).first != out.end();
    }
    case identity::PrincipalType::Agent: {
        const auto id = identity::AgentId::parse(principal.id());
        const auto* const agent = id ? directory.agent(*id) : nullptr;
        return agent != nullptr && out.insert(directory.personOf(agent->owner)).first != out.end();
    }
    case identity::PrincipalType::Operator: {
        const auto id = identity::OperatorId::parse(principal.id());
        const auto* const who = id ? directory.findOperator(*id) : nullptr;
        return who != nullptr && out.insert(directory.personOf(who->person)).first != out.end();
    }
    case identity::PrincipalType::Service:
        return true;
    }
    return false;
}

/// Everybody who must not approve what this requester asks. NotEligible when one of them cannot be told.
Result<std::set<identity::UserId>> barredPeople(const identity::Directory& directory, const Requester& requester) {
    std::set<identity::UserId> barred;
    bool told = addPerson(directory, identity::Principal::of(requester.agent), barred);
    if (requester.user) {
        told = addPerson(directory, identity::Principal::of(*requester.user), barred) && told;
    }
    for (const auto& link : requester.chain) {
        told = addPerson(directory, link.principal, barred) && told;
    }
    if (!told) {
        return fail(Code::NotEligible, "somebody in the chain is not known, so nobody can be told apart from them");
    }
    return barred;
}

Result<void> checkOne(const identity::Directory& directory, const std::set<identity::UserId>& barred, const Hold& hold,
                      const identity::Operator& who) {
    CHECK(checkLiveOperator(directory, who));
    CHECK(checkPool(directory, hold, who));
    if (barred.contains(directory.personOf(who.person))) {
        return fail(Code::NotEligible, "operator `" + who.id.text() +
                                           "` is the same person as the agent's owner or as somebody it acts for");
    }
    return {};
}

/// The only live operator of a one-operator store, else null.
const identity::Operator* soleOperator(const identity::Directory& directory) {
    // Disabled ones count: nobody becomes the only operator by disabling the others.
    const auto all = directory.operators();
    if (all.size() != 1 || !checkLiveOperator(directory, *all.front())) {
        return nullptr;
    }
    return directory.findOperator(all.front()->id);
}

} // namespace

Result<void> checkEligible(const identity::Directory& directory, const Requester& requester, const Hold& hold,
                           const identity::OperatorId& who) {
    TRY(const auto* const found, known(directory, who));
    TRY(const auto barred, barredPeople(directory, requester));
    return checkOne(directory, barred, hold, *found);
}

Result<void> checkEligibleAlone(const identity::Directory& directory, const Hold& hold,
                                const identity::OperatorId& who) {
    TRY(const auto* const found, known(directory, who));
    if (soleOperator(directory) != found) {
        return fail(Code::NotEligible, "operator `" + who.text() + "` is not the only operator of the store any more");
    }
    return checkPool(directory, hold, *found);
}

std::size_t eligiblePeople(const identity::Directory& directory, const Requester& requester, const Hold& hold) {
    const auto barred = barredPeople(directory, requester);
    if (!barred) {
        return 0;
    }
    std::set<identity::UserId> people;
    for (const auto& who : directory.operators()) {
        if (checkOne(directory, *barred, hold, *who)) {
            people.insert(directory.personOf(who->person));
        }
    }
    return people.size();
}

Result<Separation> checkSatisfiable(const identity::Directory& directory, const Requester& requester,
                                    const std::vector<HoldRequirement>& holds) {
    auto separation = Separation::Enforced;
    for (const auto& requirement : holds) {
        const auto& hold = requirement.hold;
        if (hold.quorum == 0) {
            return fail(Code::ZeroApprovers, "`" + requirement.origin + "` asks for zero approvals; ask for one");
        }
        const auto eligible = eligiblePeople(directory, requester, hold);
        if (eligible >= hold.quorum) {
            continue;
        }
        const auto* const sole = soleOperator(directory);
        if (hold.quorum == 1 && sole != nullptr && checkEligibleAlone(directory, hold, sole->id)) {
            separation = Separation::None;
            continue;
        }
        return fail(Code::NoEligibleApprover, "`" + requirement.origin + "` asks for " + std::to_string(hold.quorum) +
                                                  " of `" + hold.from.text() + "`, and " + std::to_string(eligible) +
                                                  " may approve; add operators with the role `approver` who are "
                                                  "neither the owner nor the user");
    }
    return separation;
}

} // namespace countersign::approval
