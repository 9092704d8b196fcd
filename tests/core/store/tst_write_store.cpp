#include "core/store/write_store.h"
#include "tests/core/store/samples.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtTest/QTest>

#include <sqlite3.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

using namespace countersign;
using namespace countersign::store;
using samples::must;

namespace {

int modeOf(const std::string& path) {
    struct stat state{};
    return ::stat(path.c_str(), &state) == 0 ? static_cast<int>(state.st_mode & 0777) : -1;
}

void writeFile(const std::string& path, const QByteArray& bytes) {
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Runs SQL on the file behind the store's back.
void tamper(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(database, sql, nullptr, nullptr, &message);
    QVERIFY2(code == SQLITE_OK, message);
    sqlite3_close(database);
}

void appendOne(WriteStore& store, std::uint64_t seq, std::string_view body) {
    VERIFY_OK(store.begin());
    VERIFY_OK(store.appendRecord(seq, body));
    VERIFY_OK(store.putCheckpoint(seq + 1, "note " + std::to_string(seq + 1)));
    VERIFY_OK(store.commit());
}

} // namespace

class TstWriteStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsAndReopens() {
        const samples::Place place;
        {
            const auto store = must(WriteStore::create(place.path(), samples::meta()));
            appendOne(*store, 0, "first");
            QCOMPARE(must(store->read().size()), 1U);
        }
        const StoreMeta found = must(readMeta(place.path()));
        QCOMPARE(found.id, samples::meta().id);
        QCOMPARE(found.trustDomain, std::string("acme.example"));
        QCOMPARE(found.ledgerKey, samples::meta().ledgerKey);
        QCOMPARE(found.schema, kSchemaVersion);
        const auto again = must(WriteStore::open(place.path()));
        QCOMPARE(must(again->read().record(0)).body, std::string("first"));
        VERIFY_CODE(WriteStore::create(place.path(), samples::meta()), Code::AlreadyExists);
        QCOMPARE(must(again->read().size()), 1U);
    }

    void filesArePrivateWhateverTheUmask() {
        const samples::Place place;
        const mode_t before = ::umask(0);
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        const auto lock = must(OwnerLock::take(place.path()));
        appendOne(*store, 0, "first");
        ::umask(before);
        for (const char* suffix : {"", "-wal", "-shm", ".lock", ".reserve"}) {
            QVERIFY2(modeOf(place.path() + suffix) == 0600, suffix);
        }
    }

