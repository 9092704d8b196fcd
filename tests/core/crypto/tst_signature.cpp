#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "tests/support/source_dir.h"

#include <QFile>
#include <QtTest>

#include <algorithm>

using namespace countersign;
using crypto::Domain;
using crypto::PublicKey;
using crypto::Signature;
using crypto::SigningKey;

namespace {

constexpr std::array kDomains = {Domain::Command, Domain::Approval, Domain::Possession, Domain::Owner,
                                 Domain::OperatorSession};

/// RFC 8032 7.1 TEST 1.
constexpr std::string_view kSeed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

Bytes hex(std::string_view text) {
    return fromHex(text).value();
}

json::Value load(const char* name) {
    QFile file(sourcePath("tests/data/ed25519/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s is missing", name);
    }
    auto value = json::parse(file.readAll().toStdString());
    if (!value) {
        qFatal("%s: %s", name, value.error().detail.c_str());
    }
    return std::move(*value);
}

const json::Value& at(const json::Value& value, std::string_view name) {
    const json::Value* member = value.asObject()->find(name);
    if (member == nullptr) {
        qFatal("no member %s", std::string(name).c_str());
    }
    return *member;
}

const std::string& text(const json::Value& value, std::string_view name) {
    return *at(value, name).asString();
}

SigningKey testKey() {
    return std::move(SigningKey::fromSeed(hex(kSeed)).value());
}

/// Whether an importer of our keys and the verifier would together accept this.
bool accepts(ByteView key, ByteView message, ByteView signature) {
    const auto publicKey = PublicKey::fromBytes(key);
    const auto parsed = Signature::fromBytes(signature);
    return publicKey && parsed && crypto::verifyRaw(*publicKey, message, *parsed);
}

class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        std::ranges::generate(out, [this] { return m_next++; });
    }

private:
    std::uint8_t m_next = 0;
};

} // namespace

class TstSignature : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wycheproof();
    void rfc8032();
    void rfc8037();
    void rfc9421();
    void refusesPoints_data();
    void refusesPoints();
    void refusesSmallOrderR_data();
    void refusesSmallOrderR();
    void refusesWrongSizes();
    void domainsAreSeparate();
    void domainLinesAreFixed();
    void everyBitCounts();
    void generatesFromTheRandomGiven();
    void cloneSignsTheSame();
    void thumbprintForm();
    void textForms();
};

void TstSignature::wycheproof() {
    const auto file = load("wycheproof_ed25519_test.json");
    int cases = 0;
    for (const auto& group : *at(file, "testGroups").asArray()) {
        const auto key = hex(text(at(group, "publicKey"), "pk"));
        for (const auto& test : *at(group, "tests").asArray()) {
            const bool valid = text(test, "result") == "valid";
            const auto signature = fromHex(text(test, "sig"));
            QVERIFY(signature);
            const bool accepted = accepts(key, hex(text(test, "msg")), *signature);
            QVERIFY2(accepted == valid, text(test, "comment").c_str());
            ++cases;
        }
    }
    QCOMPARE(cases, 151);
}

void TstSignature::rfc8032() {
    const auto file = load("rfc_vectors.json");
    const auto& cases = *at(file, "rfc8032_7_1").asArray();
    QCOMPARE(cases.size(), 4U);
    for (const auto& test : cases) {
        const auto key = SigningKey::fromSeed(hex(text(test, "sk")));
        QVERIFY(key);
        QCOMPARE(toHex(key->publicKey().bytes()), text(test, "pk"));
        QCOMPARE(toHex(key->seed().bytes()), text(test, "sk"));
        const auto message = hex(text(test, "msg"));
        QCOMPARE(toHex(key->signRaw(message).bytes()), text(test, "sig"));
        QVERIFY(accepts(hex(text(test, "pk")), message, hex(text(test, "sig"))));
    }
}

