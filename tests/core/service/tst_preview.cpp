#include "tests/core/service/rig.h"

#include <algorithm>

using namespace countersign;
using rig::must;

/// What an order would change is told before it is given, and is what it then changes.
class TstPreview final : public QObject {
    Q_OBJECT

    static delegation::Grant draftGrant(rig::Rig& rig, const std::string& to, const char* scopeText,
                                        const char* resourceText) {
        return {.id = GrantId::generate(rig.random),
                .to = must(delegation::Subject::parse(to)),
                .scopes = {rig::scope(scopeText)},
                .resources = rig::resources(resourceText),
                .conditions = {},
                .hold = {},
                .expires = {},
                .created = {}};
    }
    static command::CommandPreview preview(rig::Rig& rig, command::Command command) {
        return must(rig.ask(rig.alice, command::PreviewCommand{std::move(command)}));
    }
    /// All slices together.
    static command::ReplaySlice replay(rig::Rig& rig, const command::Command& command, Timestamp since) {
        command::Replay query{.command = command, .since = since};
        command::ReplaySlice sum;
        do {
            auto slice = must(rig.ask(rig.alice, query));
            const auto add = [](command::VerdictCounts& to, const command::VerdictCounts& from) {
                to.allow += from.allow;
                to.hold += from.hold;
                to.deny += from.deny;
            };
            add(sum.recorded, slice.recorded);
            add(sum.without, slice.without);
            add(sum.with, slice.with);
            add(sum.covered, slice.covered);
            std::ranges::move(slice.flips, std::back_inserter(sum.flips));
            query.after = slice.next;
        } while (!query.after.empty());
        return sum;
    }

private Q_SLOTS:
    void saysWhatTheEngineWouldRefuse() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        const auto size = rig.engine->state()->size;
        const auto unknown = preview(rig, command::SuspendAgent{must(identity::AgentId::parse("agent-nobody"))});
        QVERIFY(unknown.refusal.has_value());
        QCOMPARE(unknown.refusal->code, Code::AgentUnknown);
        QVERIFY(unknown.agents.empty());
        const auto begun = preview(rig, command::InitStore{});
        QCOMPARE(begun.refusal->code, Code::AlreadyExists);
        auto held = draftGrant(rig, "agent:" + agent.id.text(), "pr:create", "repo=acme/*");
        held.hold = rig::Rig::held(0);
        QCOMPARE(preview(rig, command::CreateGrant{held}).refusal->code, Code::ZeroApprovers);
        // Whoever may not order it learns that it would be refused; whoever may not ask learns nothing.
        VERIFY_CODE(rig.ask(rig.bob, command::PreviewCommand{command::SuspendAgent{agent.id}}), Code::Forbidden);
        VERIFY_CODE(rig.ask(rig.bob, command::Replay{command::SuspendAgent{agent.id}, rig.clock.wallNow()}),
                    Code::Forbidden);
        QCOMPARE(rig.engine->state()->size, size);
    }

    void refusesAsTheEngineStands() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        rig.session(agent);
        rig.clock.jumpWall(Duration(-60'000));
        const auto create =
            preview(rig, command::CreateGrant{draftGrant(rig, "agent:agent-one", "pr:create", "repo=acme/*")});
        QVERIFY(create.refusal.has_value());
        QCOMPARE(create.refusal->code, Code::ClockSuspect);
        QVERIFY(!preview(rig, command::SuspendAgent{agent.id}).refusal);
    }

    void refusesForTheAskerNotForTheOwner() {
        rig::Rig rig;
        rig::Person carol{must(identity::OperatorId::parse("carol")), crypto::SigningKey::generate(rig.random)};
        rig.order(rig.alice,
                  command::AddUser{.id = must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}});
        rig.order(rig.alice, command::AddOperator{.id = carol.id,
                                                  .person = must(identity::UserId::parse("carol")),
                                                  .key = carol.key.publicKey(),
                                                  .roles = {identity::OperatorRole::Auditor}});
        const auto agent = rig.registerAgent("agent-code-reviewer-01");
        const auto seen = must(rig.ask(carol, command::PreviewCommand{command::SuspendAgent{agent.id}}));
        QCOMPARE(seen.refusal->code, Code::Forbidden);
    }

    void grantsWhatItSaid() {
        rig::Rig rig;
        const auto one = rig.registerAgent("agent-one");
        const auto two = rig.registerAgent("agent-two");
        rig.registerAgent("agent-three");
        const auto group = must(identity::GroupId::parse("reviewers"));
        rig.order(rig.alice, command::SetGroup{group,
                                               {identity::Principal::of(one.id), identity::Principal::of(two.id),
                                                identity::Principal::of(rig.bob.id)}});
        const command::CreateGrant create{draftGrant(rig, "group:reviewers", "pr:create", "repo=acme/*")};
        const auto seen = preview(rig, create);
        QVERIFY(!seen.refusal);
        QCOMPARE(seen.agents.size(), std::size_t{2});
        QCOMPARE(seen.agents[0].agent, one.id);
        QVERIFY(seen.agents[0].lost.empty());
        rig.order(rig.alice, create);
        QVERIFY(must(rig.ask(rig.alice, command::ListPermissions{one.id})) == seen.agents[0].gained);

        const auto gone = preview(rig, command::RevokeGrant{create.grant.id});
        QVERIFY(gone.agents[1].lost == seen.agents[1].gained && gone.agents[1].gained.empty());
        const auto left = preview(rig, command::SetGroup{group, {identity::Principal::of(one.id)}});
        QCOMPARE(left.agents.size(), std::size_t{1});
        QCOMPARE(left.agents[0].agent, two.id);
        QCOMPARE(left.agents[0].lost.size(), std::size_t{1});
    }

    void followsRolesToWhoeverInheritsThem() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        const auto reader = must(delegation::RoleId::parse("reader"));
        const auto writer = must(delegation::RoleId::parse("writer"));
        rig.order(rig.alice, command::SetRole{{.id = reader, .rules = {}, .inherits = {}}});
        rig.order(rig.alice, command::SetRole{{.id = writer, .rules = {}, .inherits = {reader}}});
        rig.order(rig.alice,
                  command::AssignRole{
                      {.role = writer, .to = must(delegation::Subject::parse("agent:agent-one")), .expires = {}}});
        const delegation::RoleRule rule{
            .effect = delegation::Effect::Allow, .scopes = {rig::scope("repo:read")}, .resources = {}, .hold = {}};
        const auto seen = preview(rig, command::SetRole{{.id = reader, .rules = {rule}, .inherits = {}}});
        QCOMPARE(seen.agents.size(), std::size_t{1});
        QCOMPARE(seen.agents[0].agent, agent.id);
        QCOMPARE(seen.agents[0].gained.size(), std::size_t{1});
        QCOMPARE(seen.agents[0].gained[0].origin, std::string("role:reader"));
    }

    /// Revoking a grant that holds, beside one that does not, opens what was held.
    void saysWhatIsNoLongerHeld() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        auto held = draftGrant(rig, "agent:agent-one", "pr:merge", "repo=acme/*");
        held.hold = rig::Rig::held();
        const command::CreateGrant free{draftGrant(rig, "agent:agent-one", "pr:merge", "repo=acme/*")};
        rig.order(rig.alice, command::CreateGrant{held});

        // The other one gives nothing that was not there.
        QVERIFY(preview(rig, free).agents.empty());
        const auto start = rig.clock.wallNow();
        must(rig.act(rig.session(agent), {.action = "pr.merge"}));
        QVERIFY(replay(rig, free, start).covered == command::VerdictCounts());
        rig.order(rig.alice, free);

        const auto seen = preview(rig, command::RevokeGrant{held.id});
        QCOMPARE(seen.agents.size(), std::size_t{1});
        QCOMPARE(seen.agents[0].lost.size(), std::size_t{1});
        QVERIFY(seen.agents[0].lost[0].hold == held.hold);
        QCOMPARE(seen.agents[0].gained.size(), std::size_t{1});
        QVERIFY(!seen.agents[0].gained[0].hold);
        QCOMPARE(seen.agents[0].gained[0].origin, "grant:" + free.grant.id.text());
        rig.order(rig.alice, command::RevokeGrant{held.id});
        QCOMPARE(must(rig.act(rig.session(agent), {.action = "pr.merge"})).decision, decision::Verdict::Allow);
    }

    void stopsWhatItSaid() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        const auto other = rig.registerAgent("agent-two");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        const auto bystander = rig.session(other);
        const auto approved = must(rig.act(session, {.action = "pr.merge"})).approval->id;
        const auto waiting = must(rig.act(session, {.action = "pr.merge"})).approval->id;
        QVERIFY(rig.decide(rig.bob, approved).has_value());

        const auto seen = preview(rig, command::SuspendAgent{agent.id});
        QVERIFY(!seen.refusal);
        QCOMPARE(seen.agents.size(), std::size_t{1});
        QVERIFY(seen.agents[0].actsBefore && !seen.agents[0].actsAfter && seen.agents[0].lost.empty());
        QCOMPARE(seen.sessions, std::vector{session->id});
        QCOMPARE(seen.approvals, std::vector{waiting});
        QCOMPARE(seen.tickets, std::vector{approved});
        // Nothing happened by looking.
        QCOMPARE(must(rig.ask(rig.alice, command::GetAgent{agent.id})).agent.state, identity::AgentState::Active);
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        QCOMPARE(must(rig.ask(rig.alice, command::GetApproval{approved})).request.state, approval::State::Lapsed);
        const auto resumed = preview(rig, command::ResumeAgent{agent.id});
        QVERIFY(!resumed.agents[0].actsBefore && resumed.agents[0].actsAfter);
    }

    void knowsWhomADelegationCarries() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        rig.grant(agent, "pr:create", "repo=acme/*");
        delegation::Delegation hop;
        hop.id = DelegationId::generate(rig.random);
        hop.from = identity::Principal::of(must(identity::UserId::parse("user_123")));
        hop.to = agent.id;
        hop.scopes = {rig::scope("pr:create")};
        hop.expires = rig.clock.wallNow() + Duration(3'600'000);
        rig.order(rig.alice, command::CreateDelegation{hop, {}});
        rig.session(agent, hop.id);
        const auto byUser = preview(rig, command::DisableUser{must(identity::UserId::parse("user_123"))});
        QCOMPARE(byUser.delegations, std::vector{hop.id});
        const auto byOwner = preview(rig, command::DisableUser{must(identity::UserId::parse("user_9"))});
        QCOMPARE(byOwner.agents.size(), std::size_t{1});
        QVERIFY(byOwner.agents[0].actsBefore && !byOwner.agents[0].actsAfter);
        QCOMPARE(preview(rig, command::RevokeDelegation{hop.id}).delegations, std::vector{hop.id});
    }

    void ticketsDieWithTheirApprover() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        const auto approved = must(rig.act(session, {.action = "pr.merge"})).approval->id;
        QVERIFY(rig.decide(rig.bob, approved).has_value());
        QCOMPARE(preview(rig, command::DisableOperator{rig.bob.id}).tickets, std::vector{approved});
        QVERIFY(preview(rig,
                        command::SetSettings{
                            .pendingLifetime = {}, .ticketLifetime = {}, .sessionLifetime = {}, .pendingPerAgent = 7})
                    .tickets.empty());
    }

    void replaysWhatWasAsked() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        const auto other = rig.registerAgent("agent-two");
        rig.grant(agent, "pr:create", "repo=acme/api");
        const auto session = rig.session(agent);
        const auto start = rig.clock.wallNow();
        rig.clock.pass(Duration(1000));
        must(rig.act(session, {}));
        must(rig.act(session, {.resource = {{"repo", "acme/web"}}}));
        must(rig.act(session, {.resource = {{"repo", "other/api"}}}));
        must(rig.act(rig.session(other), {}));

        command::CreateGrant create{draftGrant(rig, "agent:agent-one", "pr:create", "repo=acme/*")};
        create.grant.conditions.notBefore = rig.clock.wallNow() + Duration(60'000);
        const auto seen = replay(rig, create, start);
        QVERIFY((seen.recorded == command::VerdictCounts{.allow = 1, .hold = 0, .deny = 2}));
        QVERIFY(seen.without == seen.recorded);
        QVERIFY((seen.with == command::VerdictCounts{.allow = 2, .hold = 0, .deny = 1}));
        QVERIFY((seen.covered == command::VerdictCounts{.allow = 1, .hold = 0, .deny = 1}));
        QCOMPARE(seen.flips.size(), std::size_t{1});
        QCOMPARE(seen.flips[0].with, decision::Verdict::Allow);
        QCOMPARE(seen.flips[0].recorded, decision::Verdict::Deny);

        create.grant.hold = rig::Rig::held();
        QCOMPARE(replay(rig, create, start).with.hold, std::uint64_t{2});
        const auto stopped = replay(rig, command::SuspendAgent{agent.id}, start);
        QVERIFY((stopped.with == command::VerdictCounts{.allow = 0, .hold = 0, .deny = 3}));
        const auto mapped =
            replay(rig, command::MapAction{"pr.create", must(delegation::Scope::parse("pr:write"))}, start);
        QCOMPARE(mapped.recorded.allow + mapped.recorded.deny, std::uint64_t{4});
        QCOMPARE(mapped.with.deny, std::uint64_t{4});
        QVERIFY(replay(rig, create, rig.clock.wallNow() + Duration(1)).recorded == command::VerdictCounts());
        VERIFY_CODE(rig.ask(rig.alice, command::Replay{create, start, "x"}), Code::InvalidRequest);
        VERIFY_CODE(rig.ask(rig.alice, command::Replay{command::RevokeGrant{GrantId::generate(rig.random)}, start}),
                    Code::NotFound);
    }

    void replaysForAGroupAsWell() {
        rig::Rig rig;
        const auto one = rig.registerAgent("agent-one");
        const auto two = rig.registerAgent("agent-two");
        rig.order(rig.alice, command::SetGroup{must(identity::GroupId::parse("all")),
                                               {identity::Principal::of(one.id), identity::Principal::of(two.id)}});
        const auto start = rig.clock.wallNow();
        must(rig.act(rig.session(one), {}));
        must(rig.act(rig.session(two), {}));
        const command::CreateGrant create{draftGrant(rig, "group:all", "pr:*", "repo=**")};
        const auto seen = replay(rig, create, start);
        QCOMPARE(seen.covered.deny, std::uint64_t{2});
        QCOMPARE(seen.with.allow, std::uint64_t{2});
    }
};

QTEST_GUILESS_MAIN(TstPreview)
#include "tst_preview.moc"
