#include "core/crypto/secret.h"
#include "ui/approvals/approval_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using ui::ApprovalListModel;

namespace {

crypto::SystemRandom& source() {
    static crypto::SystemRandom random;
    return random;
}

approval::ApprovalRequest request(const char* action, const char* risk, int minute) {
    approval::ApprovalRequest out;
    out.id = ApprovalId::generate(source());
    out.request = RequestId::generate(source());
    out.agent = *identity::AgentId::parse("agent-triage");
    out.action = action;
    out.resource = {{"repo", "acme/api"}};
    out.risk = risk;
    out.created = Timestamp(minute * 60'000);
    out.pendingUntil = out.created + std::chrono::minutes(15);
    return out;
}

QString idOf(const approval::ApprovalRequest& request) {
    return QString::fromStdString(request.id.text());
}

QStringList actionsOf(const ApprovalListModel& model) {
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row) {
        out << model.index(row).data().toString();
    }
    return out;
}

} // namespace

class TestApprovalList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void riskFirstThenTheNewest() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRequests({request("a.low", "low", 9), request("b.high", "high", 1), request("c.high", "high", 2),
                           request("d.critical", "critical", 0)});
        QCOMPARE(actionsOf(model).join(QLatin1Char(' ')), QStringLiteral("d.critical c.high b.high a.low"));
        model.setOrder(ApprovalListModel::Order::Newest);
        QCOMPARE(actionsOf(model).join(QLatin1Char(' ')), QStringLiteral("a.low c.high b.high d.critical"));
        model.setOrder(ApprovalListModel::Order::LapsesFirst);
        QCOMPARE(actionsOf(model).front(), QStringLiteral("d.critical"));
    }

    void alikeOnesAreOneRowUntilItIsOpened() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto other = request("a.b", "low", 1);
        other.resource = {{"repo", "acme/web"}};
        model.setRequests({request("a.b", "low", 2), request("a.b", "low", 3), other});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data(ApprovalListModel::GroupSizeRole).toInt(), 2);
        model.setOpen(model.index(0), true);
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.index(1).data(ApprovalListModel::MemberRole).toBool());
        model.setOpen(model.index(1), false);
        QCOMPARE(model.rowCount(), 2);
    }

    void selectionHoldsAlikeOnesAndForgetsWhatIsGone() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto first = request("a.b", "low", 3);
        const auto second = request("a.b", "low", 2);
        const auto other = request("c.d", "low", 1);
        model.setRequests({first, second, other});
        model.toggle(model.index(0));
        QCOMPARE(model.selected().size(), std::size_t(2));
        QSignalSpy changed(&model, &ApprovalListModel::selectionChanged);
        model.setRequests({first, other});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.selected().size(), std::size_t(1));
        model.toggle(model.indexOf(idOf(other)));
        QCOMPARE(model.selected(), std::vector<ApprovalId>{other.id});
        model.clearSelection();
        QVERIFY(model.selected().empty());
    }

    void timeRunsOutByTheClock() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNow(Timestamp(0));
        model.setRequests({request("a.b", "low", 0)});
        QCOMPARE(model.index(0).data(ApprovalListModel::ShareRole).toDouble(), 1.0);
        model.setNow(Timestamp(0) + std::chrono::minutes(12));
        QCOMPARE(model.index(0).data(ApprovalListModel::LeftRole).toLongLong(), qint64(180'000));
        model.setNow(Timestamp(0) + std::chrono::minutes(15));
        QCOMPARE(model.rowCount(), 0);
    }

    void theGroupsFirstIsOneThatIAmAskedFor() {
        ApprovalListModel model;
        model.setMe(*identity::OperatorId::parse("alice"));
        auto mine = request("a.b", "low", 3);
        approval::SignedDecision decision;
        decision.by = *identity::OperatorId::parse("alice");
        decision.verdict = approval::Verdict::Approve;
        mine.decisions.push_back(decision);
        const auto open = request("a.b", "low", 2);
        model.setRequests({mine, open});
        QCOMPARE(model.index(0).data(ApprovalListModel::IdRole).toString(), idOf(open));
    }
};

QTEST_GUILESS_MAIN(TestApprovalList)
#include "tst_approval_list.moc"