    void aTransactionIsAllOrNothing() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        VERIFY_OK(store->begin());
        VERIFY_OK(store->appendRecord(0, "gone"));
        VERIFY_OK(store->putEntity(EntityKind::Agent, "a", "{}"));
        store->rollback();
        store->rollback();
        QCOMPARE(must(store->read().size()), 0U);
        QVERIFY(!must(store->read().entity(EntityKind::Agent, "a")));
        appendOne(*store, 0, "stays");
        VERIFY_OK(store->begin());
        QVERIFY(!store->appendRecord(0, "a second record 0"));
        store->rollback();
        QCOMPARE(must(store->read().record(0)).body, std::string("stays"));
    }

    void keepsEveryKindOfRow() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        ReadStore& read = store->read();
        const std::string hashes(8192, '\x01');
        const std::string binary("a\0b", 3);
        VERIFY_OK(store->begin());
        VERIFY_OK(store->putTile(0, 3, asBytes(hashes)));
        for (std::uint64_t seq = 0; seq < 5; ++seq) {
            VERIFY_OK(store->appendRecord(seq, "record"));
        }
        VERIFY_OK(store->putValues(4, binary));
        VERIFY_OK(store->putCheckpoint(5, "five"));
        VERIFY_OK(store->putCheckpoint(9, "nine"));
        for (const EntityKind kind : entityKinds()) {
            VERIFY_OK(store->putEntity(kind, "b", "{\"v\":1}"));
            VERIFY_OK(store->putEntity(kind, "b", "{\"v\":2}"));
            VERIFY_OK(store->putEntity(kind, "a", "{}"));
        }
        VERIFY_OK(store->putSecret("ledger", "service", asBytes(binary)));
        VERIFY_OK(store->putSecret("ledger", "thumb", asBytes("y")));
        VERIFY_OK(store->commit());
        QCOMPARE(asText(*must(read.tile(0, 3))), std::string_view(hashes));
        QVERIFY(!must(read.tile(1, 3)));
        QCOMPARE(*must(read.values(4)), binary);
        QVERIFY(!must(read.values(5)));
        QVERIFY(!must(read.checkpoint(4)));
        QCOMPARE(*must(read.checkpoint(8)), std::string("five"));
        QCOMPARE(*must(read.checkpoint(UINT64_MAX)), std::string("nine"));
        for (const EntityKind kind : entityKinds()) {
            const auto all = must(read.entities(kind));
            QCOMPARE(all.size(), 2U);
            QCOMPARE(all[0].id, std::string("a"));
            QCOMPARE(*must(read.entity(kind, "b")), std::string("{\"v\":2}"));
        }
        VERIFY_CODE(store->eraseEntity(EntityKind::Grant, "b"), Code::StoreFull); // outside a transaction
        VERIFY_OK(store->begin());
        VERIFY_OK(store->eraseEntity(EntityKind::Grant, "b"));
        QVERIFY(!must(read.entity(EntityKind::Grant, "b")));
        QCOMPARE(must(read.secrets("ledger")).size(), 2U);
        QCOMPARE(must(read.secrets("ledger"))[0].body, binary);
        const auto holder = must(read.secrets("ledger"))[0].id;
        VERIFY_OK(store->eraseSecret("ledger", holder));
        VERIFY_OK(store->eraseSecret("ledger", "nobody"));
        QCOMPARE(must(read.secrets("ledger")).size(), 1U);
        QVERIFY(must(read.secrets("ledger"))[0].id != holder);
        VERIFY_OK(store->dropProjections());
        for (const EntityKind kind : entityKinds()) {
            QVERIFY(must(read.entities(kind)).empty());
        }
        VERIFY_OK(store->commit());
        QVERIFY(must(read.tile(0, 3)));
        VERIFY_OK(read.checkFile());
    }

    void aMarkIsTakenOnce() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        const Timestamp later = samples::kNow + Duration(1000);
        VERIFY_OK(store->begin());
        QVERIFY(must(store->useOnce("command", "k", later)));
        QVERIFY(!must(store->useOnce("command", "k", later)));
        QVERIFY(must(store->useOnce("challenge", "k", later)));
        VERIFY_OK(store->purgeExpired(samples::kNow));
        QVERIFY(!must(store->useOnce("command", "k", later)));
        VERIFY_OK(store->purgeExpired(later));
        QVERIFY(must(store->useOnce("command", "k", later)));
    }

    void sessionsAndAnswersExpire() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        const Timestamp later = samples::kNow + Duration(1000);
        VERIFY_OK(store->begin());
        VERIFY_OK(store->putSession("hash", "{}", later));
        QCOMPARE(must(store->sessions(samples::kNow)).size(), 1U);
        QVERIFY(must(store->sessions(later)).empty());
        VERIFY_OK(store->eraseSession("hash"));
        QVERIFY(must(store->sessions(samples::kNow)).empty());
        const WriteStore::StoredAnswer answer{Digest(), "{}"};
        VERIFY_OK(store->putIdempotent("agent", "key", answer, later));
        QCOMPARE(must(store->idempotent("agent", "key", samples::kNow))->answer, std::string("{}"));
        QVERIFY(!must(store->idempotent("agent", "key", later)));
        QVERIFY(!must(store->idempotent("other", "key", samples::kNow)));
    }

    void refusesWhatIsNoStore() {
        const samples::Place place;
        VERIFY_CODE(WriteStore::open(place.path()), Code::StoreUnreadable);
        VERIFY_CODE(readMeta(place.path()), Code::StoreUnreadable);
        writeFile(place.path("empty"), {});
        VERIFY_CODE(WriteStore::open(place.path("empty")), Code::StoreUnreadable);
        writeFile(place.path("garbage"), QByteArray(8192, 'x'));
        VERIFY_CODE(WriteStore::open(place.path("garbage")), Code::StoreUnreadable);
        VERIFY_CODE(WriteStore::open(QFileInfo(QString::fromStdString(place.path())).path().toStdString()),
                    Code::StoreUnreadable);
        tamper(place.path("foreign"), "CREATE TABLE t (x); PRAGMA application_id=1");
        VERIFY_CODE(WriteStore::open(place.path("foreign")), Code::StoreForeign);
        VERIFY_CODE(readMeta(place.path("foreign")), Code::StoreForeign);
    }

    void aNewerSchemaOpensForReadingOnly() {
        const samples::Place place;
        {
            const auto store = must(WriteStore::create(place.path(), samples::meta()));
            appendOne(*store, 0, "first");
        }
        tamper(place.path(), "PRAGMA user_version=99");
        VERIFY_CODE(WriteStore::open(place.path()), Code::StoreNewer);
        QCOMPARE(must(readMeta(place.path())).schema, 99);
        QCOMPARE(must(must(ReadStore::open(place.path()))->record(0)).body, std::string("first"));
    }

    void noticesDamage() {
        const samples::Place place;
        {
            const auto store = must(WriteStore::create(place.path(), samples::meta()));
            for (std::uint64_t seq = 0; seq < 200; ++seq) {
                appendOne(*store, seq, std::string(600, 'r'));
            }
        }
        QFile file(QString::fromStdString(place.path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        writeFile(place.path("cut"), whole.left(whole.size() / 2));
        VERIFY_CODE(WriteStore::open(place.path("cut")), Code::StoreUnreadable);
        QByteArray broken = whole;
        for (qsizetype page = 4096; page < broken.size(); page += 4096) {
            broken.replace(page, 64, QByteArray(64, '\xff'));
        }
        writeFile(place.path("broken"), broken);
        VERIFY_CODE(WriteStore::open(place.path("broken")), Code::StoreUnreadable);
        VERIFY_CODE(ReadStore::open(place.path("broken")), Code::StoreUnreadable);
    }

    void noticesThatItsFileWasTakenAway() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        appendOne(*store, 0, "first");
        VERIFY_OK(store->begin());
        VERIFY_OK(store->appendRecord(1, "second"));
        QCOMPARE(std::rename(place.path().c_str(), place.path("aside").c_str()), 0);
        VERIFY_CODE(store->commit(), Code::StoreReplaced);
        store->rollback();
        writeFile(place.path(), "another file");
        VERIFY_CODE(store->begin(), Code::StoreReplaced);
        QCOMPARE(::unlink(place.path().c_str()), 0);
        QCOMPARE(std::rename(place.path("aside").c_str(), place.path().c_str()), 0);
        QCOMPARE(must(store->read().size()), 1U);
        appendOne(*store, 1, "second");
    }

    void refusesASecondNameOfTheFile() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        QCOMPARE(::link(place.path().c_str(), place.path("twin").c_str()), 0);
        VERIFY_CODE(WriteStore::open(place.path("twin")), Code::StoreUnreadable);
        QCOMPARE(::unlink(place.path("twin").c_str()), 0);
        QCOMPARE(::symlink(place.path().c_str(), place.path("twin").c_str()), 0);
        const auto lock = must(OwnerLock::take(place.path()));
        VERIFY_CODE(OwnerLock::take(place.path("twin")), Code::StoreBusy);
    }

    void aFullDiskLosesNothingThatWasCommitted() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        appendOne(*store, 0, "first");
        QCOMPARE(QFileInfo(QString::fromStdString(place.path() + ".reserve")).size(), 1024 * 1024);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit tight{256 * 1024, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        auto done = store->begin();
        for (std::uint64_t seq = 1; done && seq < 200; ++seq) {
            done = store->appendRecord(seq, std::string(8000, 'x'));
        }
        if (done) {
            done = store->commit();
        }
        store->rollback();
        store->releaseReserve();
        const bool released = !QFileInfo::exists(QString::fromStdString(place.path() + ".reserve"));
        const auto reserved = store->restoreReserve();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, ignored);
        VERIFY_CODE(done, Code::StoreFull);
        VERIFY_CODE(reserved, Code::StoreFull);
        QCOMPARE(must(store->read().size()), 1U);
        QVERIFY(released);
        appendOne(*store, 1, "second");
        VERIFY_OK(store->restoreReserve());
        QCOMPARE(QFileInfo(QString::fromStdString(place.path() + ".reserve")).size(), 1024 * 1024);
        VERIFY_OK(store->read().checkFile());
    }

    /// What was given back and is not used up must be there after a restart, or nobody can be stopped then.
    void aFullDiskKeepsWhatIsLeftOfTheReserve() {
        const samples::Place place;
        auto store = must(WriteStore::create(place.path(), samples::meta()));
        appendOne(*store, 0, "first");
        const auto reserve = QString::fromStdString(place.path() + ".reserve");
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        // No file may grow beyond: the reserve of 1 MiB finds no room, one of half of it does.
        const rlimit tight{700 * 1024, before.rlim_max};
        store->releaseReserve();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        store->holdReserve();
        const auto held = QFileInfo(reserve).size();
        store.reset();
        const auto again = WriteStore::open(place.path());
        const auto opened = QFileInfo(reserve).size();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, ignored);
        QCOMPARE(held, 512 * 1024);
        QVERIFY2(again.has_value(), again ? "" : again.error().detail.c_str());
        QCOMPARE(opened, 512 * 1024);
        VERIFY_OK((*again)->restoreReserve());
        QCOMPARE(QFileInfo(reserve).size(), 1024 * 1024);
    }

    void aForeignTriggerDoesNotRun() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        tamper(place.path(),
               "CREATE TRIGGER forget AFTER INSERT ON records BEGIN DELETE FROM records WHERE seq = NEW.seq; END");
        const auto store = must(WriteStore::open(place.path()));
        appendOne(*store, 0, "first");
        QCOMPARE(must(store->read().size()), 1U);
    }

    void whatIsNoStoresOwnIsFound() {
        const samples::Place place;
        appendOne(*must(WriteStore::create(place.path(), samples::meta())), 0, "first");
        const auto found = [&] {
            const auto checked = must(ReadStore::open(place.path()))->checkFile();
            return checked ? std::string() : checked.error().detail;
        };
        QCOMPARE(found(), std::string());
        tamper(place.path(), "CREATE TRIGGER forget AFTER INSERT ON records BEGIN SELECT 1; END");
        QVERIFY(found().find("trigger `forget`") != std::string::npos);
        tamper(place.path(), "DROP TRIGGER forget; CREATE VIEW nicer AS SELECT seq FROM records");
        QVERIFY(found().find("view `nicer`") != std::string::npos);
        tamper(place.path(), "DROP VIEW nicer; CREATE TABLE notes (text TEXT)");
        QVERIFY(found().find("table `notes`") != std::string::npos);
        tamper(place.path(), "DROP TABLE notes; INSERT INTO record_values (seq, body) VALUES (1, '{}')");
        QVERIFY(found().find("record 1") != std::string::npos);
    }

    void anErasedValueLeavesTheFile() {
        const samples::Place place;
        {
            const auto store = must(WriteStore::create(place.path(), samples::meta()));
            VERIFY_OK(store->begin());
            VERIFY_OK(store->putValues(0, std::string(64, 'q') + "erase me"));
            VERIFY_OK(store->commit());
        }
        const auto holds = [&] {
            QFile file(QString::fromStdString(place.path()));
            return file.open(QIODevice::ReadOnly) && file.readAll().contains("erase me");
        };
        QVERIFY(holds());
        {
            const auto store = must(WriteStore::open(place.path()));
            VERIFY_OK(store->begin());
            VERIFY_OK(store->putValues(0, "{}"));
            VERIFY_OK(store->commit());
        }
        QVERIFY(!holds());
    }

    void backsUpAWholeStore() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        appendOne(*store, 0, "first");
        VERIFY_OK(store->read().backupTo(place.path("copy")));
        VERIFY_CODE(store->read().backupTo(place.path("copy")), Code::AlreadyExists);
        QCOMPARE(modeOf(place.path("copy")), 0600);
        appendOne(*store, 1, "second");
        const auto copy = must(WriteStore::open(place.path("copy")));
        QCOMPARE(must(copy->read().size()), 1U);
        QCOMPARE(must(copy->read().meta()).id, samples::meta().id);
        VERIFY_OK(copy->read().checkFile());
    }
};

QTEST_GUILESS_MAIN(TstWriteStore)
#include "tst_write_store.moc"
