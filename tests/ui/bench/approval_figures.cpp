#include "tests/ui/bench/watched.h"

#include <QListView>

#include <future>

namespace countersign::bench {

namespace {

constexpr int kAtOnce = 500;

void fill(uirig::Rig& rig, int count) {
    command::SetSettings settings;
    settings.pendingPerAgent = 10'000;
    settings.pendingLifetime = Duration(6LL * 60 * 60 * 1000);
    rig.store.order(rig.store.alice, settings);
    const auto session = rig.store.session(rig.reviewer);
    for (int done = 0; done < count; done += kAtOnce) {
        std::vector<std::future<void>> answers;
        for (int i = done; i < std::min(count, done + kAtOnce); ++i) {
            auto promise = std::make_shared<std::promise<void>>();
            answers.push_back(promise->get_future());
            rig.store.engine->act({.session = session,
                                   .action = "pr.create",
                                   .resource = {{"repo", "acme/svc-" + std::to_string(i % 97)}},
                                   .arguments = {{"title", "Change " + std::to_string(i)}},
                                   .reason = "because",
                                   .idempotencyKey = {},
                                   .approval = {},
                                   .sourceAddress = "127.0.0.1",
                                   .trace = {}},
                                  [promise](const Result<service::ActionAnswer>&) { promise->set_value(); });
        }
        for (auto& answer : answers) {
            answer.get();
        }
    }
}

QListView* listOf(ui::Page& page) {
    auto* list = page.findChild<QListView*>(QStringLiteral("approvals.list"));
    if (list == nullptr) {
        stopBench("the approvals page has no list");
    }
    return list;
}

/// From the agent's asking, which is held, to the request's row on the screen.
std::vector<double> holds(uirig::Rig& rig, QListView& list, int times) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        const int before = list.model()->rowCount();
        const double start = wallSeconds();
        // Of its own resource, so that it is a group of its own.
        rig.hold(rig.release, {{"title", "Fix the build"}}, "acme/new-" + std::to_string(i));
        waitUntil([&] { return list.model()->rowCount() > before; }, "the request in the list");
        list.viewport()->repaint();
        taken.push_back(wallSeconds() - start);
    }
    return taken;
}

void measureHold(Watched& application, int times) {
    uirig::Rig rig;
    auto* list = listOf(rig.page(ui::PageId::Approvals));
    letPass(0.5);
    (void)application.takeWorst();
    const auto taken = holds(rig, *list, times);
    Figure("console", "approvals, hold to painted, p50", median(taken) * 1e3, "ms").atMost(1000).print();
    Figure("console", "approvals, hold to painted, worst", quantile(taken, 1) * 1e3, "ms").atMost(1000).print();
    Figure("console", "approvals, worst stall meanwhile", application.takeWorst() * 1e3, "ms").atMost(100).print();
}

} // namespace

void measureApprovals(Watched& application, const Options& options) {
    measureHold(application, options.pick(2, 25));
    const int count = options.pick(50, 10'000);
    uirig::Rig rig;
    fill(rig, count);
    rig.page(ui::PageId::Settings);
    waitUntil([&] { return rig.session().waiting() > 0; }, "the number that waits");
    letPass(options.pick(0.1, 2.0));
    (void)application.takeWorst();
    const double start = wallSeconds();
    auto* list = listOf(rig.page(ui::PageId::Approvals));
    waitUntil([&] { return list->model()->rowCount() > 0; }, "the list");
    list->viewport()->repaint();
    const double first = wallSeconds() - start;
    letPass(options.pick(0.1, 5.0));
    Figure("console", "approvals with 10,000 that wait, opened to painted", first * 1e3, "ms").atMost(200).print();
    Figure("console", "approvals with 10,000 that wait, worst stall", application.takeWorst() * 1e3, "ms")
        .atMost(100)
        .with("rows", static_cast<double>(list->model()->rowCount()))
        .print();
    const auto taken = holds(rig, *list, options.pick(2, 25));
    Figure("console", "approvals with 10,000 that wait, hold to painted, p50", median(taken) * 1e3, "ms")
        .atMost(1000)
        .print();
    Figure("console", "approvals with 10,000 that wait, worst stall meanwhile", application.takeWorst() * 1e3, "ms")
        .atMost(100)
        .print();
}

} // namespace countersign::bench
