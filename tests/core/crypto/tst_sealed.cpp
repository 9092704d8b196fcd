#include "core/crypto/sealed.h"

#include <QtTest>

#include <algorithm>

#include <sys/resource.h>

using namespace countersign;
using crypto::PassphraseCost;
using crypto::SecretBytes;
using crypto::SigningKey;

namespace {

constexpr PassphraseCost kCheap = {.passes = 1, .bytes = 8192};

SecretBytes secret(std::string_view text) {
    return SecretBytes::copyOf(asBytes(text));
}

SigningKey newKey() {
    crypto::SystemRandom random;
    return SigningKey::generate(random);
}

std::string sealedFile(const SigningKey& key, std::string_view passphrase) {
    crypto::SystemRandom random;
    return crypto::sealKeyFile(key, secret(passphrase), random, kCheap);
}

json::Object membersOf(const std::string& file) {
    return *json::parse(file).value().asObject();
}

std::string written(const json::Object& members) {
    return json::canonical(members) + "\n";
}

/// The file with one member of its key derivation changed.
std::string withDerivation(const std::string& file, std::string_view name, json::Value value) {
    auto members = membersOf(file);
    auto derivation = *members.find("kdf")->asObject();
    derivation.set(std::string(name), std::move(value));
    members.set("kdf", derivation);
    return written(members);
}

long peakKilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class TstSealed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensWithItsPassphrase();
    void holdsWhatTheFormatSays();
    void opensAFileMadeElsewhere();
    void sealsDifferentlyEachTime();
    void refusesWrongPassphrases();
    void withoutPassphrase();
    void everyByteChanged_data();
    void everyByteChanged();
    void everyTruncation();
    void absurdCostsTakeNoMemory();
    void callersCostIsKeptWithinBounds();
    void refusesOtherForms();
    void publicKeyOfAnotherIsRefused();
    void boxOpensOnlyForItsRecipient();
    void everyByteOfTheBoxCounts();
};

void TstSealed::opensWithItsPassphrase() {
    const auto key = newKey();
    const auto file = sealedFile(key, "correct horse");
    const auto opened = crypto::openKeyFile(file, secret("correct horse"));
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    QVERIFY(std::ranges::equal(opened->seed().bytes(), key.seed().bytes()));
    QVERIFY(opened->publicKey() == key.publicKey());
    QVERIFY(crypto::keyFilePublicKey(file) == key.publicKey());
    QCOMPARE(crypto::keyFileIsSealed(file).value(), true);
    QVERIFY(crypto::openKeyFile(std::string_view(file).substr(0, file.size() - 1), secret("correct horse")));
}

void TstSealed::holdsWhatTheFormatSays() {
    const auto key = newKey();
    const auto members = membersOf(sealedFile(key, "p"));
    QCOMPARE(members.size(), 7U);
    QCOMPARE(members.find("v")->asInteger().value(), 1);
    QCOMPARE(*members.find("kind")->asString(), std::string("countersign-key"));
    QCOMPARE(*members.find("public_key")->asString(), key.publicKey().base64());
    QCOMPARE(*members.find("cipher")->asString(), std::string("xchacha20poly1305-ietf"));
    QCOMPARE(fromBase64(*members.find("nonce")->asString())->size(), 24U);
    QCOMPARE(fromBase64(*members.find("sealed")->asString())->size(), 48U);
    const auto& derivation = *members.find("kdf")->asObject();
    QCOMPARE(derivation.size(), 4U);
    QCOMPARE(*derivation.find("name")->asString(), std::string("argon2id13"));
    QCOMPARE(derivation.find("passes")->asInteger().value(), 1);
    QCOMPARE(derivation.find("memory_bytes")->asInteger().value(), 8192);
    QCOMPARE(fromBase64(*derivation.find("salt")->asString())->size(), 16U);
}

