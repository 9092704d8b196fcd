#include "core/store/read_store.h"
#include "tests/core/store/samples.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace countersign;
using namespace countersign::store;
using samples::must;

namespace {

void append(WriteStore& store, std::uint64_t from, std::uint64_t to) {
    VERIFY_OK(store.begin());
    for (std::uint64_t seq = from; seq < to; ++seq) {
        VERIFY_OK(store.appendRecord(seq, "record " + std::to_string(seq)));
        VERIFY_OK(store.putCheckpoint(seq + 1, std::to_string(seq + 1)));
    }
    VERIFY_OK(store.commit());
}

void copy(const std::string& from, const std::string& to) {
    QVERIFY(QFile::copy(QString::fromStdString(from), QString::fromStdString(to)));
}

QStringList privateCopies() {
    return QDir::temp().entryList({QStringLiteral("countersign-*")}, QDir::Dirs);
}

} // namespace

class TstReadStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesWhatTheLivingOwnerCommits() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        const auto lock = must(OwnerLock::take(place.path()));
        const auto read = must(ReadStore::open(place.path()));
        QCOMPARE(must(read->size()), 0U);
        append(*store, 0, 3);
        QCOMPARE(must(read->size()), 3U);
        VERIFY_OK(store->begin());
        VERIFY_OK(store->appendRecord(3, "not yet"));
        QCOMPARE(must(read->size()), 3U);
        VERIFY_CODE(read->record(3), Code::NotFound);
        store->rollback();
    }

    void findsEverythingThatACrashLeftInTheWal() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        append(*store, 0, 50);
        append(*store, 50, 60);
        // What a killed owner leaves: both files as they lie, and no lock.
        copy(place.path(), place.path("crashed"));
        copy(place.path() + "-wal", place.path("crashed-wal"));
        const QStringList before = privateCopies();
        {
            const auto read = must(ReadStore::open(place.path("crashed")));
            QCOMPARE(must(read->size()), 60U);
            QCOMPARE(must(read->record(59)).body, std::string("record 59"));
            QCOMPARE(privateCopies(), before);
            QVERIFY(!must(read->values(3)));
            VERIFY_OK(read->checkFile());
            QVERIFY(!QFile::exists(QString::fromStdString(place.path("crashed-shm"))));
        }
        QCOMPARE(privateCopies(), before);
        QCOMPARE(must(readMeta(place.path("crashed"))).id, samples::meta().id);
        const auto reopened = must(WriteStore::open(place.path("crashed")));
        QCOMPARE(must(reopened->read().size()), 60U);
    }

    void aHalfWrittenTransactionIsNotThere() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        append(*store, 0, 5);
        append(*store, 5, 10);
        copy(place.path(), place.path("crashed"));
        copy(place.path() + "-wal", place.path("crashed-wal"));
        QFile wal(QString::fromStdString(place.path("crashed-wal")));
        QVERIFY(wal.resize(wal.size() - 100));
        QCOMPARE(must(must(ReadStore::open(place.path("crashed")))->size()), 5U);
    }

    void anAcknowledgedCommitOutlivesItsProcess() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        int told[2];
        QCOMPARE(::pipe(told), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto store = WriteStore::open(place.path());
            std::uint64_t seq = 0;
            while (store && (*store)->begin() && (*store)->appendRecord(seq, "record") && (*store)->commit()) {
                ++seq;
                if (::write(told[1], &seq, sizeof seq) != sizeof seq) {
                    break;
                }
            }
            ::_exit(1);
        }
        std::uint64_t acknowledged = 0;
        while (acknowledged < 40) {
            QCOMPARE(::read(told[0], &acknowledged, sizeof acknowledged), ssize_t{sizeof acknowledged});
        }
        QCOMPARE(::kill(child, SIGKILL), 0);
        ::waitpid(child, nullptr, 0);
        ::close(told[1]);
        while (::read(told[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
        }
        ::close(told[0]);
        QVERIFY(must(must(ReadStore::open(place.path()))->size()) >= acknowledged);
        const auto store = must(WriteStore::open(place.path()));
        QVERIFY(must(store->read().size()) >= acknowledged);
        VERIFY_OK(store->read().checkFile());
    }

    void pagesAndStreams() {
        const samples::Place place;
        const auto store = must(WriteStore::create(place.path(), samples::meta()));
        append(*store, 0, 700);
        ReadStore& read = store->read();
        const auto page = must(read.records(690, 100));
        QCOMPARE(page.size(), 10U);
        QCOMPARE(page.front().seq, 690U);
        QVERIFY(must(read.records(700, 5)).empty());
        QVERIFY(must(read.records(UINT64_MAX, SIZE_MAX)).empty());
        QCOMPARE(must(read.records(0, SIZE_MAX)).size(), 700U);
        std::uint64_t next = 5;
        VERIFY_OK(read.forEachRecord(5, 600, [&](std::uint64_t seq, std::string_view body) {
            return seq == next++ && body == "record " + std::to_string(seq);
        }));
        QCOMPARE(next, 600U);
        std::size_t visited = 0;
        VERIFY_OK(read.forEachRecord(0, 700, [&](std::uint64_t, std::string_view) { return ++visited < 10; }));
        QCOMPARE(visited, 10U);
        std::uint64_t size = 0;
        VERIFY_OK(read.forEachCheckpoint(
            [&](std::uint64_t at, std::string_view note) { return at == ++size && note == std::to_string(at); }));
        QCOMPARE(size, 700U);
    }

    void cannotWrite() {
        const samples::Place place;
        {
            const auto store = must(WriteStore::create(place.path(), samples::meta()));
            append(*store, 0, 2);
        }
        QFile file(QString::fromStdString(place.path()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        {
            const auto read = must(ReadStore::open(place.path()));
            QCOMPARE(must(read->size()), 2U);
            VERIFY_OK(read->checkFile());
        }
        file.seek(0);
        QVERIFY(file.readAll() == before);
        // What the reader left beside the file is no WAL to recover.
        QCOMPARE(must(must(WriteStore::open(place.path()))->read().size()), 2U);
    }
};

QTEST_GUILESS_MAIN(TstReadStore)
#include "tst_read_store.moc"
