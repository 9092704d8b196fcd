#include "core/crypto/sealed.h"
#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/service/maintenance.h"
#include "tests/core/service/rig.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <csignal>
#include <deque>
#include <functional>
#include <sys/resource.h>

using namespace countersign;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";

/// Holds the writer's thread inside one answer, so that later work waits in the queue.
class Blocked {
public:
    Blocked(rig::Rig& rig, std::shared_ptr<const service::Session> session) {
        const auto entered = m_entered.get_future();
        rig.engine->act(call(std::move(session), "pr.nothing"),
                        [this, released = m_release.get_future()](const Result<service::ActionAnswer>&) {
                            m_entered.set_value();
                            released.wait();
                        });
        entered.wait();
    }
    void release() { m_release.set_value(); }

    static service::ActionCall call(std::shared_ptr<const service::Session> session, std::string action) {
        return {.session = std::move(session),
                .action = std::move(action),
                .resource = {{"repo", "acme/api"}},
                .arguments = {{"title", "Fix the build"}},
                .reason = {},
                .idempotencyKey = {},
                .approval = {},
                .sourceAddress = "127.0.0.1",
                .trace = {}};
    }

private:
    std::promise<void> m_entered;
    std::promise<void> m_release;
};

using Answer = std::promise<Result<service::ActionAnswer>>;

service::Done<service::ActionAnswer> into(Answer& promise) {
    return [&promise](Result<service::ActionAnswer> answer) { promise.set_value(std::move(answer)); };
}

std::uint64_t sizeOf(const rig::Rig& rig) {
    return rig.engine->state()->size;
}

DelegationId delegate(rig::Rig& rig, const rig::Agent& agent, const char* user) {
    delegation::Delegation hop;
    hop.id = DelegationId::generate(rig.random);
    hop.from = must(identity::Principal::parse(user));
    hop.to = agent.id;
    hop.scopes = {rig::scope("pr:create")};
    hop.expires = rig.clock.wallNow() + Duration(3'600'000);
    rig.order(rig.alice, command::CreateDelegation{.delegation = hop, .purpose = {}});
    return hop.id;
}

/// What root on the engine's host can do: append a record of its own, with tables, tree and signed checkpoint in step.
void forge(const rig::Rig& rig, const std::function<void(ledger::RecordFields&)>& change) {
    auto& random = const_cast<crypto::SystemRandom&>(rig.random);
    const auto store = must(store::WriteStore::open(rig.path()));
    const auto meta = must(store->read().meta());
    auto state = must(service::loadState(store->read()));
    state.world.store = meta.id;
    const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
    std::optional<crypto::SigningKey> ledgerKey;
    for (const auto& copy : must(store->read().secrets("ledger"))) {
        if (copy.id == unlock.publicKey().thumbprint().text()) {
            const auto seed = must(crypto::openSealed(unlock, asBytes(copy.body)));
            ledgerKey.emplace(must(crypto::SigningKey::fromSeed(seed.bytes())));
        }
    }
    ledger::Tree tree;
    for (const auto& stored : must(store->read().records(0, 1000))) {
        tree.append(ledger::leafHash(asBytes(stored.body)));
    }
    ledger::RecordFields fields;
    fields.store = meta.id;
    fields.id = ledger::RecordId::generate(random);
    fields.at = rig.clock.wallNow();
    change(fields);
    const auto record = must(ledger::Record::create(std::move(fields)));
    const auto body = record.canonical();
    must(store->begin());
    must(store->appendRecord(state.size, body));
    tree.append(ledger::leafHash(asBytes(body)));
    for (const auto& row : must(service::fold(state, state.size, record))) {
        must(row.body ? store->putEntity(row.kind, row.id, *row.body) : store->eraseEntity(row.kind, row.id));
    }
    const auto origin = must(ledger::checkpointOrigin(meta.trustDomain, meta.id));
    must(store->putCheckpoint(
        state.size, must(ledger::signCheckpoint(
                        {.origin = origin, .size = state.size, .root = tree.root(), .extensions = {}}, *ledgerKey))));
    must(store->commit());
}

void forgeCommand(rig::Rig& rig, const command::SignedCommand& command, const rig::Person& by) {
    rig.engine.reset();
    forge(rig, [&](ledger::RecordFields& fields) {
        fields.kind = ledger::Kind::Command;
        fields.outcome = ledger::Outcome::Done;
        fields.operatorId = by.id.text();
        fields.command = *must(json::parse(command.envelope)).asObject();
        fields.signature = command.signature;
    });
    rig.open();
}

} // namespace

