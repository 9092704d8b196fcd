// One client, one durable decision after the other, beside what one fdatasync costs on the same file system.

#include "tests/bench/bare_rows.h"
#include "tests/bench/served.h"

#include <QtCore/QCoreApplication>

using namespace countersign;
using namespace countersign::bench;

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    const Folder folder(options.cache);
    Desk desk(folder.file("a.countersign"), 0);
    desk.close();
    Served served(desk.path());
    stayOn(1);
    const auto request = postRequest(served.port(), "/v1/actions", actionBody(),
                                     openSession(served.port(), desk.agent(), desk.agentKey()));
    Client client(served.port());
    const auto count = options.pick<std::size_t>(5, 400);
    std::vector<double> ratios;
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < options.pick(1, 9); ++round) {
        std::vector<double> times;
        for (std::size_t i = 0; i < count; ++i) {
            const double start = wallSeconds();
            if (client.exchange(request).find(R"("decision":"allow")") == std::string::npos) {
                stopBench("an action was not allowed");
            }
            times.push_back(wallSeconds() - start);
        }
        ours.push_back(quantile(times, 0.5) * 1e6);
        limit.push_back(quantile(syncTimes(folder.file("sync"), 4096, count), 0.5) * 1e6);
        ratios.push_back(ours.back() / limit.back());
    }
    Figure("latency", "one client, durable decision, p50", median(ours), "us")
        .ratio(median(ratios))
        .anchor("fdatasync of a 4 KiB append, p50", median(limit))
        .atMost(4)
        .print();
    return 0;
}
