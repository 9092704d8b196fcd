#include "core/ledger/key_chain.h"
#include "tests/core/ledger/samples.h"

#include "core/base/json.h"

#include <QtTest/QTest>

#include <array>

using namespace countersign;
using namespace countersign::ledger;

namespace {

crypto::SigningKey keyOf(char fill) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(static_cast<std::uint8_t>(fill));
    return *crypto::SigningKey::fromSeed(seed);
}

StoreId freshStore() {
    static test::CountingRandom random;
    return StoreId::generate(random);
}

const StoreId kStore = freshStore();

KeyChange change(std::uint64_t seq, char from, char to) {
    return signKeyChange(kStore, seq, keyOf(from), keyOf(to));
}

} // namespace

class TstKeyChain final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothKeysSign() {
        const auto good = change(7, 'a', 'b');
        QVERIFY(checkKeyChange(good, kStore));
        auto other = good;
        other.seq = 8;
        QVERIFY(!checkKeyChange(other, kStore));
        other = good;
        other.key = keyOf('c').publicKey();
        QVERIFY(!checkKeyChange(other, kStore));
        other = good;
        other.previous = keyOf('c').publicKey();
        QVERIFY(!checkKeyChange(other, kStore));
        other = good;
        other.byPrevious = good.byKey;
        QVERIFY(!checkKeyChange(other, kStore));
        other = good;
        other.byKey = good.byPrevious;
        QVERIFY(!checkKeyChange(other, kStore));
        QVERIFY(!checkKeyChange(good, freshStore()));
    }

    void comesBackFromItsRecord() {
        const auto made = change(7, 'a', 'b');
        const auto read = readKeyChange(keyChangeData(made), 7);
        QVERIFY(read);
        QVERIFY(*read == made);
        auto data = keyChangeData(made);
        data.set("extra", "x");
        QVERIFY(!readKeyChange(data, 7));
        data = keyChangeData(made);
        data.set("event", "restored");
        QVERIFY(!readKeyChange(data, 7));
    }

    void eachKeySignsFromItsRecordOn() {
        KeyChain chain(keyOf('a').publicKey());
        QVERIFY(chain.add(change(7, 'a', 'b')));
        QVERIFY(chain.add(change(8, 'b', 'c')));
        QVERIFY(chain.keyAt(0) == keyOf('a').publicKey());
        QVERIFY(chain.keyAt(7) == keyOf('a').publicKey());
        QVERIFY(chain.keyAt(8) == keyOf('b').publicKey());
        QVERIFY(chain.keyAt(9) == keyOf('c').publicKey());
        QVERIFY(chain.keyAt(UINT64_MAX) == chain.newest());
        const auto read = KeyChain::parse(*json::parse(json::canonical(chain.toJson())));
        QVERIFY(read);
        QVERIFY(*read == chain);
    }

    void onlyTheNewestKeyHandsOver() {
        KeyChain chain(keyOf('a').publicKey());
        QVERIFY(!chain.add(change(7, 'b', 'c')));
        QVERIFY(chain.add(change(7, 'a', 'b')));
        QVERIFY(!chain.add(change(9, 'a', 'c')));
        QVERIFY(!chain.add(change(9, 'b', 'a')));
        QVERIFY(!chain.add(change(6, 'b', 'c')));
        QVERIFY(!KeyChain().add(change(0, 'a', 'b')));
        const json::Value late =
            json::Array{json::Object{{"from", json::Value::integer(1)}, {"key", keyOf('a').publicKey().base64()}}};
        QVERIFY(!KeyChain::parse(late));
        QVERIFY(!KeyChain::parse(*json::parse("{}")));
    }

    void aCheckpointIsOpenedWithTheKeyOfItsSize() {
        KeyChain chain(keyOf('a').publicKey());
        QVERIFY(chain.add(change(7, 'a', 'b')));
        const auto origin = *checkpointOrigin("acme.example", kStore);
        const auto open = [&](std::uint64_t size, char key) {
            const auto note =
                *signCheckpoint({.origin = origin, .size = size, .root = {}, .extensions = {}}, keyOf(key));
            return openCheckpoint(note, origin, chain).has_value();
        };
        QVERIFY(open(7, 'a'));
        QVERIFY(!open(7, 'b'));
        QVERIFY(open(8, 'b'));
        QVERIFY(!open(8, 'a')); // who kept the old key signs nothing any more
    }
};

QTEST_APPLESS_MAIN(TstKeyChain)
#include "tst_key_chain.moc"
