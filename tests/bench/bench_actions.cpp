// POST /v1/actions at 64 connections, every decision durable before its answer: beside the group-commit ceiling of the
// same run, beside Cerbos with its audit log, and in a burst of 30 seconds with the lag of the audit index.
//
// The ceiling is what SQLite alone commits on the server's processor: as many rows a commit as the daemon had, each of
// the bytes that an action's record and values take, one insert a row and nothing else. The daemon speaks HTTP, reads,
// decides, hashes and answers on the same processor, and writes two rows an action and one a commit.

#include "tests/bench/bare_rows.h"
#include "tests/bench/big_store.h"
#include "tests/bench/cerbos.h"

#include <QtCore/QCoreApplication>

#include <cmath>
#include <filesystem>

namespace {

using namespace countersign;
using namespace countersign::bench;

constexpr std::size_t kConnections = 64;
constexpr const char* kExpected = R"("decision":"allow")";

struct Ceiling {
    double rate = 0;
    double p99 = 0;
};

/// Bare commits of that many rows; on the server's processor.
Ceiling ceiling(const Folder& folder, std::size_t rows, std::size_t bytes, double seconds) {
    BareRows bare(folder.file("bare-" + std::to_string(wallSeconds())), bytes);
    std::vector<double> commits;
    const double start = wallSeconds();
    while (wallSeconds() - start < seconds) {
        const auto some = bare.commits(20, rows);
        commits.insert(commits.end(), some.begin(), some.end());
    }
    const double spent = wallSeconds() - start;
    return {static_cast<double>(commits.size() * rows) / spent, quantile(commits, 0.99)};
}

/// The daemon, the agent's session, and the request that everybody sends.
class Door {
public:
    Door(const Folder& folder, const std::string& store, const identity::AgentId& agent, const crypto::SigningKey& key)
        : m_folder(folder), m_agent(agent), m_key(key), m_served(store) {}

