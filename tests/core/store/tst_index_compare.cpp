#include "tests/core/store/samples.h"

#include <QtTest/QTest>

#include <sqlite3.h>

#include <thread>

using namespace countersign;
using namespace countersign::store;
using samples::must;

namespace {

constexpr std::uint64_t kRecords = 600;

void tamper(const std::string& path, const std::string& sql) {
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
    QVERIFY2(code == SQLITE_OK, message);
    QCOMPARE(sqlite3_changes(database), 1);
    sqlite3_close(database);
}

/// As compareIndex() does it, but with records that were read and parsed elsewhere.
std::optional<IndexRows::Difference> compareApart(ReadStore& store, std::uint64_t from, std::uint64_t to) {
    std::vector<ParsedRecord> records;
    for (const StoredRecord& stored : must(store.records(0, kRecords))) {
        records.push_back({stored.seq, ledger::Record::parse(stored.body)});
    }
    const IndexRows rows = must(store.indexRows(from, to));
    std::optional<IndexRows::Difference> found;
    std::thread([&] { found = rows.compare(records); }).join();
    return found;
}

} // namespace

class TstIndexCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_place = std::make_unique<samples::Place>();
        samples::SeededRandom random(1);
        const auto store = must(WriteStore::create(m_place->path(), samples::meta()));
        VERIFY_OK(store->begin());
        std::vector<IndexRow> rows;
        for (std::uint64_t seq = 0; seq < kRecords; ++seq) {
            auto fields = samples::decision(random);
            fields.operatorId = "alice";
            fields.reasons = {{"scope_not_granted", "no grant covers it"}};
            fields.approval = ApprovalId::generate(random);
            fields.request = RequestId::generate(random);
            fields.session = SessionId::generate(random);
            fields.policy = Digest();
            const auto record = samples::record(fields);
            rows.emplace_back(seq, record);
            VERIFY_OK(store->appendRecord(seq, record.canonical()));
        }
        VERIFY_OK(store->index(rows));
        VERIFY_OK(store->commit());
    }

    void anIndexOfItsRecordsPasses() {
        const auto store = must(WriteStore::open(m_place->path()));
        QVERIFY(!must(store->read().compareIndex(0, UINT64_MAX)));
        QVERIFY(!compareApart(store->read(), 0, kRecords));
        QVERIFY(!compareApart(store->read(), 200, 300));
        QCOMPARE(compareApart(store->read(), kRecords - 1, UINT64_MAX)->first, kRecords);
    }

    void findsWhatWasChanged_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<quint64>("seq");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* sql, quint64 seq, const char* names) {
            QTest::newRow(sql) << QString::fromLatin1(sql) << seq << QString::fromLatin1(names);
        };
        row("UPDATE audit SET agent = 'another' WHERE seq = 300", 300, "`agent`");
        row("UPDATE audit SET user_id = NULL WHERE seq = 0", 0, "`user_id`");
        row("UPDATE audit SET operator_id = 'bob' WHERE seq = 1", 1, "`operator_id`");
        row("UPDATE audit SET action = 'pr.merge' WHERE seq = 599", 599, "`action`");
        row("UPDATE audit SET outcome = 'deny' WHERE seq = 255", 255, "`outcome`");
        row("UPDATE audit SET kind = 'command' WHERE seq = 256", 256, "`kind`");
        row("UPDATE audit SET at = at + 1 WHERE seq = 2", 2, "`at`");
        row("UPDATE audit SET approval = NULL WHERE seq = 3", 3, "`approval`");
        row("UPDATE audit SET request = 'req_x' WHERE seq = 4", 4, "`request`");
        row("UPDATE audit SET session = 'ses_x' WHERE seq = 5", 5, "`session`");
        row("UPDATE audit SET policy = 'x' WHERE seq = 6", 6, "`policy`");
        row("UPDATE audit_resource SET value = 'acme/web' WHERE seq = 7", 7, "`resource`");
        row("UPDATE audit_resource SET key = 'branch' WHERE seq = 8", 8, "`resource`");
        row("INSERT INTO audit_scope VALUES (9, 'pr:merge')", 9, "`scope`");
        row("DELETE FROM audit_reason WHERE seq = 10", 10, "`reason`");
        row("DELETE FROM audit WHERE seq = 11", 11, "lacks");
        row("DELETE FROM records WHERE seq = 12", 12, "missing");
        row("UPDATE records SET body = '{}' WHERE seq = 13", 13, "cannot be read");
        row("DELETE FROM records WHERE seq = 599", 599, "does not exist");
    }

    void findsWhatWasChanged() {
        QFETCH(QString, sql);
        QFETCH(quint64, seq);
        QFETCH(QString, names);
        tamper(m_place->path(), sql.toStdString());
        const auto store = must(WriteStore::open(m_place->path()));
        const auto found = must(store->read().compareIndex(0, UINT64_MAX));
        QVERIFY(found.has_value());
        QCOMPARE(found->first, seq);
        QVERIFY2(found->second.find(names.toStdString()) != std::string::npos, found->second.c_str());
        const auto apart = compareApart(store->read(), 0, kRecords);
        QVERIFY(apart.has_value());
        QCOMPARE(apart->first, seq);
        // How far the index may go is asked of the store, not of a stretch of it.
        QVERIFY(apart->second == found->second || names == QStringLiteral("does not exist"));
    }

    void anIndexThatLostItsTableIsFound() {
        {
            const auto store = must(WriteStore::open(m_place->path()));
            VERIFY_OK(store->read().checkFile());
        }
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(m_place->path().c_str(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database,
                              "PRAGMA writable_schema=ON;"
                              "UPDATE sqlite_schema SET sql = 'CREATE INDEX audit_agent ON audit (action) WHERE"
                              " agent IS NOT NULL' WHERE name = 'audit_agent'",
                              nullptr, nullptr, nullptr),
                 SQLITE_OK);
        sqlite3_close(database);
        VERIFY_CODE(must(WriteStore::open(m_place->path()))->read().checkFile(), Code::StoreUnreadable);
    }

private:
    std::unique_ptr<samples::Place> m_place;
};

QTEST_GUILESS_MAIN(TstIndexCompare)
#include "tst_index_compare.moc"
