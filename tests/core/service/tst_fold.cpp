#include "tests/core/service/sample.h"

#include <QTest>

namespace countersign::service {

using namespace test;

namespace {

const identity::AgentId kAgent = agentId("reviewer");

/// A store with one active agent and two approvers.
SampleStore working() {
    SampleStore store;
    const bool ready = store.begun && store.registerAgent("reviewer", 10) && store.openSession(kAgent) &&
                       store.addApprover("bob", 20) && store.addApprover("carol", 21);
    store.begun = ready;
    return store;
}

const identity::Agent& agentIn(const SampleStore& store) {
    return *store.state.world.directory.agent(kAgent);
}

delegation::Grant grantTo(SampleStore& store) {
    return {.id = GrantId::generate(store.random),
            .to = subject("agent:reviewer"),
            .scopes = scopes("pr:*"),
            .resources = {},
            .conditions = {},
            .hold = {},
            .expires = std::nullopt,
            .created = {}};
}

} // namespace

class TstFold : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstRecordMakesTheStore() {
        const SampleStore store;
        QVERIFY(store.begun);
        QCOMPARE(store.state.world.trustDomain, std::string("acme.example"));
        QVERIFY(!store.state.world.store.empty());
        const auto* alice = store.state.world.directory.findOperator(operatorId("alice"));
        QVERIFY(alice != nullptr);
        QCOMPARE(alice->roles.size(), std::size_t{5});
        QVERIFY(store.state.world.directory.user(userId("alice")) != nullptr);
        QCOMPARE(store.state.size, std::uint64_t{1});
        QCOMPARE(store.state.world.version, std::uint64_t{1});
        QCOMPARE(store.state.world.directory.operators().size(), std::size_t{1});
    }

    void theFirstVerifiedChallengeActivates() {
        SampleStore store;
        QVERIFY(store.registerAgent("reviewer", 10));
        QCOMPARE(agentIn(store).state, identity::AgentState::Pending);
        QCOMPARE(agentIn(store).epoch, std::uint64_t{1});
        QVERIFY(store.openSession(kAgent));
        QCOMPARE(agentIn(store).state, identity::AgentState::Active);
        QCOMPARE(store.state.world.version, store.state.size);
        QVERIFY(store.openSession(kAgent));
        QVERIFY(store.last.empty());
        QCOMPARE(store.state.world.version, store.state.size - 1);
    }

    void anEnrolmentWaitsForAnAdmin() {
        auto store = working();
        identity::Enrolment enrolment;
        enrolment.id = EnrolmentId::generate(store.random);
        enrolment.agent = agentId("walker");
        enrolment.owner = userId("bob");
        enrolment.key = publicKey(30);
        auto fields = store.fieldsOf(ledger::Kind::Authentication, ledger::Outcome::Done, enrolment.agent);
        fields.data.set("enrolment", wire::toJson(enrolment));
        QVERIFY(store.append(fields));
        QVERIFY(store.state.world.directory.agent(enrolment.agent) == nullptr);
        QVERIFY(store.order(command::ActivateAgent{.id = enrolment.agent, .enrolment = enrolment.id}));
        const auto* agent = store.state.world.directory.agent(enrolment.agent);
        QCOMPARE(agent->state, identity::AgentState::Active);
        QCOMPARE(agent->origin, identity::Origin::Enrolled);
        QVERIFY(agent->keys.validAt(publicKey(30).thumbprint(), store.now) != nullptr);
        QCOMPARE(store.state.enrolments.size(), std::size_t{0});
        QVERIFY(store.store.tables[store::EntityKind::Enrolment].empty());
    }

    void suspensionEndsWhatWasOpenForGood() {
        auto store = working();
        const auto held = store.request(kAgent);
        QVERIFY(store.hold(held));
        QCOMPARE(store.openOf(kAgent), std::size_t{1});
        QVERIFY(store.order(command::SuspendAgent{kAgent}));
        QCOMPARE(store.stateOf(held.id), approval::State::Lapsed);
        QCOMPARE(store.openOf(kAgent), std::size_t{0});
        QCOMPARE(agentIn(store).epoch, store.state.size - 1);
        const auto epoch = agentIn(store).epoch;
        QVERIFY(store.order(command::ResumeAgent{kAgent}));
        QCOMPARE(agentIn(store).state, identity::AgentState::Active);
        QCOMPARE(agentIn(store).epoch, epoch);
        QCOMPARE(store.stateOf(held.id), approval::State::Lapsed);
    }

