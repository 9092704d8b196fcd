#include "tests/ui/bench/watched.h"
#include "ui/audit/audit_model.h"

#include <QScrollBar>
#include <QTableView>
#include <QWheelEvent>

namespace countersign::bench {

namespace {

struct AuditDesk {
    explicit AuditDesk(Console& console)
        : page(console.workspace().page(ui::PageId::Audit)), model(page->findChild<ui::AuditModel*>()),
          table(page->findChild<QTableView*>()) {
        if (model == nullptr || table == nullptr) {
            stopBench("the audit page has no table");
        }
    }
    /// Whether the row at the top of what is seen is here.
    [[nodiscard]] bool isTopHere() const {
        const int top = table->rowAt(1);
        return model->rowCount() > 0 && top >= 0 && model->row(top) != nullptr;
    }
    double paint() const {
        const double start = wallSeconds();
        table->viewport()->repaint();
        return wallSeconds() - start;
    }

    ui::Page* page;
    ui::AuditModel* model;
    QTableView* table;
};

std::vector<double> wheel(const AuditDesk& desk, int steps) {
    std::vector<double> times;
    const QPointF middle = desk.table->viewport()->rect().center();
    for (int i = 0; i < steps; ++i) {
        QWheelEvent event(middle, desk.table->viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        const double start = wallSeconds();
        QCoreApplication::sendEvent(desk.table->viewport(), &event);
        desk.table->viewport()->repaint();
        times.push_back(wallSeconds() - start);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    return times;
}

std::vector<double> jump(const AuditDesk& desk, int times) {
    std::vector<double> taken;
    auto* bar = desk.table->verticalScrollBar();
    for (int i = 0; i < times; ++i) {
        const double start = wallSeconds();
        bar->setValue(static_cast<int>((static_cast<std::int64_t>(i) * 7919 % times) * bar->maximum() / times));
        desk.table->viewport()->repaint();
        waitUntil([&] { return desk.isTopHere(); }, "rows");
        desk.table->viewport()->repaint();
        taken.push_back(wallSeconds() - start);
    }
    return taken;
}

double filter(const AuditDesk& desk, const QString& text) {
    const auto before = desk.model->scope().filter;
    const double start = wallSeconds();
    if (!desk.page->open(text)) {
        stopBench("the filter was refused");
    }
    waitUntil([&] { return desk.model->scope().filter != before && desk.isTopHere(); }, "the filtered rows");
    desk.paint();
    return wallSeconds() - start;
}

} // namespace

void measureAudit(Watched& application, const Options& options, const std::string& store) {
    Console console(store);
    waitUntil([&] { return console.workspace().session().info().has_value(); }, "the store");
    letPass(options.pick(0.1, 3.0));
    (void)application.takeWorst();
    const auto records = static_cast<double>(console.workspace().session().info()->ledgerSize);
    const auto say = [&](const char* figure, double seconds, double budget) {
        Figure("console", figure, seconds * 1e3, "ms").atMost(budget).with("records", records).print();
    };
    const double start = wallSeconds();
    console.workspace().go(ui::PageId::Audit);
    const AuditDesk desk(console);
    waitUntil([&] { return desk.isTopHere(); }, "the first rows");
    desk.paint();
    say("audit, page opened to rows painted", wallSeconds() - start, 200);
    letPass(options.pick(0.1, 2.0));
    say("audit, paint of a full table, p50", median([&] {
            std::vector<double> times;
            for (int i = 0; i < 20; ++i) {
                times.push_back(desk.paint());
            }
            return times;
        }()),
        16);
    say("audit, wheel step, p99", quantile(wheel(desk, options.pick(20, 400)), 0.99), 16);
    const auto jumps = jump(desk, options.pick(3, 60));
    say("audit, cold jump to rows painted, p50", median(jumps), 50);
    say("audit, cold jump to rows painted, p99", quantile(jumps, 0.99), 50);
    say("audit, filter to painted", filter(desk, QStringLiteral("resource = acme/svc-31")), 100);
    say("audit, worst stall of all this", application.takeWorst(), 100);
}

} // namespace countersign::bench
