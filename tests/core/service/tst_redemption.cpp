#include "core/decision/decision.h"
#include "core/service/redemption_p.h"
#include "tests/core/service/rig.h"

#include <functional>

using namespace countersign;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";

/// A merge that was held, and what its agent presents to run it.
struct Held {
    Held() : agent(rig.registerAgent(kAgent)) {
        grant = rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        session = rig.session(agent);
        ask.action = "pr.merge";
        const auto answer = must(rig.act(session, ask));
        ask.approval = answer.approval->id;
        request = answer.request;
    }

    [[nodiscard]] ApprovalId id() const { return *ask.approval; }
    approval::State state() { return must(rig.ask(rig.alice, command::GetApproval{id()})).request.state; }
    void approve() { must(rig.decide(rig.bob, id())); }
    void renewSession() { session = rig.session(agent); }
    void suspendAndResume() {
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        rig.order(rig.alice, command::ResumeAgent{agent.id});
        renewSession();
    }
    Result<service::ActionAnswer> present() { return rig.act(session, ask); }
    Result<service::ActionAnswer> presentOther() {
        auto other = ask;
        other.arguments = {{"title", "Fix the guild"}};
        return rig.act(session, other);
    }

    rig::Rig rig;
    rig::Agent agent;
    GrantId grant;
    std::shared_ptr<const service::Session> session;
    rig::Rig::Ask ask;
    std::optional<RequestId> request;
};

/// A published bundle that allows everything, or nothing.
class Published final : public policy::Engine {
public:
    Published(std::uint8_t version, bool allow) : m_version(std::array<std::uint8_t, 32>{version}), m_allow(allow) {}
    [[nodiscard]] Result<policy::PolicyAnswer> evaluate(const json::Value&) const override {
        return policy::PolicyAnswer{.allow = m_allow, .deny = {}, .hold = {}, .rules = {}};
    }
    [[nodiscard]] const Digest& version() const override { return m_version; }

private:
    Digest m_version;
    bool m_allow;
};

using State = approval::State;

/// One way to have no right, or no more: what is done, then what the attempt is answered, and what the ticket is after
/// it.
struct Way {
    const char* name;
    std::function<void(Held&)> lose;
    const char* code;
    State after;
};

