#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

Q_DECLARE_METATYPE(countersign::identity::AgentState)
Q_DECLARE_METATYPE(countersign::identity::AgentEvent)

namespace {

constexpr AgentState kNowhere = AgentState::Pending; // no transition leads back to pending

} // namespace

class TstAgent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTransition_data();
    void everyTransition();
    void stateNames();
    void liveTable_data();
    void liveTable();
    void attributes();
    void wholeAgents();
};

void TstAgent::everyTransition_data() {
    QTest::addColumn<AgentState>("from");
    QTest::addColumn<AgentEvent>("event");
    QTest::addColumn<AgentState>("to");
    using enum AgentState;
    using enum AgentEvent;
    const auto row = [](AgentState from, AgentEvent event, AgentState to) {
        QTest::addRow("%s-%d", agentStateName(from).data(), static_cast<int>(event)) << from << event << to;
    };
    row(Pending, Activate, Active);
    row(Pending, Suspend, kNowhere);
    row(Pending, Resume, kNowhere);
    row(Pending, Revoke, Revoked);
    row(Active, Activate, kNowhere);
    row(Active, Suspend, Suspended);
    row(Active, Resume, kNowhere);
    row(Active, Revoke, Revoked);
    row(Suspended, Activate, kNowhere);
    row(Suspended, Suspend, kNowhere);
    row(Suspended, Resume, Active);
    row(Suspended, Revoke, Revoked);
    row(Revoked, Activate, kNowhere);
    row(Revoked, Suspend, kNowhere);
    row(Revoked, Resume, kNowhere);
    row(Revoked, Revoke, kNowhere);
}

void TstAgent::everyTransition() {
    QFETCH(const AgentState, from);
    QFETCH(const AgentEvent, event);
    QFETCH(const AgentState, to);
    const auto result = transition(from, event);
    if (to == kNowhere) {
        QCOMPARE(codeOf(result), Code::IllegalTransition);
    } else {
        QVERIFY(result);
        QCOMPARE(*result, to);
    }
}

void TstAgent::stateNames() {
    using enum AgentState;
    for (const AgentState state : {Pending, Active, Suspended, Revoked}) {
        QCOMPARE(agentStateFromName(agentStateName(state)).value(), state);
    }
    QCOMPARE(codeOf(agentStateFromName("expired")), Code::InvalidArgument);
    QCOMPARE(codeOf(agentStateFromName("Active")), Code::InvalidArgument);
}

/// An agent with key 1 valid from 1000, key 2 from 1000 until 2000, key 3 revoked at 1500; it expires at 5000.
void TstAgent::liveTable_data() {
    QTest::addColumn<AgentState>("state");
    QTest::addColumn<int>("key");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<int>("code");
    using enum AgentState;
    const auto row = [](const char* name, AgentState state, int key, qint64 now, Code code) {
        QTest::newRow(name) << state << key << now << static_cast<int>(code);
    };
    row("live", Active, 1, 1000, Code::Internal);
    row("live until the last millisecond", Active, 1, 4999, Code::Internal);
    row("expired", Active, 1, 5000, Code::AgentExpired);
    row("pending", Pending, 1, 1000, Code::AgentPending);
    row("pending and expired", Pending, 1, 9000, Code::AgentPending);
    row("suspended", Suspended, 1, 1000, Code::AgentSuspended);
    row("revoked", Revoked, 1, 1000, Code::AgentRevoked);
    row("revoked and expired", Revoked, 1, 9000, Code::AgentRevoked);
    row("before its key", Active, 1, 999, Code::KeyNotValidNow);
    row("retired key in its time", Active, 2, 1999, Code::Internal);
    row("retired key after its time", Active, 2, 2000, Code::KeyNotValidNow);
    row("revoked key", Active, 3, 1500, Code::KeyNotValidNow);
    row("foreign key", Active, 4, 1500, Code::KeyUnknown);
    row("no key", Active, 0, 1500, Code::KeyUnknown);
}