void TstSignature::rfc8037() {
    const auto file = load("rfc_vectors.json");
    const auto& rfc = at(file, "rfc8037");
    const auto& jwk = at(rfc, "A1_private_jwk");
    const auto key = SigningKey::fromSeed(fromBase64Url(text(jwk, "d")).value());
    QVERIFY(key);
    QCOMPARE(toBase64Url(key->publicKey().bytes()), text(jwk, "x"));
    QCOMPARE(key->publicKey().thumbprint().text(), text(rfc, "A3_thumbprint"));
    QCOMPARE(json::canonical(key->publicKey().jwk()),
             R"({"crv":"Ed25519","kty":"OKP","x":")" + text(jwk, "x") + R"("})");
    const std::string& jws = text(rfc, "A4_jws");
    const auto dot = jws.rfind('.');
    const auto signature = Signature::fromBytes(fromBase64Url(std::string_view(jws).substr(dot + 1)).value());
    QVERIFY(crypto::verifyRaw(key->publicKey(), asBytes(std::string_view(jws).substr(0, dot)), *signature));
    QVERIFY(key->signRaw(asBytes(std::string_view(jws).substr(0, dot))) == *signature);
}

void TstSignature::rfc9421() {
    const auto file = load("rfc_vectors.json");
    const auto& rfc = at(file, "rfc9421_B_2_6");
    const auto key = PublicKey::fromBytes(fromBase64Url(text(at(rfc, "public_jwk"), "x")).value());
    QVERIFY(key);
    QCOMPARE(key->thumbprint().text(), text(rfc, "jwk_thumbprint"));
    const auto signature = Signature::fromBase64(text(rfc, "signature_base64"));
    QVERIFY(signature);
    QVERIFY(crypto::verifyRaw(*key, asBytes(text(rfc, "signature_base")), *signature));
    QVERIFY(!crypto::verifyRaw(*key, asBytes(text(rfc, "signature_base") + "\n"), *signature));
}

