#include "core/ledger/key_chain.h"
#include "core/ledger/merkle.h"
#include "tests/contract/backend_rigs.h"

#include <condition_variable>

using namespace countersign;
using namespace countersign::test;

/// What every Backend keeps, whatever is behind it (design section 1, idea 4).
class TstBackend : public QObject {
    Q_OBJECT

    static std::unique_ptr<BackendRig> rig() {
        QFETCH(QString, kind);
        if (kind == QStringLiteral("local")) {
            return std::make_unique<LocalRig>();
        }
        if (kind == QStringLiteral("remote")) {
            return std::make_unique<RemoteRig>();
        }
        return std::make_unique<FakeRig>();
    }
    static void kinds() {
        QTest::addColumn<QString>("kind");
        for (const auto* kind : {"local", "remote", "fake"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    static command::RegisterAgent newAgent(const char* id, BackendRig& on) {
        command::RegisterAgent agent;
        agent.id = must(identity::AgentId::parse(id));
        agent.owner = must(identity::UserId::parse("user_9"));
        agent.key = crypto::SigningKey::generate(on.random).publicKey();
        agent.tags = {{"team", "platform"}};
        return agent;
    }
    template <class T>
    static std::string codeOf(const Result<T>& result) {
        return result ? "done" : std::string(codeName(result.error().code));
    }

private Q_SLOTS:
    void registersAnAgentThatIsThenListed_data() { kinds(); }
    void registersAnAgentThatIsThenListed() {
        const auto on = rig();
        const auto agent = newAgent("agent-code-reviewer-01", *on);
        must(waited(on->store().submit(agent)));
        const auto page = must(waited(backend::ask(on->store(), command::ListAgents{})));
        QCOMPARE(page.items.size(), std::size_t{1});
        QCOMPARE(page.items[0].agent.id, agent.id);
        QCOMPARE(page.items[0].agent.tags, agent.tags);
        QVERIFY(page.items[0].agent.keys.find(agent.key.thumbprint()) != nullptr);
        QCOMPARE(codeOf(waited(on->store().submit(agent))), "already_exists");
    }

    void refusesWhatTheRoleForbids_data() { kinds(); }
    void refusesWhatTheRoleForbids() {
        const auto on = rig();
        on->store().unlock(on->bob);
        QCOMPARE(codeOf(waited(on->store().submit(newAgent("agent-x", *on)))), "forbidden");
        on->store().unlock(nullptr);
        QCOMPARE(codeOf(waited(on->store().submit(newAgent("agent-x", *on)))), "authentication_required");
        QCOMPARE(codeOf(waited(on->store().ask(command::ListAgents{}))), "authentication_required");
        on->store().unlock(on->alice);
        QCOMPARE(codeOf(waited(on->store().submit(newAgent("agent-x", *on)))), "done");
    }

    void tellsWhoAsks_data() { kinds(); }
    void tellsWhoAsks() {
        const auto on = rig();
        const auto self = [&] { return must(waited(backend::ask(on->store(), command::GetSelf{}))); };
        QCOMPARE(self().id, on->alice->id);
        QVERIFY(self().has(identity::OperatorRole::Owner));
        on->store().unlock(on->bob);
        QCOMPARE(self().id, on->bob->id);
        QCOMPARE(self().roles, std::set{identity::OperatorRole::Approver});
        QVERIFY(command::mayAsk(self(), command::ListApprovals{}) && !command::mayAsk(self(), command::ListAgents{}));
        QVERIFY(must(waited(backend::ask(on->store(), command::ListKeyChanges{}))).empty());
    }

    void saysWhatDoesNotExist_data() { kinds(); }
    void saysWhatDoesNotExist() {
        const auto on = rig();
        const auto id = must(identity::AgentId::parse("agent-unknown"));
        QCOMPARE(codeOf(waited(backend::ask(on->store(), command::GetAgent{id}))), "not_found");
    }

    void previewsWithoutOrdering_data() { kinds(); }
    void previewsWithoutOrdering() {
        const auto on = rig();
        const auto agent = newAgent("agent-x", *on);
        QVERIFY(!must(waited(backend::ask(on->store(), command::PreviewCommand{agent}))).refusal);
        QVERIFY(must(waited(backend::ask(on->store(), command::ListAgents{}))).items.empty());
        must(waited(on->store().submit(agent)));
        const auto again = must(waited(backend::ask(on->store(), command::PreviewCommand{agent})));
        QVERIFY(again.refusal.has_value());
        QCOMPARE(again.refusal->code, Code::AlreadyExists);
    }

    void opensAFilterOnce_data() { kinds(); }
    void opensAFilterOnce() {
        const auto on = rig();
        auto& store = on->store();
        for (const auto* agent : {"agent-1", "agent-2", "agent-3", "agent-4", "agent-5"}) {
            must(waited(store.submit(newAgent(agent, *on))));
        }
        const std::string filter = "kind = command";
        const auto opened = must(waited(backend::ask(store, command::OpenAudit{filter})));
        const auto first = must(waited(backend::ask(store, command::ListAudit{filter, {"", 2}, opened.view})));
        QCOMPARE(first.items.size(), std::size_t{2});
        QCOMPARE(first.items[0].seq, opened.view - 1);
        const auto second = must(waited(backend::ask(store, command::ListAudit{filter, {first.next, 2}})));
        QCOMPARE(second.items[0].seq, first.items[1].seq - 1);
        const auto jump =
            must(waited(backend::ask(store, command::ListAudit{opened.filter, {}, opened.view, opened.view - 3})));
        QCOMPARE(jump.items[0].seq, opened.view - 4);
        const auto count = must(waited(backend::ask(store, command::CountAudit{filter, opened.view})));
        QCOMPARE(count.count, first.items.size() + 1 + jump.items.size());
        const auto bars = must(waited(backend::ask(store, command::AuditHistogram{filter, opened.view}))).bars;
        std::uint64_t sum = 0;
        for (const auto& bar : bars) {
            sum += bar.allow + bar.deny + bar.hold + bar.other;
        }
        QCOMPARE(sum, count.count);
        const auto made = must(waited(backend::ask(
            store, command::RecordExport{
                       .filter = filter, .view = opened.view, .format = "csv", .records = 3, .digest = {}})));
        QCOMPARE(made.seq, opened.view + 1);
        QCOMPARE(codeOf(waited(backend::ask(store, command::CountAudit{"kind = outcome", opened.view}))), "not_found");
        QCOMPARE(codeOf(waited(backend::ask(store, command::CountAudit{filter, opened.view - 1}))), "not_found");
    }

    /// What an auditor asks for, of the backends that have a ledger behind them.
    void provesItself_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("local") << QStringLiteral("local");
        QTest::newRow("remote") << QStringLiteral("remote");
    }
    void provesItself() {
        const auto on = rig();
        auto& store = on->store();
        const auto early = must(waited(backend::ask(store, command::GetStore{})));
        QCOMPARE(early.store, store.store());
        must(waited(store.submit(newAgent("agent-code-reviewer-01", *on))));
        const auto info = must(waited(backend::ask(store, command::GetStore{})));
        QVERIFY(info.ledgerSize > early.ledgerSize);
        const auto note = must(waited(backend::ask(store, command::GetCheckpoint{})));
        const auto origin = must(ledger::checkpointOrigin(info.trustDomain, info.store));
        const auto head = must(ledger::openCheckpoint(note, origin, ledger::KeyChain(info.ledgerKey)));
        QCOMPARE(head.size, info.ledgerSize);
        QCOMPARE(head.root, info.root);
        const auto grown = must(
            waited(backend::ask(store, command::ProveConsistency{.from = early.ledgerSize, .to = info.ledgerSize})));
        QVERIFY(ledger::verifyConsistency(early.ledgerSize, early.root, info.ledgerSize, info.root, grown));
        QVERIFY(!ledger::verifyConsistency(early.ledgerSize, info.root, info.ledgerSize, info.root, grown));
        const auto record = must(waited(backend::ask(store, command::GetRecord{early.ledgerSize})));
        const auto inclusion = must(
            waited(backend::ask(store, command::ProveInclusion{.seq = early.ledgerSize, .size = info.ledgerSize})));
        QVERIFY(ledger::verifyInclusion(ledger::leafHash(asBytes(record.body)), early.ledgerSize, info.ledgerSize,
                                        inclusion, info.root));
        QCOMPARE(codeOf(waited(backend::ask(store, command::ProveInclusion{.seq = 9, .size = 1}))), "invalid_argument");
        const auto report = must(waited(backend::ask(store, command::Verify{note})));
        QVERIFY(report.findings.empty() && report.size >= info.ledgerSize && !report.blind.empty());
    }

    void recordsAnExport_data() { kinds(); }
    void recordsAnExport() {
        const auto on = rig();
        auto& store = on->store();
        const auto view = must(waited(backend::ask(store, command::OpenAudit{"kind = command"})));
        command::RecordExport made{
            .filter = view.filter, .view = view.view, .format = "csv", .records = 3, .digest = {}};
        const auto receipt = must(waited(backend::ask(store, made)));
        QVERIFY(receipt.seq > view.view);
        made.view = view.view + 1000;
        QCOMPARE(codeOf(waited(backend::ask(store, made))), "not_found");
    }

    void decidesExactlyWhatWasShown_data() { kinds(); }
    void decidesExactlyWhatWasShown() {
        const auto on = rig();
        const auto id = on->heldRequest();
        on->store().unlock(on->bob);
        const auto view = must(waited(backend::ask(on->store(), command::GetApproval{id})));
        QCOMPARE(view.request.action, std::string("pr.merge"));
        QVERIFY(view.arguments.find("number") != nullptr);
        QCOMPARE(approval::reviewDigest(view.review), view.reviewDigest);

        auto changed = view;
        changed.arguments = json::Object{{"number", "8"}};
        QCOMPARE(codeOf(waited(on->store().decide(changed, approval::Verdict::Approve, ""))), "review_stale");
        auto otherDocument = view;
        otherDocument.review = json::Object{{"action", "pr.create"}};
        QCOMPARE(codeOf(waited(on->store().decide(otherDocument, approval::Verdict::Approve, ""))), "review_stale");

        must(waited(on->store().decide(view, approval::Verdict::Approve, "reviewed")));
        const auto after = must(waited(backend::ask(on->store(), command::GetApproval{id})));
        QCOMPARE(after.request.state, approval::State::Approved);
        QCOMPARE(after.request.decisions.size(), std::size_t{1});
        const auto& decision = after.request.decisions[0];
        QCOMPARE(decision.by, on->bob->id);
        QVERIFY(crypto::verify(on->bob->key.publicKey(), crypto::Domain::Approval, asBytes(decision.payload),
                               decision.signature));
        QVERIFY(!waited(on->store().decide(after, approval::Verdict::Deny, "too late")));
    }

    void followsEveryRecordOnce_data() { kinds(); }
    void followsEveryRecordOnce() {
        const auto on = rig();
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<std::uint64_t> seen;
        const auto receive = [&](const backend::Backend::Batch& batch) {
            const std::scoped_lock lock(mutex);
            for (const auto& row : batch) {
                seen.push_back(row.seq);
            }
            changed.notify_all();
        };
        auto following = on->store().follow(0, receive);
        constexpr int kRecords = 500;
        std::vector<QFuture<Result<command::Receipt>>> written;
        for (int i = 0; i < kRecords; ++i) {
            written.push_back(on->store().submit(command::AddUser{
                .id = must(identity::UserId::parse("user-" + std::to_string(i))), .displayName = {}, .aliasOf = {}}));
        }
        std::uint64_t last = 0;
        for (auto& one : written) {
            last = std::max(last, must(waited(one)).seq);
        }
        {
            std::unique_lock lock(mutex);
            QVERIFY(
                changed.wait_for(lock, std::chrono::seconds(60), [&] { return !seen.empty() && seen.back() >= last; }));
            for (std::size_t i = 0; i < seen.size(); ++i) {
                QCOMPARE(seen[i], static_cast<std::uint64_t>(i));
            }
        }
        following.reset();
        const auto before = seen.size();
        must(waited(on->store().submit(newAgent("agent-later", *on))));
        QCOMPARE(seen.size(), before);
    }

    void tellsHowTheStoreIsReached_data() { kinds(); }
    void tellsHowTheStoreIsReached() {
        const auto on = rig();
        std::optional<backend::Link> link;
        const auto told = on->store().onLink([&](const backend::LinkState& state) { link = state.link; });
        QCOMPARE(link, std::optional(backend::Link::Connected));
    }

    void finishesEveryFutureWhenItGoes_data() { kinds(); }
    void finishesEveryFutureWhenItGoes() {
        const auto on = rig();
        auto open = on->openQuestions();
        const auto following = on->store().follow(0, [](const backend::Backend::Batch&) {});
        on->close();
        for (auto& one : open) {
            QVERIFY(one.isFinished());
            const auto result = one.takeResult();
            QVERIFY2(result || result.error().code == Code::Cancelled, codeOf(result).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TstBackend)
#include "tst_backend.moc"
