#include "core/ledger/record.h"

#include "core/ledger/record_p.h"
#include "tests/core/ledger/samples.h"

#include <QtTest>

#include <functional>
#include <random>
#include <set>

using namespace countersign;
using namespace countersign::ledger;

namespace {

constexpr Kind kKinds[] = {Kind::Command,    Kind::Authentication, Kind::Token,     Kind::Decision,
                           Kind::Redemption, Kind::Outcome,        Kind::AuditRead, Kind::System};
constexpr Outcome kOutcomes[] = {Outcome::Error,   Outcome::Done,    Outcome::Refused, Outcome::Issued,
                                 Outcome::Revoked, Outcome::Allow,   Outcome::Deny,    Outcome::Hold,
                                 Outcome::Success, Outcome::Failure, Outcome::Unknown};

Digest digest(std::uint8_t fill) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(fill);
    return Digest(bytes);
}

RecordFields minimal() {
    test::CountingRandom random;
    RecordFields fields;
    fields.store = StoreId::generate(random);
    fields.id = RecordId::generate(random);
    fields.outcome = Outcome::Done;
    fields.at = test::noon();
    return fields;
}

RecordFields full() {
    test::CountingRandom random;
    RecordFields f = test::fields(StoreId::generate(random), random, test::noon());
    const auto key = test::signingKey(1);
    f.kind = Kind::Command;
    f.outcome = Outcome::Refused;
    f.agentKey = key.publicKey().thumbprint();
    f.session = SessionId::generate(random);
    f.chain = {{.type = "user", .id = "user_123", .delegation = ""},
               {.type = "agent", .id = "agent-code-reviewer-01", .delegation = "dlg_1"}};
    f.scope = {"repo:read", "pr:write:draft"};
    f.reasons = {{.code = "scope_denied", .text = "say \"please\"\n"}, {.code = "policy_denied", .text = ""}};
    f.approval = ApprovalId::generate(random);
    f.request = RequestId::generate(random);
    f.policy = digest(1);
    f.args = digest(0xab);
    f.askedReason = digest(3);
    f.source = digest(4);
    f.trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    f.operatorId = "alice";
    f.assertedBy = "service:gateway";
    f.command = {{"v", json::Value::integer(1)}, {"at", "later"}, {"command", json::Object{{"type", "X"}}}};
    f.signature = key.signRaw(asBytes("x"));
    f.data = {{"gates", json::Array{json::Value::integer(-7), json::Value(true), json::Value()}}};
    return f;
}

std::string hostileText(std::mt19937& random) {
    static constexpr const char* kPieces[] = {"a",      "\"",     "\\",     "\n",     "\x01",       "\x7f",
                                              "\u00e9", "\u2028", "\uffff", "\ue000", "\U0001F600", "\u202e",
                                              "/",      "<b>",    "",       "}",      ",",          "{\"at\":\""};
    std::string out;
    for (auto i = random() % 5; i > 0; --i) {
        out += kPieces[random() % std::size(kPieces)];
    }
    return out;
}

/// A record with random members, some of them hostile.
RecordFields randomFields(std::mt19937& random) {
    RecordFields f = full();
    const auto drop = [&random](auto& field) {
        if (random() % 2 == 0) {
            field = {};
        }
    };
    for (std::string* text : {&f.agent, &f.user, &f.action, &f.operatorId, &f.assertedBy}) {
        *text = hostileText(random);
    }
    f.resource.clear();
    for (auto i = random() % 4; i > 0; --i) {
        f.resource[hostileText(random)] = hostileText(random);
    }
    f.reasons = {{.code = "x" + hostileText(random), .text = hostileText(random)}};
    f.data.set(hostileText(random), hostileText(random));
    drop(f.agentKey);
    drop(f.session);
    drop(f.chain);
    drop(f.scope);
    drop(f.reasons);
    drop(f.approval);
    drop(f.request);
    drop(f.policy);
    drop(f.args);
    drop(f.askedReason);
    drop(f.source);
    drop(f.trace);
    drop(f.command);
    drop(f.signature);
    drop(f.data);
    f.at = Timestamp(static_cast<std::int64_t>(random()) * 1000 + static_cast<std::int64_t>(random() % 1000));
    do {
        f.kind = kKinds[random() % std::size(kKinds)];
        f.outcome = kOutcomes[random() % std::size(kOutcomes)];
    } while (!isLegal(f.kind, f.outcome));
    return f;
}

