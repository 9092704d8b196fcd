#include "tests/core/wire/samples.h"
#include "tests/support/source_dir.h"

#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::wire::test;

/// The worked examples of core/design/formats-commands.md, computed again: each `name: value` line of its code blocks.
class TstFormats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void envelope();
    void openings();
    void possession();
    void ownerProof();
    void operatorSession();

private:
    [[nodiscard]] QByteArray said(const char* name) const { return m_lines.value(name); }
    QMap<QByteArray, QByteArray> m_lines;
};

namespace {

QByteArray bytes(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

command::SignedCommand example() {
    CountingRandom random;
    const auto store = StoreId::generate(random);
    command::AddUser command;
    command.id = id<identity::UserId>("user_123");
    command.displayName = command::Text::create("display_name", "Uma", random);
    return *wire::signCommand(command, id<identity::OperatorId>("alice"), signingKey(), store, noon(), random);
}

} // namespace

void TstFormats::initTestCase() {
    QFile file(sourcePath("core/design/formats-commands.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const auto& line : file.readAll().split('\n')) {
        const auto colon = line.indexOf(": ");
        if (line.startsWith("    ") && colon > 0) {
            m_lines.insert(line.first(colon).trimmed(), line.mid(colon + 2));
        }
    }
}

void TstFormats::envelope() {
    QCOMPARE(bytes(signingKey().publicKey().base64()), said("operator key"));
    const auto command = example();
    QCOMPARE(bytes(command.envelope), said("envelope"));
    QCOMPARE(bytes(command.signature.base64()), said("signature"));
    QVERIFY(crypto::verifyRaw(signingKey().publicKey(), asBytes("countersign/command/v1\n" + command.envelope),
                              command.signature));
    QVERIFY(wire::parseEnvelope(*json::parse(said("envelope").toStdString())).has_value());
}

void TstFormats::openings() {
    const auto command = example();
    QCOMPARE(command.openings.size(), std::size_t(1));
    QCOMPARE(bytes(json::canonical(command.openings[0].toJson())), said("opening"));
    QVERIFY(said("envelope").contains(bytes(command.openings[0].digest().hex())));
}

void TstFormats::possession() {
    CountingRandom random;
    const auto key = signingKey(2);
    identity::Enrolment enrolment{.id = EnrolmentId::generate(random),
                                  .agent = id<identity::AgentId>("agent-code-reviewer-01"),
                                  .owner = id<identity::UserId>("user_123"),
                                  .key = key.publicKey(),
                                  .capabilities = {"pr.create"},
                                  .at = noon(),
                                  .possession = {},
                                  .received = noon()};
    const auto body = json::canonical(enrolment.signedBody());
    QCOMPARE(bytes(body), said("enrolment"));
    enrolment.possession = key.sign(crypto::Domain::Possession, asBytes(body));
    QCOMPARE(bytes(enrolment.possession.base64()), said("possession"));
    QVERIFY(crypto::verifyRaw(key.publicKey(), asBytes("countersign/possession/v1\n" + body), enrolment.possession));
    QVERIFY(identity::checkPossession(enrolment, noon()).has_value());
}

void TstFormats::ownerProof() {
    CountingRandom random;
    const auto text = "AAECAwQFBgcICQoLDA0ODw\n127.0.0.1:8440\n" + StoreId::generate(random).text();
    QCOMPARE(bytes(json::canonical(json::Value(text))), said("owner text"));
    const auto proof = signingKey(3).sign(crypto::Domain::Owner, asBytes(text));
    QCOMPARE(bytes(proof.base64()), said("owner proof"));
    QVERIFY(crypto::verifyRaw(signingKey(3).publicKey(), asBytes("countersign/owner/v1\n" + text), proof));
}

void TstFormats::operatorSession() {
    CountingRandom random;
    const auto key = signingKey();
    const auto text = json::canonical(json::Object{{"v", json::Value::integer(1)},
                                                   {"store", StoreId::generate(random).text()},
                                                   {"operator", "alice"},
                                                   {"key", key.publicKey().thumbprint().text()},
                                                   {"nonce", "AAECAwQFBgcICQoLDA0ODw"}});
    QCOMPARE(bytes(text), said("session text"));
    const auto proof = key.sign(crypto::Domain::OperatorSession, asBytes(text));
    QCOMPARE(bytes(proof.base64()), said("session proof"));
    QVERIFY(crypto::verifyRaw(key.publicKey(), asBytes("countersign/operator-session/v1\n" + text), proof));
}

QTEST_APPLESS_MAIN(TstFormats)
#include "tst_formats.moc"
