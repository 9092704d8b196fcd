// A fault at every system call, and at every call that SQLite makes to its files, of what a store lives by: appending,
// redeeming, moving the log, starting after a crash, making (migrating) and rebuilding. Each case is a process of its
// own on a fresh copy. Afterwards nothing acknowledged is lost, no ticket ran twice, the file verifies and serves.

#include "core/service/maintenance.h"
#include "tests/proof/apart.h"
#include "tests/proof/judge.h"
#include "tests/proof/system_faults.h"

#include <QtCore/QCoreApplication>

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace countersign;
using namespace countersign::proof;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// One fault of SQLite's own calls.
class CallFailure final : public FileObserver {
public:
    CallFailure(FileCall call, int code, std::uint64_t at) : m_call(call), m_code(code), m_at(at) {}
    int called(FileCall call, const std::string&, std::uint64_t, std::string_view) override {
        return call == m_call && ++m_seen == m_at ? m_code : SQLITE_OK;
    }
    [[nodiscard]] std::uint64_t seen() const { return m_seen; }

private:
    FileCall m_call;
    int m_code;
    std::uint64_t m_at;
    std::atomic<std::uint64_t> m_seen = 0;
};

/// What goes wrong in a case, at the n-th call.
struct Trouble {
    const char* name;
    /// Of the system's calls …
    std::optional<Fault> fault;
    /// … or of SQLite's.
    FileCall call = FileCall::Open;
    int code = SQLITE_OK;
};
constexpr Trouble kTroubles[] = {
    {"EIO", Fault::Io},
    {"ENOSPC", Fault::NoSpace},
    {"EINTR", Fault::Interrupted},
    {"kill", Fault::Kill},
    {"SQLite open", std::nullopt, FileCall::Open, SQLITE_CANTOPEN},
    {"SQLite read", std::nullopt, FileCall::Read, SQLITE_IOERR_READ},
    {"SQLite write", std::nullopt, FileCall::Write, SQLITE_IOERR_WRITE},
    {"SQLite write, full", std::nullopt, FileCall::Write, SQLITE_FULL},
    {"SQLite truncate", std::nullopt, FileCall::Truncate, SQLITE_IOERR_TRUNCATE},
    {"SQLite sync", std::nullopt, FileCall::Sync, SQLITE_IOERR_FSYNC},
    {"SQLite lock", std::nullopt, FileCall::Lock, SQLITE_IOERR_LOCK},
    {"SQLite lock, busy", std::nullopt, FileCall::Lock, SQLITE_BUSY},
    {"SQLite log lock", std::nullopt, FileCall::ShmLock, SQLITE_IOERR_SHMLOCK},
    {"SQLite log lock, busy", std::nullopt, FileCall::ShmLock, SQLITE_BUSY},
    {"SQLite delete", std::nullopt, FileCall::Delete, SQLITE_IOERR_DELETE},
};

using Report = std::function<void(const std::string&)>;

/// The store of every case, and what is known of it.
class Bench {
public:
    Bench() : m_agent(m_rig.registerAgent(kAgent)) {
        m_rig.grant(m_agent, "pr:create", "repo=acme/*");
        m_rig.grant(m_agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        m_token = must(m_rig.openSession(m_agent)).token.clone();
        m_ticket.action = "pr.merge";
        m_ticket.approval = must(m_rig.act(session(), m_ticket)).approval->id;
        must(m_rig.decide(m_rig.bob, *m_ticket.approval));
        m_known.push_back(acknowledgedBy(must(m_rig.act(session(), {}))));
        m_rig.engine.reset();
        m_clean = contentOf(m_rig.path());
        // A crash leaves the log.
        const auto crashed = apart([this](const Report& report) {
            m_rig.open();
            for (int i = 0; i < 3; ++i) {
                tell(report, must(m_rig.act(session(), {})));
            }
            ::kill(::getpid(), SIGKILL);
        });
        m_knownAfterCrash = m_known;
        read(crashed.report, m_knownAfterCrash);
        m_crashed = contentOf(m_rig.path());
        m_log = contentOf(m_rig.path() + "-wal");
        if (m_knownAfterCrash.size() != 4 || m_log.empty()) {
            qFatal("the crashed store could not be made");
        }
    }

    rig::Rig& rig() { return m_rig; }
    [[nodiscard]] std::shared_ptr<const service::Session> session() {
        return must(m_rig.engine->findSession(std::as_const(m_token).bytes()));
    }
    [[nodiscard]] const rig::Rig::Ask& ticket() const { return m_ticket; }
    [[nodiscard]] std::string fresh() const { return m_rig.path() + ".fresh"; }

    void layOut(bool crashed) {
        for (const char* suffix : {"-wal", "-shm", ".lock", ".reserve", ".fresh", ".fresh-wal", ".fresh-shm",
                                   ".fresh.key", ".fresh.lock", ".fresh.reserve"}) {
            std::filesystem::remove(m_rig.path() + suffix);
        }
        std::ofstream(m_rig.path(), std::ios::binary | std::ios::trunc) << (crashed ? m_crashed : m_clean);
        if (crashed) {
            std::ofstream(m_rig.path() + "-wal", std::ios::binary | std::ios::trunc) << m_log;
        }
    }
    [[nodiscard]] const std::vector<Acknowledged>& known(bool crashed) const {
        return crashed ? m_knownAfterCrash : m_known;
    }

    template <class T>
    static void tell(const Report& report, const T& answer) {
        const auto record = acknowledgedBy(answer);
        report("ack " + std::to_string(record.seq) + " " + record.leaf.hex() + "\n");
    }
    /// Adds what was acknowledged; gives the last word of a line `done WORD`, and the calls of `calls N`.
    static std::pair<std::string, std::uint64_t> read(const std::string& report, std::vector<Acknowledged>& records) {
        std::istringstream lines(report);
        std::pair<std::string, std::uint64_t> said;
        for (std::string word; lines >> word;) {
            if (word == "ack") {
                std::string leaf;
                Acknowledged record;
                lines >> record.seq >> leaf;
                record.leaf = must(Digest::fromHex(leaf));
                records.push_back(record);
            } else if (word == "done") {
                lines >> said.first;
            } else if (word == "calls") {
                lines >> said.second;
            }
        }
        return said;
    }

private:
    rig::Rig m_rig;
    rig::Agent m_agent;
    crypto::SecretBytes m_token;
    rig::Rig::Ask m_ticket;
    std::vector<Acknowledged> m_known;
    std::vector<Acknowledged> m_knownAfterCrash;
    std::string m_clean;
    std::string m_crashed;
    std::string m_log;
};

template <class T>
std::string wordOf(const Result<T>& result) {
    return result ? "yes" : std::string(codeName(result.error().code));
}

/// Runs the case's work with the trouble armed, then tells how it ended.
class Scene {
public:
    Scene(Bench& bench, const Trouble& trouble, std::uint64_t at, const Report& report)
        : m_bench(bench), m_trouble(trouble), m_at(at), m_report(report) {}

