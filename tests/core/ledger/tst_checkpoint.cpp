#include "core/crypto/hash.h"
#include "core/ledger/checkpoint.h"
#include "tests/core/ledger/samples.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::ledger;

namespace {

// The example of c2sp.org/signed-note.
constexpr std::string_view kVkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kNote =
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

std::vector<NoteKey> keysOf(const crypto::SigningKey& key, std::string_view name) {
    return {*NoteKey::create(name, key.publicKey())};
}

Checkpoint sample() {
    test::CountingRandom random;
    return {.origin = *checkpointOrigin("acme.example", StoreId::generate(random)),
            .size = 1234,
            .root = crypto::sha256(asBytes("root")),
            .extensions = {}};
}

} // namespace

class TstCheckpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifiesThePublishedNote();
    void refusesEveryByteFlipOfThePublishedNote();
    void readsAndWritesVkeys();
    void refusesBadVkeys_data();
    void refusesBadVkeys();
    void makesOrigins();
    void signsAndOpens();
    void keepsExtensions();
    void refusesBadTexts_data();
    void refusesBadTexts();
    void refusesBadNotes_data();
    void refusesBadNotes();
    void passesOverWitnesses();
    void refusesABadLineOfAKnownKey();
    void refusesAnotherOrigin();
    void refusesTextsThatCannotBeSigned();
};

void TstCheckpoint::verifiesThePublishedNote() {
    const std::vector keys{*NoteKey::parse(kVkey)};
    QCOMPARE(*verifyNote(kNote, keys), std::string("This is an example message.\n"));
    const auto note = parseNote(kNote);
    QVERIFY(note.has_value());
    QCOMPARE(note->signatures.size(), std::size_t{1});
    QCOMPARE(note->signatures.front().name, std::string("example.com/foo"));
    QCOMPARE(verifyNote(kNote, {}).error().code, Code::KeyUnknown);
}

void TstCheckpoint::refusesEveryByteFlipOfThePublishedNote() {
    const std::vector keys{*NoteKey::parse(kVkey)};
    for (std::size_t i = 0; i < kNote.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string broken(kNote);
            broken[i] = static_cast<char>(broken[i] ^ (1U << bit));
            QVERIFY2(!verifyNote(broken, keys).has_value(), broken.c_str());
        }
        std::string shorter(kNote);
        shorter.erase(i, 1);
        QVERIFY2(!verifyNote(shorter, keys).has_value(), shorter.c_str());
    }
}

void TstCheckpoint::readsAndWritesVkeys() {
    const auto key = NoteKey::parse(kVkey);
    QVERIFY(key.has_value());
    QCOMPARE(key->text(), std::string(kVkey));
    QVERIFY(NoteKey::create("example.com/foo", key->key()) == *key);
}

void TstCheckpoint::refusesBadVkeys_data() {
    QTest::addColumn<QString>("vkey");
    const QString good = QString::fromUtf8(kVkey.data(), static_cast<qsizetype>(kVkey.size()));
    const auto row = [](const char* name, QString text) { QTest::newRow(name) << std::move(text); };
    const auto replaced = [&good](const char* from, const char* to) {
        return QString(good).replace(QString::fromUtf8(from), QString::fromUtf8(to));
    };
    row("empty", {});
    row("two parts", good.section(QLatin1Char('+'), 0, 1));
    row("other name", replaced("foo", "fop"));
    row("other id", replaced("530d903a", "530d903b"));
    row("upper-case id", replaced("530d903a", "530D903A"));
    row("other type", replaced("AekyeR", "BOkyeR"));
    row("no name", replaced("example.com/foo", ""));
    row("space in name", replaced("example.com", "example com"));
    row("short key", good.chopped(4));
    row("trailing newline", good + QLatin1Char('\n'));
}

void TstCheckpoint::refusesBadVkeys() {
    QFETCH(QString, vkey);
    QVERIFY(!NoteKey::parse(vkey.toStdString()).has_value());
}

void TstCheckpoint::makesOrigins() {
    test::CountingRandom random;
    const StoreId store = StoreId::generate(random);
    QCOMPARE(*checkpointOrigin("acme.example", store), "acme.example/countersign/" + store.text());
    for (const char* bad : {"", "Acme", "a b", "a/b", "a+b", "a\n"}) {
        QVERIFY(!checkpointOrigin(bad, store).has_value());
    }
}

void TstCheckpoint::signsAndOpens() {
    const auto key = test::signingKey(1);
    const Checkpoint checkpoint = sample();
    const auto note = signCheckpoint(checkpoint, key);
    QVERIFY(note.has_value());
    QVERIFY(note->starts_with(checkpoint.origin + "\n1234\n"));
    QVERIFY(openCheckpoint(*note, keysOf(key, checkpoint.origin)) == checkpoint);
    QCOMPARE(openCheckpoint(*note, keysOf(test::signingKey(2), checkpoint.origin)).error().code, Code::KeyUnknown);
    QCOMPARE(openCheckpoint(*note, keysOf(key, "other.example/countersign/x")).error().code, Code::KeyUnknown);
}