void TstSealed::opensAFileMadeElsewhere() {
    // Made by a program that has nothing in common with this one but libsodium and the description of the format.
    const std::string file =
        R"({"cipher":"xchacha20poly1305-ietf","kdf":{"memory_bytes":16384,"name":"argon2id13","passes":2,)"
        R"("salt":"AAECAwQFBgcICQoLDA0ODw=="},"kind":"countersign-key",)"
        R"("nonce":"gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaX","public_key":"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",)"
        R"("sealed":"GglsiJdPXTcypBk8Es+0tjaTOewVy/o2kechCe+qAswQIdnMwUTWX6QMQU/XFvrj","v":1})";
    const auto opened = crypto::openKeyFile(file, secret("correct horse"));
    QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
    QCOMPARE(toHex(opened->seed().bytes()),
             std::string("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
}

void TstSealed::sealsDifferentlyEachTime() {
    const auto key = newKey();
    const auto first = membersOf(sealedFile(key, "p"));
    const auto second = membersOf(sealedFile(key, "p"));
    for (const auto* name : {"nonce", "sealed", "kdf"}) {
        QVERIFY(*first.find(name) != *second.find(name));
    }
}

void TstSealed::refusesWrongPassphrases() {
    const auto file = sealedFile(newKey(), "correct horse");
    for (const auto* wrong : {"", "Correct horse", "correct horse ", "correct hors", "correct horse\n"}) {
        const auto opened = crypto::openKeyFile(file, secret(wrong));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::WrongPassphrase);
    }
}

void TstSealed::withoutPassphrase() {
    const auto key = newKey();
    const auto file = sealedFile(key, "");
    const auto members = membersOf(file);
    QCOMPARE(members.size(), 5U);
    QCOMPARE(*members.find("passphrase")->asString(), std::string("none"));
    QCOMPARE(*members.find("seed")->asString(), toBase64(key.seed().bytes()));
    QCOMPARE(crypto::keyFileIsSealed(file).value(), false);
    QVERIFY(crypto::keyFilePublicKey(file) == key.publicKey());
    QVERIFY(std::ranges::equal(crypto::openKeyFile(file, {})->seed().bytes(), key.seed().bytes()));
}

void TstSealed::everyByteChanged_data() {
    QTest::addColumn<QByteArray>("passphrase");
    QTest::newRow("sealed") << QByteArray("correct horse");
    QTest::newRow("in clear") << QByteArray();
}

void TstSealed::everyByteChanged() {
    QFETCH(QByteArray, passphrase);
    const auto key = newKey();
    const auto file = sealedFile(key, passphrase.toStdString());
    const auto word = secret(passphrase.toStdString());
    for (std::size_t i = 0; i < file.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x02U, 0x04U, 0x20U, 0x80U}) {
            auto changed = file;
            changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ bit);
            const auto opened = crypto::openKeyFile(changed, word);
            QVERIFY2(!opened, qPrintable(QStringLiteral("byte %1 bit %2").arg(i).arg(bit)));
            QVERIFY(opened.error().code == Code::KeyFileInvalid || opened.error().code == Code::WrongPassphrase);
        }
    }
}