/// Ways to get an allow without right, or to lose a record.
class TstAttacks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGrantThatExpiresInTheQueueAllowsNothing() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto session = rig.session(agent);
        rig.order(rig.alice,
                  command::CreateGrant{{.id = GrantId::generate(rig.random),
                                        .to = must(delegation::Subject::parse(std::string("agent:") + kAgent)),
                                        .scopes = {rig::scope("pr:create")},
                                        .resources = rig::resources("repo=acme/*"),
                                        .conditions = {},
                                        .hold = {},
                                        .expires = rig.clock.wallNow() + Duration(10'000),
                                        .created = {}}});
        Blocked blocked(rig, session);
        Answer promise;
        auto answer = promise.get_future();
        rig.engine->act(Blocked::call(session, "pr.create"), into(promise));
        rig.clock.pass(Duration(60'000));
        blocked.release();
        QCOMPARE(must(answer.get()).decision, decision::Verdict::Deny);
    }

    void aDeadSessionRepeatsNoAllow() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        rig::Rig::Ask ask;
        ask.key = "k-1";
        QCOMPARE(must(rig.act(session, ask)).decision, decision::Verdict::Allow);
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        const auto answer = rig.act(session, ask);
        QVERIFY(!answer || answer->repeat.empty());
    }

    void anIdempotencyKeyIsOfOneDelegation() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        rig::Rig::Ask ask;
        ask.key = "k-1";
        const auto first = rig.session(agent, delegate(rig, agent, "user:user_123"));
        QCOMPARE(must(rig.act(first, ask)).decision, decision::Verdict::Allow);
        const auto second = rig.session(agent, delegate(rig, agent, "user:bob"));
        VERIFY_CODE(rig.act(second, ask), Code::IdempotencyConflict);
    }

    void aStaleCommandFloodsNothing() {
        rig::Rig rig;
        const auto seen = must(wire::signCommand(
            command::AddUser{.id = must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}},
            rig.alice.id, rig.alice.key, rig.engine->state()->world.store, rig.clock.wallNow(), rig.random));
        QVERIFY(rig.submitSigned(seen).has_value());
        rig.clock.pass(Duration(60'000));
        const auto before = sizeOf(rig);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!rig.submitSigned(seen).has_value());
        }
        QCOMPARE(sizeOf(rig), before);
    }

    void aCommandFromBeforeTheRestoreIsRefused() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto session = rig.session(agent);
        const auto backup = rig.folder.filePath(QStringLiteral("b.countersign")).toStdString();
        QVERIFY(service::backupStore(rig.path(), backup).has_value());
        const auto suspend = must(wire::signCommand(command::SuspendAgent{agent.id}, rig.alice.id, rig.alice.key,
                                                    rig.engine->state()->world.store, rig.clock.wallNow(), rig.random));
        QVERIFY(rig.submitSigned(suspend).has_value());
        rig.engine.reset();
        rig.clock.pass(Duration(1000));
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        must(service::restoreStore(backup, rig.path(), unlock, rig.clock, rig.random));
        rig.open();
        QVERIFY(!rig.submitSigned(suspend).has_value());
    }

    void anApprovalIsForTheScopeThatWasShown() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "**", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.approval = must(rig.act(session, merge)).approval->id;
        QVERIFY(rig.decide(rig.bob, *merge.approval).has_value());
        rig.order(rig.alice, command::MapAction{"pr.merge", must(delegation::Scope::parse("db:drop"))});
        QCOMPARE(must(rig.act(session, merge)).decision, decision::Verdict::Deny);
    }

    void anExpiredPendingAgentUsesUpItsChallenge() {
        rig::Rig rig;
        rig::Agent agent{must(identity::AgentId::parse(kAgent)), crypto::SigningKey::generate(rig.random)};
        command::RegisterAgent command;
        command.id = agent.id;
        command.owner = must(identity::UserId::parse("user_9"));
        command.key = agent.key.publicKey();
        command.expires = rig.clock.wallNow() + Duration(10'000);
        rig.order(rig.alice, command);
        rig.clock.pass(Duration(20'000));
        const auto before = sizeOf(rig);
        const auto challenge = must(rig.engine->challenge(agent.id));
        const auto signature = agent.key.signRaw(challenge.message);
        VERIFY_CODE(rig.answer(agent, challenge.message, signature), Code::AgentExpired);
        QCOMPARE(sizeOf(rig), before + 1);
        VERIFY_CODE(rig.answer(agent, challenge.message, signature), Code::ChallengeUsed);
    }

    void aBadTraceIsRefusedBeforeTheBatch() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        const auto commits = rig.engine->health().commits;
        Blocked blocked(rig, session);
        std::deque<Answer> answers(8);
        for (auto& answer : answers) {
            rig.engine->act(Blocked::call(session, "pr.create"), into(answer));
        }
        auto bad = Blocked::call(session, "pr.create");
        bad.trace = "not a trace id";
        Answer refused;
        rig.engine->act(std::move(bad), into(refused));
        blocked.release();
        for (auto& answer : answers) {
            QCOMPARE(must(answer.get_future().get()).decision, decision::Verdict::Allow);
        }
        QVERIFY(!refused.get_future().get().has_value());
        // One for what blocked, one for the eight.
        QCOMPARE(rig.engine->health().commits, commits + 2);
    }

    void theClockThatWasSignedIsAccepted() {
        rig::Rig rig;
        rig.clock.jumpWall(Duration(6 * 60 * 1000));
        const auto seen = rig.clock.wallNow();
        rig.clock.jumpWall(Duration(365LL * 24 * 60 * 60 * 1000));
        QVERIFY(!rig.submit(rig.alice, command::AcceptClock{seen}).has_value());
        QCOMPARE(rig.engine->health().state, std::string("clock_suspect"));
    }

    void aDisabledPersonReadsNothing() {
        rig::Rig rig;
        const rig::Person carol{must(identity::OperatorId::parse("carol")), crypto::SigningKey::generate(rig.random)};
        const auto person = must(identity::UserId::parse("carol"));
        rig.order(rig.alice, command::AddUser{.id = person, .displayName = {}, .aliasOf = {}});
        rig.order(rig.alice, command::AddOperator{.id = carol.id,
                                                  .person = person,
                                                  .key = carol.key.publicKey(),
                                                  .roles = {identity::OperatorRole::Auditor}});
        QVERIFY(rig.ask(carol, command::ListAudit{"", {}}).has_value());
        rig.order(rig.alice, command::DisableUser{person});
        QVERIFY(!rig.ask(carol, command::ListAudit{"", {}}).has_value());
    }

    void oneEnrolmentDoesNotFillTheQueue() {
        rig::Rig rig;
        identity::Enrolment enrolment;
        const auto key = crypto::SigningKey::generate(rig.random);
        enrolment.agent = must(identity::AgentId::parse(kAgent));
        enrolment.owner = must(identity::UserId::parse("user_9"));
        enrolment.key = key.publicKey();
        enrolment.at = rig.clock.wallNow();
        enrolment.possession = key.sign(crypto::Domain::Possession, asBytes(json::canonical(enrolment.signedBody())));
        const auto enrol = [&] {
            return rig::await<identity::Enrolment>([&](auto done) {
                rig.engine->enrol({.enrolment = enrolment, .sourceAddress = "10.0.0.1"}, std::move(done));
            });
        };
        QVERIFY(enrol().has_value());
        QVERIFY(!enrol().has_value());
    }

    void aClockThatIsSetBackRevivesNothing() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto opened = must(rig.openSession(agent));
        rig.clock.pass(Duration(301'000));
        VERIFY_CODE(rig.engine->findSession(opened.token.bytes()), Code::SessionDead);
        rig.clock.jumpWall(Duration(-200'000));
        QVERIFY(!rig.engine->findSession(opened.token.bytes()).has_value());
    }

    void aTicketThatExpiredStaysSoWhenTheClockIsSetBack() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        rig.order(rig.alice, command::SetSettings{.pendingLifetime = {},
                                                  .ticketLifetime = {},
                                                  .sessionLifetime = Duration(3'600'000),
                                                  .pendingPerAgent = {}});
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.approval = must(rig.act(session, merge)).approval->id;
        QVERIFY(rig.decide(rig.bob, *merge.approval).has_value());
        rig.clock.pass(Duration(301'000));
        const auto shown = must(rig.ask(rig.alice, command::GetApproval{*merge.approval}));
        QCOMPARE(shown.request.state, approval::State::Lapsed);
        rig.clock.jumpWall(Duration(-200'000));
        const auto answer = rig.act(session, merge);
        QVERIFY(!answer || answer->decision == decision::Verdict::Deny);
    }

    void verifyFindsACommandThatIsThereTwice() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.session(agent);
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        const auto resume = must(wire::signCommand(command::ResumeAgent{agent.id}, rig.alice.id, rig.alice.key,
                                                   rig.engine->state()->world.store, rig.clock.wallNow(), rig.random));
        QVERIFY(rig.submitSigned(resume).has_value());
        rig.order(rig.alice, command::SuspendAgent{agent.id});
        rig.clock.pass(Duration(3'600'000));
        forgeCommand(rig, resume, rig.alice);
        QVERIFY(!must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    void verifyFindsACommandWithoutTheRoleForIt() {
        rig::Rig rig;
        const auto add = must(wire::signCommand(
            command::AddUser{.id = must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}},
            rig.bob.id, rig.bob.key, rig.engine->state()->world.store, rig.clock.wallNow(), rig.random));
        forgeCommand(rig, add, rig.bob);
        QVERIFY(!must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    void verifyFindsARedemptionOfSomethingElse() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        const auto held = must(rig.act(session, merge));
        QVERIFY(rig.decide(rig.bob, held.approval->id).has_value());
        rig.engine.reset();
        forge(rig, [&](ledger::RecordFields& fields) {
            fields.kind = ledger::Kind::Redemption;
            fields.outcome = ledger::Outcome::Allow;
            fields.agent = agent.id.text();
            fields.agentKey = session->key;
            fields.session = session->id;
            fields.action = "db.drop";
            fields.resource = {{"repo", "other/api"}};
            fields.approval = held.approval->id;
            fields.request = held.request;
        });
        rig.open();
        QVERIFY(!must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    void verifyFindsATableThatIsNotTheLedgers() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto id = rig.grant(agent, "pr:create", "repo=acme/*");
        rig.order(rig.alice, command::RevokeGrant{id});
        rig.engine.reset();
        {
            const auto store = must(store::WriteStore::open(rig.path()));
            auto row = must(store->read().entity(store::EntityKind::Grant, id.text())).value();
            const std::string revoked = "\"revoked\":true";
            QVERIFY(row.find(revoked) != std::string::npos);
            row.replace(row.find(revoked), revoked.size(), "\"revoked\":false");
            must(store->begin());
            must(store->putEntity(store::EntityKind::Grant, id.text(), row));
            must(store->commit());
        }
        rig.open();
        const auto report = must(rig.ask(rig.alice, command::Verify{}));
        const bool said =
            std::ranges::any_of(report.blind, [](const auto& spot) { return spot.find("fsck") != std::string::npos; });
        QVERIFY(!report.findings.empty() || said);
    }

    void verifyRaisesNoAlarmWhileTheStoreIsWritten() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        const auto store = must(store::ReadStore::open(rig.path()));
        const auto meta = must(store->meta());
        int acted = 0;
        const auto report =
            must(service::verifyStore(*store, meta, {}, [&](std::string_view, std::uint64_t, std::uint64_t) {
                must(rig.act(session, {}));
                ++acted;
            }));
        QVERIFY(acted > 0);
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
    }

    void aRestoreThatFailsLeavesTheStore() {
        rig::Rig rig;
        const auto backup = rig.folder.filePath(QStringLiteral("b.countersign")).toStdString();
        QVERIFY(service::backupStore(rig.path(), backup).has_value());
        rig.registerAgent(kAgent);
        const auto size = sizeOf(rig);
        rig.engine.reset();
        {
            const auto store = must(store::WriteStore::open(backup));
            must(store->begin());
            must(store->putEntity(store::EntityKind::Agent, "x", "damaged"));
            must(store->commit());
        }
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        QVERIFY(!service::restoreStore(backup, rig.path(), unlock, rig.clock, rig.random).has_value());
        const auto again = service::Engine::open(
            {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1});
        QVERIFY2(again.has_value(), again ? "" : again.error().detail.c_str());
        QCOMPARE((*again)->state()->size, size);
    }

    void aRestoreThatIsRefusedLeavesNothing() {
        rig::Rig rig;
        const auto backup = rig.folder.filePath(QStringLiteral("b.countersign")).toStdString();
        QVERIFY(service::backupStore(rig.path(), backup).has_value());
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        const auto restored = [&] { return service::restoreStore(backup, rig.path(), unlock, rig.clock, rig.random); };
        const QDir folder(rig.folder.path());
        const auto leftOver = [&folder] { return folder.entryList({QStringLiteral("*.restoring*")}, QDir::Files); };
        VERIFY_CODE(restored(), Code::StoreBusy);
        QCOMPARE(leftOver(), QStringList());
        rig.engine.reset();
        QFile aside(QString::fromStdString(rig.path() + ".before-restore"));
        QVERIFY(aside.open(QIODevice::WriteOnly));
        VERIFY_CODE(restored(), Code::AlreadyExists);
        QCOMPARE(leftOver(), QStringList());
        QVERIFY(aside.remove());
        QVERIFY(restored().has_value());
        QCOMPARE(leftOver(), QStringList());
    }

    void aRestoreOfAnotherStoreIsRefused() {
        rig::Rig rig;
        rig::Rig other;
        const auto backup = other.folder.filePath(QStringLiteral("b.countersign")).toStdString();
        QVERIFY(service::backupStore(other.path(), backup).has_value());
        rig.engine.reset();
        const auto unlock = must(service::readServiceKey(other.path() + ".key"));
        VERIFY_CODE(service::restoreStore(backup, rig.path(), unlock, rig.clock, rig.random), Code::StoreMismatch);
    }

    void whatWasChangedBesideTheLedgerIsNotShown() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig.order(rig.alice, command::AddUser{.id = must(identity::UserId::parse("user_named")),
                                              .displayName = command::Text::create("display_name", "Nora", rig.random),
                                              .aliasOf = {}});
        const auto denied = must(rig.act(session, {}));
        const auto held = must(rig.act(session, {.action = "pr.merge", .arguments = {{"title", "Fix the roof"}}}));
        for (const auto& one : {denied, held}) {
            QVERIFY(must(rig.ask(rig.alice, command::GetRecord{one.record.seq})).values.asObject()->find("args") !=
                    nullptr);
        }
        const auto named = [&rig] {
            const auto users = must(rig.ask(rig.alice, command::ListUsers{}));
            for (const auto& user : users.items) {
                if (user.displayName) {
                    return user.displayName->text.value_or("");
                }
            }
            return std::string();
        };
        QCOMPARE(named(), std::string("Nora"));
        rig.engine.reset();
        {
            const auto store = must(store::WriteStore::open(rig.path()));
            must(store->begin());
            for (std::uint64_t seq = 0; seq <= held.record.seq; ++seq) {
                auto body = must(store->read().values(seq)).value_or("");
                for (const auto& [honest, forged] :
                     {std::pair{"Nora", "Mora"}, {"Fix the build", "Fix the guild"}, {"\"because", "\"be nice"}}) {
                    if (const auto at = body.find(honest); at != std::string::npos) {
                        body.replace(at, std::string_view(honest).size(), forged);
                        must(store->putValues(seq, body));
                    }
                }
            }
            must(store->commit());
        }
        rig.open();
        QVERIFY(named().starts_with("(changed in the file"));
        for (const auto& one : {denied, held}) {
            const auto after = must(rig.ask(rig.alice, command::GetRecord{one.record.seq}));
            QCOMPARE(*after.values.asObject()->find("error")->asString(), std::string("commitment_mismatch"));
            QVERIFY(after.values.asObject()->find("args") == nullptr);
        }
        VERIFY_CODE(rig.ask(rig.alice, command::GetApproval{held.approval->id}), Code::CommitmentMismatch);
    }

    void whoAsksAgainWaitsForTheFirstAnswer() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        const auto first = must(rig.act(session, merge));
        for (int i = 0; i < 4; ++i) {
            const auto again = must(rig.act(session, merge));
            QCOMPARE(again.decision, decision::Verdict::Hold);
            QCOMPARE(again.approval->id, first.approval->id);
            QCOMPARE(again.request, first.request);
            QVERIFY(again.record.seq > first.record.seq);
        }
        for (const auto& other : {rig::Rig::Ask{.action = "pr.merge", .reason = merge.reason + "!"},
                                  rig::Rig::Ask{.action = "pr.merge", .arguments = {}, .reason = merge.reason}}) {
            QVERIFY(must(rig.act(session, other)).approval->id != first.approval->id);
        }
        QCOMPARE(must(rig.ask(rig.alice, command::ListApprovals{})).items.size(), std::size_t{3});
        QVERIFY(rig.decide(rig.bob, first.approval->id).has_value());
        // An approved request is answered; the next question is a new one.
        QVERIFY(must(rig.act(session, merge)).approval->id != first.approval->id);
        merge.approval = first.approval->id;
        QCOMPARE(must(rig.act(session, merge)).decision, decision::Verdict::Allow);
        rig.engine.reset();
        rig.open();
        QVERIFY(must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    void fsckFindsTextsThatTheLedgerDoesNotCommitTo() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto denied = must(rig.act(rig.session(agent), {}));
        rig.engine.reset();
        const auto findings = [&rig] {
            const auto store = must(store::ReadStore::open(rig.path()));
            command::VerifyReport report;
            must(service::verifyTexts(*store, {}, report));
            return report.findings;
        };
        QVERIFY(findings().empty());
        {
            const auto store = must(store::WriteStore::open(rig.path()));
            must(store->begin());
            auto body = must(store->read().values(denied.record.seq)).value();
            body.replace(body.find("Fix the build"), 13, "Fix the guild");
            must(store->putValues(denied.record.seq, body));
            must(store->commit());
        }
        const auto found = findings();
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].seq, std::optional(denied.record.seq));
        QCOMPARE(found[0].code, std::string("text_changed"));
    }

    void aReplacedKeyOfAnApproverCountsNoMore() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        rig::Rig::Ask merge{.action = "pr.merge"};
        merge.approval = must(rig.act(session, merge)).approval->id;
        QVERIFY(rig.decide(rig.bob, *merge.approval).has_value());
        rig.clock.pass(Duration(1000));
        const auto next = crypto::SigningKey::generate(rig.random);
        rig.order(rig.alice, command::RotateOperatorKey{rig.bob.id, next.publicKey()});
        QCOMPARE(must(rig.act(session, merge)).decision, decision::Verdict::Deny);
    }

    void aRefusalThatPassesIsNotRememberedForADay() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        rig::Rig::Ask ask;
        ask.key = "k-1";
        rig.clock.jumpWall(Duration(6 * 60 * 1000));
        QCOMPARE(must(rig.act(session, ask)).code, std::string("clock_suspect"));
        rig.clock.jumpWall(Duration(-6 * 60 * 1000));
        rig.order(rig.alice, command::AcceptClock{rig.clock.wallNow()});
        const auto answer = must(rig.act(session, ask));
        QCOMPARE(answer.decision, decision::Verdict::Allow);
    }

    void aStrangerLearnsNothingOfAnApproval() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        const auto other = rig.registerAgent("agent-other");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        rig::Rig::Ask merge{.action = "pr.merge"};
        const auto held = must(rig.act(rig.session(agent), merge));
        merge.approval = held.approval->id;
        const auto answer = must(rig.act(rig.session(other), merge));
        QCOMPARE(answer.code, std::string("approval_foreign"));
        QVERIFY(!answer.approval.has_value());
        const auto records =
            must(rig.ask(rig.alice, command::ListAudit{"agent = agent-other and kind = redemption", {}}));
        QCOMPARE(records.items.size(), 1U);
        QVERIFY(records.items[0].record->chain.empty());
    }

    /// A write that fails makes SQLite end the transaction by itself: what follows must not be written alone.
    void aFullDiskInTheMiddleOfABatchLosesNothing() {
        rig::Rig rig;
        const auto agent = rig.registerAgent(kAgent);
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto opened = must(rig.openSession(agent));
        const auto session = must(rig.engine->findSession(opened.token.bytes()));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        std::deque<Answer> answers(40);
        {
            Blocked blocked(rig, session);
            for (std::size_t i = 0; i < answers.size(); ++i) {
                auto call = Blocked::call(session, "pr.create");
                if (i < 20) {
                    call.arguments = {{"text", std::string(900'000, 'x')}};
                }
                rig.engine->act(std::move(call), into(answers[i]));
            }
            const auto wal = QFileInfo(QString::fromStdString(rig.path() + "-wal")).size();
            const rlimit tight{static_cast<rlim_t>(wal) + 2'000'000, before.rlim_max};
            setrlimit(RLIMIT_FSIZE, &tight);
            blocked.release();
        }
        for (auto& answer : answers) {
            answer.get_future().wait();
        }
        setrlimit(RLIMIT_FSIZE, &before);
        const auto after = rig.act(session, {});
        QVERIFY2(after.has_value(), after ? "" : after.error().detail.c_str());
        rig.engine.reset();
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        const auto again = service::Engine::open(
            {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1});
        QVERIFY2(again.has_value(), again ? "" : again.error().detail.c_str());
    }
};

QTEST_GUILESS_MAIN(TstAttacks)
#include "tst_attacks.moc"
