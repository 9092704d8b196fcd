#include "tests/core/identity/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::identity;
using namespace countersign::identity::test;

namespace {

KeyHistory historyOf(std::initializer_list<std::uint8_t> numbers) {
    KeyHistory history;
    for (const std::uint8_t number : numbers) {
        if (!history.add(signingKey(number).publicKey(), Timestamp(1000 * number))) {
            return {};
        }
    }
    return history;
}

} // namespace

class TstKeyHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intervals();
    void aKeyIsNeverAddedTwice();
    void endings();
    void rotationOverlaps();
    void aRetiredKeyCanBeCutShort();
    void loading();
    void loadingRefused_data();
    void loadingRefused();
};

void TstKeyHistory::intervals() {
    KeyHistory history = historyOf({1});
    QVERIFY(history.validAt(thumbprint(1), Timestamp(999)) == nullptr);
    QVERIFY(history.validAt(thumbprint(1), Timestamp(1000)) != nullptr);
    QVERIFY(history.validAt(thumbprint(1), Timestamp(999'999'999)) != nullptr);
    QVERIFY(history.validAt(thumbprint(2), Timestamp(1000)) == nullptr);
    QVERIFY(history.retire(thumbprint(1), Timestamp(3000)));
    QVERIFY(history.validAt(thumbprint(1), Timestamp(2999)) != nullptr);
    QVERIFY(history.validAt(thumbprint(1), Timestamp(3000)) == nullptr);
    QVERIFY(history.find(thumbprint(1)) != nullptr);
    QCOMPARE(history.find(thumbprint(1))->status, KeyStatus::Retired);
}

void TstKeyHistory::aKeyIsNeverAddedTwice() {
    KeyHistory history = historyOf({1, 2, 3});
    QVERIFY(history.retire(thumbprint(2), Timestamp(9000)));
    QVERIFY(history.revoke(thumbprint(3), Timestamp(9000)));
    for (std::uint8_t number = 1; number <= 3; ++number) {
        QCOMPARE(codeOf(history.add(signingKey(number).publicKey(), Timestamp(10'000))), Code::AlreadyExists);
    }
    QCOMPARE(history.entries().size(), std::size_t(3));
}

void TstKeyHistory::endings() {
    KeyHistory history = historyOf({1, 2, 3});
    const KeyHistory before = history;
    QCOMPARE(codeOf(history.retire(thumbprint(9), Timestamp(5000))), Code::KeyUnknown);
    QCOMPARE(codeOf(history.revoke(thumbprint(9), Timestamp(5000))), Code::KeyUnknown);
    QCOMPARE(codeOf(history.retire(thumbprint(2), Timestamp(1999))), Code::IllegalTransition);
    QVERIFY(history == before);
    QVERIFY(history.retire(thumbprint(2), Timestamp(2000)));
    QVERIFY(history.validAt(thumbprint(2), Timestamp(2000)) == nullptr);
    QVERIFY(history.revoke(thumbprint(3), Timestamp(4000)));
    QCOMPARE(codeOf(history.retire(thumbprint(2), Timestamp(5000))), Code::IllegalTransition);
    QCOMPARE(codeOf(history.retire(thumbprint(3), Timestamp(5000))), Code::IllegalTransition);
    QCOMPARE(codeOf(history.revoke(thumbprint(3), Timestamp(3500))), Code::IllegalTransition);
    QCOMPARE(history.find(thumbprint(3))->status, KeyStatus::Revoked);
    QVERIFY(history.find(thumbprint(3))->validUntil == Timestamp(4000));
}

void TstKeyHistory::rotationOverlaps() {
    KeyHistory history = historyOf({1, 2});
    QVERIFY(history.retire(thumbprint(1), Timestamp(2500)));
    QVERIFY(history.validAt(thumbprint(1), Timestamp(2200)) != nullptr);
    QVERIFY(history.validAt(thumbprint(2), Timestamp(2200)) != nullptr);
    QVERIFY(history.validAt(thumbprint(1), Timestamp(2500)) == nullptr);
    QVERIFY(history.validAt(thumbprint(2), Timestamp(2500)) != nullptr);
}

void TstKeyHistory::aRetiredKeyCanBeCutShort() {
    KeyHistory history = historyOf({1});
    QVERIFY(history.retire(thumbprint(1), Timestamp(5000)));
    QVERIFY(history.revoke(thumbprint(1), Timestamp(3000)));
    QVERIFY(history.validAt(thumbprint(1), Timestamp(3000)) == nullptr);
    QVERIFY(history.validAt(thumbprint(1), Timestamp(2999)) != nullptr);
    KeyHistory over = historyOf({1});
    QVERIFY(over.retire(thumbprint(1), Timestamp(5000)));
    // Revoking must never make an interval longer.
    QCOMPARE(codeOf(over.revoke(thumbprint(1), Timestamp(5000))), Code::IllegalTransition);
}

void TstKeyHistory::loading() {
    KeyHistory history = historyOf({1, 2, 3});
    QVERIFY(history.retire(thumbprint(1), Timestamp(2500)));
    QVERIFY(history.revoke(thumbprint(2), Timestamp(2600)));
    const auto loaded = KeyHistory::fromEntries(history.entries());
    QVERIFY(loaded);
    QVERIFY(*loaded == history);
    QVERIFY(KeyHistory::fromEntries({}).value().entries().empty());
}

void TstKeyHistory::loadingRefused_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("the same key twice") << 0;
    QTest::newRow("another key's thumbprint") << 1;
    QTest::newRow("active with an end") << 2;
    QTest::newRow("retired without an end") << 3;
    QTest::newRow("ends before it begins") << 4;
}

void TstKeyHistory::loadingRefused() {
    QFETCH(const int, kind);
    auto entries = historyOf({1, 2}).entries();
    Code expected = Code::KeyInvalid;
    switch (kind) {
    case 0:
        entries.push_back(entries.front());
        expected = Code::AlreadyExists;
        break;
    case 1:
        entries[1].thumbprint = thumbprint(3);
        break;
    case 2:
        entries[0].validUntil = Timestamp(9000);
        break;
    case 3:
        entries[0].status = KeyStatus::Retired;
        break;
    case 4:
        entries[0].status = KeyStatus::Revoked;
        entries[0].validUntil = Timestamp(999);
        break;
    default:
        QFAIL("no such case");
    }
    QCOMPARE(codeOf(KeyHistory::fromEntries(entries)), expected);
}

QTEST_APPLESS_MAIN(TstKeyHistory)
#include "tst_key_history.moc"