    LoadResult load(double seconds, const std::function<void()>& eachSecond = {}) {
        const auto request = postRequest(port(), "/v1/actions", actionBody(), openSession(port(), m_agent, m_key));
        return runLoad(m_folder, m_served.process(), port(), kConnections, seconds, request, kExpected, eachSecond);
    }
    [[nodiscard]] double metricOf(const char* name) { return metric(port(), name); }
    [[nodiscard]] double lag() { return metricOf("countersign_index_lag_records"); }
    /// Until the audit index has caught up, so that it takes no time from what is measured next. How long that took.
    double settle() {
        const double start = wallSeconds();
        while (lag() > 0 && wallSeconds() - start < 120) {
        }
        return wallSeconds() - start;
    }
    [[nodiscard]] std::uint16_t port() const { return m_served.port(); }

private:
    const Folder& m_folder;
    identity::AgentId m_agent;
    const crypto::SigningKey& m_key;
    Served m_served;
};

struct Rounds {
    std::vector<double> processor, wall, p50, p99, ceilingRate, ceilingP99, ofCeiling, p99OfCeiling, rowsPerCommit;
    std::vector<double> cerbos, cerbosWall, timesCerbos;
};

void oneRound(const Folder& folder, Door& door, Cerbos* cerbos, std::size_t bytes, double seconds, Rounds& rounds) {
    const double commits = door.metricOf("countersign_commits_total");
    const auto ours = door.load(seconds);
    const double rows = ours.requests / std::max(1.0, door.metricOf("countersign_commits_total") - commits);
    door.settle();
    const auto bare = ceiling(folder, static_cast<std::size_t>(std::max(1.0, std::round(rows))), bytes, seconds / 2);
    rounds.processor.push_back(ours.processorRate);
    rounds.wall.push_back(ours.wallRate);
    rounds.p50.push_back(ours.p50 * 1e3);
    rounds.p99.push_back(ours.p99 * 1e3);
    rounds.rowsPerCommit.push_back(rows);
    rounds.ceilingRate.push_back(bare.rate);
    rounds.ceilingP99.push_back(bare.p99 * 1e3);
    rounds.ofCeiling.push_back(ours.wallRate / bare.rate);
    rounds.p99OfCeiling.push_back(ours.p99 / bare.p99);
    if (cerbos != nullptr) {
        const auto theirs = runLoad(folder, cerbos->process(), cerbos->port(), kConnections, seconds, cerbos->request(),
                                    Cerbos::kExpected);
        rounds.cerbos.push_back(theirs.processorRate);
        rounds.cerbosWall.push_back(theirs.wallRate);
        rounds.timesCerbos.push_back(ours.processorRate / theirs.processorRate);
    }
}

void print(const Rounds& rounds, bool withCerbos) {
    Figure("actions", "64 connections, durable", median(rounds.processor), "requests per server CPU-second")
        .with("requests_per_second", median(rounds.wall))
        .with("p50_ms", median(rounds.p50))
        .with("p99_ms", median(rounds.p99))
        .with("records_per_commit", median(rounds.rowsPerCommit))
        .atLeast(15'000)
        .print();
    Figure("actions", "beside the group-commit ceiling", median(rounds.wall), "requests/s")
        .ratio(median(rounds.ofCeiling))
        .anchor("bare rows of the same bytes, as many a commit", median(rounds.ceilingRate))
        .atLeast(0.5)
        .print();
    Figure("actions", "p99 beside the group commit's own", median(rounds.p99), "ms")
        .ratio(median(rounds.p99OfCeiling))
        .anchor("p99 of the bare commits", median(rounds.ceilingP99))
        .atMost(3)
        .print();
    if (withCerbos) {
        Figure("actions", "beside Cerbos with its audit log", median(rounds.processor),
               "requests per server CPU-second")
            .ratio(median(rounds.timesCerbos))
            .anchor("Cerbos, decision log in a file, same generator", median(rounds.cerbos))
            .with("cerbos_requests_per_second", median(rounds.cerbosWall))
            .atLeast(20)
            .print();
    }
}

void burst(Door& door, double seconds, const std::string& name, double budget) {
    double worst = 0;
    const auto seen = door.load(seconds, [&] { worst = std::max(worst, door.lag()); });
    const double lag = door.lag();
    const double settled = door.settle();
    Figure("actions", name, seen.processorRate, "requests per server CPU-second")
        .with("seconds", seconds)
        .with("requests_per_second", seen.wallRate)
        .with("p99_ms", seen.p99 * 1e3)
        .with("largest_index_lag", worst)
        .with("index_lag_at_the_end", lag)
        .with("seconds_until_indexed", settled)
        .atLeast(budget)
        .print();
}

/// Under load on a store that holds a million records already.
void sustained(const Options& options, const Folder& folder) {
    const auto made = std::filesystem::path(bigStore(options, 1'000'000, 64));
    std::filesystem::copy(made.parent_path(), folder.file("big"), std::filesystem::copy_options::recursive);
    const auto key = Desk::fixedAgentKey();
    Door door(folder, folder.file("big/made.countersign"), Desk::fixedAgent(), key);
    burst(door, 60, "sustained at 1 M records", 8'000);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    if (!findDaemon()) {
        stopBench("countersignd is not built");
    }
    const Folder folder(options.cache);
    Desk desk(folder.file("a.countersign"), 0);
    const auto sample = sampleRecord(desk);
    desk.close();
    const auto bytes = must(ledger::Record::create(sample.fields)).canonical().size() + sample.values.size();
    stayOn(0);
    Door door(folder, desk.path(), desk.agent(), desk.agentKey());
    const char* binary = std::getenv("COUNTERSIGN_BENCH_CERBOS");
    std::optional<Cerbos> cerbos;
    if (binary != nullptr && *binary != '\0') {
        cerbos.emplace(binary, folder);
    }
    Rounds rounds;
    for (int i = 0; i < options.pick(1, 5); ++i) {
        oneRound(folder, door, cerbos ? &*cerbos : nullptr, bytes, options.pick(0.2, 4.0), rounds);
    }
    cerbos.reset();
    print(rounds, !rounds.cerbos.empty());
    burst(door, options.pick(0.2, 30.0), "burst", 15'000);
    if (options.size == Size::Large) {
        sustained(options, folder);
    }
    return 0;
}
