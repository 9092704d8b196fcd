// The console's figures: how soon it can be used, how much it takes, and how long it makes a person wait.

#include "tests/bench/big_store.h"
#include "tests/bench/child.h"
#include "tests/ui/bench/watched.h"

using namespace countersign;
using namespace countersign::bench;

namespace {

struct Start {
    double seconds = 0;
    double megabytes = 0;
};

Start start(const std::string& program, const std::string& store, double settle) {
    const double began = wallSeconds();
    Child child({program, "--child", store}, 1);
    const auto line = child.line();
    if (!line.starts_with("painted ")) {
        stopBench("the window was not painted");
    }
    const double painted = std::stod(line.substr(8)) - began;
    letPass(settle);
    return {.seconds = painted, .megabytes = child.residentMegabytes()};
}

/// Medians of runs in turn, so that what else the machine does falls on all of them.
void measureStart(const std::string& program, const Options& options, const std::string& small,
                  const std::string& large) {
    std::vector<double> empty;
    std::vector<double> onSmall;
    std::vector<double> onLarge;
    Start lastEmpty;
    Start lastSmall;
    Start lastLarge;
    const double settle = options.pick(0.2, 3.0);
    for (int round = 0; round < options.pick(1, 5); ++round) {
        lastEmpty = start(program, "empty", 0.1);
        lastSmall = start(program, small, settle);
        lastLarge = start(program, large, settle);
        empty.push_back(lastEmpty.seconds);
        onSmall.push_back(lastSmall.seconds);
        onLarge.push_back(lastLarge.seconds);
    }
    const auto say = [&](const char* figure, const std::vector<double>& seconds, double budget) {
        Figure("console", figure, (median(seconds) - median(empty)) * 1e3, "ms")
            .atMost(budget)
            .with("empty_window_ms", median(empty) * 1e3)
            .print();
    };
    say("start to the overview's numbers, new store, beyond an empty window", onSmall, 400);
    say("start to the overview's numbers, large store, beyond an empty window", onLarge, 400);
    Figure("console", "resident memory, empty window with a chart", lastEmpty.megabytes, "MB").print();
    Figure("console", "resident memory, new store", lastSmall.megabytes, "MB").atMost(150).print();
    Figure("console", "resident memory, large store", lastLarge.megabytes, "MB").atMost(150).print();
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const std::vector<std::string> words(argv, argv + argc);
    int none = 1;
    Watched application(none, argv);
    if (words.size() == 3 && words[1] == "--child") {
        return runChild(words[2]);
    }
    const auto options = parseOptions(argc, argv);
    const auto large = bigStore(options, options.pick<std::uint64_t>(2'000, 1'000'000), 64);
    const Folder folder(options.cache);
    Desk desk(folder.file("new.countersign"), 0);
    desk.close();
    measureStart(words[0], options, desk.path(), large);
    measureAudit(application, options, large);
    if (options.size == Size::Large) {
        measureAudit(application, options, bigStore(options, 10'000'000, 1'000));
    }
    measureApprovals(application, options);
    return 0;
}
