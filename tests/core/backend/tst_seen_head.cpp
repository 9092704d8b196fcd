#include "core/backend/seen_head.h"
#include "tests/contract/backend_rigs.h"

#include <filesystem>

using namespace countersign;
using namespace countersign::test;

namespace {

/// A store whose file can be set back, and whose owner can leave. Alice and Dora own it, Bob approves.
class Aged final : public EngineRig {
public:
    Aged() { open(); }
    [[nodiscard]] backend::Backend& store() override { return *m_backend; }
    void close() override {
        m_backend.reset();
        m_engine.reset();
    }
    void open() {
        if (!m_engine) {
            const auto unlock = must(service::readServiceKey(path() + ".key"));
            m_engine =
                must(service::Engine::open({.path = path(), .unlock = &unlock, .clock = &clock, .random = &random}));
        }
        m_backend = std::make_unique<backend::LocalBackend>(m_engine, alice, random);
    }
    void copyTo(const std::string& to) { std::filesystem::copy_file(path(), to); }
    void takeBack(const std::string& from) {
        close();
        for (const auto* part : {"", "-wal", "-shm"}) {
            std::filesystem::remove(path() + part);
        }
        std::filesystem::copy_file(from, path());
        open();
    }
    void addUser(const char* id) {
        must(waited(m_backend->submit(
            command::AddUser{.id = must(identity::UserId::parse(id)), .displayName = {}, .aliasOf = {}})));
    }
    /// Who opened the store with a key of her own; the ledger key that she had counts no more.
    void changeLedgerKey() {
        addUser("dora");
        must(waited(m_backend->submit(command::AddOperator{.id = dora->id,
                                                           .person = must(identity::UserId::parse("dora")),
                                                           .key = dora->key.publicKey(),
                                                           .roles = {identity::OperatorRole::Owner}})));
        must(waited(m_backend->submit(command::DisableOperator{.id = dora->id})));
    }
    [[nodiscard]] std::string fileBeside(const char* name) const { return path() + name; }

    std::shared_ptr<const backend::Identity> dora = newIdentity("dora", random);

private:
    std::unique_ptr<backend::Backend> m_backend;
};

/// Answers some questions as a hostile server would, the others truly.
class Liar final : public backend::Backend {
public:
    using Lie = std::function<std::optional<Result<command::Answer>>(const command::Query&)>;
    Liar(backend::Backend& truth, Lie lie) : m_truth(truth), m_lie(std::move(lie)) {}

    StoreId store() const override { return m_truth.store(); }
    QFuture<Result<command::Answer>> ask(command::Query query) override {
        auto lie = m_lie(query);
        return lie ? QtFuture::makeReadyFuture(*std::move(lie)) : m_truth.ask(std::move(query));
    }
    QFuture<Result<command::Receipt>> submit(command::Command command) override { return m_truth.submit(command); }
    QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                             std::string reason) override {
        return m_truth.decide(std::move(shown), verdict, std::move(reason));
    }
    std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override {
        return m_truth.follow(from, std::move(receive));
    }
    std::shared_ptr<void> onLink(std::function<void(const backend::LinkState&)> receive) override {
        return m_truth.onLink(std::move(receive));
    }
    void unlock(std::shared_ptr<const backend::Identity> identity) override { m_truth.unlock(std::move(identity)); }

private:
    backend::Backend& m_truth;
    Lie m_lie;
};

template <class Q>
command::Answer answerOf(typename Q::Answer value) {
    return command::Answer(std::in_place_index<command::kQueryIndex<Q>>, std::move(value));
}

template <class T>
std::string codeOf(const Result<T>& result) {
    return result ? "done" : std::string(codeName(result.error().code));
}

} // namespace

class TstSeenHead : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] backend::Pins pins() const {
        return backend::Pins(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())).toStdString() +
                             "/pins.json");
    }
    static Result<void> look(backend::Backend& store, const backend::Pins& pins) {
        TRY(const auto seen, backend::lookAtHead(store, pins));
        return backend::checkAndPin(store, pins, seen);
    }
    static std::uint64_t pinnedSize(backend::Backend& store, const backend::Pins& pins) {
        const auto pin = must(pins.find(store.store()));
        return pin ? pin->head.size : 0;
    }

