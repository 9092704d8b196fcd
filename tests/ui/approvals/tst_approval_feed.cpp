#include "tests/ui/support/ui_rig.h"
#include "ui/approvals/approval_feed.h"
#include "ui/approvals/approval_list_model.h"
#include "ui/approvals/decision_desk.h"

#include <QListView>

using namespace countersign;
using rig::must;
using ui::PageId;

namespace {

/// A store that counts what it is asked.
class CountedBackend final : public backend::Backend {
public:
    explicit CountedBackend(std::shared_ptr<backend::Backend> inner) : m_inner(std::move(inner)) {}

    /// Pages of the whole list; whoever wants the number of its entries alone asks for one.
    int lists = 0;
    int approvals = 0;

    StoreId store() const override { return m_inner->store(); }
    QFuture<Result<command::Answer>> ask(command::Query query) override {
        if (const auto* list = std::get_if<command::ListApprovals>(&query)) {
            lists += list->page.limit > 1 ? 1 : 0;
        }
        approvals += std::holds_alternative<command::GetApproval>(query) ? 1 : 0;
        return m_inner->ask(std::move(query));
    }
    QFuture<Result<command::Receipt>> submit(command::Command command) override {
        return m_inner->submit(std::move(command));
    }
    QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                             std::string reason) override {
        return m_inner->decide(std::move(shown), verdict, std::move(reason));
    }
    std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override {
        return m_inner->follow(from, std::move(receive));
    }
    std::shared_ptr<void> onLink(std::function<void(const backend::LinkState&)> receive) override {
        return m_inner->onLink(std::move(receive));
    }
    void unlock(std::shared_ptr<const backend::Identity> identity) override { m_inner->unlock(std::move(identity)); }

private:
    std::shared_ptr<backend::Backend> m_inner;
};

/// The page of a store with twenty requests of their own, and what it asks for.
struct Desk {
    Desk() {
        for (int i = 0; i < 20; ++i) {
            ids.push_back(rig.hold(rig.reviewer, {}, "acme/r" + std::to_string(i)));
        }
        auto store = rig.opened(rig.store.alice);
        counted = std::make_shared<CountedBackend>(store.backend);
        store.backend = counted;
        auto* workspace = rig.emptyWindow().add(std::move(store), rig.keyFile());
        workspace->go(PageId::Approvals);
        list = workspace->page(PageId::Approvals)->findChild<QListView*>(QStringLiteral("approvals.list"));
        desk = workspace->page(PageId::Approvals)->findChild<ui::DecisionDesk*>();
        if (!QTest::qWaitFor([this] { return rows() == 20 && !desk->shown().empty(); })) {
            qFatal("the list does not come");
        }
        // Whatever opening the page made it ask for is answered.
        rig.settle();
        counted->lists = 0;
        counted->approvals = 0;
    }
    [[nodiscard]] int rows() const { return list->model()->rowCount(); }

    uirig::Rig rig;
    std::vector<ApprovalId> ids;
    std::shared_ptr<CountedBackend> counted;
    QListView* list = nullptr;
    ui::DecisionDesk* desk = nullptr;
};

} // namespace

/// What the page asks the store for when something changes.
class TestApprovalFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewRequestIsAskedForByName() {
        Desk desk;
        desk.rig.hold(desk.rig.reviewer, {}, "acme/new");
        QTRY_COMPARE(desk.rows(), 21);
        QCOMPARE(desk.counted->lists, 0);
        QVERIFY2(desk.counted->approvals <= 3, qPrintable(QString::number(desk.counted->approvals)));
    }

    void whatOthersDecideGoes() {
        Desk desk;
        must(desk.rig.store.decide(desk.rig.store.bob, desk.ids.front()));
        QTRY_COMPARE(desk.rows(), 19);
        QCOMPARE(desk.counted->lists, 0);
    }

    void withASuspendedAgentAllOfItsRequestsGoAtOnce() {
        Desk desk;
        desk.rig.hold(desk.rig.release);
        QTRY_COMPARE(desk.rows(), 21);
        desk.rig.store.order(desk.rig.store.alice, command::SuspendAgent{desk.rig.reviewer.id});
        QTRY_COMPARE(desk.rows(), 1);
        QCOMPARE(desk.counted->lists, 0);
    }

    void whatWasAllowedOrAskedAgainIsNotAskedFor() {
        Desk desk;
        for (int i = 0; i < 5; ++i) {
            desk.rig.allow(desk.rig.release);
        }
        desk.rig.hold(desk.rig.release); // once this is here, so is what came before it
        QTRY_COMPARE(desk.rows(), 21);
        QCOMPARE(desk.counted->lists, 0);
        QVERIFY2(desk.counted->approvals <= 3, qPrintable(QString::number(desk.counted->approvals)));
    }

    void aWindowThatWasPutAwayCatchesUp() {
        Desk desk;
        auto* window = desk.list->window();
        window->showMinimized();
        QTRY_VERIFY(window->isMinimized());
        QCoreApplication::processEvents();
        desk.rig.hold(desk.rig.reviewer, {}, "acme/new");
        QTRY_COMPARE(desk.rig.emptyWindow().workspace()->session().waiting(), std::uint64_t(21));
        window->showNormal();
        QTRY_COMPARE(desk.rows(), 21);
    }

    void aFloodIsAskedForAsAList() {
        Desk desk;
        command::SetSettings settings;
        settings.pendingPerAgent = 1000;
        desk.rig.store.order(desk.rig.store.alice, settings);
        constexpr int kFlood = 2 * static_cast<int>(ui::ApprovalFeed::kMostByName);
        auto* workspace = desk.rig.emptyWindow().workspace();
        workspace->go(PageId::Settings); // it rests: what comes meanwhile is fetched afterwards
        for (int i = 0; i < kFlood; ++i) {
            desk.rig.hold(desk.rig.release, {}, "acme/f" + std::to_string(i));
        }
        QTRY_COMPARE(workspace->session().waiting(), std::uint64_t(20 + kFlood));
        desk.counted->approvals = 0;
        workspace->go(PageId::Approvals);
        QTRY_COMPARE(desk.rows(), 20 + kFlood);
        QVERIFY2(desk.counted->lists > 0 && desk.counted->approvals < 20,
                 qPrintable(QString::number(desk.counted->approvals)));
    }
};

QTEST_MAIN(TestApprovalFeed)
#include "tst_approval_feed.moc"
