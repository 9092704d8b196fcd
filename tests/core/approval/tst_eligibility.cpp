#include "core/approval/eligibility.h"
#include "tests/core/approval/office.h"

#include <QTest>

using namespace countersign;
using namespace countersign::approval;

namespace {

Requester requester() {
    const auto request = office::request({});
    return {.agent = request.agent, .user = request.user, .chain = request.chain};
}

Code codeOf(const Result<void>& result) {
    return result ? Code::Internal : result.error().code;
}

} // namespace

class TstEligibility : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pools_data();
    void pools();
    void whoMay_data();
    void whoMay();
    void everyPrincipalOfTheChainIsBarred();
    void strangersInTheChainBarEverybody();
    void deadKeysAndDisabledPeople();
    void satisfiable();
    void oneOperatorStore();
};

void TstEligibility::pools_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    for (const auto* text : {"role:approver", "role:owner", "role:policy-author", "group:security", "group:A.b-c_1"}) {
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    }
    for (const auto* text : {"", "approver", "role:", "role:wizard", "role:Approver", "group:", "group:a b", "group:@a",
                             "user:alice", "role:approver ", "group:a:b"}) {
        QTest::addRow("refused `%s`", text) << QString::fromLatin1(text) << false;
    }
}

void TstEligibility::pools() {
    QFETCH(QString, text);
    QFETCH(bool, good);
    const auto pool = ApproverPool::parse(text.toStdString());
    QCOMPARE(pool.has_value(), good);
    if (good) {
        QCOMPARE(pool->text(), text.toStdString());
    } else {
        QCOMPARE(pool.error().code, Code::InvalidArgument);
    }
}

void TstEligibility::whoMay_data() {
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("pool");
    QTest::addColumn<int>("code"); // -1: eligible
    const auto row = [](const char* who, const char* pool, int code) {
        QTest::addRow("%s for %s", who, pool) << QString::fromLatin1(who) << QString::fromLatin1(pool) << code;
    };
    const int no = static_cast<int>(Code::NotEligible);
    row("alice", "role:approver", -1);
    row("bob", "role:approver", -1);
    row("bob2", "role:approver", -1);
    row("olga", "role:approver", no); // owns the agent
    row("self", "role:approver", no); // is the user
    row("carol", "role:approver", no);
    row("carol", "role:owner", no); // in the pool, but no approver
    row("alice", "role:admin", -1);
    row("bob", "role:admin", no);
    row("bob", "group:security", -1);
    row("bob2", "group:security", no); // the account, not the person, is the member
    row("carol", "group:security", no);
    row("alice", "group:security", no);
    row("alice", "group:nowhere", no);
    row("dan", "role:approver", static_cast<int>(Code::OperatorDisabled));
    row("nobody", "role:approver", static_cast<int>(Code::OperatorUnknown));
}

void TstEligibility::whoMay() {
    QFETCH(QString, who);
    QFETCH(QString, pool);
    QFETCH(int, code);
    const auto hold = office::hold(1, pool.toStdString()).hold;
    const auto checked =
        checkEligible(office::directory(), requester(), hold, office::id<identity::OperatorId>(who.toStdString()));
    QCOMPARE(checked ? -1 : static_cast<int>(checked.error().code), code);
}

void TstEligibility::everyPrincipalOfTheChainIsBarred() {
    auto people = office::directory();
    people.setAgent(office::agent("agent-between", "alice"));
    auto who = requester();
    who.chain.insert(who.chain.begin() + 1,
                     ChainLink{.principal = identity::Principal::parse("agent:agent-between").value(),
                               .delegation = {},
                               .digest = {}});
    const auto hold = office::hold(1, "role:approver").hold;
    QCOMPARE(codeOf(checkEligible(people, who, hold, office::id<identity::OperatorId>("alice"))), Code::NotEligible);
    who.chain[0].principal = identity::Principal::parse("user:bob.private").value();
    QCOMPARE(codeOf(checkEligible(people, who, hold, office::id<identity::OperatorId>("bob"))), Code::NotEligible);
    QCOMPARE(eligiblePeople(people, who, hold), std::size_t{0});
    // An operator that lends on bars the person behind it, under whichever account.
    auto lent = requester();
    lent.chain.insert(
        lent.chain.begin() + 1,
        ChainLink{.principal = identity::Principal::parse("operator:bob2").value(), .delegation = {}, .digest = {}});
    QCOMPARE(codeOf(checkEligible(people, lent, hold, office::id<identity::OperatorId>("bob"))), Code::NotEligible);
    QCOMPARE(codeOf(checkEligible(people, lent, hold, office::id<identity::OperatorId>("bob2"))), Code::NotEligible);
}

