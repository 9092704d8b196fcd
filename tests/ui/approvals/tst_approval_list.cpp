#include "core/crypto/secret.h"
#include "ui/approvals/approval_list_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <array>
#include <map>

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

/// A new request, or one that is decided by somebody or waits no longer.
approval::ApprovalRequest changed(std::map<ApprovalId, approval::ApprovalRequest>& all, QRandomGenerator& dice,
                                  int round) {
    constexpr std::array kActions{"a.b", "c.d", "e.f"};
    constexpr std::array kRisks{"low", "high"};
    if (all.empty() || dice.bounded(5) < 2) {
        auto fresh = request(kActions[dice.bounded(3U)], kRisks[dice.bounded(2U)], dice.bounded(20));
        fresh.record = static_cast<std::uint64_t>(round) * 10 + dice.bounded(10U);
        all[fresh.id] = fresh;
        return fresh;
    }
    const auto found =
        std::next(all.begin(), static_cast<std::ptrdiff_t>(dice.bounded(static_cast<quint32>(all.size()))));
    if (dice.bounded(2) == 0) {
        approval::SignedDecision decision;
        decision.by = *identity::OperatorId::parse(dice.bounded(2) == 0 ? "alice" : "bob");
        found->second.decisions.push_back(decision);
        return found->second;
    }
    auto gone = found->second;
    all.erase(found);
    gone.state = approval::State::Lapsed;
    return gone;
}

/// Groups in order, each with its first, and as many as it has.
QStringList groupsOf(const ApprovalListModel& model) {
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto index = model.index(row);
        if (!index.data(ApprovalListModel::MemberRole).toBool()) {
            out << index.data(ApprovalListModel::IdRole).toString() + QLatin1Char(' ') +
                       QString::number(index.data(ApprovalListModel::GroupSizeRole).toInt());
        }
    }
    return out;
}

/// What is shown is what a list of all of them would show.
void compare(const ApprovalListModel& model, const std::map<ApprovalId, approval::ApprovalRequest>& all) {
    std::vector<approval::ApprovalRequest> requests;
    for (const auto& [id, request] : all) {
        requests.push_back(request);
    }
    ApprovalListModel fresh;
    fresh.setMe(*identity::OperatorId::parse("alice"));
    fresh.setRequests(requests);
    QCOMPARE(groupsOf(model), groupsOf(fresh));
    QCOMPARE(model.requestCount(), fresh.requestCount());
    int members = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto index = model.index(row);
        QVERIFY(model.indexOf(index.data(ApprovalListModel::IdRole).toString()).isValid());
        if (index.data(ApprovalListModel::MemberRole).toBool()) {
            QCOMPARE(model.indexOf(index.data(ApprovalListModel::IdRole).toString()), index);
            --members;
        } else {
            QCOMPARE(members, 0);
            const auto size = index.data(ApprovalListModel::GroupSizeRole).toInt();
            members = size > 1 && index.data(ApprovalListModel::OpenRole).toBool() ? size : 0;
        }
    }
    QCOMPARE(members, 0);
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

    void aChangeOfOneIsARowThatComesOrGoes() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRequests({request("a.low", "low", 1), request("c.high", "high", 1)});
        const QSignalSpy resets(&model, &ApprovalListModel::modelReset);
        const QPersistentModelIndex low = model.index(1);
        auto between = request("b.medium", "medium", 1);
        model.apply({between});
        QCOMPARE(actionsOf(model).join(QLatin1Char(' ')), QStringLiteral("c.high b.medium a.low"));
        QCOMPARE(low.row(), 2);
        between.state = approval::State::Denied;
        model.apply({between});
        QCOMPARE(actionsOf(model).join(QLatin1Char(' ')), QStringLiteral("c.high a.low"));
        QCOMPARE(low.row(), 1);
        QCOMPARE(resets.size(), 0);
    }

    void whatOneAgentAskedForIsDropped() {
        ApprovalListModel model;
        auto other = request("c.d", "low", 1);
        other.agent = *identity::AgentId::parse("agent-other");
        model.setRequests({request("a.b", "low", 3), request("a.b", "low", 2), other});
        model.toggle(model.index(0));
        QSignalSpy changed(&model, &ApprovalListModel::selectionChanged);
        model.drop(*identity::AgentId::parse("agent-triage"));
        QCOMPARE(actionsOf(model), QStringList(QStringLiteral("c.d")));
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.selected().empty());
    }

    void whateverComesAndGoesTheListIsAsIfItWereNew() {
        ApprovalListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMe(*identity::OperatorId::parse("alice"));
        QRandomGenerator dice(7);
        std::map<ApprovalId, approval::ApprovalRequest> all;
        const QSignalSpy resets(&model, &ApprovalListModel::modelReset);
        for (int round = 0; round < 600; ++round) {
            std::vector<approval::ApprovalRequest> changes;
            for (auto left = dice.bounded(3); left >= 0; --left) {
                changes.push_back(changed(all, dice, round));
            }
            model.apply(changes);
            if (model.rowCount() > 0 && dice.bounded(4) == 0) {
                const auto index = model.index(dice.bounded(model.rowCount()));
                model.setOpen(index, !index.data(ApprovalListModel::OpenRole).toBool());
            }
            compare(model, all);
        }
        QCOMPARE(resets.size(), 0);
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
