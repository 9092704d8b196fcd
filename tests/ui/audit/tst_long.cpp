#include "tests/ui/support/ui_rig.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_table.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>

using namespace countersign;
using ui::AuditModel;

namespace {

/// A ledger of any length, made up as it is asked for; `odd` filters every second record out. Answers when released.
class LongLedger final : public backend::Backend {
public:
    explicit LongLedger(StoreId store) { m_fields.store = std::move(store); }

    StoreId store() const override { return m_fields.store; }
    QFuture<Result<command::Answer>> ask(command::Query query) override {
        if (const auto* list = std::get_if<command::ListAudit>(&query)) {
            ++asked;
            auto promise = std::make_shared<QPromise<Result<command::Answer>>>();
            promise->start();
            m_waiting.emplace_back(promise, answer(*list));
            if (!holding) {
                release();
            }
            return promise->future();
        }
        return QtFuture::makeReadyFuture<Result<command::Answer>>(fail(Code::NotFound, "it has records only"));
    }
    void release() {
        for (auto& [promise, value] : std::exchange(m_waiting, {})) {
            promise->addResult(std::move(value));
            promise->finish();
        }
    }
    QFuture<Result<command::Receipt>> submit(command::Command) override { return refused(); }
    QFuture<Result<command::Receipt>> decide(command::ApprovalView, approval::Verdict, std::string) override {
        return refused();
    }
    std::shared_ptr<void> follow(std::uint64_t, std::function<void(const Batch&)>) override { return nullptr; }
    std::shared_ptr<void> onLink(std::function<void(const backend::LinkState&)>) override { return nullptr; }
    void unlock(std::shared_ptr<const backend::Identity>) override {}

    [[nodiscard]] command::AuditRow row(std::uint64_t seq) {
        auto fields = m_fields;
        fields.id = ledger::RecordId::generate(m_random);
        fields.kind = ledger::Kind::Decision;
        fields.outcome = seq % 2 == 0 ? ledger::Outcome::Allow : ledger::Outcome::Deny;
        fields.agent = "agent-" + std::to_string(seq % 7);
        fields.action = "pr.create";
        return {.seq = seq, .leaf = {}, .record = rig::must(ledger::Record::create(fields)), .result = {}};
    }

    bool holding = false;
    int asked = 0;

private:
    static QFuture<Result<command::Receipt>> refused() {
        return QtFuture::makeReadyFuture<Result<command::Receipt>>(fail(Code::Forbidden, "read only"));
    }
    Result<command::Answer> answer(const command::ListAudit& query) {
        Page<command::AuditRow> page;
        const auto after = QString::fromStdString(query.page.after);
        auto passOver = after.section(QLatin1Char('+'), 1).toULongLong();
        for (auto at = query.before.value_or(*query.view); at > 0 && page.items.size() < query.page.limit; --at) {
            if ((query.filter.empty() || (at - 1) % 2 == 1) && (passOver == 0 || passOver-- == 0)) {
                page.items.push_back(row(at - 1));
                page.next = at > 2 ? std::to_string(at - 1) : std::string();
            }
        }
        return command::Answer(std::in_place_index<command::kQueryIndex<command::ListAudit>>, std::move(page));
    }

    crypto::SystemRandom m_random;
    ledger::RecordFields m_fields;
    std::vector<std::pair<std::shared_ptr<QPromise<Result<command::Answer>>>, Result<command::Answer>>> m_waiting;
};

struct Desk {
    Desk()
        : ledger(std::make_shared<LongLedger>(rig.store.engine->state()->world.store)),
          session({.store = {.backend = ledger, .identity = {}, .kind = ui::StoreKind::Own, .place = "long"},
                   .keyFile = {}},
                  rig.room, rig.store.clock),
          model(session), table(&model) {
        table.resize(900, 600);
        table.show();
    }
    [[nodiscard]] QString cell(int row) const { return model.index(row, AuditModel::Agent).data().toString(); }
    bool here(int row) {
        return QTest::qWaitFor([this, row] { return model.row(row) != nullptr && model.underWay() == 0; });
    }

    uirig::Rig rig{uirig::Rig::Content::Empty};
    std::shared_ptr<LongLedger> ledger;
    ui::Session session;
    AuditModel model;
    ui::AuditTable table;
};

constexpr int kTen = 10'000'000;

} // namespace