void TstEligibility::strangersInTheChainBarEverybody() {
    auto who = requester();
    who.agent = office::id<identity::AgentId>("agent-unheard-of");
    const auto hold = office::hold(1, "role:approver").hold;
    QCOMPARE(codeOf(checkEligible(office::directory(), who, hold, office::id<identity::OperatorId>("alice"))),
             Code::NotEligible);
    QCOMPARE(eligiblePeople(office::directory(), who, hold), std::size_t{0});
}

void TstEligibility::deadKeysAndDisabledPeople() {
    auto people = office::directory();
    const auto hold = office::hold(1, "role:approver").hold;
    auto alice = *people.findOperator(office::id<identity::OperatorId>("alice"));
    QVERIFY(alice.keys.revoke(alice.keys.entries().front().thumbprint, office::kStart));
    people.setOperator(alice);
    QCOMPARE(codeOf(checkEligible(people, requester(), hold, alice.id)), Code::NotEligible);
    // Disabling the person disables every account of it.
    auto bob = office::user("bob");
    bob.disabled = true;
    people.setUser(bob);
    QCOMPARE(codeOf(checkEligible(people, requester(), hold, office::id<identity::OperatorId>("bob"))),
             Code::UserDisabled);
    QCOMPARE(codeOf(checkEligible(people, requester(), hold, office::id<identity::OperatorId>("bob2"))),
             Code::UserDisabled);
}

void TstEligibility::satisfiable() {
    const auto people = office::directory();
    const auto check = [&](std::vector<HoldRequirement> holds) { return checkSatisfiable(people, requester(), holds); };
    QCOMPARE(eligiblePeople(people, requester(), office::hold(1, "role:approver").hold), std::size_t{2});
    QCOMPARE(check({office::hold(2, "role:approver")}).value(), Separation::Enforced);
    QCOMPARE(check({office::hold(3, "role:approver")}).error().code, Code::NoEligibleApprover);
    QCOMPARE(check({office::hold(1, "role:approver"), office::hold(2, "group:security")}).error().code,
             Code::NoEligibleApprover);
    QCOMPARE(check({office::hold(0, "role:approver")}).error().code, Code::ZeroApprovers);
}

void TstEligibility::oneOperatorStore() {
    using identity::OperatorRole;
    identity::Directory people;
    people.setUser(office::user("olga"));
    people.setUser(office::user("user_123"));
    people.setAgent(office::agent("agent-code-reviewer-01", "olga"));
    people.setOperator(office::makeOperator("olga", "olga", {OperatorRole::Approver}));
    const auto check = [&](const HoldRequirement& hold) { return checkSatisfiable(people, requester(), {hold}); };
    QCOMPARE(check(office::hold(1, "role:approver")).value(), Separation::None);
    QCOMPARE(check(office::hold(2, "role:approver")).error().code, Code::NoEligibleApprover);
    QCOMPARE(check(office::hold(1, "group:security")).error().code, Code::NoEligibleApprover);
    auto second = office::makeOperator("carol", "user_123", {OperatorRole::Auditor});
    second.disabled = true;
    people.setOperator(second);
    // Nobody becomes the only operator by disabling the others.
    QCOMPARE(check(office::hold(1, "role:approver")).error().code, Code::NoEligibleApprover);
    second.disabled = false;
    people.setOperator(second);
    QCOMPARE(check(office::hold(1, "role:approver")).error().code, Code::NoEligibleApprover);
}

QTEST_APPLESS_MAIN(TstEligibility)
#include "tst_eligibility.moc"
