#include "core/identity/challenge.h"

#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

namespace {

const Bytes kMacKey(32, 0x5A);
const Timestamp kNow(1'795'000'000'000);

StoreId storeId(std::uint8_t seed) {
    CountingRandom random;
    Bytes skipped(seed);
    random.fill(skipped);
    return StoreId::generate(random);
}

} // namespace

class TstChallenge : public QObject {
    Q_OBJECT

private:
    AgentId m_agent = agentId("agent-code-reviewer-01");
    StoreId m_store = storeId(0);

    Challenge issue(Timestamp at) const {
        CountingRandom random;
        return issueChallenge(m_agent, m_store, kMacKey, at, random);
    }
    Code open(ByteView message, Timestamp now) const {
        return codeOf(openChallenge(message, m_agent, m_store, kMacKey, now));
    }

private Q_SLOTS:
    void form();
    void opens();
    void twoAreNeverEqual();
    void lifetime();
    void fromTheFuture();
    void notOurs();
    void everyChangedByte();
    void everyLength();
    void selfChosenMessage();
};

void TstChallenge::form() {
    const Challenge challenge = issue(Timestamp(0x0102'0304'0506));
    const std::string line = "countersign/challenge/v1 agent-code-reviewer-01 " + m_store.text() + "\n";
    QCOMPARE(challenge.message.size(), line.size() + 32);
    const ByteView message = challenge.message;
    QCOMPARE(std::string(asText(message.first(line.size()))), line);
    QCOMPARE(toHex(message.subspan(line.size(), 16)), std::string("00000102030405060102030405060708"));
}

void TstChallenge::opens() {
    const Challenge challenge = issue(kNow);
    const auto opened = openChallenge(challenge.message, m_agent, m_store, kMacKey, kNow + Duration(10));
    QVERIFY(opened);
    QVERIFY(opened->agent == m_agent);
    QVERIFY(opened->store == m_store);
    QVERIFY(opened->issued == kNow);
    QVERIFY(opened->message == challenge.message);
}

void TstChallenge::twoAreNeverEqual() {
    CountingRandom random;
    const auto first = issueChallenge(m_agent, m_store, kMacKey, kNow, random);
    const auto second = issueChallenge(m_agent, m_store, kMacKey, kNow, random);
    QVERIFY(first.message != second.message);
}

void TstChallenge::lifetime() {
    const Challenge challenge = issue(kNow);
    QCOMPARE(open(challenge.message, kNow), Code::Internal);
    QCOMPARE(open(challenge.message, kNow + kChallengeLifetime), Code::Internal);
    QCOMPARE(open(challenge.message, kNow + kChallengeLifetime + Duration(1)), Code::ChallengeExpired);
    QCOMPARE(open(challenge.message, kNow + std::chrono::hours(24 * 365)), Code::ChallengeExpired);
}

void TstChallenge::fromTheFuture() {
    const Challenge challenge = issue(kNow);
    QCOMPARE(open(challenge.message, kNow - Duration(30'000)), Code::Internal);
    QCOMPARE(open(challenge.message, kNow - Duration(30'001)), Code::ChallengeExpired);
}

void TstChallenge::notOurs() {
    const Bytes message = issue(kNow).message;
    const auto opened = [&](const AgentId& agent, const StoreId& store, const Bytes& key) {
        return codeOf(openChallenge(message, agent, store, key, kNow));
    };
    QCOMPARE(opened(agentId("agent-code-reviewer-02"), m_store, kMacKey), Code::ChallengeUnknown);
    QCOMPARE(opened(agentId("Agent-code-reviewer-01"), m_store, kMacKey), Code::ChallengeUnknown);
    QCOMPARE(opened(m_agent, storeId(1), kMacKey), Code::ChallengeUnknown);
    QCOMPARE(opened(m_agent, m_store, Bytes(32, 0x5B)), Code::ChallengeUnknown);
    QCOMPARE(opened(m_agent, m_store, kMacKey), Code::Internal);
}

void TstChallenge::everyChangedByte() {
    const Bytes message = issue(kNow).message;
    for (std::size_t i = 0; i < message.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            Bytes changed = message;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << bit));
            QCOMPARE(open(changed, kNow), Code::ChallengeUnknown);
        }
    }
}

void TstChallenge::everyLength() {
    Bytes message = issue(kNow).message;
    for (std::size_t length = 0; length < message.size(); ++length) {
        QCOMPARE(open(ByteView(message).first(length), kNow), Code::ChallengeUnknown);
    }
    message.push_back(0);
    QCOMPARE(open(message, kNow), Code::ChallengeUnknown);
}

void TstChallenge::selfChosenMessage() {
    QCOMPARE(open(asBytes("agent-code-reviewer-01:2026-11-23T10:00:00Z"), kNow), Code::ChallengeUnknown);
}

QTEST_APPLESS_MAIN(TstChallenge)
#include "tst_challenge.moc"
