// Power cuts, simulated: everything that SQLite writes and syncs while an engine works is recorded; out of it come the
// disks that a cut at any moment could leave, with the unsynced writes lost in four ways. Each is opened by the
// product. The control runs at synchronous=NORMAL, where such cuts must lose records, or the simulation proves nothing.

#include "tests/proof/judge.h"

#include <QtCore/QCoreApplication>

#include <sqlite3.h>

#include <filesystem>
#include <thread>

using namespace countersign;
using namespace countersign::proof;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";

/// The connection of this process that writes, opened last: through it the control changes what the product set.
std::atomic<sqlite3*> lastWriter = nullptr;

extern "C" int noteConnection(sqlite3* connection, const char**, const sqlite3_api_routines*) {
    if (sqlite3_db_readonly(connection, "main") == 0) {
        lastWriter.store(connection);
    }
    return SQLITE_OK;
}

/// A store at work, recorded.
class Work {
public:
    Work() : m_agent(m_rig.registerAgent(kAgent)) {
        m_rig.grant(m_agent, "pr:create", "repo=acme/*");
        m_rig.grant(m_agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        m_rig.reopen();
        m_session = m_rig.session(m_agent);
        m_rig.reopen();
        m_session = m_rig.session(m_agent);
        m_recording.emplace(m_rig.path());
        observeFiles(&*m_recording);
    }
    ~Work() { observeFiles(nullptr); }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    rig::Rig& rig() { return m_rig; }
    Recording& recording() { return *m_recording; }

    void act(rig::Rig::Ask ask = {}) { m_recording->acknowledge(acknowledgedBy(must(m_rig.act(m_session, ask)))); }
    void order(command::Command command) {
        m_recording->acknowledge(acknowledgedBy(m_rig.order(m_rig.alice, std::move(command))));
    }
    /// Asks, has it approved, redeems.
    void countersigned(int number) {
        rig::Rig::Ask ask{.action = "pr.merge", .arguments = {{"number", json::Value::integer(number)}}};
        const auto held = must(m_rig.act(m_session, ask));
        m_recording->acknowledge(acknowledgedBy(held));
        ask.approval = held.approval->id;
        m_recording->acknowledge(acknowledgedBy(must(m_rig.decide(m_rig.bob, *ask.approval))));
        const auto done = must(m_rig.act(m_session, ask));
        if (done.decision != decision::Verdict::Allow) {
            qFatal("a countersigned request was not allowed: %s", done.code.c_str());
        }
        m_recording->acknowledge(acknowledgedBy(done));
        m_redeemed.emplace_back(acknowledgedBy(done), ask);
    }
    void stopRecording() {
        observeFiles(nullptr);
        m_rig.engine.reset();
    }

    /// Cuts the power, starts again; whether everything was as it must be.
    Judgement cut(std::size_t moment, Loss loss, Dice& dice, double& recovery) {
        m_rig.engine.reset();
        std::filesystem::remove(m_rig.path() + "-shm");
        m_recording->restoreTo(m_rig.path(), moment, loss, dice);
        auto judgement = judge(m_rig.path(), m_recording->acknowledgedUntil(moment));
        if (judgement.good()) {
            const Watch watch;
            m_rig.open();
            recovery = std::max(recovery, watch.seconds());
            goOn(judgement);
        }
        return judgement;
    }

private:
    /// What was redeemed stays so, and new work is done.
    void goOn(Judgement& judgement) {
        const auto session = m_rig.session(m_agent);
        for (const auto& [record, ask] : m_redeemed) {
            if (record.seq < judgement.records) {
                judgement.twice += must(m_rig.act(session, ask)).decision == decision::Verdict::Allow ? 1 : 0;
            }
        }
        if (must(m_rig.act(session, {})).decision != decision::Verdict::Allow) {
            judgement.wrong = "the store does not go on";
        }
    }

    rig::Rig m_rig;
    rig::Agent m_agent;
    std::shared_ptr<const service::Session> m_session;
    std::optional<Recording> m_recording;
    std::vector<std::pair<Acknowledged, rig::Rig::Ask>> m_redeemed;
};

void actions(Work& work) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&work] {
            for (int i = 0; i < 25; ++i) {
                work.act();
            }
        });
    }
}

void approvals(Work& work) {
    for (int i = 0; i < 12; ++i) {
        work.countersigned(i);
    }
}