class TestLong : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndOfTenMillionIsOneStepAway() {
        Desk desk;
        desk.model.open({.filter = {}, .view = kTen});
        QCOMPARE(desk.model.rowCount(), kTen);
        QVERIFY(desk.here(0));
        const auto before = desk.ledger->asked;
        desk.table.goToLast();
        QVERIFY(desk.here(kTen - 1));
        QCOMPARE(desk.cell(kTen - 1), QStringLiteral("agent-0"));
        QCOMPARE(desk.model.index(kTen - 1, AuditModel::Record).data().toString(), QStringLiteral("0"));
        QVERIFY2(desk.ledger->asked - before <= 3, qPrintable(QString::number(desk.ledger->asked - before)));
    }

    void onlyWhatWasLookedAtIsKept() {
        Desk desk;
        desk.model.open({.filter = {}, .view = kTen});
        for (int i = 0; i < 150; ++i) {
            desk.table.verticalScrollBar()->setValue(i * 60'000);
            QVERIFY(desk.here(i * 60'000));
        }
        QVERIFY(desk.model.keptPages() <= AuditModel::kKeptPages);
        QCOMPARE(desk.model.rowCount(), kTen);
    }

    void aFilteredViewGrowsToItsCount() {
        Desk desk;
        QAbstractItemModelTester tester(&desk.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.model.open({.filter = "outcome = deny", .view = 5000});
        QVERIFY(desk.here(0));
        desk.model.setCount(2500);
        QCOMPARE(desk.model.rowCount(), 2500);
        desk.table.goToLast();
        QVERIFY(desk.here(2499));
        QCOMPARE(desk.model.row(2499)->seq, std::uint64_t(1));
        QCOMPARE(desk.model.rowCount(), 2500);
    }

    void theEndOfAFilteredViewIsFewStepsAway() {
        Desk desk;
        desk.model.open({.filter = "outcome = deny", .view = 1'000'000});
        QVERIFY(desk.here(0));
        desk.model.setCount(500'000);
        auto before = desk.ledger->asked;
        desk.table.goToLast();
        QVERIFY(desk.here(499'999));
        QCOMPARE(desk.model.row(499'999)->seq, std::uint64_t(1));
        QVERIFY2(desk.ledger->asked - before <= 8, qPrintable(QString::number(desk.ledger->asked - before)));
        // What was found on the way is not looked for again.
        before = desk.ledger->asked;
        QVERIFY(desk.model.row(300'100) == nullptr && desk.here(300'100));
        QCOMPARE(desk.model.row(300'100)->seq, std::uint64_t(399'799));
        QVERIFY2(desk.ledger->asked - before <= 1, qPrintable(QString::number(desk.ledger->asked - before)));
    }

    void whatWasCountedLeadsThere() {
        Desk desk;
        desk.model.open({.filter = "outcome = deny", .view = kTen});
        QVERIFY(desk.here(0));
        desk.model.addPlace(4'900'000, 200'000);
        desk.model.setCount(5'000'000);
        const auto before = desk.ledger->asked;
        desk.table.goToLast();
        QVERIFY(desk.here(4'999'999));
        QCOMPARE(desk.model.row(4'999'999)->seq, std::uint64_t(1));
        QVERIFY2(desk.ledger->asked - before <= 3, qPrintable(QString::number(desk.ledger->asked - before)));
    }

    void aStaleAnswerIsDropped() {
        Desk desk;
        desk.ledger->holding = true;
        desk.model.open({.filter = "outcome = deny", .view = 4000});
        QTRY_COMPARE(desk.model.underWay(), 1);
        desk.model.open({.filter = {}, .view = 10});
        desk.ledger->release();
        desk.ledger->holding = false;
        QVERIFY(desk.here(0));
        QCOMPARE(desk.model.rowCount(), 10);
        QCOMPARE(desk.model.row(0)->seq, std::uint64_t(9));
    }

    void theTailKeepsWhatIsLookedAt() {
        Desk desk;
        QAbstractItemModelTester tester(&desk.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        desk.model.open({.filter = {}, .view = 3000});
        QVERIFY(desk.here(0));
        desk.table.verticalScrollBar()->setValue(1000);
        const auto top = desk.table.rowAt(1);
        QVERIFY(desk.here(top));
        const auto seq = desk.model.row(top)->seq;
        std::vector<AuditModel::RowPointer> rows;
        for (std::uint64_t i = 2990; i < 3020; ++i) {
            rows.push_back(std::make_shared<const command::AuditRow>(desk.ledger->row(i)));
        }
        desk.model.appendTail(rows);
        QCOMPARE(desk.model.rowCount(), 3020);
        QCOMPARE(desk.model.row(0)->seq, std::uint64_t(3019));
        QCOMPARE(desk.model.row(desk.table.rowAt(1))->seq, seq);
        desk.model.appendTail(rows); // again: nothing
        QCOMPARE(desk.model.rowCount(), 3020);
    }
};

QTEST_MAIN(TestLong)
#include "tst_long.moc"
