#include "tests/core/service/sample.h"

#include <QTest>

#include <algorithm>

namespace countersign::service {

using namespace test;

namespace {

/// One long random life of a store: orders that the rules allow, agents that ask, time that passes.
class History {
public:
    explicit History(std::uint64_t seed) : m_store(seed), m_random(m_store.random) {
        for (const auto* name : {"bob", "carol", "dora"}) {
            m_failure = m_store.addApprover(name, m_nextKey++);
        }
    }

    void step() {
        m_store.now = m_store.now + Duration(static_cast<std::int64_t>(m_random.below(40'000)));
        switch (m_random.below(10)) {
        case 0:
        case 1:
        case 2:
            return order(randomCommand());
        case 3:
            return note(m_random.oneIn(2) ? openSession() : enrol());
        case 4:
            return note(consume());
        case 5:
            return note(holdSomething());
        case 6:
        case 7:
            return decideSomething();
        case 8:
            return note(moveSomething());
        default:
            return note(m_random.oneIn(40) ? restore() : report());
        }
    }

    [[nodiscard]] const SampleStore& store() const { return m_store; }
    [[nodiscard]] SampleStore& store() { return m_store; }
    /// The first thing that went wrong.
    [[nodiscard]] const Result<void>& failure() const { return m_failure; }
    [[nodiscard]] const std::map<std::string, int>& done() const { return m_done; }

private:
    using Agents = std::vector<identity::AgentId>;

    void note(Result<void> result) {
        if (!result && m_failure) {
            m_failure = std::move(result);
        }
    }

    void order(const command::Command& command) {
        const auto result = m_store.order(command);
        if (result) {
            ++m_done[std::string(command::commandName(command))];
        } else if (result.error().code == Code::Internal) {
            note(result);
        }
    }

    [[nodiscard]] std::string name(const char* prefix, std::size_t count) {
        return prefix + std::to_string(m_random.below(count));
    }
    identity::AgentId anyAgent() { return agentId(name("agent-", 8)); }
    std::vector<std::shared_ptr<const identity::Agent>> activeAgents() const {
        auto agents = m_store.state.world.directory.agents();
        std::erase_if(agents, [](const auto& agent) { return agent->state != identity::AgentState::Active; });
        return agents;
    }
    command::Text text(const char* label) { return command::Text::create(label, "some text", m_random); }

    command::Command randomCommand() {
        switch (m_random.below(6)) {
        case 0:
            return people();
        case 1:
        case 2:
            return agents();
        case 3:
            return scopesAndRoles();
        case 4:
            return grants();
        default:
            return delegations();
        }
    }

    command::Command people() {
        switch (m_random.below(7)) {
        case 0:
            return command::AddUser{.id = userId(name("user_", 6)),
                                    .displayName = text("display_name"),
                                    .aliasOf =
                                        m_random.oneIn(3) ? std::optional(userId(name("user_", 6))) : std::nullopt};
        case 1:
            return m_random.oneIn(4) ? command::DisableUser{userId(name("user_", 6))}
                                     : command::DisableUser{userId("none")};
        case 2:
            return command::AddOperator{.id = operatorId(name("op-", 4)),
                                        .person = userId(name("user_", 6)),
                                        .key = publicKey(m_nextKey++),
                                        .roles = {identity::OperatorRole::Auditor}};
        case 3:
            return command::DisableOperator{operatorId(name("op-", 4))};
        case 4:
            return command::RotateOperatorKey{.id = operatorId(name("op-", 4)), .key = publicKey(m_nextKey++)};
        case 5: {
            command::SetGroup c{.id = groupId(name("group-", 3)), .members = {}};
            for (const auto& agent : m_store.state.world.directory.agents()) {
                if (m_random.oneIn(2)) {
                    c.members.insert(identity::Principal::of(agent->id));
                }
            }
            return c;
        }
        default:
            return command::SetSettings{.pendingLifetime =
                                            Duration(60'000 + 1000 * static_cast<int>(m_random.below(300))),
                                        .ticketLifetime = std::nullopt,
                                        .sessionLifetime = std::nullopt,
                                        .pendingPerAgent = std::nullopt};
        }
    }

    command::Command agents() {
        switch (m_random.below(8)) {
        case 0:
        case 1: {
            command::RegisterAgent c;
            c.id = anyAgent();
            c.owner = userId(m_random.oneIn(2) ? "alice" : "bob");
            c.key = publicKey(m_nextKey++);
            c.description = text("description");
            c.tags = {{"team", "core"}};
            c.environment = "prod";
            c.capabilities = {"pr:write"};
            return c;
        }
        case 2: {
            std::vector<std::shared_ptr<const identity::Enrolment>> waiting;
            m_store.state.enrolments.forEach([&](const auto&, const auto& one) { waiting.push_back(one); });
            std::ranges::sort(waiting, {}, [](const auto& one) { return one->id; });
            if (waiting.empty()) {
                return command::ActivateAgent{.id = anyAgent(), .enrolment = std::nullopt};
            }
            const auto& chosen = m_random.of(waiting);
            return command::ActivateAgent{.id = chosen->agent, .enrolment = chosen->id};
        }
        case 3:
            return command::SuspendAgent{anyAgent()};
        case 4:
        case 5:
            return command::ResumeAgent{anyAgent()};
        case 6:
            return command::RotateAgentKey{
                .id = anyAgent(),
                .key = publicKey(m_nextKey++),
                .overlapUntil = m_random.oneIn(2) ? std::optional(m_store.now + Duration(90'000)) : std::nullopt};
        default:
            return m_random.oneIn(6) ? command::Command(command::RevokeAgent{anyAgent()})
                                     : command::Command(command::ResumeAgent{anyAgent()});
        }
    }

    command::Command scopesAndRoles() {
        switch (m_random.below(5)) {
        case 0:
            return command::SetScope{.scope = delegation::Scope::parse(name("pr:write:", 5)).value(),
                                     .risk = delegation::Risk::Low,
                                     .description = "writes"};
        case 1:
            return command::MapAction{.action = name("pr.write", 5),
                                      .scope = delegation::Scope::parse(name("pr:write:", 5)).value()};
        case 2: {
            // A role may inherit from one with a larger id, so that rows come in the wrong order for loading.
            delegation::Role role{.id = roleId(name("role-", 6)), .rules = {}, .inherits = {}};
            role.rules.push_back(
                {.effect = delegation::Effect::Allow, .scopes = scopes("pr:*"), .resources = {}, .hold = {}});
            if (m_random.oneIn(2)) {
                role.inherits.push_back(roleId(name("role-", 6)));
            }
            return command::SetRole{role};
        }
        case 3:
            return command::AssignRole{{.role = roleId(name("role-", 6)),
                                        .to = subject("agent:" + anyAgent().text()),
                                        .expires = std::nullopt}};
        default: {
            const auto known = m_store.state.world.authority.allAssignments();
            const auto chosen = known.empty()
                                    ? command::UnassignRole{.role = roleId("none"), .to = subject("agent:none")}
                                    : command::UnassignRole{.role = known.front().role, .to = known.front().to};
            return chosen;
        }
        }
    }

    command::Command grants() {
        const auto known = m_store.state.world.authority.grants();
        if (!known.empty() && m_random.oneIn(3)) {
            return command::RevokeGrant{m_random.of(known)->id};
        }
        delegation::Grant grant{.id = GrantId::generate(m_random),
                                .to = subject("agent:" + anyAgent().text()),
                                .scopes = scopes("pr:**"),
                                .resources = {},
                                .conditions = {},
                                .hold = {},
                                .expires = std::nullopt,
                                .created = {}};
        if (m_random.oneIn(2)) {
            grant.conditions.budget = 5;
            grant.conditions.rate = delegation::Rate{.count = 3, .window = Duration(60'000)};
        }
        if (m_random.oneIn(3)) {
            grant.hold = approval::Hold{.quorum = 1,
                                        .from = approval::ApproverPool::parse("group:group-1").value(),
                                        .expiresIn = Duration(30'000)};
        }
        return command::CreateGrant{grant};
    }

    command::Command delegations() {
        const auto known = m_store.state.world.authority.delegations();
        if (!known.empty() && m_random.oneIn(3)) {
            return command::RevokeDelegation{m_random.of(known)->id};
        }
        delegation::Delegation hop;
        hop.id = DelegationId::generate(m_random);
        hop.from = identity::Principal::of(userId("alice"));
        hop.to = anyAgent();
        hop.scopes = scopes("pr:*");
        hop.expires = m_store.now + Duration(3'600'000);
        hop.maxDepth = 3;
        if (!known.empty() && m_random.oneIn(2)) {
            const auto& parent = m_random.of(known);
            hop.parent = parent->id;
            hop.from = identity::Principal::of(parent->to);
            hop.expires = parent->expires;
            hop.maxDepth = static_cast<std::uint8_t>(parent->maxDepth == 0 ? 0 : parent->maxDepth - 1);
        }
        return command::CreateDelegation{.delegation = hop, .purpose = text("purpose")};
    }

    Result<void> openSession() {
        const auto* agent = m_store.state.world.directory.agent(anyAgent());
        const bool first = agent != nullptr && agent->state == identity::AgentState::Pending;
        if (agent == nullptr || (!first && agent->state != identity::AgentState::Active)) {
            return {};
        }
        m_done["first session"] += first ? 1 : 0;
        return m_store.openSession(agent->id);
    }

    Result<void> enrol() {
        const auto agent = anyAgent();
        if (m_store.state.world.directory.agentIdTaken(agent)) {
            return {};
        }
        identity::Enrolment enrolment;
        enrolment.id = EnrolmentId::generate(m_random);
        enrolment.agent = agent;
        enrolment.owner = userId("bob");
        enrolment.key = publicKey(m_nextKey++);
        enrolment.at = m_store.now;
        enrolment.received = m_store.now;
        auto fields = m_store.fieldsOf(ledger::Kind::Authentication, ledger::Outcome::Done, agent);
        fields.data.set("enrolment", wire::toJson(enrolment));
        ++m_done["enrolment"];
        return m_store.append(std::move(fields));
    }

    Result<void> consume() {
        const auto agents = activeAgents();
        if (agents.empty()) {
            return {};
        }
        std::vector<decision::Consumption> consumes;
        const auto grants = m_store.state.world.authority.grants();
        if (!grants.empty() && m_random.oneIn(2)) {
            const auto id = m_random.of(grants)->id.text();
            consumes = {
                {.kind = decision::Consumption::Kind::GrantBudget, .id = id, .limit = 5},
                {.kind = decision::Consumption::Kind::GrantRate, .id = id, .limit = 3, .window = Duration(60'000)}};
        }
        const auto hops = m_store.state.world.authority.delegations();
        if (!hops.empty() && m_random.oneIn(2)) {
            consumes.push_back(
                {.kind = decision::Consumption::Kind::DelegationUse, .id = m_random.of(hops)->id.text(), .limit = 9});
        }
        m_done["consumption"] += consumes.empty() ? 0 : 1;
        return m_store.allow(m_random.of(agents)->id, consumes);
    }

    Result<void> holdSomething() {
        const auto agents = activeAgents();
        if (agents.empty()) {
            return {};
        }
        const auto held = m_store.request(m_random.of(agents)->id, 1 + static_cast<std::uint32_t>(m_random.below(2)));
        ++m_done["hold"];
        return m_store.hold(held);
    }

    /// Requests of any state, oldest first.
    std::vector<std::shared_ptr<const approval::ApprovalRequest>> requests() const {
        std::vector<std::shared_ptr<const approval::ApprovalRequest>> out;
        m_store.state.approvals.forEach([&](const auto&, const auto& held) { out.push_back(held); });
        std::ranges::sort(out, {}, [](const auto& held) { return held->record; });
        return out;
    }

    std::shared_ptr<const approval::ApprovalRequest> recentRequest() {
        const auto all = requests();
        return all.empty() ? nullptr : all[all.size() - 1 - m_random.below(std::min<std::size_t>(all.size(), 2))];
    }

    void decideSomething() {
        if (const auto held = recentRequest()) {
            const auto by = operatorId(m_random.of(std::vector<std::string>{"bob", "carol", "dora"}));
            const auto verdict = m_random.oneIn(5) ? approval::Verdict::Deny : approval::Verdict::Approve;
            const auto result = m_store.order(m_store.decision(*held, by, verdict), by);
            if (result) {
                ++m_done["DecideApproval"];
            } else if (result.error().code == Code::Internal) {
                note(result);
            }
        }
    }

    Result<void> moveSomething() {
        const auto found = recentRequest();
        if (!found) {
            return {};
        }
        const auto held = *m_store.state.approvalAt(found->id, m_store.now);
        if (held.state == approval::State::Approved) {
            const bool good = m_random.oneIn(2);
            ++m_done[good ? "redemption" : "mismatch"];
            return good ? m_store.redeem(held, ledger::Outcome::Allow)
                        : m_store.redeem(held, ledger::Outcome::Deny, "mismatch");
        }
        if (held.state == approval::State::Pending && m_random.oneIn(4)) {
            ++m_done["withdrawal"];
            return m_store.redeem(held, ledger::Outcome::Deny, "withdrawn");
        }
        return m_store.redeem(held, ledger::Outcome::Deny);
    }

    Result<void> report() {
        for (const auto& held : requests()) {
            if (held->state == approval::State::Consumed && m_random.oneIn(2)) {
                auto fields = m_store.fieldsOf(ledger::Kind::Outcome,
                                               m_random.oneIn(2) ? ledger::Outcome::Success : ledger::Outcome::Failure,
                                               held->agent);
                fields.request = held->request;
                ++m_done["outcome"];
                return m_store.append(std::move(fields));
            }
        }
        return {};
    }

    Result<void> restore() {
        ledger::RecordFields fields;
        fields.kind = ledger::Kind::System;
        fields.outcome = ledger::Outcome::Done;
        fields.data = {{"event", "restored"}};
        ++m_done["restored"];
        return m_store.append(std::move(fields));
    }

    SampleStore m_store;
    SeededRandom& m_random;
    std::uint32_t m_nextKey = 100;
    Result<void> m_failure;
    std::map<std::string, int> m_done;
};

} // namespace

class TstFoldHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadingAndReplayingArriveAtTheSameState_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %llu", seed) << seed;
        }
    }
    void loadingAndReplayingArriveAtTheSameState() {
        QFETCH(const quint64, seed);
        History history(seed);
        for (int step = 1; step <= 1500; ++step) {
            history.step();
            QVERIFY2(history.failure(), history.failure() ? "" : history.failure().error().detail.c_str());
            if (step % 250 == 0) {
                auto& store = history.store();
                const auto loaded = loadState(store.store);
                QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
                QCOMPARE(describe(*loaded), describe(store.state));
                QVERIFY(loaded->world.version >= store.state.world.version);
            }
        }
        replay(history.store());
        for (const auto* what : {"RegisterAgent",  "ActivateAgent", "SuspendAgent",     "ResumeAgent",
                                 "RotateAgentKey", "SetRole",       "AssignRole",       "UnassignRole",
                                 "CreateGrant",    "RevokeGrant",   "CreateDelegation", "RevokeDelegation",
                                 "DecideApproval", "enrolment",     "first session",    "consumption",
                                 "hold",           "redemption",    "mismatch",         "outcome"}) {
            QVERIFY2(history.done().contains(what), what);
        }
    }

    void openRequestsDoNotPileUp() {
        History history(7);
        for (int step = 0; step < 3000; ++step) {
            history.step();
        }
        auto& store = history.store();
        store.now = store.now + Duration(3'600'000);
        for (const auto& agent : store.state.world.directory.agents()) {
            if (agent->state == identity::AgentState::Active) {
                QVERIFY(store.allow(agent->id, {}));
                QCOMPARE(store.openOf(agent->id), std::size_t{0});
            }
        }
        QCOMPARE(describe(loadState(store.store).value()), describe(store.state));
    }

private:
    static void replay(SampleStore& store) {
        State replayed;
        MemoryStore tables;
        for (std::uint64_t seq = 0; seq < store.store.ledger.size(); ++seq) {
            const auto record = ledger::Record::parse(store.store.ledger[seq]);
            QVERIFY(record);
            const auto changes = fold(replayed, seq, *record);
            QVERIFY2(changes, changes ? "" : changes.error().detail.c_str());
            tables.write(*changes);
        }
        QCOMPARE(describe(replayed), describe(store.state));
        QCOMPARE(replayed.world.version, store.state.world.version);
        for (const auto kind : store::entityKinds()) {
            QVERIFY(tables.tables[kind] == store.store.tables[kind]);
        }
    }
};

} // namespace countersign::service

QTEST_APPLESS_MAIN(countersign::service::TstFoldHistory)
#include "tst_fold_history.moc"
