#include "tests/core/service/rig.h"

#include <csignal>
#include <sys/resource.h>

using namespace countersign;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";

/// While it lives no file grows beyond so many bytes: what is larger finds no room, and the reserve cannot come back.
class Tight {
public:
    explicit Tight(rlim_t bytes) : m_ignored(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~Tight() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_ignored);
    }
    Tight(const Tight&) = delete;
    Tight& operator=(const Tight&) = delete;

private:
    void (*m_ignored)(int);
    rlimit m_before{};
};

} // namespace

/// A disk without room: nobody gets a right, and everybody can still be stopped.
class TstFullDisk final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deniesSuspendsAndRevokes() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto other = rig.registerAgent("agent-docs-02");
        for (const auto& each : {&agent, &other}) {
            rig.grant(*each, "pr:create", "repo=acme/*");
            rig.grant(*each, "pr:merge", "repo=acme/*", rig::Rig::held());
        }
        const auto grant = rig.grant(other, "db:read", "repo=acme/*");
        const auto session = rig.session(agent);
        const auto others = rig.session(other);
        const rig::Rig::Ask merge{.action = "pr.merge"};
        auto ticket = merge;
        ticket.approval = must(rig.act(session, merge)).approval->id;
        must(rig.decide(rig.bob, *ticket.approval));
        const auto denied = must(rig.act(others, {.action = "pr.merge"})).approval->id;
        const auto waiting = must(rig.act(others, {.action = "pr.merge"})).approval->id;
        // The write-ahead log is folded away, so that there is room to fill.
        rig.reopen();
        {
            const Tight tight(800 * 1024);
            const rig::Rig::Ask huge{.arguments = {{"text", std::string(900'000, 'x')}}};
            VERIFY_CODE(rig.act(others, huge), Code::StoreFull);
            QCOMPARE(rig.engine->health().state, std::string("full"));
            const auto size = rig.engine->state()->size;
            VERIFY_CODE(rig.act(others, {}), Code::StoreFull);
            VERIFY_CODE(rig.act(session, ticket), Code::StoreFull);
            VERIFY_CODE(rig.openSession(other), Code::StoreFull);
            VERIFY_CODE(rig.decide(rig.bob, waiting), Code::StoreFull);
            VERIFY_CODE(rig.submit(rig.alice, command::ResumeAgent{agent.id}), Code::StoreFull);
            QCOMPARE(rig.engine->state()->size, size);
            QVERIFY(rig.decide(rig.bob, denied, approval::Verdict::Deny).has_value());
            QVERIFY(rig.submit(rig.alice, command::SuspendAgent{agent.id}).has_value());
            QVERIFY(rig.submit(rig.alice, command::RevokeGrant{grant}).has_value());
            QVERIFY(rig.submit(rig.alice, command::RevokeAgent{other.id}).has_value());
            QVERIFY(rig.submit(rig.alice, command::DisableOperator{rig.bob.id}).has_value());
            QCOMPARE(rig.engine->state()->size, size + 5);
        }
        // There is room again. What was taken away stays so, what was refused ran nowhere.
        VERIFY_CODE(rig.openSession(agent), Code::AgentSuspended);
        VERIFY_CODE(rig.openSession(other), Code::AgentRevoked);
        QCOMPARE(must(rig.act(session, ticket)).decision, decision::Verdict::Deny);
        QCOMPARE(rig.engine->health().state, std::string("ok"));
        QCOMPARE(must(rig.ask(rig.alice, command::GetApproval{denied})).request.state, approval::State::Denied);
        QCOMPARE(must(rig.ask(rig.alice, command::GetApproval{waiting})).request.state, approval::State::Lapsed);
        rig.reopen();
        const auto report = must(rig.ask(rig.alice, command::Verify{}));
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
        QCOMPARE(must(rig.ask(rig.alice, command::GetAgent{other.id})).agent.state, identity::AgentState::Revoked);
    }
};

QTEST_GUILESS_MAIN(TstFullDisk)
#include "tst_full_disk.moc"