const std::vector<Way>& ways() {
    static const std::vector<Way> all = {
        {"nobody decided yet", [](Held&) {}, "approval_pending", State::Pending},
        {"somebody denied it",
         [](Held& held) { must(held.rig.decide(held.rig.bob, held.id(), approval::Verdict::Deny)); }, "approval_denied",
         State::Denied},
        {"its agent withdrew it",
         [](Held& held) {
             must(rig::await<service::ActionAnswer>(
                 [&](auto done) { held.rig.engine->withdraw(held.session, *held.request, std::move(done)); }));
         },
         "approval_withdrawn", State::Withdrawn},
        {"nobody decided in time",
         [](Held& held) {
             held.rig.clock.pass(Duration(15 * 60'000));
             held.renewSession();
         },
         "approval_lapsed", State::Lapsed},
        {"it was approved and not used in time",
         [](Held& held) {
             held.approve();
             held.rig.clock.pass(Duration(5 * 60'000));
             held.renewSession();
         },
         "approval_expired", State::Lapsed},
        {"ten attempts at something else",
         [](Held& held) {
             held.approve();
             for (int i = 0; i < 10; ++i) {
                 QCOMPARE(must(held.presentOther()).code, std::string("approval_mismatch"));
             }
         },
         "approval_lapsed", State::Lapsed},
        {"it was used",
         [](Held& held) {
             held.approve();
             QCOMPARE(must(held.present()).decision, decision::Verdict::Allow);
         },
         "approval_consumed", State::Consumed},
        {"who approved is no operator any more",
         [](Held& held) {
             held.approve();
             held.rig.order(held.rig.alice, command::DisableOperator{held.rig.bob.id});
         },
         "approver_not_live", State::Approved},
        {"the grant was revoked",
         [](Held& held) {
             held.approve();
             held.rig.order(held.rig.alice, command::RevokeGrant{held.grant});
         },
         "scope_not_granted", State::Approved},
        {"another grant took its place",
         [](Held& held) {
             held.approve();
             held.rig.order(held.rig.alice, command::RevokeGrant{held.grant});
             held.rig.grant(held.agent, "pr:merge", "repo=acme/*", rig::Rig::held());
         },
         "authority_changed", State::Approved},
        {"more people are demanded",
         [](Held& held) {
             held.approve();
             held.rig.grant(held.agent, "pr:*", "repo=acme/*", rig::Rig::held());
         },
         "authority_changed", State::Approved},
        {"its agent was suspended and resumed",
         [](Held& held) {
             held.approve();
             held.suspendAndResume();
         },
         "approval_lapsed", State::Lapsed},
        {"its agent has another key",
         [](Held& held) {
             held.approve();
             held.rig.clock.pass(Duration(1));
             held.agent.key = crypto::SigningKey::generate(held.rig.random);
             held.rig.order(held.rig.alice,
                            command::RotateAgentKey{held.agent.id, held.agent.key.publicKey(), std::nullopt});
             held.renewSession();
         },
         "approval_lapsed", State::Lapsed},
        {"nobody knows what time it is",
         [](Held& held) {
             held.approve();
             held.rig.clock.jumpWall(Duration(-60'000));
         },
         "clock_suspect", State::Approved},
    };
    return all;
}

} // namespace

/// Every way in which a presented approval allows nothing: what the agent is told, which record says so, and what the
/// ticket is afterwards, also for an engine that opens the store anew.
class TstRedemption final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data() {
        QTest::addColumn<std::size_t>("way");
        for (std::size_t i = 0; i < ways().size(); ++i) {
            QTest::newRow(ways()[i].name) << i;
        }
    }
    void refuses() {
        QFETCH(const std::size_t, way);
        const auto& [name, lose, code, after] = ways()[way];
        Held held;
        lose(held);
        const auto before = held.rig.engine->state()->size;
        const auto answer = must(held.present());
        QCOMPARE(answer.decision, decision::Verdict::Deny);
        QCOMPARE(answer.code, std::string(code));
        QVERIFY(!answer.ticket.has_value());
        QVERIFY(answer.request == held.request);
        QCOMPARE(held.rig.engine->state()->size, before + 1);
        QCOMPARE(answer.record.seq, before);
        checkRecord(held, answer.record.seq, code);
        QCOMPARE(held.state(), after);
        held.rig.reopen();
        QCOMPARE(held.state(), after);
        const auto report = must(held.rig.ask(held.rig.alice, command::Verify{}));
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
    }

    void aForeignAgentUsesNothingUp() {
        Held held;
        held.approve();
        const auto other = held.rig.registerAgent("agent-docs-02");
        held.rig.grant(other, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto answer = must(held.rig.act(held.rig.session(other), held.ask));
        QCOMPARE(answer.code, std::string("approval_foreign"));
        checkRecord(held, answer.record.seq, "approval_foreign");
        QCOMPARE(held.state(), State::Approved);
        QCOMPARE(must(held.rig.ask(held.rig.alice, command::ListApprovals{})).items.size(), std::size_t{1});
        QCOMPARE(must(held.present()).decision, decision::Verdict::Allow);
    }

    void nineMistakesLeaveTheTicket() {
        Held held;
        held.approve();
        for (int i = 0; i < 9; ++i) {
            const auto answer = must(held.presentOther());
            QCOMPARE(answer.code, std::string("approval_mismatch"));
            checkRecord(held, answer.record.seq, "approval_mismatch");
            QCOMPARE(held.state(), State::Approved);
        }
        QCOMPARE(must(held.present()).decision, decision::Verdict::Allow);
    }

    void anApprovalThatNeverWasIsARecordToo() {
        Held held;
        const auto wanted = held.ask.approval;
        held.ask.approval = ApprovalId::generate(held.rig.random);
        const auto answer = must(held.present());
        QCOMPARE(answer.code, std::string("approval_unknown"));
        checkRecord(held, answer.record.seq, "approval_unknown");
        held.ask.approval = wanted;
        QCOMPARE(held.state(), State::Pending);
    }

    /// Revoked, an agent has neither a request that waits nor a ticket.
    void aRevokedAgentHasNothingLeft() {
        Held held;
        auto second = held.ask;
        second.approval.reset();
        second.reason += "!";
        const auto waiting = must(held.rig.act(held.session, second)).approval->id;
        held.approve();
        held.rig.order(held.rig.alice, command::RevokeAgent{held.agent.id});
        QCOMPARE(held.state(), State::Lapsed);
        QCOMPARE(must(held.rig.ask(held.rig.alice, command::GetApproval{waiting})).request.state, State::Lapsed);
        VERIFY_CODE(held.rig.decide(held.rig.bob, waiting), Code::ApprovalLapsed);
        const auto answer = must(held.present());
        QCOMPARE(answer.decision, decision::Verdict::Deny);
        checkRecord(held, answer.record.seq, answer.code.c_str());
    }

    /// Nobody approved what another policy version says, even if that lets the same pass.
    void anApprovalIsOfOnePolicyVersion() {
        Held held;
        held.approve();
        auto approved = must(held.rig.ask(held.rig.alice, command::GetApproval{held.id()})).request;
        auto world = held.rig.engine->state()->world;
        const decision::Request asked{.agent = held.agent.id,
                                      .key = held.session->key,
                                      .epoch = held.session->epoch,
                                      .delegation = {},
                                      .action = held.ask.action,
                                      .resource = held.ask.resource,
                                      .arguments = held.ask.arguments,
                                      .sourceAddress = "127.0.0.1"};
        const auto today = [&] {
            return service::checkUnchanged(approved, decision::decide(world, asked, held.rig.clock.wallNow()));
        };
        QVERIFY(today().has_value());
        world.policy = std::make_shared<Published>(1, true);
        VERIFY_CODE(today(), Code::PolicyChanged);
        approved.policy = world.policy->version();
        QVERIFY(today().has_value());
        world.policy = std::make_shared<Published>(2, true);
        VERIFY_CODE(today(), Code::PolicyChanged);
        world.policy = nullptr;
        VERIFY_CODE(today(), Code::PolicyChanged);
        world.policy = std::make_shared<Published>(1, false);
        VERIFY_CODE(today(), Code::PolicyDenied);
    }

private:
    static void checkRecord(Held& held, std::uint64_t seq, const char* code) {
        const auto record = must(held.rig.ask(held.rig.alice, command::GetRecord{seq})).row.record;
        QCOMPARE(record->kind, ledger::Kind::Redemption);
        QCOMPARE(record->outcome, ledger::Outcome::Deny);
        QCOMPARE(record->reasons.size(), std::size_t{1});
        QCOMPARE(record->reasons[0].code, std::string(code));
        QVERIFY(record->approval == held.id());
    }
};

QTEST_GUILESS_MAIN(TstRedemption)
#include "tst_redemption.moc"
