#include "core/service/lane_p.h"

#include <QtTest/QTest>

#include <atomic>
#include <memory>
#include <numeric>
#include <vector>

using countersign::service::Lane;

class TstLane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsDoneInItsOrder() {
        constexpr int kItems = 1000;
        std::vector<int> done;
        std::thread::id worker;
        Lane<int> lane([&](int item) {
            done.push_back(item);
            worker = std::this_thread::get_id();
        });
        for (int i = 0; i < kItems; ++i) {
            lane.put(i);
        }
        lane.finish();
        std::vector<int> wanted(kItems);
        std::iota(wanted.begin(), wanted.end(), 0);
        QVERIFY(done == wanted);
        QVERIFY(worker != std::this_thread::get_id());
    }

    void whatMayNotWaitHoldsTheReaderBack() {
        std::mutex closed;
        std::unique_lock hold(closed);
        std::atomic<int> put = 0;
        std::atomic<int> done = 0;
        std::thread reader([&] {
            Lane<int> lane([&](int) {
                const std::lock_guard wait(closed);
                ++done;
            });
            for (int i = 0; i < 100; ++i) {
                lane.put(i);
                ++put;
            }
        });
        // One is at work and does not end; as many wait as may.
        QTRY_VERIFY(put >= 16);
        QVERIFY(put < 100);
        QCOMPARE(done.load(), 0);
        hold.unlock();
        reader.join();
        QCOMPARE(done.load(), 100);
    }

    void endingWaitsForWhatWasPutIn() {
        int sum = 0;
        {
            Lane<std::unique_ptr<int>> lane([&sum](std::unique_ptr<int> item) { sum += *item; });
            for (int i = 1; i <= 10; ++i) {
                lane.put(std::make_unique<int>(i));
            }
        }
        QCOMPARE(sum, 55);
    }

    void aFinishedLaneMayBeFinishedAgain() {
        int done = 0;
        Lane<int> lane([&done](int) { ++done; });
        lane.put(1);
        lane.finish();
        QCOMPARE(done, 1);
        lane.finish();
        QCOMPARE(done, 1);
    }
};

QTEST_GUILESS_MAIN(TstLane)
#include "tst_lane.moc"