private Q_SLOTS:
    void movesOnWithTheStore() {
        Aged aged;
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        const auto first = pinnedSize(aged.store(), pins());
        QVERIFY(first > 0);
        aged.addUser("meanwhile");
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        QCOMPARE(pinnedSize(aged.store(), pins()), first + 1);
    }

    /// Two programs compare at the same time; the slower one has the older head.
    void neverGoesBack() {
        Aged aged;
        const auto slow = must(backend::lookAtHead(aged.store(), pins()));
        aged.addUser("meanwhile");
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        const auto size = pinnedSize(aged.store(), pins());
        QVERIFY(slow.head.head.size < size);
        QCOMPARE(codeOf(backend::checkAndPin(aged.store(), pins(), slow)), std::string("done"));
        QCOMPARE(pinnedSize(aged.store(), pins()), size);
    }

    void namesAnOlderCopyAndAnotherHistory() {
        Aged aged;
        aged.close();
        const auto copy = aged.fileBeside(".copy");
        aged.copyTo(copy);
        aged.open();
        aged.addUser("first");
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        aged.takeBack(copy);
        const auto older = look(aged.store(), pins());
        QCOMPARE(codeOf(older), std::string("verification_failed"));
        QVERIFY(older.error().detail.find("older copy") != std::string::npos);
        aged.addUser("second");
        aged.addUser("third");
        const auto other = look(aged.store(), pins());
        QCOMPARE(codeOf(other), std::string("verification_failed"));
        QVERIFY(other.error().detail.find("history") != std::string::npos);
    }

    /// An approver may not read the ledger, and can follow the key all the same.
    void followsTheLedgerKeyAsAnApprover() {
        Aged aged;
        aged.store().unlock(aged.bob);
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        const auto before = must(pins().find(aged.store().store()))->ledgerKey;
        aged.store().unlock(aged.alice);
        aged.changeLedgerKey();
        aged.store().unlock(aged.bob);
        QCOMPARE(codeOf(waited(backend::ask(aged.store(), command::ListUsers{}))), std::string("forbidden"));
        const auto followed = look(aged.store(), pins());
        QVERIFY2(followed.has_value(), followed ? "" : followed.error().detail.c_str());
        QVERIFY(must(pins().find(aged.store().store()))->ledgerKey != before);
    }

    void followsNoKeyThatNobodyHandedOver_data() {
        QTest::addColumn<int>("lie");
        QTest::newRow("no change is told") << 0;
        QTest::newRow("not asked for") << 1;
        QTest::newRow("signed for another store") << 2;
        QTest::newRow("signed by the new key alone") << 3;
        QTest::newRow("of a place before the pin") << 4;
    }
    void followsNoKeyThatNobodyHandedOver() {
        QFETCH(int, lie);
        const backend::Pins own(m_folder.filePath(QString::number(lie)).toStdString() + "/pins.json");
        Aged aged;
        QCOMPARE(codeOf(look(aged.store(), own)), std::string("done"));
        const auto size = pinnedSize(aged.store(), own);
        aged.changeLedgerKey();
        auto changes = must(waited(backend::ask(aged.store(), command::ListKeyChanges{})));
        QCOMPARE(changes.size(), std::size_t{1});
        const auto thief = crypto::SigningKey::generate(aged.random);
        Result<command::Answer> answer = answerOf<command::ListKeyChanges>({});
        if (lie == 1) {
            answer = fail(Code::Forbidden, "no");
        } else if (lie == 2) {
            changes.front() = ledger::signKeyChange(StoreId::generate(aged.random), changes.front().seq, thief, thief);
            answer = answerOf<command::ListKeyChanges>(changes);
        } else if (lie == 3) {
            changes.front().byPrevious = changes.front().byKey;
            answer = answerOf<command::ListKeyChanges>(changes);
        } else if (lie == 4) {
            changes.front().seq = size - 1;
            answer = answerOf<command::ListKeyChanges>(changes);
        }
        Liar liar(aged.store(), [&](const command::Query& query) -> std::optional<Result<command::Answer>> {
            return std::holds_alternative<command::ListKeyChanges>(query) ? std::optional(answer) : std::nullopt;
        });
        const auto refused = look(liar, own);
        QCOMPARE(codeOf(refused), std::string("verification_failed"));
        QCOMPARE(pinnedSize(aged.store(), own), size);
    }

    /// Another id would find no pin, and so nothing to compare with.
    void believesNoOtherId() {
        Aged aged;
        Liar liar(aged.store(), [&](const command::Query& query) -> std::optional<Result<command::Answer>> {
            if (!std::holds_alternative<command::GetStore>(query)) {
                return std::nullopt;
            }
            auto info = must(waited(backend::ask(aged.store(), command::GetStore{})));
            info.store = StoreId::generate(aged.random);
            return answerOf<command::GetStore>(std::move(info));
        });
        QVERIFY(!look(liar, pins()));
        QVERIFY(!must(pins().find(aged.store().store())));
    }

    void losesNothingToADamagedFile() {
        Aged aged;
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("done"));
        const auto path =
            m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())) + QStringLiteral("/pins.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{");
        file.close();
        QCOMPARE(codeOf(look(aged.store(), pins())), std::string("store_unreadable"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{"));
    }
};

QTEST_GUILESS_MAIN(TstSeenHead)
#include "tst_seen_head.moc"
