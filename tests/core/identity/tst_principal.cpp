#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

class TstPrincipal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textReturns_data();
    void textReturns();
    void refused_data();
    void refused();
    void typesDiffer();
    void spiffe();
    void trustDomains();
    void personalIds();
    void operatorRoles();
};

void TstPrincipal::textReturns_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"agent:agent-code-reviewer-01", "user:user_123", "user:a.b@acme.example", "operator:alice",
                             "operator:al@acme", "service:gateway.1"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("longest") << QByteArray("agent:" + QByteArray(128, 'a'));
}

void TstPrincipal::textReturns() {
    QFETCH(const QByteArray, text);
    const auto principal = Principal::parse(text.toStdString());
    QVERIFY(principal);
    QCOMPARE(principal->text(), text.toStdString());
    QVERIFY(Principal::create(principal->type(), principal->id()) == *principal);
}

void TstPrincipal::refused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", ":", "agent", "agent:", ":x", "Agent:x", "robot:x", "agent:a@b", "service:a@b",
                             "agent:-a", "agent:.a", "agent:a b", "agent:a:b", "agent:a/b", "user:@a", "agent: a"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("too long") << QByteArray("agent:" + QByteArray(129, 'a'));
    QTest::newRow("line end") << QByteArray("agent:a\n");
    QTest::newRow("zero byte") << QByteArray("agent:a\0b", 9);
    QTest::newRow("not ASCII") << QByteArray("agent:\xC3\xA4");
}

void TstPrincipal::refused() {
    QFETCH(const QByteArray, text);
    QCOMPARE(codeOf(Principal::parse(text.toStdString())), Code::InvalidArgument);
}

void TstPrincipal::typesDiffer() {
    QVERIFY(Principal::of(agentId("x")) != Principal::of(userId("x")));
    QVERIFY(Principal::of(operatorId("x")) != Principal::of(userId("x")));
    QVERIFY(Principal::of(agentId("x")) == Principal::parse("agent:x").value());
}

void TstPrincipal::spiffe() {
    QCOMPARE(spiffeId("acme.example", agentId("agent-code-reviewer-01")),
             std::string("spiffe://acme.example/agent/agent-code-reviewer-01"));
}

void TstPrincipal::trustDomains() {
    for (const std::string& text :
         {std::string("acme.example"), std::string("a"), std::string(255, 'a'), std::string("a-b_c.9")}) {
        QVERIFY2(checkTrustDomain(text), text.c_str());
    }
    for (const std::string& text : {std::string(), std::string(256, 'a'), std::string("Acme"), std::string("a/b"),
                                    std::string("a:1"), std::string("a b"), std::string("\xC3\xA4")}) {
        QVERIFY2(codeOf(checkTrustDomain(text)) == Code::InvalidArgument, text.c_str());
    }
}

void TstPrincipal::personalIds() {
    QVERIFY(looksPersonal("first.last@acme.example"));
    QVERIFY(!looksPersonal("user_123"));
    QVERIFY(!looksPersonal("alice@ops"));
    QVERIFY(!looksPersonal("a.b"));
}

void TstPrincipal::operatorRoles() {
    for (const OperatorRole role : {OperatorRole::Owner, OperatorRole::Admin, OperatorRole::PolicyAuthor,
                                    OperatorRole::Approver, OperatorRole::Auditor}) {
        QVERIFY(operatorRoleFromName(operatorRoleName(role)).value() == role);
    }
    QCOMPARE(codeOf(operatorRoleFromName("root")), Code::InvalidArgument);
    QCOMPARE(codeOf(operatorRoleFromName("")), Code::InvalidArgument);
    QCOMPARE(operatorRoleName(OperatorRole::PolicyAuthor), std::string_view("policy-author"));
}

QTEST_APPLESS_MAIN(TstPrincipal)
#include "tst_principal.moc"