void TstCheckpoint::keepsExtensions() {
    const auto key = test::signingKey(1);
    Checkpoint checkpoint = sample();
    checkpoint.extensions = {"extension one", "and two"};
    const auto opened = openCheckpoint(*signCheckpoint(checkpoint, key), keysOf(key, checkpoint.origin));
    QVERIFY(opened == checkpoint);
    QCOMPARE(opened->extensions.size(), std::size_t{2});
}

void TstCheckpoint::refusesBadTexts_data() {
    QTest::addColumn<QString>("text");
    const QString root = QString::fromStdString(toBase64(crypto::sha256(asBytes("root")).bytes()));
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
    row("empty", {});
    row("only origin", QStringLiteral("o\n"));
    row("no root", QStringLiteral("o\n12\n"));
    row("no origin", QStringLiteral("\n12\n%1\n").arg(root));
    row("no last newline", QStringLiteral("o\n12\n%1").arg(root));
    row("empty extension", QStringLiteral("o\n12\n%1\n\n").arg(root));
    for (const char* size : {"", "012", "+12", "-1", " 12", "12 ", "0x12", "1e3", "18446744073709551616", "00"}) {
        row(qPrintable(QStringLiteral("size `%1`").arg(QString::fromUtf8(size))),
            QStringLiteral("o\n%1\n%2\n").arg(QString::fromUtf8(size), root));
    }
    row("short root", QStringLiteral("o\n12\nAAAA\n"));
    row("unpadded root", QStringLiteral("o\n12\n%1\n").arg(root.chopped(1)));
    row("carriage return", QStringLiteral("o\r\n12\r\n%1\r\n").arg(root));
}

void TstCheckpoint::refusesBadTexts() {
    QFETCH(QString, text);
    QVERIFY(!Checkpoint::parse(text.toStdString()).has_value());
}

void TstCheckpoint::refusesBadNotes_data() {
    QTest::addColumn<QString>("note");
    const QString line = QStringLiteral("\u2014 a AAAAAAAA\n");
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
    row("empty", {});
    row("no signature", QStringLiteral("text\n\n"));
    row("no blank line", QStringLiteral("text\n") + line);
    row("no text", QStringLiteral("\n") + line);
    row("no last newline", QStringLiteral("text\n\n") + line.chopped(1));
    row("hyphen for dash", QStringLiteral("text\n\n- a AAAAAAAA\n"));
    row("signature too short", QStringLiteral("text\n\n\u2014 a AAAA\n"));
    row("no name", QStringLiteral("text\n\n\u2014  AAAAAAAA\n"));
    row("plus in name", QStringLiteral("text\n\n\u2014 a+b AAAAAAAA\n"));
    row("wide space in name", QStringLiteral("text\n\n\u2014 a\u3000b AAAAAAAA\n"));
    row("two spaces", QStringLiteral("text\n\n\u2014 a  AAAAAAAA\n"));
    row("something after", QStringLiteral("text\n\n%1more\n").arg(line));
    row("control character", QStringLiteral("te\u0001xt\n\n") + line);
    row("101 signatures", QStringLiteral("text\n\n") + line.repeated(101));
}

void TstCheckpoint::refusesBadNotes() {
    QFETCH(QString, note);
    QVERIFY(!parseNote(note.toStdString()).has_value());
}

void TstCheckpoint::passesOverWitnesses() {
    const auto key = test::signingKey(1);
    const Checkpoint checkpoint = sample();
    const std::string own = *signCheckpoint(checkpoint, key);
    const std::string witness = *signNote(checkpoint.text(), "witness.example", test::signingKey(9));
    const std::string both = own + witness.substr(witness.rfind("\n\n") + 2);
    QVERIFY(openCheckpoint(both, keysOf(key, checkpoint.origin)) == checkpoint);
    QCOMPARE(parseNote(both)->signatures.size(), std::size_t{2});
}

void TstCheckpoint::refusesABadLineOfAKnownKey() {
    const auto key = test::signingKey(1);
    const Checkpoint checkpoint = sample();
    const std::string own = *signCheckpoint(checkpoint, key);
    const std::string other = *signNote("other text\n", checkpoint.origin, key);
    const std::string both = own + other.substr(other.rfind("\n\n") + 2);
    QCOMPARE(openCheckpoint(both, keysOf(key, checkpoint.origin)).error().code, Code::SignatureInvalid);
}

void TstCheckpoint::refusesAnotherOrigin() {
    const auto key = test::signingKey(1);
    const std::string note = *signNote(sample().text(), "other.example", key);
    QCOMPARE(openCheckpoint(note, keysOf(key, "other.example")).error().code, Code::StoreMismatch);
}

void TstCheckpoint::refusesTextsThatCannotBeSigned() {
    const auto key = test::signingKey(1);
    QVERIFY(!signNote("no newline", "name", key).has_value());
    QVERIFY(!signNote("tab\t\n", "name", key).has_value());
    QVERIFY(!signNote("broken \xff\n", "name", key).has_value());
    QVERIFY(!signNote("text\n", "a name", key).has_value());
    QVERIFY(!signNote("text\n", "", key).has_value());
    QVERIFY(signNote("two\n\nparagraphs\n", "name", key).has_value());
}

QTEST_APPLESS_MAIN(TstCheckpoint)
#include "tst_checkpoint.moc"
