#include "tests/core/service/rig.h"

#include <QtCore/QFile>

#include <thread>

using namespace countersign;
using rig::must;

class TstEngine final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsOnlySessionsThatCount() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        const auto session = rig.session(agent);
        const auto listed = must(rig.ask(rig.alice, command::ListSessions{}));
        QCOMPARE(listed.items.size(), 1U);
        QVERIFY(listed.items.front().id == session->id);
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        QVERIFY(must(rig.ask(rig.alice, command::ListSessions{})).items.empty());
        rig.order(rig.alice, command::ResumeAgent{agent.id});
        QVERIFY(must(rig.ask(rig.alice, command::ListSessions{})).items.empty());
    }

    /// However often an agent logs in: its oldest session gives way, also to one that was opened after a restart.
    void keepsSixtyFourSessionsOfAnAgent() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        const auto other = rig.registerAgent("agent-release-02");
        const auto others = rig.session(other);
        std::vector<service::SessionAnswer> opened;
        for (int i = 0; i < 64; ++i) {
            rig.clock.pass(Duration(1));
            opened.push_back(must(rig.openSession(agent)));
        }
        const auto alive = [&](const service::SessionAnswer& one) {
            return rig.engine->findSession(one.token.bytes()).has_value();
        };
        QVERIFY(std::ranges::all_of(opened, alive));
        opened.push_back(must(rig.openSession(agent)));
        QVERIFY(!alive(opened[0]) && alive(opened[1]) && alive(opened.back()));
        rig.reopen();
        QVERIFY(!alive(opened[0]) && alive(opened[1]));
        opened.push_back(must(rig.openSession(agent)));
        QVERIFY(!alive(opened[1]) && alive(opened[2]) && alive(opened.back()));
        QCOMPARE(rig.engine->health().sessions, std::uint64_t{65});
    }

    void activatesAtTheFirstAnsweredChallenge() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        QCOMPARE(must(rig.ask(rig.alice, command::GetAgent{agent.id})).agent.state, identity::AgentState::Pending);
        const auto challenge = must(rig.engine->challenge(agent.id));
        const auto stranger = crypto::SigningKey::generate(rig.random);
        VERIFY_CODE(rig.answer(agent, challenge.message, stranger.signRaw(challenge.message)), Code::SignatureInvalid);
        const auto own = asBytes("approve-request:174325");
        const Bytes chosen(own.begin(), own.end());
        VERIFY_CODE(rig.answer(agent, chosen, agent.key.signRaw(chosen)), Code::ChallengeUnknown);
        QVERIFY(rig.answer(agent, challenge.message, agent.key.signRaw(challenge.message)).has_value());
        VERIFY_CODE(rig.answer(agent, challenge.message, agent.key.signRaw(challenge.message)), Code::ChallengeUsed);
        QCOMPARE(must(rig.ask(rig.alice, command::GetAgent{agent.id})).agent.state, identity::AgentState::Active);
        const auto late = must(rig.engine->challenge(agent.id));
        rig.clock.pass(Duration(61'000));
        VERIFY_CODE(rig.answer(agent, late.message, agent.key.signRaw(late.message)), Code::ChallengeExpired);
    }

    void allowsDeniesHoldsAndRedeemsOnce() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);

        const auto allowed = must(rig.act(session, {}));
        QCOMPARE(allowed.decision, decision::Verdict::Allow);
        const auto denied = must(rig.act(session, {.resource = {{"repo", "other/api"}}}));
        QCOMPARE(denied.decision, decision::Verdict::Deny);
        QCOMPARE(denied.code, std::string("resource_not_granted"));
        QVERIFY(!denied.explanation.needed.empty());

        rig::Rig::Ask merge{.action = "pr.merge"};
        const auto held = must(rig.act(session, merge));
        QCOMPARE(held.decision, decision::Verdict::Hold);
        QVERIFY(held.approval.has_value());
        merge.approval = held.approval->id;
        QCOMPARE(must(rig.act(session, merge)).code, std::string("approval_pending"));
        QVERIFY(rig.decide(rig.bob, held.approval->id).has_value());
        VERIFY_CODE(rig.decide(rig.bob, held.approval->id), Code::AlreadyDecided);

        auto changed = merge;
        changed.arguments = {{"title", "Fix the build "}};
        const auto mismatch = must(rig.act(session, changed));
        QCOMPARE(mismatch.code, std::string("approval_mismatch"));
        QCOMPARE(mismatch.request, held.request);

        const auto redeemed = must(rig.act(session, merge));
        QCOMPARE(redeemed.decision, decision::Verdict::Allow);
        QVERIFY(redeemed.ticket.has_value());
        QCOMPARE(redeemed.ticket->decisions.size(), 1U);
        QVERIFY(crypto::verify(rig.bob.key.publicKey(), crypto::Domain::Approval,
                               asBytes(redeemed.ticket->decisions[0].payload),
                               redeemed.ticket->decisions[0].signature));
        QCOMPARE(must(rig.act(session, merge)).code, std::string("approval_consumed"));

        const auto audit = must(rig.ask(rig.alice, command::ListAudit{"approval = " + held.approval->id.text(), {}}));
        QCOMPARE(audit.items.size(), 7U);
        const auto report = must(rig.ask(rig.alice, command::Verify{}));
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
    }

    void oneOfManyThreadsRedeems() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.approval = must(rig.act(session, merge)).approval->id;
        QVERIFY(rig.decide(rig.bob, *merge.approval).has_value());
        std::atomic<int> allowed = 0;
        std::atomic<int> consumed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 64; ++i) {
                threads.emplace_back([&] {
                    const auto answer = must(rig.act(session, merge));
                    allowed += answer.decision == decision::Verdict::Allow ? 1 : 0;
                    consumed += answer.code == "approval_consumed" ? 1 : 0;
                });
            }
        }
        QCOMPARE(allowed.load(), 1);
        QCOMPARE(consumed.load(), 63);
    }

    void suspensionKillsAndResumingRevivesNothing() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto opened = must(rig.openSession(agent));
        const auto session = must(rig.engine->findSession(opened.token.bytes()));
        rig::Rig::Ask approved{.action = "pr.merge"};
        approved.approval = must(rig.act(session, approved)).approval->id;
        QVERIFY(rig.decide(rig.bob, *approved.approval).has_value());
        rig::Rig::Ask pending{.action = "pr.merge"};
        const auto waiting = must(rig.act(session, pending)).approval->id;

        rig.order(rig.alice, command::SuspendAgent{agent.id});
        VERIFY_CODE(rig.engine->findSession(opened.token.bytes()), Code::AgentSuspended);
        QCOMPARE(must(rig.act(session, approved)).decision, decision::Verdict::Deny);
        rig.order(rig.alice, command::ResumeAgent{agent.id});
        VERIFY_CODE(rig.engine->findSession(opened.token.bytes()), Code::SessionDead);
        const auto fresh = rig.session(agent);
        QCOMPARE(must(rig.act(fresh, approved)).code, std::string("approval_lapsed"));
        VERIFY_CODE(rig.decide(rig.bob, waiting), Code::ApprovalLapsed);
    }

    void comesBackAsItWas() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto opened = must(rig.openSession(agent));
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.approval = must(rig.act(must(rig.engine->findSession(opened.token.bytes())), merge)).approval->id;
        QVERIFY(rig.decide(rig.bob, *merge.approval).has_value());
        rig.reopen();
        const auto session = must(rig.engine->findSession(opened.token.bytes()));
        QCOMPARE(must(rig.act(session, merge)).decision, decision::Verdict::Allow);
        rig.reopen();
        const auto again = must(rig.engine->findSession(opened.token.bytes()));
        QCOMPARE(must(rig.act(again, merge)).code, std::string("approval_consumed"));
    }

    void answersAreCanonicalJson() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.key = "k-1";
        const auto held = must(rig.act(session, merge));
        QVERIFY(rig.decide(rig.bob, held.approval->id).has_value());
        rig::Rig::Ask redeem = merge;
        redeem.approval = held.approval->id;
        redeem.key = "k-2";
        const auto redeemed = must(rig.act(session, redeem));
        const auto again = must(rig.act(session, redeem));
        QVERIFY(redeemed.ticket && again.previous);
        const rig::Rig::Ask refused{.action = "db.drop"};
        for (const auto& answer :
             {must(rig.act(session, {})), must(rig.act(session, refused)), held, redeemed, again}) {
            const auto text = service::answerJson(answer);
            const auto value = must(json::parse(text));
            QCOMPARE(json::canonical(value), text);
            const auto& members = *value.asObject();
            QCOMPARE(*members.find("decision")->asString(), std::string(decision::verdictName(answer.decision)));
            QCOMPARE(members.find("explanation")->asObject()->find("gates")->asArray()->size(),
                     answer.explanation.gates.size());
            QCOMPARE(members.find("reasons")->asArray()->size(), answer.reasons.size());
            QCOMPARE(members.find("approval") != nullptr, answer.approval.has_value());
            QCOMPARE(members.find("ticket") != nullptr, answer.ticket.has_value());
            QCOMPARE(members.find("previous") != nullptr, answer.previous.has_value());
        }
    }

    void repeatsAnIdempotentCallAndRefusesAnother() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        rig::Rig::Ask ask;
        ask.key = "k-1";
        const auto first = must(rig.act(session, ask));
        const auto second = must(rig.act(session, ask));
        QCOMPARE(second.repeat, service::answerJson(first));
        ask.arguments = {{"title", "other"}};
        VERIFY_CODE(rig.act(session, ask), Code::IdempotencyConflict);
    }

    void refusesWhileTheClockIsSuspect() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        QCOMPARE(must(rig.act(session, {})).decision, decision::Verdict::Allow);
        rig.clock.jumpWall(Duration(6 * 60 * 1000));
        QCOMPARE(must(rig.act(session, {})).code, std::string("clock_suspect"));
        QCOMPARE(rig.engine->health().state, std::string("clock_suspect"));
        rig.order(rig.alice, command::AcceptClock{rig.clock.wallNow()});
        QCOMPARE(rig.engine->health().state, std::string("ok"));
    }

    void noticesAnUnlinkedStore() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        QVERIFY(QFile::remove(QString::fromStdString(rig.path())));
        VERIFY_CODE(rig.act(session, {}), Code::StoreReplaced);
        VERIFY_CODE(rig.act(session, {}), Code::StoreReplaced);
    }

    void goesOnWhenTheStoreIsBackInItsPlace() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        const auto path = QString::fromStdString(rig.path());
        QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
        // Before anybody writes.
        QCOMPARE(rig.engine->health().state, std::string("store_replaced"));
        VERIFY_CODE(rig.ask(rig.alice, command::ListAgents{}), Code::StoreReplaced);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{}), Code::StoreReplaced);
        QCOMPARE(must(rig.ask(rig.alice, command::GetStore{})).state, std::string("store_replaced"));
        VERIFY_CODE(rig.act(session, {}), Code::StoreReplaced);
        VERIFY_CODE(rig.submit(rig.alice, command::SuspendAgent{agent.id}), Code::StoreReplaced);
        QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
        QCOMPARE(rig.engine->health().state, std::string("ok"));
        QCOMPARE(must(rig.act(session, {})).decision, decision::Verdict::Allow);
        QCOMPARE(must(rig.ask(rig.alice, command::ListAgents{})).items.size(), 1U);
    }

    void oneStrangerLeavesOthersRoomToEnrol() {
        rig::Rig rig;
        const auto enrol = [&rig](int number, const char* address) {
            const auto key = crypto::SigningKey::generate(rig.random);
            identity::Enrolment enrolment;
            enrolment.agent = must(identity::AgentId::parse("agent-" + std::to_string(number)));
            enrolment.owner = must(identity::UserId::parse("user_9"));
            enrolment.key = key.publicKey();
            enrolment.at = rig.clock.wallNow();
            enrolment.possession =
                key.sign(crypto::Domain::Possession, asBytes(json::canonical(enrolment.signedBody())));
            return rig::await<identity::Enrolment>([&](auto done) {
                rig.engine->enrol({.enrolment = enrolment, .sourceAddress = address}, std::move(done));
            });
        };
        const auto first = must(enrol(0, "10.0.0.1"));
        for (int number = 1; number < 20; ++number) {
            QVERIFY(enrol(number, "10.0.0.1").has_value());
        }
        VERIFY_CODE(enrol(20, "10.0.0.1"), Code::TooManyPending);
        QVERIFY(enrol(20, "10.0.0.2").has_value());
        rig.order(rig.alice, command::RejectEnrolment{first.id});
        QVERIFY(enrol(21, "10.0.0.1").has_value());
        for (int number = 100; number < 120; ++number) {
            QVERIFY(enrol(number, number % 2 == 0 ? "2001:db8::1" : "2001:db8::ffff:1").has_value());
        }
        VERIFY_CODE(enrol(120, "2001:db8::2"), Code::TooManyPending);
        QVERIFY(enrol(120, "2001:db8:0:1::2").has_value());
    }

    void refusesReplayedAndForgedCommands() {
        rig::Rig rig;
        const auto store = rig.engine->state()->world.store;
        const command::AddUser add{.id = must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}};
        const auto good =
            must(wire::signCommand(add, rig.alice.id, rig.alice.key, store, rig.clock.wallNow(), rig.random));
        QVERIFY(rig.submitSigned(good).has_value());
        VERIFY_CODE(rig.submitSigned(good), Code::CommandReplayed);
        auto forged = must(wire::signCommand(add, rig.alice.id, rig.bob.key, store, rig.clock.wallNow(), rig.random));
        VERIFY_CODE(rig.submitSigned(forged), Code::KeyUnknown);
        const auto late = must(wire::signCommand(add, rig.alice.id, rig.alice.key, store,
                                                 rig.clock.wallNow() - Duration(31'000), rig.random));
        VERIFY_CODE(rig.submitSigned(late), Code::CommandStale);
        VERIFY_CODE(rig.submit(rig.bob, add), Code::Forbidden);
    }
};

QTEST_GUILESS_MAIN(TstEngine)
#include "tst_engine.moc"
