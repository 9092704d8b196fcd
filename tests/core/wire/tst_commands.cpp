#include "tests/core/wire/command_samples.h"

#include "core/crypto/hash.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using namespace countersign::wire::test;

namespace {

command::SignedCommand sign(const command::Command& command) {
    CountingRandom random;
    return *wire::signCommand(command, id<identity::OperatorId>("alice"), signingKey(), generated<StoreId>(), noon(),
                              random);
}

} // namespace

class TstCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandComesBack();
    void strict();
    void refusesUnknownTypes();
    void hidesTexts();
    void whatTheEngineSetsIsNotSigned();
    void envelopes();
    void signedCommands();
    void erasedTextsCannotBeSigned();
    void receipts();
};

void TstCommands::everyCommandComesBack() {
    std::set<std::string_view> seen;
    for (const auto& [full, bare] : commands()) {
        for (const auto& command : {full, bare}) {
            const auto written = wire::toJson(command);
            const auto read = wire::commandFromJson(*json::parse(json::canonical(written)));
            QVERIFY2(read.has_value(), command::commandName(command).data());
            QCOMPARE(read->index(), command.index());
            QVERIFY2(wire::toJson(*read) == written, command::commandName(command).data());
        }
        seen.insert(command::commandName(full));
    }
    QCOMPARE(seen.size(), std::variant_size_v<command::Command>);
    const auto all = commands();
    const auto found = std::ranges::find_if(
        all, [](const auto& pair) { return std::holds_alternative<command::CreateGrant>(pair.first); });
    const auto grant = std::get<command::CreateGrant>(found->first);
    const auto read = wire::commandFromJson(wire::toJson(command::Command(grant)));
    QVERIFY(std::get<command::CreateGrant>(*read).grant == grant.grant);
}

void TstCommands::strict() {
    for (const auto& [full, bare] : commands()) {
        const auto problem = strictness(wire::toJson(full), wire::toJson(bare), [](const json::Value& value) {
            return wire::commandFromJson(value).has_value();
        });
        QVERIFY2(problem.isEmpty(), std::string(command::commandName(full)).append(": ").append(problem).c_str());
    }
}

void TstCommands::refusesUnknownTypes() {
    const auto read = wire::commandFromJson(json::Object{{"type", "DropStore"}});
    QVERIFY(!read);
    QCOMPARE(read.error().code, Code::InvalidRequest);
    QVERIFY(!wire::commandFromJson(json::Object{{"id", "a"}}));
}

void TstCommands::hidesTexts() {
    const command::Command command = fullRegistration();
    const auto texts = wire::textsOf(command);
    QCOMPARE(texts.size(), std::size_t(2));
    QCOMPARE(texts[0].label(), std::string("display_name"));
    QCOMPARE(texts[1].label(), std::string("description"));
    auto written = *wire::toJson(command).asObject();
    QVERIFY(!json::canonical(written).contains("bersicht"));
    // Read back, only the commitments are there.
    const auto read = wire::textsOf(*wire::commandFromJson(written));
    QVERIFY(read[0].text() == nullptr && read[0].digest() == texts[0].digest());
    written.set("display_name", texts[0].toJson());
    QCOMPARE(wire::commandFromJson(written).error().code, Code::InvalidRequest);
    written.set("display_name", *wire::toJson(command).asObject()->find("description"));
    QVERIFY(!wire::commandFromJson(written));

    QVERIFY(wire::textsOf(command::SuspendAgent{}).empty());
    QCOMPARE(wire::textsOf(command::CreateDelegation{bareDelegation(), text("purpose")}).size(), std::size_t(1));
}

void TstCommands::whatTheEngineSetsIsNotSigned() {
    const auto grant = wire::toJson(command::Command(command::CreateGrant{fullGrant()}));
    QVERIFY(grant.asObject()->find("created") == nullptr && grant.asObject()->find("revoked") == nullptr);
    auto hop = fullDelegation();
    const auto delegation = wire::toJson(command::Command(command::CreateDelegation{hop, {}}));
    QVERIFY(delegation.asObject()->find("created") == nullptr && delegation.asObject()->find("revoked") == nullptr);
    QVERIFY(delegation.asObject()->find("purpose") == nullptr);
}

void TstCommands::envelopes() {
    const wire::Envelope envelope{.store = generated<StoreId>(),
                                  .id = generated<CommandId>(),
                                  .by = id<identity::OperatorId>("alice"),
                                  .key = signingKey().publicKey().thumbprint(),
                                  .at = noon(),
                                  .command = command::SuspendAgent{id<identity::AgentId>("agent-2")}};
    const auto written = wire::envelopeJson(envelope);
    const auto read = wire::parseEnvelope(written);
    QVERIFY(read.has_value());
    QVERIFY(wire::envelopeJson(*read) == written);
    QVERIFY(read->store == envelope.store && read->id == envelope.id && read->by == envelope.by);
    QVERIFY(read->key == envelope.key && read->at == envelope.at);
    const auto problem =
        strictness(written, written, [](const json::Value& value) { return wire::parseEnvelope(value).has_value(); });
    QCOMPARE(problem, QByteArray());
    auto version = *written.asObject();
    version.set("v", json::Value::integer(2));
    QVERIFY(!wire::parseEnvelope(version));
}

void TstCommands::signedCommands() {
    const auto signedOne = sign(fullRegistration());
    QVERIFY(crypto::verify(signingKey().publicKey(), crypto::Domain::Command, asBytes(signedOne.envelope),
                           signedOne.signature));
    QCOMPARE(signedOne.openings.size(), std::size_t(2));
    const auto body = wire::signedCommandJson(signedOne);
    const auto read = wire::parseSignedCommand(*json::parse(json::canonical(body)));
    QVERIFY(read.has_value());
    QCOMPARE(read->envelope, signedOne.envelope);
    QVERIFY(read->signature == signedOne.signature && read->openings == signedOne.openings);
    const auto problem =
        strictness(body, body, [](const json::Value& value) { return wire::parseSignedCommand(value).has_value(); });
    QCOMPARE(problem, QByteArray());

    const auto envelope = wire::parseEnvelope(*json::parse(signedOne.envelope));
    QVERIFY(envelope->by == id<identity::OperatorId>("alice") && envelope->at == noon());
    QVERIFY(envelope->key == signingKey().publicKey().thumbprint());
}

void TstCommands::erasedTextsCannotBeSigned() {
    auto registration = fullRegistration();
    registration.description->erase();
    CountingRandom random;
    const auto result = wire::signCommand(registration, id<identity::OperatorId>("alice"), signingKey(),
                                          generated<StoreId>(), noon(), random);
    QVERIFY(!result);
    QCOMPARE(result.error().code, Code::InvalidArgument);
}

void TstCommands::receipts() {
    const command::Receipt receipt{.seq = 5, .leaf = digest(9), .at = noon()};
    const auto written = wire::toJson(receipt);
    const auto read = wire::parseReceipt(written);
    QVERIFY(read && read->seq == 5 && read->leaf == receipt.leaf && read->at == noon());
    QCOMPARE(
        strictness(written, written, [](const json::Value& value) { return wire::parseReceipt(value).has_value(); }),
        QByteArray());
}

QTEST_APPLESS_MAIN(TstCommands)
#include "tst_commands.moc"
