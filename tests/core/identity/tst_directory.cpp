#include "core/identity/directory.h"

#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

namespace {

User user(std::string_view id, std::string_view alias = {}) {
    User out;
    out.id = userId(id);
    if (!alias.empty()) {
        out.aliasOf = userId(alias);
    }
    return out;
}

Operator operatorWithKey(std::string_view id, std::uint8_t key) {
    Operator out;
    out.id = operatorId(id);
    out.person = userId(id);
    if (!out.keys.add(signingKey(key).publicKey(), Timestamp(0))) {
        out.id = OperatorId();
    }
    return out;
}

Group group(std::string_view id, std::set<Principal> members) {
    return {groupId(id), std::move(members)};
}

} // namespace

class TstDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds();
    void idsAreTakenWithoutRegardToCase();
    void snapshotsAreIsolated();
    void aliasChains();
    void aliasCyclesAreRefused();
    void aCycleIsOnePerson();
    void keysHaveOneHolder();
    void groupMembership();
    void listsAreInIdOrder();
};

void TstDirectory::finds() {
    Directory directory;
    directory.setAgent(agent("agent-1"));
    directory.setUser(user("alice"));
    directory.setOperator(operatorWithKey("alice", 1));
    directory.setGroup(group("reviewers", {}));
    QVERIFY(directory.agent(agentId("agent-1")) != nullptr);
    QVERIFY(directory.agent(agentId("AGENT-1")) == nullptr);
    QVERIFY(directory.agent(agentId("alice")) == nullptr);
    QVERIFY(directory.user(userId("alice")) != nullptr);
    QVERIFY(directory.findOperator(operatorId("alice")) != nullptr);
    QVERIFY(directory.findOperator(operatorId("bob")) == nullptr);
    QVERIFY(directory.group(groupId("reviewers")) != nullptr);
    QCOMPARE(directory.agentCount(), std::size_t(1));
    directory.setAgent(agent("agent-1"));
    QCOMPARE(directory.agentCount(), std::size_t(1));
}

void TstDirectory::idsAreTakenWithoutRegardToCase() {
    Directory directory;
    directory.setAgent(agent("Agent-1"));
    directory.setUser(user("Alice"));
    directory.setOperator(operatorWithKey("Bob", 1));
    for (const char* text : {"Agent-1", "agent-1", "AGENT-1"}) {
        QVERIFY(directory.agentIdTaken(agentId(text)));
        QVERIFY(!directory.userIdTaken(userId(text)));
        QVERIFY(!directory.operatorIdTaken(operatorId(text)));
    }
    QVERIFY(directory.userIdTaken(userId("aLICE")));
    QVERIFY(!directory.agentIdTaken(agentId("alice")));
    QVERIFY(directory.operatorIdTaken(operatorId("bOB")));
    QVERIFY(!directory.agentIdTaken(agentId("agent-11")));
}

void TstDirectory::snapshotsAreIsolated() {
    Directory first;
    for (int i = 0; i < 500; ++i) {
        first.setAgent(agent("agent-" + std::to_string(i)));
    }
    first.setGroup(group("g", {Principal::of(agentId("agent-7"))}));
    const Directory before = first;
    Directory second = first;
    Agent changed = agent("agent-7");
    changed.state = AgentState::Revoked;
    second.setAgent(changed);
    second.setAgent(agent("agent-new"));
    second.setGroup(group("g", {}));
    for (const Directory* old : {&std::as_const(first), &before}) {
        QCOMPARE(old->agent(agentId("agent-7"))->state, AgentState::Pending);
        QVERIFY(old->agent(agentId("agent-new")) == nullptr);
        QVERIFY(!old->agentIdTaken(agentId("agent-new")));
        QCOMPARE(old->agentCount(), std::size_t(500));
        QCOMPARE(old->groupsOf(Principal::of(agentId("agent-7"))).size(), std::size_t(1));
    }
    QCOMPARE(second.agent(agentId("agent-7"))->state, AgentState::Revoked);
    QCOMPARE(second.agentCount(), std::size_t(501));
    QVERIFY(second.groupsOf(Principal::of(agentId("agent-7"))).empty());
    // The other direction: a later change of the original does not reach the copy either.
    first.setAgent(agent("agent-late"));
    QVERIFY(second.agent(agentId("agent-late")) == nullptr);
    QVERIFY(before.agent(agentId("agent-late")) == nullptr);
}

void TstDirectory::aliasChains() {
    Directory directory;
    directory.setUser(user("c", "b"));
    directory.setUser(user("b", "a"));
    directory.setUser(user("a"));
    for (const char* id : {"a", "b", "c"}) {
        QCOMPARE(directory.personOf(userId(id)).text(), std::string("a"));
    }
    QCOMPARE(directory.personOf(userId("nobody")).text(), std::string("nobody"));
    directory.setUser(user("d", "nobody"));
    QCOMPARE(directory.personOf(userId("d")).text(), std::string("nobody"));
}

