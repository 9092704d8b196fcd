#include "core/store/store_file.h"
#include "core/store/write_store.h"
#include "tests/core/store/samples.h"

#include <QtTest/QTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

using namespace countersign;
using namespace countersign::store;
using samples::must;

namespace {

/// Another process that runs `body` and ends with its result.
template <class Body>
pid_t start(const Body& body) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(body());
    }
    return child;
}

int endOf(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class TstOwnerLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { must(WriteStore::create(m_place.path(), samples::meta())); }

    void anotherProcessIsRefusedWithAHint() {
        VERIFY_CODE(OwnerLock::readHint(m_place.path()), Code::NotFound);
        const auto lock = must(OwnerLock::take(m_place.path()));
        QCOMPARE(must(OwnerLock::readHint(m_place.path())).address, std::string());
        VERIFY_OK(lock->publish("http://127.0.0.1:8440"));
        const std::int64_t owner = ::getpid();
        const pid_t child = start([&] {
            const auto refused = OwnerLock::take(m_place.path());
            const auto hint = OwnerLock::readHint(m_place.path());
            const bool right = !refused && refused.error().code == Code::StoreBusy &&
                               refused.error().detail.find("http://127.0.0.1:8440") != std::string::npos && hint &&
                               hint->process == owner && hint->address == "http://127.0.0.1:8440";
            return right ? 0 : 1;
        });
        QCOMPARE(endOf(child), 0);
        VERIFY_OK(lock->publish(""));
        QCOMPARE(must(OwnerLock::readHint(m_place.path())).address, std::string());
    }

    void aLockThatIsTakenAwayEndsTheWriting_data() {
        QTest::addColumn<QString>("suffix");
        for (const char* suffix : {".lock", "-wal", "-shm", ""}) {
            QTest::newRow(suffix) << QString::fromLatin1(suffix);
        }
    }
    void aLockThatIsTakenAwayEndsTheWriting() {
        QFETCH(QString, suffix);
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        const auto lock = must(OwnerLock::take(place.path()));
        const auto store = must(WriteStore::open(place.path()));
        VERIFY_OK(store->begin());
        VERIFY_OK(store->commit());
        const std::string path = place.path() + suffix.toStdString();
        QCOMPARE(::rename(path.c_str(), (path + ".away").c_str()), 0);
        VERIFY_CODE(store->begin(), Code::StoreReplaced);
        QCOMPARE(::rename((path + ".away").c_str(), path.c_str()), 0);
        VERIFY_OK(store->begin());
        store->rollback();
    }

    void lookingAtTheFileKeepsTheLocksOnIt() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        const auto lock = must(OwnerLock::take(place.path()));
        const auto store = must(WriteStore::open(place.path()));
        QCOMPARE(must(readMeta(place.path())).schema, kSchemaVersion);
        must(ReadStore::open(place.path()));
        // What SQLite asks before it takes a file for unused: is anybody in its range of shared locks?
        const pid_t child = start([&] {
            const int file = ::open(place.path().c_str(), O_RDWR | O_CLOEXEC);
            struct flock range{};
            range.l_type = F_WRLCK;
            range.l_whence = SEEK_SET;
            range.l_start = 0x40000002;
            range.l_len = 510;
            return ::fcntl(file, F_GETLK, &range) == 0 && range.l_type != F_UNLCK ? 0 : 1;
        });
        QCOMPARE(endOf(child), 0);
    }

    void theSameProcessIsRefusedToo() {
        auto lock = must(OwnerLock::take(m_place.path()));
        VERIFY_CODE(OwnerLock::take(m_place.path()), Code::StoreBusy);
        lock.reset();
        VERIFY_OK(OwnerLock::take(m_place.path()));
    }

    void aKilledOwnerLetsGo() {
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = start([&] {
            const auto lock = OwnerLock::take(m_place.path());
            const char answer = lock ? 'y' : 'n';
            if (::write(ready[1], &answer, 1) != 1) {
                return 1;
            }
            for (;;) {
                ::pause();
            }
        });
        char answer = 0;
        QCOMPARE(::read(ready[0], &answer, 1), 1);
        QCOMPARE(answer, 'y');
        VERIFY_CODE(OwnerLock::take(m_place.path()), Code::StoreBusy);
        QCOMPARE(::kill(child, SIGKILL), 0);
        QCOMPARE(endOf(child), -1);
        VERIFY_OK(OwnerLock::take(m_place.path()));
        ::close(ready[0]);
        ::close(ready[1]);
    }

    void aLockFileThatIsALinkIsRefused() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        QCOMPARE(::symlink("/dev/null", (place.path() + ".lock").c_str()), 0);
        QVERIFY(!OwnerLock::take(place.path()));
    }

    void aMissingStoreHasNoOwner() {
        const samples::Place place;
        VERIFY_CODE(OwnerLock::take(place.path()), Code::StoreUnreadable);
    }

    void theWatchNoticesAnotherFile() {
        const samples::Place place;
        must(WriteStore::create(place.path(), samples::meta()));
        const FileWatch watch = must(FileWatch::of(place.path()));
        VERIFY_OK(watch.check());
        QCOMPARE(std::rename(place.path().c_str(), place.path("aside").c_str()), 0);
        VERIFY_CODE(watch.check(), Code::StoreReplaced);
        must(WriteStore::create(place.path(), samples::meta()));
        VERIFY_CODE(watch.check(), Code::StoreReplaced);
    }

private:
    samples::Place m_place;
};

QTEST_GUILESS_MAIN(TstOwnerLock)
#include "tst_owner_lock.moc"