void TstAgent::liveTable() {
    QFETCH(const AgentState, state);
    QFETCH(const int, key);
    QFETCH(const qint64, now);
    QFETCH(const int, code);
    Agent value = agent("agent-1");
    value.state = state;
    value.expires = Timestamp(5000);
    for (std::uint8_t number = 1; number <= 3; ++number) {
        QVERIFY(value.keys.add(signingKey(number).publicKey(), Timestamp(1000)));
    }
    QVERIFY(value.keys.retire(thumbprint(2), Timestamp(2000)));
    QVERIFY(value.keys.revoke(thumbprint(3), Timestamp(1500)));
    const auto asked = key == 0 ? crypto::Thumbprint() : thumbprint(static_cast<std::uint8_t>(key));
    QCOMPARE(static_cast<int>(codeOf(checkLive(value, asked, Timestamp(now)))), code);
}

void TstAgent::attributes() {
    const auto check = [](std::string key, std::string value) {
        return codeOf(checkAttributes({{std::move(key), std::move(value)}}, "tags"));
    };
    QCOMPARE(check("team", "payments"), Code::Internal);
    QCOMPARE(check("team", ""), Code::Internal);
    QCOMPARE(check(std::string(64, 'k'), std::string(256, 'v')), Code::Internal);
    QCOMPARE(check("team", "Zahlungen \xC3\xA4\xC2\xA0"), Code::Internal);
    QCOMPARE(check("", "x"), Code::InvalidArgument);
    QCOMPARE(check(std::string(65, 'k'), "x"), Code::InvalidArgument);
    QCOMPARE(check("\xC3\xA4", "x"), Code::InvalidArgument);
    QCOMPARE(check("a\nb", "x"), Code::InvalidArgument);
    QCOMPARE(check("team", std::string(257, 'v')), Code::InvalidArgument);
    QCOMPARE(check("team", "\x1B[31m"), Code::InvalidArgument);
    QCOMPARE(check("team", std::string("a\0b", 3)), Code::InvalidArgument);
    QCOMPARE(check("team", "\x7F"), Code::InvalidArgument);
    QCOMPARE(check("team", "\xC2\x9B"), Code::InvalidArgument);
    QCOMPARE(check("team", "\xFF"), Code::InvalidArgument);
    std::map<std::string, std::string> many;
    for (int i = 0; i < 64; ++i) {
        many.emplace("k" + std::to_string(i), "v");
    }
    QVERIFY(checkAttributes(many, "tags"));
    many.emplace("one more", "v");
    QCOMPARE(codeOf(checkAttributes(many, "tags")), Code::InvalidArgument);
}

void TstAgent::wholeAgents() {
    QVERIFY(checkAgent(agent("agent-1")));
    const auto refused = [](auto&& change) {
        Agent value = agent("agent-1");
        change(value);
        return codeOf(checkAgent(value)) == Code::InvalidArgument;
    };
    QVERIFY(refused([](Agent& a) { a.id = AgentId(); }));
    QVERIFY(refused([](Agent& a) { a.owner = UserId(); }));
    QVERIFY(refused([](Agent& a) { a.tags = {{"", "x"}}; }));
    QVERIFY(refused([](Agent& a) { a.metadata = {{"model", "\n"}}; }));
    QVERIFY(refused([](Agent& a) { a.environment = "prod\r"; }));
    QVERIFY(refused([](Agent& a) { a.environment = std::string(257, 'x'); }));
    QVERIFY(refused([](Agent& a) { a.capabilities = {""}; }));
    QVERIFY(refused([](Agent& a) { a.capabilities = {"\x01"}; }));
    QVERIFY(refused([](Agent& a) { a.capabilities.assign(65, "read"); }));
}

QTEST_APPLESS_MAIN(TstAgent)
#include "tst_agent.moc"