/// Canonical bytes, damaged or rearranged in one way.
std::string mutated(std::string bytes, std::mt19937& random) {
    static constexpr std::string_view kPieces[] = {
        "\"",   "\\",  ",",     "{",    "}",       "[",   "]",  ":", "1",  "\n", " ",     "x",    "0",
        "null", "\\n", "\\u00", "\xc3", "\"v\":1", "[],", "{}", "-", "e5", ".0", "\"\",", "\xff", "\"user\":"};
    const auto at = [&] { return random() % bytes.size(); };
    const std::size_t first = at();
    const std::size_t second = at();
    // Where members and elements end, so that whole ones are moved as well.
    const std::size_t comma = std::min(bytes.find(',', first), bytes.size() - 1);
    const std::size_t further = std::min(bytes.find(',', second), bytes.size() - 1);
    const auto [low, high] = std::minmax(comma, further);
    switch (random() % 7) {
    case 0:
        bytes[first] = static_cast<char>(random());
        break;
    case 1:
        bytes.erase(first, 1 + random() % 3);
        break;
    case 2:
        bytes.insert(first, kPieces[random() % std::size(kPieces)]);
        break;
    case 3:
        bytes.erase(low, high - low);
        break;
    case 4:
        bytes.insert(high, bytes.substr(low, high - low));
        break;
    case 5:
        bytes.insert(low, bytes.substr(high));
        break;
    default: {
        const std::string piece = bytes.substr(low, high - low);
        bytes.erase(low, high - low);
        bytes.insert(std::min(bytes.find(',', first % bytes.size()), bytes.size()), piece);
    }
    }
    return bytes;
}

/// A record as the daemon writes most of them.
RecordFields usual() {
    RecordFields f = full();
    f.reasons = {{.code = "scope_denied", .text = "no grant covers it"}};
    return f;
}

} // namespace

class TstRecord : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesGoBothWays();
    void defaultOutcomeIsError();
    void onlyTheTablesOutcomesAreLegal();
    void emptyFieldsAreNotWritten();
    void everyFieldIsWrittenInOrder();
    void writingEqualsCanonicalJson();
    void parseInvertsCanonical();
    void createRefuses_data();
    void createRefuses();
    void parseRefuses_data();
    void parseRefuses();
    void everyByteFlipIsRefusedOrAnotherRecord();
    void deepDataIsRefused();
    void theQuickReaderReadsWhatIsUsual();
    void theQuickReaderNeverDisagrees();
};

void TstRecord::namesGoBothWays() {
    for (const Kind kind : kKinds) {
        QVERIFY(kindFromName(kindName(kind)) == kind);
    }
    for (const Outcome outcome : kOutcomes) {
        QVERIFY(outcomeFromName(outcomeName(outcome)) == outcome);
    }
    QCOMPARE(kindName(Kind::AuditRead), std::string_view("audit.read"));
    QCOMPARE(kindFromName("Command").error().code, Code::InvalidArgument);
    QCOMPARE(outcomeFromName("").error().code, Code::InvalidArgument);
}

void TstRecord::defaultOutcomeIsError() {
    QCOMPARE(RecordFields().outcome, Outcome::Error);
    QCOMPARE(static_cast<int>(Outcome::Error), 0);
}

void TstRecord::onlyTheTablesOutcomesAreLegal() {
    const std::map<Kind, std::set<std::string_view>> table{
        {Kind::Command, {"done", "refused"}},
        {Kind::Authentication, {"done", "refused"}},
        {Kind::Token, {"issued", "refused", "revoked"}},
        {Kind::Decision, {"allow", "deny", "hold", "error"}},
        {Kind::Redemption, {"allow", "deny"}},
        {Kind::Outcome, {"success", "failure", "unknown"}},
        {Kind::AuditRead, {"done", "refused"}},
        {Kind::System, {"done", "error"}},
    };
    for (const Kind kind : kKinds) {
        for (const Outcome outcome : kOutcomes) {
            RecordFields fields = minimal();
            fields.kind = kind;
            fields.outcome = outcome;
            const bool legal = table.at(kind).contains(outcomeName(outcome));
            QCOMPARE(isLegal(kind, outcome), legal);
            QCOMPARE(Record::create(fields).has_value(), legal);
            // A record that says so all the same does not come back in.
            RecordFields harmless = minimal();
            std::string bytes = Record::create(harmless)->canonical();
            bytes.replace(bytes.find("\"kind\":\"system\""), 15, "\"kind\":\"" + std::string(kindName(kind)) + "\"");
            bytes.replace(bytes.find("\"outcome\":\"done\""), 16,
                          "\"outcome\":\"" + std::string(outcomeName(outcome)) + "\"");
            QCOMPARE(Record::parse(bytes).has_value(), legal);
        }
    }
}

