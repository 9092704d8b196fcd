#include "core/identity/enrolment.h"

#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

namespace {

const Timestamp kAt(1'795'000'000'000);

Enrolment signedBy(Enrolment enrolment, const crypto::SigningKey& key) {
    const std::string body = json::canonical(enrolment.signedBody());
    enrolment.possession = key.sign(crypto::Domain::Possession, asBytes(body));
    return enrolment;
}

Enrolment sample() {
    CountingRandom random;
    Enrolment enrolment;
    enrolment.id = EnrolmentId::generate(random);
    enrolment.agent = agentId("agent-1");
    enrolment.owner = userId("user_9");
    enrolment.key = signingKey(1).publicKey();
    enrolment.capabilities = {"repo:read", "pr:write:draft"};
    enrolment.at = kAt;
    enrolment.received = kAt;
    return signedBy(std::move(enrolment), signingKey(1));
}

} // namespace

class TstEnrolment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signedForm();
    void provesPossession();
    void everyFieldIsSigned();
    void foreignSignatures();
    void clock();
};

void TstEnrolment::signedForm() {
    QCOMPARE(json::canonical(sample().signedBody()),
             R"({"agent_id":"agent-1","at":")" + kAt.text() +
                 R"(","capabilities":["repo:read","pr:write:draft"],"owner":"user_9","public_key":")" +
                 signingKey(1).publicKey().base64() + R"(","v":1})");
}

void TstEnrolment::provesPossession() {
    QVERIFY(checkPossession(sample(), kAt));
}

void TstEnrolment::everyFieldIsSigned() {
    const auto refused = [](auto&& change) {
        Enrolment enrolment = sample();
        change(enrolment);
        return codeOf(checkPossession(enrolment, kAt)) == Code::SignatureInvalid;
    };
    QVERIFY(refused([](Enrolment& e) { e.agent = agentId("agent-2"); }));
    QVERIFY(refused([](Enrolment& e) { e.owner = userId("user_8"); }));
    QVERIFY(refused([](Enrolment& e) { e.key = signingKey(2).publicKey(); }));
    QVERIFY(refused([](Enrolment& e) { e.capabilities.pop_back(); }));
    QVERIFY(refused([](Enrolment& e) { std::swap(e.capabilities[0], e.capabilities[1]); }));
    QVERIFY(refused([](Enrolment& e) { e.at = e.at + Duration(1); }));
    QVERIFY(refused([](Enrolment& e) { e.possession = crypto::Signature(); }));
}

void TstEnrolment::foreignSignatures() {
    QCOMPARE(codeOf(checkPossession(signedBy(sample(), signingKey(2)), kAt)), Code::SignatureInvalid);
    Enrolment otherDomain = sample();
    const std::string body = json::canonical(otherDomain.signedBody());
    otherDomain.possession = signingKey(1).sign(crypto::Domain::Command, asBytes(body));
    QCOMPARE(codeOf(checkPossession(otherDomain, kAt)), Code::SignatureInvalid);
    otherDomain.possession = signingKey(1).signRaw(asBytes(body));
    QCOMPARE(codeOf(checkPossession(otherDomain, kAt)), Code::SignatureInvalid);
}

void TstEnrolment::clock() {
    const Enrolment enrolment = sample();
    QVERIFY(checkPossession(enrolment, kAt + Duration(30'000)));
    QVERIFY(checkPossession(enrolment, kAt - Duration(30'000)));
    QCOMPARE(codeOf(checkPossession(enrolment, kAt + Duration(30'001))), Code::CommandStale);
    QCOMPARE(codeOf(checkPossession(enrolment, kAt - Duration(30'001))), Code::CommandStale);
}

QTEST_APPLESS_MAIN(TstEnrolment)
#include "tst_enrolment.moc"
