#include "core/crypto/hash.h"

#include <QtTest>

using namespace countersign;

class TstHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fips180_data();
    void fips180();
    void millionLetters();
    void partsAreOneMessage();
    void comparesEveryByte();
    void challengeMacDependsOnKeyAndData();
};

void TstHash::fips180_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("448 bits") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                              << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("896 bits") << QByteArray("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                                            "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")
                              << QByteArray("cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

void TstHash::fips180() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, digest);
    QCOMPARE(crypto::sha256(asBytes(message.toStdString())).hex(), digest.toStdString());
}

void TstHash::millionLetters() {
    QCOMPARE(crypto::sha256(asBytes(std::string(1'000'000, 'a'))).hex(),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void TstHash::partsAreOneMessage() {
    const std::string text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    const auto whole = crypto::sha256(asBytes(text));
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        const auto bytes = asBytes(text);
        QCOMPARE(crypto::sha256({bytes.first(cut), bytes.subspan(cut)}).hex(), whole.hex());
    }
    QCOMPARE(crypto::sha256({}).hex(), crypto::sha256(ByteView()).hex());
}

void TstHash::comparesEveryByte() {
    const Bytes value(32, 0x5a);
    QVERIFY(crypto::constantTimeEqual(value, Bytes(32, 0x5a)));
    QVERIFY(crypto::constantTimeEqual({}, {}));
    QVERIFY(!crypto::constantTimeEqual(value, Bytes(31, 0x5a)));
    QVERIFY(!crypto::constantTimeEqual(value, {}));
    for (std::size_t i = 0; i < value.size(); ++i) {
        Bytes other = value;
        other[i] ^= 0x80U;
        QVERIFY(!crypto::constantTimeEqual(value, other));
    }
}

void TstHash::challengeMacDependsOnKeyAndData() {
    const Bytes key(32, 1);
    const Bytes otherKey(32, 2);
    const auto mac = crypto::challengeMac(key, asBytes("data"));
    QVERIFY(mac == crypto::challengeMac(key, asBytes("data")));
    QVERIFY(mac != crypto::challengeMac(otherKey, asBytes("data")));
    QVERIFY(mac != crypto::challengeMac(key, asBytes("datb")));
    // BLAKE2b-128 with the key 00 01 ... 1f over no bytes, computed by another implementation (Python's hashlib).
    Bytes counting(32);
    for (std::size_t i = 0; i < counting.size(); ++i) {
        counting[i] = static_cast<std::uint8_t>(i);
    }
    QCOMPARE(toHex(crypto::challengeMac(counting, {})), std::string("3daf97bce7888fd59773c66bf647459c"));
    QCOMPARE(toHex(crypto::challengeMac(counting, asBytes("abc"))), std::string("1a64be47e4729d951c302ee543f97cf3"));
}

QTEST_APPLESS_MAIN(TstHash)
#include "tst_hash.moc"
