#include "tests/ui/support/late_backend.h"
#include "tests/ui/support/ui_rig.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_button.h"

#include <QElapsedTimer>

using namespace countersign;
using ui::PageId;

namespace {

class PaintCount final : public QObject {
public:
    int paints = 0;
    bool eventFilter(QObject* watched, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

/// The store answers after five seconds. Meanwhile the window is used.
class TestNeverWaits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowLivesWhileTheStoreIsSilent() {
        uirig::Rig rig;
        auto store = rig.opened(rig.store.alice);
        auto late = std::make_shared<uirig::LateBackend>(store.backend);
        store.backend = late;
        auto* workspace = rig.emptyWindow().add(std::move(store), rig.keyFile());
        auto& window = rig.emptyWindow();
        auto* rail = window.findChild<ui::Rail*>();
        PaintCount counter;
        int ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&ticks] { ++ticks; });
        timer.start(std::chrono::milliseconds(50));
        QElapsedTimer since;
        since.start();
        int round = 0;
        while (since.elapsed() < 5000) {
            const auto page = static_cast<PageId>(round % 6);
            uirig::click(rail->button(page));
            QCOMPARE(workspace->current(), page);
            workspace->page(page)->installEventFilter(&counter);
            window.resize(1100 + round % 7 * 40, 700 + round % 5 * 30);
            window.move(round % 9 * 10, round % 4 * 10);
            const int before = counter.paints;
            QTRY_VERIFY(counter.paints > before);
            ++round;
        }
        QVERIFY(late->waiting() > 0);
        QVERIFY(!workspace->session().info().has_value());
        QVERIFY(round > 5);
        QVERIFY(ticks > 5);
        late->release();
        QTRY_VERIFY(workspace->session().info().has_value());
    }
};

QTEST_MAIN(TestNeverWaits)
#include "tst_never_waits.moc"
