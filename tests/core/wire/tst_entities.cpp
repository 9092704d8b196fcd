#include "tests/core/wire/samples.h"

#include <QTest>

using namespace countersign;
using namespace countersign::wire::test;

class TstEntities : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void strict();
    void principals();
    void numbers();
    void namesTheMember();
    void keepsTheCodeOfTheValue();
    void refusesTwins();
    void neverStoresTexts();

private:
    template <class T>
    static bool comesBack(const T& value) {
        const auto written = wire::toJson(value);
        const auto parsed = json::parse(json::canonical(written));
        const auto read = wire::fromJson<T>(*parsed);
        return read && *read == value && wire::toJson(*read) == written;
    }
    template <class T>
    static QByteArray strictly(const T& full, const T& bare) {
        return strictness(wire::toJson(full), wire::toJson(bare),
                          [](const json::Value& value) { return wire::fromJson<T>(value).has_value(); });
    }
};

void TstEntities::roundTrips() {
    QVERIFY(comesBack(bareKey()) && comesBack(fullKey()));
    QVERIFY(comesBack(bareUser()) && comesBack(fullUser()));
    QVERIFY(comesBack(bareOperator()) && comesBack(fullOperator()));
    QVERIFY(comesBack(bareGroup()) && comesBack(fullGroup()));
    QVERIFY(comesBack(bareAgent()) && comesBack(fullAgent()));
    const auto received = enrolment();
    const auto read = wire::fromJson<identity::Enrolment>(wire::toJson(received));
    QVERIFY(read && wire::toJson(*read) == wire::toJson(received));
    QVERIFY(read->signedBody() == received.signedBody() && read->possession == received.possession);

    QVERIFY(comesBack(resources()) && comesBack(delegation::ResourceSet()));
    QVERIFY(comesBack(delegation::Conditions()) && comesBack(fullConditions()));
    QVERIFY(comesBack(delegation::CatalogueEntry{.scope = *delegation::Scope::parse("pr:merge"),
                                                 .risk = delegation::Risk::Critical,
                                                 .description = "merge a pull request"}));
    QVERIFY(comesBack(bareRole()) && comesBack(fullRole()) && comesBack(bareRule()) && comesBack(fullRule()));
    QVERIFY(comesBack(bareAssignment()) && comesBack(fullAssignment()));
    QVERIFY(comesBack(bareGrant()) && comesBack(fullGrant()));
    QVERIFY(comesBack(bareDelegation()) && comesBack(fullDelegation()));

    QVERIFY(comesBack(bareHold()) && comesBack(fullHold()) && comesBack(chain()) && comesBack(signedDecision()));
    QVERIFY(comesBack(fullApproval().holds.front()));
    QVERIFY(comesBack(bareApproval()) && comesBack(fullApproval()));
    QVERIFY(wire::toJson(chain()) == approval::chainJson(chain()));
    QVERIFY(comesBack(decision::Settings{.pendingLifetime = Duration(1),
                                         .ticketLifetime = Duration(2),
                                         .sessionLifetime = Duration(3),
                                         .pendingPerAgent = 4'294'967'295U}));
}

void TstEntities::strict() {
    QCOMPARE(strictly(fullKey(), bareKey()), QByteArray());
    QCOMPARE(strictly(fullUser(), bareUser()), QByteArray());
    QCOMPARE(strictly(fullOperator(), bareOperator()), QByteArray());
    QCOMPARE(strictly(fullGroup(), bareGroup()), QByteArray());
    QCOMPARE(strictly(fullAgent(), bareAgent()), QByteArray());
    QCOMPARE(strictly(enrolment(), enrolment()), QByteArray());
    QCOMPARE(strictly(fullConditions(), delegation::Conditions()), QByteArray());
    QCOMPARE(strictly(fullRule(), bareRule()), QByteArray());
    QCOMPARE(strictly(fullRole(), bareRole()), QByteArray());
    QCOMPARE(strictly(fullAssignment(), bareAssignment()), QByteArray());
    QCOMPARE(strictly(fullGrant(), bareGrant()), QByteArray());
    QCOMPARE(strictly(fullDelegation(), bareDelegation()), QByteArray());
    QCOMPARE(strictly(fullHold(), bareHold()), QByteArray());
    QCOMPARE(strictly(signedDecision(), signedDecision()), QByteArray());
    QCOMPARE(strictly(fullApproval(), bareApproval()), QByteArray());
    QCOMPARE(strictly(decision::Settings(), decision::Settings()), QByteArray());
}

void TstEntities::principals() {
    const auto principal = *identity::Principal::parse("agent:a-1");
    QVERIFY(wire::toJson(principal) == json::Value("agent:a-1"));
    QVERIFY(*wire::fromJson<identity::Principal>(json::Value("agent:a-1")) == principal);
    QVERIFY(!wire::fromJson<identity::Principal>(json::Value("robot:a-1")));
    QVERIFY(!wire::fromJson<identity::Principal>(json::Value::integer(1)));
}

void TstEntities::numbers() {
    const auto with = [](std::string_view name, json::Value value) {
        auto grant = *wire::toJson(fullGrant()).asObject();
        grant.set(std::string(name), std::move(value));
        return wire::fromJson<delegation::Grant>(grant);
    };
    QVERIFY(with("delegate_depth", json::Value::integer(255)));
    QVERIFY(!with("delegate_depth", json::Value::integer(256)));
    QVERIFY(!with("delegate_depth", json::Value::integer(-1)));
    QVERIFY(!with("delegate_depth", json::Value::number(0.5)));
    QVERIFY(!with("delegate_depth", "1"));
    QVERIFY(!with("delegate_depth", "18446744073709551615"));

    auto large = fullDelegation();
    for (const std::uint64_t uses : {(1ULL << 53) - 1, 1ULL << 53, ~0ULL}) {
        large.maxUses = uses;
        QVERIFY(comesBack(large));
    }
    auto written = *wire::toJson(large).asObject();
    QVERIFY(*written.find("max_uses") == json::Value("18446744073709551615"));
    for (const auto* wrong : {"18446744073709551616", "9007199254740991", "-1", "", "09007199254740993", "1e20"}) {
        written.set("max_uses", wrong);
        QVERIFY2(!wire::fromJson<delegation::Delegation>(written), wrong);
    }

    auto settings = *wire::toJson(decision::Settings()).asObject();
    settings.set("ticket_lifetime_ms", json::Value::integer(-1));
    QVERIFY(!wire::fromJson<decision::Settings>(settings));
}

void TstEntities::namesTheMember() {
    auto role = fullRole();
    auto json = *wire::toJson(role).asObject();
    auto rules = *json.find("rules")->asArray();
    rules[1].asObject()->set("effect", "maybe");
    json.set("rules", rules);
    const auto read = wire::fromJson<delegation::Role>(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, Code::InvalidRequest);
    QCOMPARE(QByteArray::fromStdString(read.error().detail),
             QByteArray("member `rules` of the role: member `1` of the list: member `effect` of the role rule: "
                        "`maybe` is none of: allow, deny"));
}

void TstEntities::keepsTheCodeOfTheValue() {
    auto user = *wire::toJson(bareUser()).asObject();
    user.set("id", "not an id");
    QCOMPARE(wire::fromJson<identity::User>(user).error().code, Code::InvalidArgument);
    auto key = *wire::toJson(bareKey()).asObject();
    key.set("key", "AAAA");
    QCOMPARE(wire::fromJson<identity::KeyEntry>(key).error().code, Code::KeyInvalid);
    // The thumbprint of another key.
    auto agent = *wire::toJson(fullAgent()).asObject();
    auto keys = *agent.find("keys")->asArray();
    keys[0].asObject()->set("thumbprint", signingKey(9).publicKey().thumbprint().text());
    agent.set("keys", keys);
    QCOMPARE(wire::fromJson<identity::Agent>(agent).error().code, Code::KeyInvalid);
}

void TstEntities::refusesTwins() {
    auto group = *wire::toJson(fullGroup()).asObject();
    group.set("members", json::Array{"agent:a", "agent:a"});
    QCOMPARE(wire::fromJson<identity::Group>(group).error().code, Code::InvalidRequest);
}

void TstEntities::neverStoresTexts() {
    auto user = fullUser();
    user.displayName->text = "Bob";
    const auto written = wire::toJson(user);
    QVERIFY(!json::canonical(written).contains("Bob"));
    auto shown = *written.asObject();
    shown.set("display_name",
              json::Object{{"digest", digest(7).hex()}, {"record", json::Value::integer(7)}, {"text", "Bob"}});
    QVERIFY(!wire::fromJson<identity::User>(shown));
}

QTEST_APPLESS_MAIN(TstEntities)
#include "tst_entities.moc"
