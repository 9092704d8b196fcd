#include "core/store/store_file.h"
#include "tests/core/store/samples.h"

#include <QtTest/QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

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