void TstDirectory::aliasCyclesAreRefused() {
    Directory directory;
    directory.setUser(user("a"));
    directory.setUser(user("b", "a"));
    directory.setUser(user("c", "b"));
    QCOMPARE(codeOf(directory.checkAlias(user("a", "a"))), Code::IllegalTransition);
    QCOMPARE(codeOf(directory.checkAlias(user("a", "b"))), Code::IllegalTransition);
    QCOMPARE(codeOf(directory.checkAlias(user("a", "c"))), Code::IllegalTransition);
    QVERIFY(directory.checkAlias(user("c", "a")));
    QVERIFY(directory.checkAlias(user("d", "c")));
    QVERIFY(directory.checkAlias(user("a")));
    QVERIFY(directory.checkAlias(user("a", "nobody")));
    directory.setUser(user("x", "y"));
    directory.setUser(user("y", "x"));
    QVERIFY(directory.checkAlias(user("z", "x"))); // ends in spite of the cycle
}

void TstDirectory::aCycleIsOnePerson() {
    Directory directory;
    directory.setUser(user("a", "c"));
    directory.setUser(user("b", "a"));
    directory.setUser(user("c", "b"));
    directory.setUser(user("outside", "b"));
    for (const char* id : {"a", "b", "c", "outside"}) {
        QCOMPARE(directory.personOf(userId(id)).text(), std::string("a"));
    }
}

void TstDirectory::keysHaveOneHolder() {
    Directory directory;
    Agent first = agent("agent-1");
    QVERIFY(first.keys.add(signingKey(1).publicKey(), Timestamp(0)));
    QVERIFY(first.keys.add(signingKey(2).publicKey(), Timestamp(0)));
    QVERIFY(first.keys.revoke(thumbprint(2), Timestamp(10)));
    directory.setAgent(first);
    directory.setOperator(operatorWithKey("alice", 3));
    const Principal holder = Principal::of(agentId("agent-1"));
    QVERIFY(directory.keyHolder(thumbprint(1)) != nullptr);
    QVERIFY(*directory.keyHolder(thumbprint(1)) == holder);
    QVERIFY(*directory.keyHolder(thumbprint(2)) == holder); // revoked keys stay taken
    QVERIFY(*directory.keyHolder(thumbprint(3)) == Principal::of(operatorId("alice")));
    QVERIFY(directory.keyHolder(thumbprint(4)) == nullptr);
    // Whoever brings the key again does not take it over.
    directory.setOperator(operatorWithKey("bob", 1));
    QVERIFY(*directory.keyHolder(thumbprint(1)) == holder);
}

void TstDirectory::groupMembership() {
    const Principal one = Principal::of(agentId("agent-1"));
    const Principal two = Principal::of(agentId("agent-2"));
    const Principal alice = Principal::of(operatorId("alice"));
    Directory directory;
    directory.setGroup(group("z", {one}));
    directory.setGroup(group("a", {one, two, alice}));
    directory.setGroup(group("m", {one}));
    const std::vector<GroupId> all = {groupId("a"), groupId("m"), groupId("z")};
    QVERIFY(directory.groupsOf(one) == all);
    QVERIFY(directory.groupsOf(alice) == std::vector{groupId("a")});
    QVERIFY(directory.groupsOf(Principal::of(userId("alice"))).empty());
    directory.setGroup(group("a", {two}));
    QVERIFY((directory.groupsOf(one) == std::vector{groupId("m"), groupId("z")}));
    QVERIFY(directory.groupsOf(two) == std::vector{groupId("a")});
    QVERIFY(directory.groupsOf(alice).empty());
    directory.setGroup(group("a", {two}));
    QVERIFY(directory.groupsOf(two) == std::vector{groupId("a")});
}

void TstDirectory::listsAreInIdOrder() {
    Directory directory;
    for (const char* id : {"b", "a10", "a9", "C"}) {
        directory.setAgent(agent(id));
        directory.setUser(user(id));
        directory.setGroup(group(id, {}));
    }
    const std::vector<std::string> order = {"C", "a10", "a9", "b"};
    const auto ids = [](const auto& list) {
        std::vector<std::string> out;
        for (const auto& entry : list) {
            out.push_back(entry->id.text());
        }
        return out;
    };
    QCOMPARE(ids(directory.agents()), order);
    QCOMPARE(ids(directory.users()), order);
    QCOMPARE(ids(directory.groups()), order);
    QVERIFY(directory.operators().empty());
}

QTEST_APPLESS_MAIN(TstDirectory)
#include "tst_directory.moc"
