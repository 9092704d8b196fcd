#include "core/audit/filter.h"
#include "core/store/audit_search_p.h"
#include "tests/core/store/samples.h"

#include <QtTest/QTest>

#include <sqlite3.h>

using namespace countersign;
using namespace countersign::store;
using audit::Filter;
using samples::must;
using samples::SeededRandom;

namespace {

constexpr std::string_view kWords[] = {"agent-a", "agent-b",  "AGENT-A", "",       "a%b",           "a_b", "a\\b",
                                       "axb",     "acme/api", "acme/*",  "\u00c4", "\u00e4cme/api", "x",   "deny"};
constexpr std::string_view kGlobs[] = {"agent-*", "*-A",    "*",       "",      "a%b",  "a_b",
                                       "a\\*",    "*cme/*", "\u00c4*", "**x**", "*a*b*"};
constexpr std::string_view kKeys[] = {"repo", "branch", "Repo"};
constexpr std::string_view kTextFields[] = {"agent",   "user",     "operator", "action", "policy",  "session",
                                            "request", "approval", "reason",   "scope",  "resource"};

template <class T, std::size_t N>
T pick(SeededRandom& random, const T (&choices)[N]) {
    return choices[random.below(N)];
}

std::string word(SeededRandom& random) {
    std::string text(pick(random, kWords));
    if (random.below(40) == 0) {
        text += std::string("\0z", 2);
    }
    if (random.below(40) == 0) {
        text += "\uFFFE\uFFFF\uFFFE";
    }
    return text;
}

/// Every field takes each of its shapes, absent included.
ledger::Record randomRecord(SeededRandom& random, Timestamp at, const std::vector<RequestId>& requests) {
    using ledger::Kind;
    using ledger::Outcome;
    constexpr std::pair<Kind, Outcome> kShapes[] = {{Kind::Decision, Outcome::Allow},
                                                    {Kind::Decision, Outcome::Deny},
                                                    {Kind::Decision, Outcome::Hold},
                                                    {Kind::Command, Outcome::Done},
                                                    {Kind::Redemption, Outcome::Deny}};
    ledger::RecordFields fields = samples::decision(random);
    std::tie(fields.kind, fields.outcome) = pick(random, kShapes);
    fields.at = at;
    fields.agent = word(random);
    fields.user = word(random);
    fields.operatorId = word(random);
    fields.action = word(random);
    fields.resource.clear();
    for (std::size_t i = random.below(3); i > 0; --i) {
        fields.resource[std::string(pick(random, kKeys))] = word(random);
    }
    fields.scope.clear();
    for (std::size_t i = random.below(3); i > 0; --i) {
        fields.scope.push_back("s" + word(random));
    }
    fields.reasons.clear();
    for (std::size_t i = random.below(3); i > 0; --i) {
        fields.reasons.push_back({"r" + word(random), "because"});
    }
    if (random.below(2) == 0) {
        fields.request = requests[random.below(requests.size())];
        fields.session = SessionId::generate(random);
    }
    if (random.below(4) == 0) {
        fields.policy = Digest();
        fields.approval = ApprovalId::generate(random);
    }
    return samples::record(fields);
}

std::string inQuotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' || c == '\\' ? "\\" : "";
        out += c;
    }
    return out + '"';
}

std::string operand(SeededRandom& random, std::string_view field, const std::vector<RequestId>& requests) {
    if (field == "request") {
        return requests[random.below(requests.size())].text();
    }
    std::string text(pick(random, kWords));
    if (random.below(30) == 0) {
        text = "\uFFFE\uFFFF\uFFFE";
    }
    return inQuotes(std::string(field == "reason" ? "r" : field == "scope" ? "s" : "") + text);
}