void TstRecord::emptyFieldsAreNotWritten() {
    const RecordFields fields = minimal();
    QCOMPARE(Record::create(fields)->canonical(), R"({"at":"2026-11-23T12:00:00.000Z","id":")" + fields.id.text() +
                                                      R"(","kind":"system","outcome":"done","store":")" +
                                                      fields.store.text() + R"(","v":1})");
}

void TstRecord::everyFieldIsWrittenInOrder() {
    const std::string bytes = Record::create(full())->canonical();
    std::size_t last = 0;
    for (const char* name : {"{\"action\":",  ",\"agent\":",        ",\"agent_key\":",   ",\"approval\":",
                             ",\"args\":",    ",\"asked_reason\":", ",\"asserted_by\":", ",\"at\":\"2026",
                             ",\"chain\":",   ",\"command\":",      ",\"data\":",        ",\"id\":\"rec_",
                             ",\"kind\":",    ",\"operator\":",     ",\"outcome\":",     ",\"policy\":",
                             ",\"reasons\":", ",\"request\":",      ",\"resource\":",    ",\"scope\":",
                             ",\"session\":", ",\"signature\":",    ",\"source\":",      ",\"store\":",
                             ",\"trace\":",   ",\"user\":",         ",\"v\":1}"}) {
        const std::size_t found = bytes.find(name, last);
        QVERIFY2(found != std::string::npos, name);
        last = found;
    }
}

void TstRecord::writingEqualsCanonicalJson() {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        const auto record = Record::create(randomFields(random));
        QVERIFY(record.has_value());
        QCOMPARE(record->canonical(), json::canonical(record->toJson()));
    }
}

void TstRecord::parseInvertsCanonical() {
    std::mt19937 random(8);
    for (int i = 0; i < 2000; ++i) {
        const auto record = Record::create(randomFields(random));
        const auto parsed = Record::parse(record->canonical());
        QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().detail.c_str());
        QVERIFY(*parsed == *record);
    }
}

void TstRecord::createRefuses_data() {
    QTest::addColumn<int>("change");
    const char* const names[] = {"no store",
                                 "no id",
                                 "trace not hex",
                                 "trace short",
                                 "agent not UTF-8",
                                 "empty scope",
                                 "chain without id",
                                 "chain without type",
                                 "reason without code",
                                 "fraction in data",
                                 "broken text in command",
                                 "broken name in data",
                                 "broken resource name",
                                 "broken reason"};
    for (int i = 0; i < static_cast<int>(std::size(names)); ++i) {
        QTest::newRow(names[i]) << i;
    }
}

void TstRecord::createRefuses() {
    QFETCH(int, change);
    RecordFields f = full();
    const std::function<void()> changes[] = {
        [&f] { f.store = {}; },
        [&f] { f.id = {}; },
        [&f] { f.trace = std::string(32, 'G'); },
        [&f] { f.trace = "4bf92f"; },
        [&f] { f.agent = "\xc3"; },
        [&f] { f.scope.emplace_back(); },
        [&f] { f.chain.back().id.clear(); },
        [&f] { f.chain.back().type.clear(); },
        [&f] { f.reasons.back().code.clear(); },
        [&f] { f.data.set("x", json::Value::number(0.5)); },
        [&f] { f.command.set("x", json::Array{json::Object{{"y", "\xff"}}}); },
        [&f] { f.data.set("\xed\xa0\x80", "x"); },
        [&f] { f.resource["\xff"] = "x"; },
        [&f] { f.reasons.back().text = "\xff"; },
    };
    QVERIFY(Record::create(f).has_value());
    changes[change]();
    QVERIFY(!Record::create(f).has_value());
}