void orders(Work& work) {
    for (int i = 0; i < 20; ++i) {
        const auto user = must(identity::UserId::parse("person-" + std::to_string(i)));
        work.order(command::AddUser{.id = user, .displayName = {}, .aliasOf = {}});
        work.act();
        work.order(command::DisableUser{user});
    }
}

/// Closing moves the log into the file.
void reopening(Work& work) {
    for (int i = 0; i < 6; ++i) {
        work.act();
        work.countersigned(i);
        work.rig().reopen();
    }
}

/// The log becomes so long that it is moved into the file while others write.
void large(Work& work) {
    for (int i = 0; i < 24; ++i) {
        work.act({.arguments = {{"text", std::string(900'000, 'x')}}});
        work.act();
    }
}

struct Workload {
    const char* name;
    void (*run)(Work&);
};
constexpr Workload kWorkloads[] = {
    {"actions", actions}, {"approvals", approvals}, {"orders", orders}, {"reopening", reopening}, {"large", large}};
constexpr std::pair<const char*, Loss> kLosses[] = {
    {"unsynced", Loss::Unsynced}, {"subset", Loss::Subset}, {"torn", Loss::Torn}, {"reordered", Loss::Reordered}};

struct Tally {
    std::uint64_t cuts = 0;
    std::uint64_t lost = 0;
    std::uint64_t twice = 0;
    std::uint64_t unreadable = 0;
    std::uint64_t losingCuts = 0;
    double recovery = 0;
};

void cutOften(Work& work, const char* workload, std::uint64_t each, Dice& dice, Tally& tally) {
    for (const auto& [name, loss] : kLosses) {
        for (std::uint64_t i = 0; i < each; ++i) {
            const auto moment = dice.below(work.recording().size() + 1);
            const auto judgement = work.cut(moment, loss, dice, tally.recovery);
            ++tally.cuts;
            tally.lost += judgement.lost;
            tally.twice += judgement.twice;
            tally.losingCuts += judgement.lost > 0 ? 1 : 0;
            tally.unreadable += judgement.wrong.empty() ? 0 : 1;
            if (!judgement.good()) {
                complain(std::string(workload) + ", " + name + ", cut at " + std::to_string(moment) + " of " +
                         std::to_string(work.recording().size()) + ": " + std::to_string(judgement.lost) + " lost, " +
                         std::to_string(judgement.twice) + " twice " + judgement.wrong);
            }
        }
    }
}

/// The same at synchronous=NORMAL: how many cuts lost something.
Tally control(std::uint64_t cuts, Dice& dice) {
    Tally tally;
    Work work;
    if (sqlite3_exec(lastWriter, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr) != SQLITE_OK) {
        qFatal("the control cannot be set up");
    }
    actions(work);
    work.stopRecording();
    for (std::uint64_t i = 0; i < cuts; ++i) {
        const auto moment = dice.below(work.recording().size() + 1);
        const auto judgement = work.cut(moment, Loss::Unsynced, dice, tally.recovery);
        ++tally.cuts;
        tally.losingCuts += judgement.lost > 0 ? 1 : 0;
    }
    return tally;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    installShim();
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(noteConnection));
    Dice dice(options.seed);
    const auto each =
        std::max<std::uint64_t>(1, options.pick(100, 5000) / (std::size(kWorkloads) * std::size(kLosses)));
    Tally tally;
    for (const auto& workload : kWorkloads) {
        Work work;
        workload.run(work);
        work.stopRecording();
        cutOften(work, workload.name, each, dice, tally);
    }
    const auto losing = control(options.isLong ? 500 : 25, dice);
    const auto cuts = static_cast<double>(tally.cuts);
    const auto seed = static_cast<double>(options.seed);
    Figure("power cuts: acknowledged records lost", static_cast<double>(tally.lost), "records")
        .atMost(0)
        .with("cuts", cuts)
        .with("seed", seed)
        .print();
    Figure("power cuts: tickets that ran twice", static_cast<double>(tally.twice), "tickets")
        .atMost(0)
        .with("cuts", cuts)
        .print();
    Figure("power cuts: stores that did not verify", static_cast<double>(tally.unreadable), "stores")
        .atMost(0)
        .with("cuts", cuts)
        .print();
    Figure("power cuts: longest start afterwards", tally.recovery * 1e3, "ms").print();
    Figure("power cuts at synchronous=NORMAL, the control: cuts that lost records",
           static_cast<double>(losing.losingCuts), "cuts")
        .atLeast(1)
        .with("cuts", static_cast<double>(losing.cuts))
        .print();
    return exitCode();
}