std::string comparison(SeededRandom& random, const std::vector<RequestId>& requests) {
    constexpr std::string_view kOrder[] = {"=", "!=", "<", "<=", ">", ">="};
    switch (random.below(8)) {
    case 0:
        return "seq " + std::string(pick(random, kOrder)) + " " + std::to_string(random.below(420));
    case 1:
        return "time " + std::string(pick(random, kOrder)) + " " + (samples::kNow + Duration(random.below(900))).text();
    case 2: {
        constexpr std::string_view kOutcomes[] = {"outcome = deny", "outcome != allow", "kind in (decision, command)",
                                                  "kind ~ \"*E*\"", "outcome !~ d*",    "kind = command"};
        return std::string(pick(random, kOutcomes));
    }
    case 3:
        return "seq in (3, 5, " + std::to_string(random.below(400)) + ")";
    default:
        break;
    }
    std::string field(pick(random, kTextFields));
    const std::string_view kind = field;
    std::string values = operand(random, kind, requests);
    constexpr std::string_view kOps[] = {"=", "=", "!=", "~", "!~", "in"};
    const std::string_view op = pick(random, kOps);
    if (op == "~" || op == "!~") {
        values = inQuotes(pick(random, kGlobs));
    } else if (op == "in") {
        values = "(" + values + ", " + operand(random, kind, requests) + ")";
    }
    if (field == "resource" && random.below(2) == 0) {
        field += "." + std::string(pick(random, kKeys));
    }
    return field + " " + std::string(op) + " " + values;
}

std::string condition(SeededRandom& random, const std::vector<RequestId>& requests, int depth) {
    switch (depth == 0 ? 3 : random.below(6)) {
    case 0:
    case 1:
        return condition(random, requests, depth - 1) + " and " + condition(random, requests, depth - 1);
    case 2:
        return "(" + condition(random, requests, depth - 1) + " or " + condition(random, requests, depth - 1) + ")";
    case 4:
        return "not (" + condition(random, requests, depth - 1) + ")";
    default:
        return comparison(random, requests);
    }
}

} // namespace

class TstSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        SeededRandom random(20261123);
        for (int i = 0; i < 20; ++i) {
            m_requests.push_back(RequestId::generate(random));
        }
        m_store = must(WriteStore::create(m_place.path(), samples::meta()));
        Timestamp at = samples::kNow;
        VERIFY_OK(m_store->begin());
        std::vector<IndexRow> rows;
        for (std::uint64_t seq = 0; seq < kRecords; ++seq) {
            at = at + Duration(random.below(5));
            m_records.push_back(randomRecord(random, at, m_requests));
            VERIFY_OK(m_store->appendRecord(seq, m_records.back().canonical()));
            if (seq < kIndexed) {
                rows.emplace_back(seq, m_records.back());
            }
        }
        VERIFY_OK(m_store->index(rows));
        VERIFY_OK(m_store->commit());
        QCOMPARE(must(m_store->read().indexed()), kIndexed);
    }

    void answersLikeTheFilterItself() {
        SeededRandom random(4);
        std::size_t answered = 0;
        for (int round = 0; round < 3000; ++round) {
            const std::string text = condition(random, m_requests, 3);
            const auto filter = Filter::parse(text, samples::kNow);
            QVERIFY2(filter.has_value(), filter ? "" : (text + ": " + filter.error().detail).c_str());
            const std::uint64_t before = random.below(3) == 0 ? random.below(kRecords + 50) : UINT64_MAX;
            const std::size_t limit = random.below(3) == 0 ? random.below(20) : SIZE_MAX;
            std::vector<std::uint64_t> wanted;
            for (std::uint64_t seq = std::min(before, kRecords); seq-- > 0 && wanted.size() < limit;) {
                if (filter->matches(m_records[seq], seq)) {
                    wanted.push_back(seq);
                }
            }
            const auto found = m_store->read().search(*filter, before, limit);
            QVERIFY2(found.has_value(), found ? "" : (text + ": " + found.error().detail).c_str());
            std::vector<std::uint64_t> got;
            for (const StoredRecord& record : *found) {
                got.push_back(record.seq);
                QCOMPARE(record.body, m_records[record.seq].canonical());
            }
            QVERIFY2(got == wanted, text.c_str());
            const auto n = random.below(static_cast<std::uint64_t>(wanted.size()) + 2);
            const auto place = n < wanted.size() ? std::optional(wanted[n]) : std::nullopt;
            if (place || limit == SIZE_MAX) {
                QCOMPARE(must(m_store->read().nth(*filter, before, n)), place);
            }
            answered += got.size();
        }
        QVERIFY(answered > 10000);
    }

    void pagesWithoutGapOrRepeat() {
        const Filter filter = must(Filter::parse("outcome = deny", samples::kNow));
        const auto all = must(m_store->read().search(filter, UINT64_MAX, SIZE_MAX));
        QVERIFY(all.size() > 30);
        std::size_t next = 0;
        std::uint64_t before = UINT64_MAX;
        for (;;) {
            const auto page = must(m_store->read().search(filter, before, 7));
            for (const StoredRecord& record : page) {
                QCOMPARE(record.seq, all[next++].seq);
            }
            if (page.size() < 7) {
                break;
            }
            before = page.back().seq;
        }
        QCOMPARE(next, all.size());
    }

    void aDamagedRecordInTheTailIsNamed() {
        VERIFY_OK(m_store->begin());
        VERIFY_OK(m_store->appendRecord(kRecords, "{}"));
        const auto found = m_store->read().search(Filter::everything(), UINT64_MAX, 1);
        m_store->rollback();
        VERIFY_CODE(found, Code::VerificationFailed);
        QVERIFY(found.error().detail.find("record " + std::to_string(kRecords)) != std::string::npos);
    }

    void theIndexHasNoGaps() {
        const ledger::Record& record = m_records.front();
        VERIFY_CODE(m_store->index(std::vector{IndexRow(kIndexed, record)}), Code::StoreFull); // outside a transaction
        VERIFY_OK(m_store->begin());
        VERIFY_CODE(m_store->index(std::vector{IndexRow(kIndexed + 1, record)}), Code::Internal);
        VERIFY_CODE(m_store->index(std::vector{IndexRow(0, record)}), Code::Internal);
        m_store->rollback();
    }

    void eachFieldHasItsIndex_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("index");
        const auto row = [](const char* filter, const char* index) {
            QTest::newRow(filter) << QString::fromLatin1(filter) << QString::fromLatin1(index);
        };
        row("agent = x", "audit_agent");
        row("agent = x and outcome = deny and seq < 90", "audit_agent");
        row("outcome = deny and user = x", "audit_user");
        row("operator = x", "audit_operator");
        row("action = x", "audit_action");
        row("outcome = deny", "audit_outcome");
        row("kind = command", "audit_kind");
        row("approval = x", "audit_approval");
        row("request = x and agent = y", "audit_request");
        row("session = x", "audit_session");
        row("resource = x", "audit_resource_value");
        row("resource.repo = x and outcome = deny", "audit_resource_value");
        row("reason = x", "audit_reason_value");
        row("scope = x", "audit_scope_value");
        row("outcome != deny", "");
        row("time > 2026-11-23", "");
    }

    void eachFieldHasItsIndex();