    void rotatingAKeyWithoutOverlapEndsEveryOlderKey() {
        auto store = working();
        QVERIFY(store.order(
            command::RotateAgentKey{.id = kAgent, .key = publicKey(11), .overlapUntil = store.now + Duration(60'000)}));
        QVERIFY(agentIn(store).keys.validAt(publicKey(10).thumbprint(), store.now) != nullptr);
        store.now = store.now + Duration(1000);
        QVERIFY(store.order(command::RotateAgentKey{.id = kAgent, .key = publicKey(12), .overlapUntil = std::nullopt}));
        QVERIFY(agentIn(store).keys.validAt(publicKey(10).thumbprint(), store.now) == nullptr);
        QVERIFY(agentIn(store).keys.validAt(publicKey(11).thumbprint(), store.now) == nullptr);
        QVERIFY(agentIn(store).keys.validAt(publicKey(12).thumbprint(), store.now) != nullptr);
    }

    void anApprovalGoesItsWay() {
        auto store = working();
        const auto held = store.request(kAgent, 2);
        QVERIFY(store.hold(held));
        const auto version = store.state.world.version;
        QVERIFY(store.order(store.decision(held, operatorId("bob"), approval::Verdict::Approve), operatorId("bob")));
        QCOMPARE(store.stateOf(held.id), approval::State::Pending);
        QVERIFY(
            store.order(store.decision(held, operatorId("carol"), approval::Verdict::Approve), operatorId("carol")));
        QCOMPARE(store.stateOf(held.id), approval::State::Approved);
        QCOMPARE(store.openOf(kAgent), std::size_t{1});
        const auto redemption = store.state.size;
        QVERIFY(store.redeem(held, ledger::Outcome::Allow));
        QCOMPARE(store.stateOf(held.id), approval::State::Consumed);
        QCOMPARE((*store.state.approvals.find(held.id))->consumedBy, std::optional(redemption));
        QCOMPARE(store.openOf(kAgent), std::size_t{0});
        QCOMPARE(codeOf(store.redeem(held, ledger::Outcome::Allow)), Code::IllegalTransition);
        auto outcome = store.fieldsOf(ledger::Kind::Outcome, ledger::Outcome::Success, kAgent);
        outcome.request = held.request;
        QVERIFY(store.append(outcome));
        QCOMPARE(store.stateOf(held.id), approval::State::Executed);
        QCOMPARE(*store.state.outcomes.find(held.request), std::string("success"));
        QCOMPARE(codeOf(store.append(outcome)), Code::IllegalTransition);
        QCOMPARE(store.state.world.version, version);
    }

    void tenMismatchesLapseATicket() {
        auto store = working();
        const auto held = store.request(kAgent);
        QVERIFY(store.hold(held));
        QVERIFY(store.order(store.decision(held, operatorId("bob"), approval::Verdict::Approve), operatorId("bob")));
        for (int i = 0; i < 9; ++i) {
            QVERIFY(store.redeem(held, ledger::Outcome::Deny, "mismatch"));
        }
        QCOMPARE(store.stateOf(held.id), approval::State::Approved);
        QVERIFY(store.redeem(held, ledger::Outcome::Deny));
        QCOMPARE(store.stateOf(held.id), approval::State::Approved);
        QVERIFY(store.redeem(held, ledger::Outcome::Deny, "mismatch"));
        QCOMPARE(store.stateOf(held.id), approval::State::Lapsed);
        QCOMPARE(store.openOf(kAgent), std::size_t{0});
    }

    void aWithdrawnRequestIsClosed() {
        auto store = working();
        const auto held = store.request(kAgent);
        QVERIFY(store.hold(held));
        QVERIFY(store.redeem(held, ledger::Outcome::Deny, "withdrawn"));
        QCOMPARE(store.stateOf(held.id), approval::State::Withdrawn);
        QCOMPARE(store.openOf(kAgent), std::size_t{0});
    }

    void whatRanOutOfTimeIsClosedByTheAgentsNextRecord() {
        auto store = working();
        const auto held = store.request(kAgent);
        QVERIFY(store.hold(held));
        store.now = held.pendingUntil - Duration(1);
        QVERIFY(store.allow(kAgent, {}));
        QCOMPARE(store.openOf(kAgent), std::size_t{1});
        QVERIFY(store.last.empty());
        store.now = held.pendingUntil;
        QVERIFY(store.allow(kAgent, {}));
        QCOMPARE(store.openOf(kAgent), std::size_t{0});
        QCOMPARE(store.stateOf(held.id), approval::State::Lapsed);
        QCOMPARE(store.last.size(), std::size_t{1});
        QCOMPARE(store.last.front().id, held.id.text());
    }

    void usesAreCounted() {
        auto store = working();
        const auto grant = grantTo(store);
        QVERIFY(store.order(command::CreateGrant{grant}));
        const auto id = grant.id.text();
        const std::vector<decision::Consumption> consumes{
            {.kind = decision::Consumption::Kind::GrantBudget, .id = id, .limit = 5},
            {.kind = decision::Consumption::Kind::GrantRate, .id = id, .limit = 5, .window = Duration(60'000)},
            {.kind = decision::Consumption::Kind::DelegationUse, .id = "dlg_x", .limit = 5}};
        QVERIFY(store.allow(kAgent, consumes));
        store.now = store.now + Duration(59'999);
        QVERIFY(store.allow(kAgent, consumes));
        QCOMPARE(store.last.size(), std::size_t{2});
        const auto* counter = store.state.counters.find("grant:" + id);
        QCOMPARE(counter->used, std::uint64_t{2});
        QCOMPARE(counter->recent.size(), std::size_t{2});
        QCOMPARE(store.state.counters.find("delegation:dlg_x")->used, std::uint64_t{2});
        store.now = store.now + Duration(1);
        QVERIFY(store.allow(kAgent, consumes));
        // The first use is exactly one window old and does not count any more.
        QCOMPARE(store.state.counters.find("grant:" + id)->recent.size(), std::size_t{2});
        QCOMPARE(store.state.counters.find("grant:" + id)->used, std::uint64_t{3});
    }

    void aDecisionWithoutConsumptionLeavesTheWorldAlone() {
        auto store = working();
        const auto version = store.state.world.version;
        const auto size = store.state.size;
        QVERIFY(store.allow(kAgent, {}));
        QVERIFY(store.last.empty());
        QCOMPARE(store.state.world.version, version);
        QCOMPARE(store.state.size, size + 1);
        QCOMPARE(store.state.lastAt, store.now);
    }

    void aRefusedCommandDoesNothing() {
        auto store = working();
        auto fields = store.commandFields(command::SuspendAgent{kAgent}, operatorId("alice"));
        fields.outcome = ledger::Outcome::Refused;
        QVERIFY(store.append(fields));
        QCOMPARE(agentIn(store).state, identity::AgentState::Active);
        QVERIFY(store.last.empty());
    }

    void restoringClosesEverything() {
        auto store = working();
        const auto held = store.request(kAgent);
        QVERIFY(store.hold(held));
        store.state.sessions.set("token", std::make_shared<const Session>());
        ledger::RecordFields fields;
        fields.kind = ledger::Kind::System;
        fields.outcome = ledger::Outcome::Done;
        fields.data = {{"event", "refusals"}};
        QVERIFY(store.append(fields));
        QCOMPARE(store.stateOf(held.id), approval::State::Pending);
        fields.data = {{"event", "restored"}};
        store.now = store.now + Duration(5);
        QVERIFY(store.append(fields));
        QCOMPARE(store.stateOf(held.id), approval::State::Lapsed);
        QCOMPARE(store.state.restored, std::optional(store.now));
        QCOMPARE(store.state.sessions.size(), std::size_t{0});
    }

    void revokingAHopMarksIt() {
        auto store = working();
        delegation::Delegation hop;
        hop.id = DelegationId::generate(store.random);
        hop.from = identity::Principal::of(userId("alice"));
        hop.to = kAgent;
        hop.scopes = scopes("pr:*");
        hop.expires = store.now + Duration(60'000);
        const auto purpose = command::Text::create("purpose", "to review", store.random);
        QVERIFY(store.order(command::CreateDelegation{.delegation = hop, .purpose = purpose}));
        const auto* kept = store.state.world.authority.delegation(hop.id);
        QCOMPARE(kept->created, store.now);
        QCOMPARE(kept->purpose->commitment, purpose.digest());
        QCOMPARE(kept->purpose->record, store.state.size - 1);
        QVERIFY(store.order(command::RevokeDelegation{hop.id}));
        QVERIFY(store.state.world.authority.delegation(hop.id)->revoked);
    }

    void forgedLedgersAreRefused_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        const auto row = [](const char* what, Code code) {
            QTest::newRow(what) << QString::fromLatin1(what) << int(code);
        };
        row("resume an active agent", Code::IllegalTransition);
        row("suspend nobody", Code::AgentUnknown);
        row("register twice", Code::AlreadyExists);
        row("register with another's key", Code::AlreadyExists);
        row("key of a revoked agent", Code::IllegalTransition);
        row("a second beginning", Code::IllegalTransition);
        row("session of a suspended agent", Code::IllegalTransition);
        row("session of nobody", Code::AgentUnknown);
        row("redeem without approval", Code::IllegalTransition);
        row("redeem nothing", Code::ApprovalUnknown);
        row("redeem another's", Code::ApprovalForeign);
        row("decide by a bystander", Code::NotEligible);
        row("decide too late", Code::ApprovalLapsed);
        row("an approved hold", Code::IllegalTransition);
        row("the same hold twice", Code::AlreadyExists);
        row("roles in a circle", Code::IllegalTransition);
        row("a hop that widens", Code::DelegationWidens);
        row("revoke a grant twice", Code::IllegalTransition);
        row("another operator's envelope", Code::StoreMismatch);
        row("no envelope", Code::InvalidRequest);
        row("time running backwards", Code::IllegalTransition);
        row("unknown consumption", Code::InvalidRequest);
    }
    void forgedLedgersAreRefused() {
        QFETCH(const QString, what);
        QFETCH(const int, code);
        auto store = working();
        QVERIFY(store.begun);
        const auto forged = forgery(store, what.toStdString());
        const auto before = describe(store.state);
        const auto version = store.state.world.version;
        const auto result = forged();
        QVERIFY(!result);
        QVERIFY2(int(result.error().code) == code, result.error().detail.c_str());
        QCOMPARE(describe(store.state), before);
        QCOMPARE(store.state.world.version, version);
    }

    void recordsFollowOneAnother() {
        auto store = working();
        auto fields = store.fieldsOf(ledger::Kind::Decision, ledger::Outcome::Deny, kAgent);
        fields.store = store.state.world.store;
        fields.id = ledger::RecordId::generate(store.random);
        fields.at = store.now;
        const auto record = ledger::Record::create(fields).value();
        QCOMPARE(codeOf(fold(store.state, store.state.size + 1, record)), Code::IllegalTransition);
        fields.store = StoreId::generate(store.random);
        const auto foreign = ledger::Record::create(fields).value();
        QCOMPARE(codeOf(fold(store.state, store.state.size, foreign)), Code::StoreMismatch);
        QVERIFY(fold(store.state, store.state.size, record));
    }

    void manyRowsAreReadByTwoThreadsAndStayInOrder() {
        constexpr int kMore = 300;
        SampleStore store;
        for (int i = 0; i < kMore; ++i) {
            const auto id = identity::UserId::parse("person-" + std::to_string(1000 + i)).value();
            QVERIFY(store.order(command::AddUser{.id = id, .displayName = std::nullopt, .aliasOf = std::nullopt}));
        }
        QCOMPARE(describe(loadState(store.store).value()), describe(store.state));
        // The first bad row is named, whichever thread read it.
        auto& table = store.store.tables[store::EntityKind::User];
        for (const char* bad : {"person-1299", "person-1200", "person-1001"}) {
            table[bad] = "{}";
            const auto loaded = loadState(store.store);
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().code, Code::StoreUnreadable);
            QVERIFY2(loaded.error().detail.find(bad) != std::string::npos, loaded.error().detail.c_str());
        }
    }

    void aDamagedRowIsNamed() {
        auto store = working();
        store.store.tables[store::EntityKind::Agent]["reviewer"] = R"({"id":"reviewer"})";
        const auto loaded = loadState(store.store);
        QCOMPARE(codeOf(loaded), Code::StoreUnreadable);
        QVERIFY(loaded.error().detail.contains("`reviewer`"));
    }

private:
    using Forgery = std::function<Result<void>()>;

    /// Prepares lawfully what is needed, and returns what must fail.
    static Forgery forgery(SampleStore& store, const std::string& what) {
        const auto alice = operatorId("alice");
        const auto bob = operatorId("bob");
        const auto forced = [&store, alice](command::Command command) {
            return [&store, alice, command = std::move(command)] { return store.force(command, alice); };
        };
        command::RegisterAgent twin;
        twin.id = agentId("Reviewer");
        twin.owner = userId("alice");
        twin.key = publicKey(90);
        if (what == "resume an active agent") {
            return forced(command::ResumeAgent{kAgent});
        }
        if (what == "suspend nobody") {
            return forced(command::SuspendAgent{agentId("nobody")});
        }
        if (what == "register twice") {
            return forced(twin);
        }
        if (what == "register with another's key") {
            twin.id = agentId("other");
            twin.key = publicKey(10);
            return forced(twin);
        }
        if (what == "key of a revoked agent") {
            (void)store.order(command::RevokeAgent{kAgent});
            return forced(command::RotateAgentKey{.id = kAgent, .key = publicKey(90), .overlapUntil = std::nullopt});
        }
        if (what == "a second beginning") {
            return forced(command::InitStore{.trustDomain = "acme.example",
                                             .person = userId("eve"),
                                             .firstOperator = operatorId("eve"),
                                             .operatorKey = publicKey(91),
                                             .ledgerKey = publicKey(2)});
        }
        if (what == "session of a suspended agent") {
            (void)store.order(command::SuspendAgent{kAgent});
            return [&store] { return store.openSession(kAgent); };
        }
        if (what == "session of nobody") {
            return [&store] { return store.openSession(agentId("nobody")); };
        }
        if (what == "roles in a circle") {
            (void)store.order(command::SetRole{{.id = roleId("a"), .rules = {}, .inherits = {}}});
            return forced(command::SetRole{{.id = roleId("a"), .rules = {}, .inherits = {roleId("a")}}});
        }
        if (what == "a hop that widens") {
            return widening(store);
        }
        if (what == "revoke a grant twice") {
            const auto grant = grantTo(store);
            (void)store.order(command::CreateGrant{grant});
            (void)store.order(command::RevokeGrant{grant.id});
            return forced(command::RevokeGrant{grant.id});
        }
        return recordForgery(store, what);
    }

    static Forgery recordForgery(SampleStore& store, const std::string& what) {
        const auto held = store.request(kAgent);
        if (what == "redeem without approval") {
            (void)store.hold(held);
            return [&store, held] { return store.redeem(held, ledger::Outcome::Allow); };
        }
        if (what == "redeem nothing") {
            return [&store, held] { return store.redeem(held, ledger::Outcome::Allow); };
        }
        if (what == "redeem another's") {
            (void)store.hold(held);
            auto stolen = held;
            stolen.agent = agentId("other");
            return [&store, stolen] { return store.redeem(stolen, ledger::Outcome::Deny, "mismatch"); };
        }
        if (what == "decide by a bystander") {
            // Alice owns the agent.
            (void)store.hold(held);
            return [&store, held] {
                const auto alice = operatorId("alice");
                return store.force(store.decision(held, alice, approval::Verdict::Approve), alice);
            };
        }
        if (what == "decide too late") {
            (void)store.hold(held);
            store.now = held.pendingUntil;
            return [&store, held] {
                const auto bob = operatorId("bob");
                return store.force(store.decision(held, bob, approval::Verdict::Approve), bob);
            };
        }
        if (what == "an approved hold") {
            auto approved = held;
            approved.state = approval::State::Approved;
            approved.approvedAt = store.now;
            return [&store, approved] { return store.hold(approved); };
        }
        if (what == "the same hold twice") {
            (void)store.hold(held);
            auto again = held;
            again.record = store.state.size;
            return [&store, again] { return store.hold(again); };
        }
        auto fields = store.commandFields(command::SuspendAgent{kAgent}, operatorId("alice"));
        if (what == "another operator's envelope") {
            fields.operatorId = "bob";
        } else if (what == "no envelope") {
            fields.command = {};
        } else if (what == "time running backwards") {
            store.now = store.now - Duration(1);
        } else {
            fields = store.fieldsOf(ledger::Kind::Decision, ledger::Outcome::Allow, kAgent);
            fields.data.set("consumes", json::Array{json::Object{{"id", "x"}, {"kind", "luck"}}});
        }
        return [&store, fields] { return store.append(fields); };
    }

    static Forgery widening(SampleStore& store) {
        delegation::Delegation hop;
        hop.id = DelegationId::generate(store.random);
        hop.from = identity::Principal::of(userId("alice"));
        hop.to = kAgent;
        hop.scopes = scopes("pr:read");
        hop.expires = store.now + Duration(60'000);
        hop.maxDepth = 1;
        (void)store.order(command::CreateDelegation{.delegation = hop, .purpose = std::nullopt});
        (void)store.registerAgent("helper", 40);
        auto child = hop;
        child.id = DelegationId::generate(store.random);
        child.parent = hop.id;
        child.from = identity::Principal::of(kAgent);
        child.to = agentId("helper");
        child.scopes = scopes("pr:**");
        child.maxDepth = 0;
        return [&store, child] {
            return store.force(command::CreateDelegation{.delegation = child, .purpose = std::nullopt});
        };
    }
};

} // namespace countersign::service

QTEST_APPLESS_MAIN(countersign::service::TstFold)
#include "tst_fold.moc"