    Bench& bench() { return m_bench; }
    rig::Rig& rig() { return m_bench.rig(); }

    template <class F>
    auto troubled(F&& work) {
        std::optional<CallFailure> failure;
        if (m_trouble.fault) {
            armFault(rig().path(), m_at, *m_trouble.fault);
        } else {
            failure.emplace(m_trouble.call, m_trouble.code, m_at);
            observeFiles(&*failure);
        }
        auto result = work();
        const auto calls = m_trouble.fault ? disarmFault() : failure->seen();
        observeFiles(nullptr);
        m_report("calls " + std::to_string(calls) + "\n");
        return result;
    }
    template <class T>
    void acknowledge(const Result<T>& answer) {
        if (answer) {
            Bench::tell(m_report, *answer);
        }
    }
    void done(const std::string& word) { m_report("done " + word + "\n"); }
    void actMore() { acknowledge(rig().act(bench().session(), {})); }

private:
    Bench& m_bench;
    const Trouble& m_trouble;
    std::uint64_t m_at;
    const Report& m_report;
};

void append(Scene& scene) {
    scene.rig().open();
    const auto session = scene.bench().session();
    const auto answer = scene.troubled([&] { return scene.rig().act(session, {}); });
    scene.acknowledge(answer);
    scene.actMore();
    scene.done(answer && answer->decision == decision::Verdict::Allow ? "yes" : wordOf(answer));
}

void redeem(Scene& scene) {
    scene.rig().open();
    const auto session = scene.bench().session();
    const auto answer = scene.troubled([&] { return scene.rig().act(session, scene.bench().ticket()); });
    scene.acknowledge(answer);
    scene.acknowledge(scene.rig().act(session, scene.bench().ticket()));
    scene.done(answer && answer->decision == decision::Verdict::Allow ? "yes" : wordOf(answer));
}

void checkpoint(Scene& scene) {
    scene.rig().open();
    for (int i = 0; i < 3; ++i) {
        scene.actMore();
    }
    scene.troubled([&] {
        scene.rig().engine.reset();
        return 0;
    });
    scene.done("yes");
}

void start(Scene& scene) {
    const auto unlock = must(service::readServiceKey(scene.rig().path() + ".key"));
    auto opened = scene.troubled([&] {
        return service::Engine::open({.path = scene.rig().path(),
                                      .unlock = &unlock,
                                      .clock = &scene.rig().clock,
                                      .random = &scene.rig().random,
                                      .readers = 1});
    });
    scene.done(wordOf(opened));
    if (opened) {
        scene.rig().engine = *std::move(opened);
        scene.actMore();
    }
}

void migrate(Scene& scene) {
    const auto made = scene.troubled([&] {
        return service::createStore({.path = scene.bench().fresh(),
                                     .trustDomain = "acme.example",
                                     .firstOperator = scene.rig().alice.id,
                                     .operatorKey = &scene.rig().alice.key},
                                    scene.rig().clock, scene.rig().random);
    });
    scene.done(wordOf(made));
}

void rebuild(Scene& scene) {
    const auto rebuilt = scene.troubled([&] { return service::rebuildStore(scene.rig().path(), {}); });
    scene.done(wordOf(rebuilt));
}

/// A store that is half made is none: it is refused, or it is whole.
std::string judgeFresh(Bench& bench, const Ended& ended, const std::string& word) {
    const auto path = bench.fresh();
    const bool isThere = std::filesystem::exists(path);
    if (!ended.killed && word != "yes") {
        return isThere || std::filesystem::exists(path + ".key") ? "a store that could not be made was left behind"
                                                                 : "";
    }
    if (!isThere) {
        return word == "yes" ? "the store that was made is not there" : "";
    }
    const auto opened = store::ReadStore::open(path);
    if (!opened) {
        return word == "yes" ? "the store that was made cannot be opened: " + opened.error().detail : "";
    }
    const auto size = (*opened)->size();
    return size && (word != "yes" || *size > 0) ? "" : "the store is half made, and opens";
}

struct Scenario {
    const char* name;
    void (*run)(Scene&);
    bool onCrashed = false;
};
constexpr Scenario kScenarios[] = {{"append", append},     {"redeem", redeem},   {"checkpoint", checkpoint},
                                   {"start", start, true}, {"migrate", migrate}, {"rebuild", rebuild}};

struct Tally {
    std::uint64_t cases = 0;
    std::uint64_t lost = 0;
    std::uint64_t twice = 0;
    std::uint64_t wrong = 0;
    std::uint64_t crashed = 0;
};

/// The case with the fault at that call; the calls that it made until its end.
std::uint64_t runCase(Bench& bench, const Scenario& scenario, const Trouble& trouble, std::uint64_t at, Tally& tally) {
    bench.layOut(scenario.onCrashed);
    const auto ended = apart([&](const Report& report) {
        Scene scene(bench, trouble, at, report);
        scenario.run(scene);
        scene.rig().engine.reset();
    });
    auto records = bench.known(scenario.onCrashed);
    const auto [word, calls] = Bench::read(ended.report, records);
    if (at == 0) {
        return calls;
    }
    ++tally.cases;
    auto judgement = judge(bench.rig().path(), records);
    if (judgement.good() && scenario.run == migrate) {
        judgement.wrong = judgeFresh(bench, ended, word);
    }
    if (judgement.good()) {
        bench.rig().open();
        must(bench.rig().act(bench.session(), bench.ticket()));
        if (must(bench.rig().act(bench.session(), {})).decision != decision::Verdict::Allow) {
            judgement.wrong = "the store does not go on";
        }
        bench.rig().engine.reset();
        const auto after = judge(bench.rig().path(), records);
        judgement.lost += after.lost;
        judgement.twice += after.twice;
        judgement.wrong += after.wrong;
    }
    tally.lost += judgement.lost;
    tally.twice += judgement.twice;
    tally.wrong += judgement.wrong.empty() ? 0 : 1;
    tally.crashed += ended.crashed ? 1 : 0;
    if (!judgement.good() || ended.crashed) {
        complain(std::string(scenario.name) + ", " + trouble.name + " at call " + std::to_string(at) + ": ended `" +
                 word + "`, " + std::to_string(judgement.lost) + " lost, " + std::to_string(judgement.twice) +
                 " twice " + judgement.wrong + (ended.crashed ? " crashed" : ""));
    }
    return calls;
}

void runAll(Bench& bench, const Scenario& scenario, const Trouble& trouble, std::uint64_t most, Dice& dice,
            Tally& tally) {
    const auto calls = runCase(bench, scenario, trouble, 0, tally);
    if (calls <= most) {
        for (std::uint64_t at = 1; at <= calls; ++at) {
            runCase(bench, scenario, trouble, at, tally);
        }
        return;
    }
    // Spread over the work, one drawn of each stretch.
    for (std::uint64_t i = 0; i < most; ++i) {
        const auto from = calls * i / most;
        const auto to = calls * (i + 1) / most;
        runCase(bench, scenario, trouble, from + 1 + dice.below(to - from), tally);
    }
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    installShim();
    Bench bench;
    Dice dice(options.seed);
    Tally tally;
    const auto most = options.pick(2, UINT64_MAX);
    for (const auto& scenario : kScenarios) {
        for (const auto& trouble : kTroubles) {
            runAll(bench, scenario, trouble, most, dice, tally);
        }
    }
    const auto cases = static_cast<double>(tally.cases);
    Figure("a fault at every call: acknowledged records lost", static_cast<double>(tally.lost), "records")
        .atMost(0)
        .with("cases", cases)
        .with("seed", static_cast<double>(options.seed))
        .print();
    Figure("a fault at every call: tickets that ran twice", static_cast<double>(tally.twice), "tickets")
        .atMost(0)
        .with("cases", cases)
        .print();
    Figure("a fault at every call: stores inconsistent afterwards", static_cast<double>(tally.wrong), "stores")
        .atMost(0)
        .with("cases", cases)
        .print();
    Figure("a fault at every call: crashes and hangs", static_cast<double>(tally.crashed), "processes")
        .atMost(0)
        .with("cases", cases)
        .print();
    return exitCode();
}