private:
    static constexpr std::uint64_t kRecords = 400;
    static constexpr std::uint64_t kIndexed = 330;

    samples::Place m_place;
    std::unique_ptr<WriteStore> m_store;
    std::vector<ledger::Record> m_records;
    std::vector<RequestId> m_requests;
};

void TstSearch::eachFieldHasItsIndex() {
    QFETCH(QString, filter);
    QFETCH(QString, index);
    const SearchQuery query = must(searchQuery(must(Filter::parse(filter.toStdString(), samples::kNow)), 300, 100,
                                               [](Timestamp) -> Result<std::uint64_t> { return 10; }));
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(m_place.path().c_str(), &database), SQLITE_OK);
    sqlite3_stmt* explain = nullptr;
    QCOMPARE(sqlite3_prepare_v2(database, ("EXPLAIN QUERY PLAN " + query.sql).c_str(), -1, &explain, nullptr),
             SQLITE_OK);
    QString plan;
    while (sqlite3_step(explain) == SQLITE_ROW) {
        plan += QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(explain, 3))) + QLatin1Char('\n');
    }
    sqlite3_finalize(explain);
    sqlite3_close(database);
    const QString first = plan.section(QLatin1Char('\n'), 0, 0);
    const QString wanted = index.isEmpty() ? QStringLiteral("USING INTEGER PRIMARY KEY")
                                           : QStringLiteral("INDEX ") + index + QStringLiteral(" (");
    QVERIFY2(first.contains(wanted), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("SCAN")), qPrintable(plan));
}

QTEST_GUILESS_MAIN(TstSearch)
#include "tst_search.moc"
