// How soon the daemon serves, and how much memory it takes with no work and with 10,000 grants.

#include "tests/bench/served.h"

#include <QtCore/QCoreApplication>

namespace {

using namespace countersign;
using namespace countersign::bench;

struct Measured {
    double milliseconds = 0;
    double megabytes = 0;
};

Measured measure(const std::string& store, int starts) {
    std::vector<double> times;
    std::vector<double> memory;
    for (int i = 0; i < starts; ++i) {
        Served served(store);
        static_cast<void>(metric(served.port(), "countersign_ledger_records"));
        times.push_back(served.startSeconds() * 1e3);
        memory.push_back(served.process().residentMegabytes());
    }
    return {median(times), median(memory)};
}

/// What starting any program of this kind costs: exec, the same libraries, an answer on standard output.
double bareStart(int starts) {
    std::vector<double> times;
    for (int i = 0; i < starts; ++i) {
        const double start = wallSeconds();
        Child child({findDaemon().value(), "--version"}, 0);
        static_cast<void>(child.line());
        times.push_back((wallSeconds() - start) * 1e3);
    }
    return median(times);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    if (!findDaemon()) {
        stopBench("countersignd is not built");
    }
    const Folder folder(options.cache);
    const int starts = options.pick(1, 9);
    const std::size_t grants = options.pick<std::size_t>(20, 10'000);
    Desk small(folder.file("small.countersign"), 0);
    small.close();
    Desk large(folder.file("large.countersign"), grants);
    large.close();
    const double bare = bareStart(starts);
    const auto idle = measure(small.path(), starts);
    const auto full = measure(large.path(), starts);
    const auto ready = [bare](const char* name, double value) {
        Figure("daemon", name, value, "ms").with("version_printed_after_ms", bare).atMost(100).print();
    };
    ready("exec to printed address", idle.milliseconds);
    ready("exec to printed address, 10,000 grants", full.milliseconds);
    Figure("daemon", "resident, idle", idle.megabytes, "MB").atMost(25).print();
    Figure("daemon", "resident, 10,000 grants", full.megabytes, "MB")
        .with("grants", static_cast<double>(grants))
        .atMost(64)
        .print();
    return 0;
}