void TstRecord::parseRefuses_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, const char* to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("white space", "{\"action\":", "{ \"action\":");
    row("trailing newline", "\"v\":1}", "\"v\":1}\n");
    row("unknown member", "\"v\":1}", "\"v\":1,\"w\":1}");
    row("other version", "\"v\":1}", "\"v\":2}");
    row("version as text", "\"v\":1}", "\"v\":\"1\"}");
    row("no version", ",\"v\":1}", "}");
    row("empty text", "\"operator\":\"alice\"", "\"operator\":\"\"");
    row("empty list", "\"scope\":[\"repo:read\",\"pr:write:draft\"]", "\"scope\":[]");
    row("null", "\"operator\":\"alice\"", "\"operator\":null");
    row("number for text", "\"operator\":\"alice\"", "\"operator\":1");
    row("needless escape", "\"operator\":\"alice\"", "\"operator\":\"\\u0061lice\"");
    row("duplicate", "\"operator\":\"alice\"", "\"operator\":\"alice\",\"operator\":\"alice\"");
    row("time with offset", "12:00:00.000Z", "12:00:00.000+00:00");
    row("time without fraction", "12:00:00.000Z", "12:00:00Z");
    row("upper-case digest", "\"args\":\"abab", "\"args\":\"ABAB");
    row("id of another kind", "\"id\":\"rec_", "\"id\":\"req_");
    row("unknown kind", "\"kind\":\"command\"", "\"kind\":\"comand\"");
    row("unknown outcome", "\"outcome\":\"refused\"", "\"outcome\":\"refuse\"");
    row("illegal outcome", "\"outcome\":\"refused\"", "\"outcome\":\"allow\"");
    row("resource with a number", "{\"repo\":\"acme/api\"}", "{\"repo\":1}");
    row("unknown chain member", "{\"id\":\"user_123\",", "{\"extra\":\"x\",\"id\":\"user_123\",");
    row("scope with a number", "\"pr:write:draft\"]", "1]");
    row("float", "[-7,", "[-7.5,");
    row("names out of order", "\"operator\":\"alice\",\"outcome\":\"refused\"",
        "\"outcome\":\"refused\",\"operator\":\"alice\"");
}

void TstRecord::parseRefuses() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray bytes = QByteArray::fromStdString(Record::create(full())->canonical());
    QVERIFY(Record::parse(bytes.toStdString()).has_value());
    QVERIFY2(bytes.contains(from), bytes.constData());
    bytes.replace(bytes.lastIndexOf(from), from.size(), to);
    QVERIFY(!Record::parse(bytes.toStdString()).has_value());
}

void TstRecord::everyByteFlipIsRefusedOrAnotherRecord() {
    const auto record = Record::create(full());
    const std::string bytes = record->canonical();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string broken = bytes;
            broken[i] = static_cast<char>(broken[i] ^ (1U << bit));
            const auto parsed = Record::parse(broken);
            QVERIFY(!parsed || (*parsed != *record && parsed->canonical() == broken));
        }
    }
}

void TstRecord::deepDataIsRefused() {
    const auto nested = [](int depth) {
        json::Value value("leaf");
        for (int i = 0; i < depth; ++i) {
            value = json::Array{std::move(value)};
        }
        RecordFields f = minimal();
        f.data = {{"x", std::move(value)}};
        return Record::create(std::move(f));
    };
    for (int depth = 60; depth < 80; ++depth) {
        const auto record = nested(depth);
        QVERIFY(!record || Record::parse(record->canonical()).has_value());
    }
    QVERIFY(nested(60).has_value());
    QCOMPARE(nested(100).error().code, Code::JsonTooDeep);
}

void TstRecord::theQuickReaderReadsWhatIsUsual() {
    for (const RecordFields& fields : {minimal(), usual()}) {
        const auto record = Record::create(fields);
        const auto read = readCanonical(record->canonical());
        QVERIFY(read.has_value());
        QVERIFY(*read == fields);
    }
}

void TstRecord::theQuickReaderNeverDisagrees() {
    std::mt19937 random(9);
    int accepted = 0;
    for (int i = 0; i < 6000; ++i) {
        const auto record = Record::create(i % 2 == 0 ? usual() : randomFields(random));
        std::string bytes = record->canonical();
        for (auto times = random() % 3; times > 0; --times) {
            bytes = mutated(std::move(bytes), random);
        }
        const auto quick = Record::parse(bytes);
        const auto strict = parseStrictly(bytes);
        QCOMPARE(quick.has_value(), strict.has_value());
        if (quick) {
            ++accepted;
            QVERIFY(*quick == *strict);
            QCOMPARE(quick->canonical(), bytes);
        } else {
            QCOMPARE(quick.error().code, strict.error().code);
            QCOMPARE(quick.error().detail, strict.error().detail);
        }
    }
    QVERIFY(accepted > 1500);
    QVERIFY(accepted < 4500);
}

QTEST_APPLESS_MAIN(TstRecord)
#include "tst_record.moc"
