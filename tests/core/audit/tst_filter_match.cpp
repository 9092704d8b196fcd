#include "core/audit/filter.h"
#include "core/ledger/record.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace countersign;
using namespace countersign::audit;

namespace {

const Timestamp kNow = *Timestamp::parse("2026-11-23T10:00:00Z");
const std::string kTail = "00000000000000000000000001";

/// Four records, numbered from 0: a denied request, a held one with an approval, a command, one of the system.
std::vector<ledger::Record> records() {
    ledger::RecordFields deny;
    deny.store = *StoreId::parse("sto_" + kTail);
    deny.id = *ledger::RecordId::parse("rec_" + kTail);
    deny.kind = ledger::Kind::Decision;
    deny.outcome = ledger::Outcome::Deny;
    deny.at = kNow - std::chrono::hours(48);
    deny.agent = "agent-code-reviewer-01";
    deny.user = "user_123";
    deny.action = "pr.create";
    deny.resource = {{"repo", "acme/api"}, {"branch", "Main"}};
    deny.scope = {"pr:write:draft"};
    deny.reasons = {{"resource_not_granted", ""}, {"scope_denied", "no"}};
    deny.session = *SessionId::parse("ses_" + kTail);

    ledger::RecordFields hold = deny;
    hold.kind = ledger::Kind::Redemption;
    hold.outcome = ledger::Outcome::Allow;
    hold.at = kNow - std::chrono::hours(1);
    hold.action = "pr.merge";
    hold.resource = {{"repo", ""}, {"path", "münchen/50%_off"}};
    hold.scope = {"pr:merge", "repo:read"};
    hold.reasons = {};
    hold.approval = *ApprovalId::parse("apr_" + kTail);
    hold.request = *RequestId::parse("req_" + kTail);
    hold.policy = Digest();

    ledger::RecordFields command;
    command.store = deny.store;
    command.id = deny.id;
    command.kind = ledger::Kind::Command;
    command.outcome = ledger::Outcome::Done;
    command.at = kNow;
    command.operatorId = "alice";
    command.action = "RegisterAgent";

    ledger::RecordFields system;
    system.store = deny.store;
    system.id = deny.id;
    system.kind = ledger::Kind::System;
    system.outcome = ledger::Outcome::Error;
    system.at = kNow;

    std::vector<ledger::Record> out;
    for (const ledger::RecordFields& fields : {deny, hold, command, system}) {
        auto record = ledger::Record::create(fields);
        if (!record) {
            qFatal("%s", record.error().detail.c_str());
        }
        out.push_back(*std::move(record));
    }
    return out;
}

} // namespace

class TstFilterMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void selects_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("selected");
        const auto row = [](const char* text, const char* selected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(selected);
        };
        row("", "0123");
        row("agent = agent-code-reviewer-01", "01");
        row("agent = Agent-code-reviewer-01", "");
        row("agent ~ AGENT-*-01", "01");
        row("agent ~ agent", "");
        row("agent ~ *code*", "01");
        row("agent ~ *code*code*", "");
        row("agent ~ **01", "01");
        row("agent ~ *", "0123");
        row("agent !~ agent-*", "23");
        row("agent = \"\"", "23");
        row("agent ~ \"\"", "23");
        row("agent != \"\"", "01");
        row("not agent = \"\"", "01");
        row("user = user_123", "01");
        row("user ~ user?123", "");
        row("operator = alice", "2");
        row("operator != alice", "013");
        row("action in (pr.merge, RegisterAgent)", "12");
        row("resource = acme/api", "0");
        row("resource = Main", "0");
        row("resource = main", "");
        row("resource ~ main", "0");
        row("resource != acme/api", "123");
        row("resource !~ *", "23");
        row("resource = \"\"", "1");
        row("resource.repo = acme/api", "0");
        row("resource.branch = acme/api", "");
        row("resource.Repo = acme/api", "");
        row("resource.repo ~ *", "01");
        row("resource.branch ~ *", "0");
        row("resource.branch != Main", "123");
        row("resource.repo in (acme/api, \"\")", "01");
        row("resource.path ~ \"MÜNCHEN*\"", "");
        row("resource.path ~ \"mün*_OFF\"", "1");
        row("resource.path ~ \"mün*%*\"", "1");
        row("resource.path ~ \"m%\"", "");
        row("outcome = deny", "0");
        row("outcome != deny", "123");
        row("outcome in (deny, error)", "03");
        row("outcome ~ *o*", "123");
        row("kind = command", "2");
        row("kind ~ *on", "01");
        row("time > -1d", "123");
        row("time >= now", "23");
        row("time < now", "01");
        row("time = now", "23");
        row("time != now", "01");
        row("time <= -1h", "01");
        row("time in (now, -1h)", "123");
        row("time = 2026-11-21", "0");
        row("time != 2026-11-21", "123");
        row("time > 2026-11-21", "123");
        row("time <= 2026-11-21", "0");
        row("time < 2026-11-21", "");
        row("approval = apr_00000000000000000000000001", "1");
        row("approval ~ apr_*", "1");
        row("approval = \"\"", "023");
        row("request != \"\"", "1");
        row("session ~ ses_*", "01");
        row("policy ~ 0000*", "1");
        row("policy = \"\"", "023");
        row("reason = scope_denied", "0");
        row("reason ~ *granted", "0");
        row("reason != scope_denied", "123");
        row("reason ~ *", "0");
        row("reason = \"\"", "");
        row("scope in (repo:read, x)", "1");
        row("scope ~ pr:*", "01");
        row("seq = 0", "0");
        row("seq != 0", "123");
        row("seq > 1", "23");
        row("seq >= 1 and seq <= 2", "12");
        row("seq < 1 or seq = 3", "03");
        row("seq in (0, 2, 9)", "02");
        row("not (seq = 1 or seq = 2)", "03");
        row("not not seq = 1", "1");
        row("agent ~ agent-* and (outcome = allow or reason = scope_denied) and not action = pr.merge", "0");
    }

    void selects() {
        QFETCH(QString, text);
        QFETCH(QString, selected);
        const auto filter = Filter::parse(text.toStdString(), kNow);
        QVERIFY2(filter, filter ? "" : filter.error().detail.c_str());
        const auto again = Filter::parse(filter->text(), Timestamp(0));
        QVERIFY(again);
        QString matched;
        std::uint64_t seq = 0;
        for (const ledger::Record& record : records()) {
            QCOMPARE(again->matches(record, seq), filter->matches(record, seq));
            if (filter->matches(record, seq)) {
                matched += QString::number(seq);
            }
            ++seq;
        }
        QCOMPARE(matched, selected);
    }

    void everythingMatches() {
        QVERIFY(Filter::everything() == Filter::parse("", kNow));
        QVERIFY(Filter::everything().text().empty());
        for (const ledger::Record& record : records()) {
            QVERIFY(Filter::everything().matches(record, 0));
        }
    }

    void namesAreThoseOfTheLedger() {
        for (const std::string_view name : outcomeNames()) {
            QVERIFY(ledger::outcomeFromName(name));
        }
        for (const std::string_view name : kindNames()) {
            QVERIFY(ledger::kindFromName(name));
        }
        for (int outcome = 0; outcome <= static_cast<int>(ledger::Outcome::Unknown); ++outcome) {
            const auto name = ledger::outcomeName(static_cast<ledger::Outcome>(outcome));
            QCOMPARE(std::ranges::count(outcomeNames(), name), 1);
        }
        for (int kind = 0; kind <= static_cast<int>(ledger::Kind::System); ++kind) {
            QCOMPARE(std::ranges::count(kindNames(), ledger::kindName(static_cast<ledger::Kind>(kind))), 1);
        }
    }

    void longTextsAndManyStarsEnd() {
        ledger::RecordFields fields = records()[0].fields();
        fields.resource = {{"repo", std::string(2'000'000, 'a')}};
        const auto record = ledger::Record::create(fields);
        QVERIFY(record);
        std::string pattern;
        for (int i = 0; i < 1000; ++i) {
            pattern += "a*";
        }
        const auto matched = Filter::parse("resource ~ " + pattern, kNow);
        const auto missed = Filter::parse("resource ~ " + pattern + "b", kNow);
        QVERIFY(matched && missed);
        QVERIFY(matched->matches(*record, 0));
        QVERIFY(!missed->matches(*record, 0));
    }
};

QTEST_APPLESS_MAIN(TstFilterMatch)
#include "tst_filter_match.moc"