void TstSignature::refusesPoints_data() {
    QTest::addColumn<QByteArray>("point");
    // The torsion subgroup, multiples 0 to 7 of a point of order 8.
    QTest::newRow("order 1") << QByteArray("0100000000000000000000000000000000000000000000000000000000000000");
    QTest::newRow("order 8 a") << QByteArray("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    QTest::newRow("order 4 a") << QByteArray("0000000000000000000000000000000000000000000000000000000000000000");
    QTest::newRow("order 8 b") << QByteArray("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    QTest::newRow("order 2") << QByteArray("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("order 8 c") << QByteArray("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");
    QTest::newRow("order 4 b") << QByteArray("0000000000000000000000000000000000000000000000000000000000000080");
    QTest::newRow("order 8 d") << QByteArray("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85");
    // Encodings that a lax decoder takes for those: x = 0 with a sign, y not below the field's prime.
    QTest::newRow("-0, y 1") << QByteArray("0100000000000000000000000000000000000000000000000000000000000080");
    QTest::newRow("-0, y -1") << QByteArray("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    QTest::newRow("y p") << QByteArray("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("y p signed") << QByteArray("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    QTest::newRow("y p+1") << QByteArray("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("y p+1 signed") << QByteArray("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    // Non-canonical y of points of large order.
    QTest::newRow("y p+3") << QByteArray("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("y p+18") << QByteArray("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("all ones") << QByteArray("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    // TEST 1's key plus a point of order 2, 4 and 8.
    QTest::newRow("mixed 2") << QByteArray("16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5");
    QTest::newRow("mixed 4") << QByteArray("40c7570f4dd54835b9131184410ed4a0cc93e7d9ad053cbc6d07a62426999582");
    QTest::newRow("mixed 8") << QByteArray("3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d");
    // y = 2 is on no point of the curve.
    QTest::newRow("no point") << QByteArray("0200000000000000000000000000000000000000000000000000000000000000");
}

void TstSignature::refusesPoints() {
    QFETCH(QByteArray, point);
    const auto bytes = hex(point.toStdString());
    const auto key = PublicKey::fromBytes(bytes);
    QVERIFY(!key);
    QCOMPARE(key.error().code, Code::KeyInvalid);
    QVERIFY(!PublicKey::fromBase64(toBase64(bytes)));
}

void TstSignature::refusesSmallOrderR_data() {
    QTest::addColumn<QByteArray>("r");
    QTest::addColumn<QByteArray>("s");
    // R of small order and S = H(R,A,M)·a for TEST 1's key: the group equation holds up to a factor of 8 for each,
    // exactly for order 1.
    QTest::newRow("order 1") << QByteArray("0100000000000000000000000000000000000000000000000000000000000000")
                             << QByteArray("71196e754a9fc718d29539c5b3c9cc6ec772143dada51b713863366ef68e930d");
    QTest::newRow("order 8 a") << QByteArray("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
                               << QByteArray("7cd61673907f46d849a613c8fbf83adce5e0ffc3c000c80319946aae1fe32103");
    QTest::newRow("order 4 a") << QByteArray("0000000000000000000000000000000000000000000000000000000000000000")
                               << QByteArray("b47d3d0e6303830be4c68e6d6d8b3f3b81055d42c33497fcb2925b426252b005");
    QTest::newRow("order 8 b") << QByteArray("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
                               << QByteArray("3339fa115af5de3c047b243a26478635321f6825cc887eb17c596f51e738ef01");
    QTest::newRow("order 2") << QByteArray("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
                             << QByteArray("4bb9de6065a5b109bca6414215cbd8f2053e438f15aa56c383ef597577e21303");
    QTest::newRow("order 8 c") << QByteArray("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")
                               << QByteArray("88c5d1f6d6649b731e5bba7d0ffc19681b36d01f4458162788c0c1a8d222bd08");
    QTest::newRow("order 4 b") << QByteArray("0000000000000000000000000000000000000000000000000000000000000080")
                               << QByteArray("9b476517036f25ede57ee92a3e4cdd928c9773686b59efb219c97dac31159a09");
    QTest::newRow("order 8 d") << QByteArray("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")
                               << QByteArray("17cd6276ab2b62330223e608416da4f348b43f5fcb58265163f0cf197191ec0b");
}

void TstSignature::refusesSmallOrderR() {
    QFETCH(QByteArray, r);
    QFETCH(QByteArray, s);
    const auto key = testKey();
    const auto signature = Signature::fromBytes(hex(r.toStdString() + s.toStdString()));
    QVERIFY(signature);
    QVERIFY(!crypto::verifyRaw(key.publicKey(), asBytes("pay 100"), *signature));
}

void TstSignature::refusesWrongSizes() {
    for (const std::size_t size : {0U, 1U, 31U, 33U, 64U}) {
        QCOMPARE(PublicKey::fromBytes(Bytes(size, 3)).error().code, Code::KeyInvalid);
        QCOMPARE(SigningKey::fromSeed(Bytes(size, 3)).error().code, Code::KeyInvalid);
    }
    for (const std::size_t size : {0U, 1U, 63U, 65U}) {
        QCOMPARE(Signature::fromBytes(Bytes(size, 3)).error().code, Code::SignatureInvalid);
    }
}

void TstSignature::domainsAreSeparate() {
    const auto key = testKey();
    const auto message = asBytes(R"({"v":1})");
    for (const Domain signedAs : kDomains) {
        const auto signature = key.sign(signedAs, message);
        QVERIFY(!crypto::verifyRaw(key.publicKey(), message, signature));
        for (const Domain checkedAs : kDomains) {
            QCOMPARE(crypto::verify(key.publicKey(), checkedAs, message, signature), signedAs == checkedAs);
        }
        const std::string raw = std::string(crypto::domainLine(signedAs)) + "\n" + R"({"v":1})";
        QVERIFY(key.signRaw(asBytes(raw)) == signature);
    }
    const auto rawSignature = key.signRaw(message);
    for (const Domain domain : kDomains) {
        QVERIFY(!crypto::verify(key.publicKey(), domain, message, rawSignature));
    }
}

void TstSignature::domainLinesAreFixed() {
    QCOMPARE(crypto::domainLine(Domain::Command), std::string_view("countersign/command/v1"));
    QCOMPARE(crypto::domainLine(Domain::Approval), std::string_view("countersign/approval/v1"));
    QCOMPARE(crypto::domainLine(Domain::Possession), std::string_view("countersign/possession/v1"));
    QCOMPARE(crypto::domainLine(Domain::Owner), std::string_view("countersign/owner/v1"));
    QCOMPARE(crypto::domainLine(Domain::OperatorSession), std::string_view("countersign/operator-session/v1"));
}

void TstSignature::everyBitCounts() {
    const auto key = testKey();
    const std::string message = "a message of some length";
    const auto signature = key.sign(Domain::Approval, asBytes(message));
    for (std::size_t bit = 0; bit < Signature::kSize * 8; ++bit) {
        Bytes changed(signature.bytes().begin(), signature.bytes().end());
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        QVERIFY(!crypto::verify(key.publicKey(), Domain::Approval, asBytes(message), *Signature::fromBytes(changed)));
    }
    for (std::size_t i = 0; i < message.size(); ++i) {
        std::string changed = message;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY(!crypto::verify(key.publicKey(), Domain::Approval, asBytes(changed), signature));
    }
}

void TstSignature::generatesFromTheRandomGiven() {
    CountingRandom random;
    const auto first = SigningKey::generate(random);
    const auto second = SigningKey::generate(random);
    QCOMPARE(toHex(first.seed().bytes()),
             std::string("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    QVERIFY(first.publicKey() != second.publicKey());
    QVERIFY(PublicKey::fromBytes(first.publicKey().bytes()) == first.publicKey());
}

void TstSignature::cloneSignsTheSame() {
    const auto key = testKey();
    const auto copy = key.clone();
    QVERIFY(copy.publicKey() == key.publicKey());
    QVERIFY(copy.sign(Domain::Owner, asBytes("x")) == key.sign(Domain::Owner, asBytes("x")));
}

void TstSignature::thumbprintForm() {
    const std::string good = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    QCOMPARE(crypto::Thumbprint::parse(good)->text(), good);
    QVERIFY(*crypto::Thumbprint::parse(good) == testKey().publicKey().thumbprint());
    for (const std::string& bad : {std::string(), good + "=", good.substr(1), good + "A", std::string(43, '+'),
                                   good.substr(0, 42) + "l", " " + good.substr(1)}) {
        const auto parsed = crypto::Thumbprint::parse(bad);
        QVERIFY2(!parsed, bad.c_str());
        QCOMPARE(parsed.error().code, Code::KeyInvalid);
    }
    QVERIFY(crypto::Thumbprint().empty());
}

void TstSignature::textForms() {
    const auto key = testKey();
    QCOMPARE(key.publicKey().base64(), std::string("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
    QVERIFY(PublicKey::fromBase64(key.publicKey().base64()) == key.publicKey());
    const auto signature = key.signRaw(asBytes("x"));
    QVERIFY(Signature::fromBase64(signature.base64()) == signature);
    QCOMPARE(PublicKey::fromBase64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo").error().code, Code::KeyInvalid);
    QCOMPARE(PublicKey::fromBase64("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=").error().code, Code::KeyInvalid);
    QCOMPARE(Signature::fromBase64("").error().code, Code::SignatureInvalid);
    QCOMPARE(Signature::fromBase64(signature.base64() + "\n").error().code, Code::SignatureInvalid);
}

QTEST_APPLESS_MAIN(TstSignature)
#include "tst_signature.moc"