void TstSealed::everyTruncation() {
    const auto file = sealedFile(newKey(), "p");
    for (std::size_t size = 0; size + 1 < file.size(); ++size) {
        const auto opened = crypto::openKeyFile(std::string_view(file).substr(0, size), secret("p"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::KeyFileInvalid);
        QVERIFY(!crypto::keyFilePublicKey(std::string_view(file).substr(0, size)));
    }
    QVERIFY(!crypto::openKeyFile(file + "\n", secret("p")));
    QVERIFY(!crypto::openKeyFile(file + "x", secret("p")));
}

void TstSealed::absurdCostsTakeNoMemory() {
    const auto file = sealedFile(newKey(), "p");
    const long before = peakKilobytes();
    constexpr std::int64_t kGiB = 1024LL * 1024 * 1024;
    for (const auto memory : std::initializer_list<std::int64_t>{kGiB + 1, 64 * kGiB, (1LL << 53) - 1, 8191, 0, -1}) {
        const auto opened =
            crypto::openKeyFile(withDerivation(file, "memory_bytes", json::Value::integer(memory)), secret("p"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::KeyFileInvalid);
    }
    for (const auto passes : std::initializer_list<std::int64_t>{9, 1LL << 32, (1LL << 53) - 1, 0, -1}) {
        const auto opened =
            crypto::openKeyFile(withDerivation(file, "passes", json::Value::integer(passes)), secret("p"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::KeyFileInvalid);
    }
    QVERIFY(peakKilobytes() - before < 256L * 1024);
}

void TstSealed::callersCostIsKeptWithinBounds() {
    const auto key = newKey();
    crypto::SystemRandom random;
    const auto file = crypto::sealKeyFile(key, secret("p"), random, {.passes = 0, .bytes = 0});
    QVERIFY(crypto::openKeyFile(file, secret("p"))->publicKey() == key.publicKey());
}

void TstSealed::refusesOtherForms() {
    const auto file = sealedFile(newKey(), "p");
    std::vector<std::string> bad = {"", "{}", "[]", "null", "\xff", std::string(100'000, '{'), " " + file};
    bad.push_back(json::pretty(json::parse(file).value()));
    for (const auto& [name, value] : membersOf(file)) {
        auto without = membersOf(file);
        without.erase(name);
        bad.push_back(written(without));
        auto other = membersOf(file);
        other.set(name, "x");
        bad.push_back(written(other));
    }
    auto more = membersOf(file);
    more.set("extra", "x");
    bad.push_back(written(more));
    auto newer = membersOf(file);
    newer.set("v", json::Value::integer(2));
    bad.push_back(written(newer));
    auto both = membersOf(file);
    both.set("seed", toBase64(Bytes(32, 1)));
    bad.push_back(written(both));
    bad.push_back(withDerivation(file, "extra", "x"));
    bad.push_back(withDerivation(file, "name", "argon2i13"));
    for (const auto& text : bad) {
        const auto opened = crypto::openKeyFile(text, secret("p"));
        QVERIFY2(!opened, text.c_str());
        QCOMPARE(opened.error().code, Code::KeyFileInvalid);
    }
}

void TstSealed::publicKeyOfAnotherIsRefused() {
    const auto other = newKey().publicKey().base64();
    auto clear = membersOf(sealedFile(newKey(), ""));
    clear.set("public_key", other);
    QCOMPARE(crypto::openKeyFile(written(clear), {}).error().code, Code::KeyFileInvalid);
    auto sealed = membersOf(sealedFile(newKey(), "p"));
    sealed.set("public_key", other);
    QCOMPARE(crypto::openKeyFile(written(sealed), secret("p")).error().code, Code::WrongPassphrase);
}

void TstSealed::boxOpensOnlyForItsRecipient() {
    const auto recipient = newKey();
    for (const std::size_t size : {0U, 1U, 32U, 5000U}) {
        SecretBytes content(size);
        crypto::SystemRandom().fill(content.bytes());
        const auto sealed = crypto::sealTo(recipient.publicKey(), content);
        QCOMPARE(sealed.size(), size + 48);
        const auto opened = crypto::openSealed(recipient, sealed);
        QVERIFY(opened);
        QVERIFY(std::ranges::equal(opened->bytes(), std::as_const(content).bytes()));
        const auto foreign = crypto::openSealed(newKey(), sealed);
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code, Code::KeyFileInvalid);
    }
}

void TstSealed::everyByteOfTheBoxCounts() {
    const auto recipient = newKey();
    const auto sealed = crypto::sealTo(recipient.publicKey(), secret("content"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1U;
        QVERIFY(!crypto::openSealed(recipient, changed));
        QVERIFY(!crypto::openSealed(recipient, ByteView(sealed).first(i)));
    }
}

QTEST_APPLESS_MAIN(TstSealed)
#include "tst_sealed.moc"
