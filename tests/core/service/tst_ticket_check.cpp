#include "core/service/ticket_check.h"

#include "core/approval/review.h"
#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/ledger/record.h"
#include "tests/core/approval/office.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using approval::office::keyOf;
using service::checkTicket;

namespace {

class Salts final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override { std::ranges::fill(bytes, std::uint8_t{7}); }
};

json::Object arguments() {
    json::Object out;
    out.set("method", "squash");
    out.set("number", json::Value::integer(42));
    return out;
}

/// A store with one request that waited for `quorum` people, and a ledger of whatever is put into it.
struct Desk {
    Salts random;
    ledger::CommittedArguments committed = ledger::CommittedArguments::create(arguments(), random);
    approval::ApprovalRequest request;
    std::vector<std::string> bodies;

    explicit Desk(std::uint32_t quorum)
        : request(approval::office::request({approval::office::hold(quorum, "role:approver")})) {
        request.args = committed.root();
    }

    [[nodiscard]] ledger::RecordFields allow() const {
        ledger::RecordFields fields;
        fields.store = approval::office::store();
        fields.id = ledger::RecordId::parse("rec_00000000000000000000000001").value();
        fields.kind = ledger::Kind::Redemption;
        fields.outcome = ledger::Outcome::Allow;
        fields.at = approval::office::kStart + Duration(120'000);
        fields.agent = request.agent.text();
        fields.action = request.action;
        fields.resource = request.resource;
        fields.args = request.args;
        fields.request = request.request;
        fields.approval = request.id;
        return fields;
    }
    std::size_t put(ledger::RecordFields fields) {
        bodies.push_back(ledger::Record::create(std::move(fields)).value().canonical());
        return bodies.size() - 1;
    }

    /// `who` writes the name `name` and signs.
    [[nodiscard]] json::Value decision(std::string_view name, std::string_view who) const {
        const auto key = keyOf(who);
        const auto payload = json::canonical(approval::decisionPayload(
            request, approval::office::store(), approval::office::id<identity::OperatorId>(name),
            key.publicKey().thumbprint(), approval::office::kStart + Duration(60'000), approval::office::digestOf(0x44),
            approval::Verdict::Approve, "looks right"));
        return json::Object{{"key", key.publicKey().base64()},
                            {"payload", payload},
                            {"signature", key.sign(crypto::Domain::Approval, asBytes(payload)).base64()}};
    }

    [[nodiscard]] json::Value ticket(json::Array decisions, std::size_t seq) const {
        std::vector<Digest> leaves;
        for (const auto& body : bodies) {
            leaves.push_back(ledger::leafHash(asBytes(body)));
        }
        ledger::TileHashSource source(
            leaves.size(),
            [](const ledger::TileIndex&) -> Result<ledger::Tile> { return fail(Code::NotFound, "no tile"); },
            [&leaves](std::uint64_t first, std::size_t count) -> Result<std::vector<Digest>> {
                const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(first);
                return std::vector<Digest>(begin, begin + static_cast<std::ptrdiff_t>(count));
            });
        json::Array inclusion;
        const auto proof = ledger::inclusionProof(source, seq, leaves.size()).value();
        for (const auto& hash : proof) {
            inclusion.emplace_back(hash.hex());
        }
        const ledger::Checkpoint head{.origin = "acme.example/countersign/" + approval::office::store().text(),
                                      .size = leaves.size(),
                                      .root = ledger::merkleRoot(leaves),
                                      .extensions = {}};
        return json::Object{{"checkpoint", ledger::signCheckpoint(head, keyOf("ledger")).value()},
                            {"decisions", std::move(decisions)},
                            {"inclusion", std::move(inclusion)},
                            {"record", json::Object{{"body", bodies.at(seq)},
                                                    {"seq", json::Value::integer(static_cast<std::int64_t>(seq))}}},
                            {"salts", committed.toJson()}};
    }
};

service::TicketExpectation expected(const std::vector<std::string>& approvers) {
    service::TicketExpectation out;
    for (const auto& name : approvers) {
        out.approvers.push_back(keyOf(name).publicKey());
    }
    out.action = "pr.merge";
    out.resource = {{"repo", "acme/api"}};
    out.arguments = arguments();
    out.ledgerKeys = {{keyOf("ledger").publicKey()}};
    out.at = approval::office::kStart + Duration(180'000);
    return out;
}

/// Names of the checks that failed, or the error.
std::string wrong(const json::Value& ticket, const service::TicketExpectation& expectation) {
    const auto checks = checkTicket(ticket, expectation);
    if (!checks) {
        return std::string(codeName(checks.error().code));
    }
    std::string out;
    for (const auto& check : *checks) {
        if (!check.result) {
            out += (out.empty() ? "" : ", ") + check.what;
        }
    }
    return out;
}

} // namespace

class TstTicketCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void believesWhatPeopleSigned() {
        Desk desk(2);
        desk.put(desk.allow());
        const auto seq = desk.put(desk.allow());
        const auto ticket = desk.ticket({desk.decision("alice", "alice"), desk.decision("bob", "bob")}, seq);
        QCOMPARE(wrong(ticket, expected({"alice", "bob"})), std::string());
        QCOMPARE(wrong(json::Object{{"decision", "allow"}, {"ticket", ticket}}, expected({"alice", "bob"})),
                 std::string());
        QCOMPARE(wrong(ticket, expected({"alice"})), std::string("signature of bob"));
        auto late = expected({"alice", "bob"});
        late.at = desk.request.ticketExpires;
        QCOMPARE(wrong(ticket, late), std::string("time"));
    }

    void countsPeopleNotNames() {
        Desk desk(2);
        const auto seq = desk.put(desk.allow());
        const std::string together = "one request, enough people";
        QCOMPARE(
            wrong(desk.ticket({desk.decision("bob", "bob"), desk.decision("carol", "bob")}, seq), expected({"bob"})),
            together);
        QCOMPARE(wrong(desk.ticket({desk.decision("bob", "bob"), desk.decision("bob", "alice")}, seq),
                       expected({"alice", "bob"})),
                 together);
        QCOMPARE(wrong(desk.ticket({desk.decision("bob", "bob"), desk.decision("bob", "bob")}, seq), expected({"bob"})),
                 together);
        QCOMPARE(wrong(desk.ticket({desk.decision("bob", "bob")}, seq), expected({"bob"})), together);
    }

    void whatIsNotGivenIsNotThere() {
        Desk desk(1);
        const auto ticket = desk.ticket({desk.decision("bob", "bob")}, desk.put(desk.allow()));
        auto forgotten = expected({"bob"});
        forgotten.resource.clear();
        QCOMPARE(wrong(ticket, forgotten), std::string("action and resource"));
        forgotten = expected({"bob"});
        forgotten.action.clear();
        QCOMPARE(wrong(ticket, forgotten), std::string("action and resource"));
        forgotten = expected({"bob"});
        forgotten.arguments = {};
        QCOMPARE(wrong(ticket, forgotten), std::string("arguments"));
    }

    void theRecordIsTheAllowOfThisRequest_data() {
        QTest::addColumn<QString>("what");
        for (const auto* what :
             {"kind", "outcome", "store", "request", "agent", "action", "resource", "args", "policy", "at"}) {
            QTest::newRow(what) << QString::fromLatin1(what);
        }
    }
    void theRecordIsTheAllowOfThisRequest() {
        QFETCH(QString, what);
        Desk desk(1);
        desk.put(desk.allow());
        auto fields = desk.allow();
        if (what == QStringLiteral("kind")) {
            fields.kind = ledger::Kind::Decision;
        } else if (what == QStringLiteral("outcome")) {
            fields.outcome = ledger::Outcome::Deny;
        } else if (what == QStringLiteral("store")) {
            fields.store = StoreId::parse("sto_00000000000000000000000002").value();
        } else if (what == QStringLiteral("request")) {
            fields.request = RequestId::parse("req_00000000000000000000000002").value();
        } else if (what == QStringLiteral("agent")) {
            fields.agent = "agent-2";
        } else if (what == QStringLiteral("action")) {
            fields.action = "pr.create";
        } else if (what == QStringLiteral("resource")) {
            fields.resource.clear();
        } else if (what == QStringLiteral("args")) {
            fields.args.reset();
        } else if (what == QStringLiteral("policy")) {
            fields.policy = approval::office::digestOf(0x55);
        } else {
            fields.at = desk.request.ticketExpires;
        }
        const auto other = desk.ticket({desk.decision("bob", "bob")}, desk.put(std::move(fields)));
        QCOMPARE(wrong(other, expected({"bob"})), std::string("record of this allow"));
    }

    void theRecordIsInTheSignedTree() {
        Desk desk(1);
        desk.put(desk.allow());
        const auto seq = desk.put(desk.allow());
        auto ticket = *desk.ticket({desk.decision("bob", "bob")}, seq).asObject();
        auto changed = desk.allow();
        changed.trace = std::string(32, 'a');
        ticket.set("record", json::Object{{"body", ledger::Record::create(changed).value().canonical()},
                                          {"seq", json::Value::integer(static_cast<std::int64_t>(seq))}});
        QCOMPARE(wrong(ticket, expected({"bob"})), std::string("record in the signed ledger"));
        auto trusting = expected({"bob"});
        trusting.ledgerKeys = {{keyOf("mallory").publicKey()}};
        QCOMPARE(wrong(desk.ticket({desk.decision("bob", "bob")}, seq), trusting),
                 std::string("record in the signed ledger"));
        ticket.erase("record");
        QCOMPARE(wrong(ticket, expected({"bob"})), std::string("invalid_request"));
    }

    /// Who left may have it, and can date a record back; what people sign afterwards he cannot.
    void aLedgerKeyThatWasChangedCountsForWhatWasBefore() {
        const auto ticketOf = [](int recordSeconds) {
            Desk desk(1);
            auto fields = desk.allow();
            fields.at = approval::office::kStart + Duration(recordSeconds * 1000);
            const auto seq = desk.put(fields);
            return desk.ticket({desk.decision("bob", "bob")}, seq); // who decided after 60 s
        };
        const auto until = [](int seconds) {
            auto expectation = expected({"bob"});
            expectation.ledgerKeys = {
                {keyOf("next").publicKey()},
                {keyOf("ledger").publicKey(), approval::office::kStart + Duration(seconds * 1000)}};
            return expectation;
        };
        const std::string refused = "record in the signed ledger";
        QCOMPARE(wrong(ticketOf(120), until(120)), std::string());
        QCOMPARE(wrong(ticketOf(120), until(119)), refused);
        QCOMPARE(wrong(ticketOf(10), until(30)), refused);
        auto alone = until(119);
        alone.ledgerKeys.erase(alone.ledgerKeys.begin());
        QCOMPARE(wrong(ticketOf(120), alone), refused);
    }
};

QTEST_APPLESS_MAIN(TstTicketCheck)
#include "tst_ticket_check.moc"
