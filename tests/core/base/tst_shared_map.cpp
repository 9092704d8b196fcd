#include "core/base/shared_map.h"

#include <QTest>

#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace countersign;

namespace {

using Map = SharedMap<std::string, int, 8>;
using Model = std::map<std::string, int>;

Model contents(const Map& map) {
    Model out;
    map.forEach([&](const std::string& key, int value) { out.emplace(key, value); });
    return out;
}

} // namespace

class TstSharedMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void behavesAsAMap();
    void snapshotsNeverChange();
    void changesCopyOneShard();
    void movedFromIsEmpty();
    void copiesAreReadAndDroppedElsewhere();
};

void TstSharedMap::behavesAsAMap() {
    Map map;
    QVERIFY(map.find("a") == nullptr);
    map.erase("a");
    QCOMPARE(map.size(), 0U);
    map.set("a", 1);
    map.set("a", 2);
    map.set("b", 3);
    QCOMPARE(map.size(), 2U);
    QCOMPARE(*map.find("a"), 2);
    map.erase("a");
    map.erase("a");
    QCOMPARE(map.size(), 1U);
    QVERIFY(map.find("a") == nullptr);
    QVERIFY(contents(map) == (Model{{"b", 3}}));
}

void TstSharedMap::snapshotsNeverChange() {
    std::mt19937 engine(7);
    Map map;
    Model model;
    std::vector<std::pair<Map, Model>> snapshots;
    for (int step = 0; step < 20000; ++step) {
        const std::string key = std::to_string(engine() % 200);
        switch (engine() % 16) {
        case 0:
            snapshots.emplace_back(map, model);
            break;
        case 1:
            if (!snapshots.empty()) {
                snapshots.erase(snapshots.begin() + static_cast<std::ptrdiff_t>(engine() % snapshots.size()));
            }
            break;
        case 2:
            // Going on from an older copy, as after a change that was not committed.
            if (!snapshots.empty()) {
                std::tie(map, model) = snapshots[engine() % snapshots.size()];
            }
            break;
        case 3:
        case 4:
        case 5:
            map.erase(key);
            model.erase(key);
            break;
        default:
            map.set(key, step);
            model[key] = step;
        }
        QCOMPARE(map.size(), model.size());
        const int* found = map.find(key);
        const auto expected = model.find(key);
        QCOMPARE(found != nullptr, expected != model.end());
        QVERIFY(found == nullptr || *found == expected->second);
        if (step % 500 == 0) {
            for (const auto& [snapshot, then] : snapshots) {
                QVERIFY(contents(snapshot) == then);
                QCOMPARE(snapshot.size(), then.size());
            }
        }
    }
    QVERIFY(contents(map) == model);
}

void TstSharedMap::changesCopyOneShard() {
    Map map;
    for (int i = 0; i < 400; ++i) {
        map.set(std::to_string(i), i);
    }
    Map copy = map;
    copy.set("0", -1);
    int shared = 0;
    for (int i = 0; i < 400; ++i) {
        shared += map.find(std::to_string(i)) == copy.find(std::to_string(i)) ? 1 : 0;
    }
    QVERIFY2(shared > 300 && shared < 400, std::to_string(shared).c_str());
    const int* place = copy.find("0");
    copy.set("0", -2);
    QCOMPARE(copy.find("0"), place);
    QCOMPARE(*map.find("0"), 0);
}

void TstSharedMap::movedFromIsEmpty() {
    Map map;
    map.set("a", 1);
    Map other = std::move(map);
    QCOMPARE(*other.find("a"), 1);
    // NOLINTBEGIN(bugprone-use-after-move): what a moved-from map is, is promised.
    QCOMPARE(map.size(), 0U);
    QVERIFY(map.find("a") == nullptr);
    QVERIFY(contents(map).empty());
    map.set("b", 2);
    QCOMPARE(map.size(), 1U);
    // NOLINTEND(bugprone-use-after-move)
    other = std::move(map);
    QVERIFY(contents(other) == (Model{{"b", 2}}));
}

void TstSharedMap::copiesAreReadAndDroppedElsewhere() {
    Map map;
    for (int i = 0; i < 100; ++i) {
        map.set(std::to_string(i), 0);
    }
    std::vector<std::thread> readers;
    std::atomic<int> torn = 0;
    for (int round = 1; round <= 50; ++round) {
        // Every value of one copy is of one round, whatever the writer does meanwhile.
        readers.emplace_back([copy = map, round, &torn]() mutable {
            copy.forEach([&](const std::string&, int value) { torn += value == round - 1 ? 0 : 1; });
            copy.set("mine", round);
        });
        for (int i = 0; i < 100; ++i) {
            map.set(std::to_string(i), round);
        }
    }
    for (std::thread& reader : readers) {
        reader.join();
    }
    QCOMPARE(torn.load(), 0);
    QCOMPARE(map.size(), 100U);
    QVERIFY(map.find("mine") == nullptr);
}

QTEST_APPLESS_MAIN(TstSharedMap)
#include "tst_shared_map.moc"
