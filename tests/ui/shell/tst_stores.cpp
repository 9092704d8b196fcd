#include "tests/ui/support/ui_rig.h"
#include "ui/approvals/decision_desk.h"
#include "ui/shell/status_bar.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

#include <QPointer>

using namespace countersign;
using ui::PageId;

namespace {

ui::Order suspend(const rig::Agent& agent) {
    return {.command = command::SuspendAgent{agent.id},
            .title = QStringLiteral("Suspend ") + QString::fromStdString(agent.id.text()),
            .effects = {},
            .done = QString::fromStdString(agent.id.text()) + QStringLiteral(" is suspended"),
            .undo = command::ResumeAgent{agent.id}};
}

identity::AgentState stateOf(uirig::Rig& rig, const rig::Agent& agent) {
    return rig::must(rig.store.ask(rig.store.alice, command::GetAgent{agent.id})).agent.state;
}

ui::Toast* toastThatSays(QWidget& window, const QString& text) {
    for (auto* toast : window.findChildren<ui::Toast*>()) {
        if (toast->isVisible() && toast->accessibleName().contains(text)) {
            return toast;
        }
    }
    return nullptr;
}

ui::Sheet* registerSheet(uirig::Rig& rig) {
    auto& page = rig.page(PageId::Agents);
    uirig::click(uirig::buttonWith(page, QStringLiteral("Register an agent…")));
    return rig.window().findChild<ui::Sheet*>();
}

} // namespace

/// Several stores in one window, and what is open over them.
class TestStores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSheetIsHiddenWithItsStoreAndGoneBeforeIt() {
        uirig::Rig rig;
        const QPointer<ui::Sheet> sheet = registerSheet(rig);
        QVERIFY(sheet && sheet->isVisible());
        auto* first = &rig.workspace();
        auto* second = rig.window().add(rig.opened(rig.store.bob), rig.keyFile());
        QCOMPARE(rig.window().workspace(), second);
        QVERIFY(sheet && !sheet->isVisible());
        delete first;
        QVERIFY(!sheet);
    }

    void aPageGoesOnWhenItsStoreIsInFrontAgain() {
        uirig::Rig rig;
        auto& page = rig.page(PageId::Approvals);
        auto* list = page.findChild<QAbstractItemView*>(QStringLiteral("approvals.list"));
        auto* first = rig.window().workspace();
        rig.window().add(rig.opened(rig.store.bob), rig.keyFile());
        rig.hold(rig.reviewer);
        rig.window().bringToFront(first);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        rig.hold(rig.triage, {{"title", "Another"}});
        QTRY_COMPARE(list->model()->rowCount(), 2);
        QVERIFY(page.isAncestorOf(rig.window().focusWidget()) || rig.window().focusWidget() == &page);
    }

    void undoOfAToastTakesBackWhatItTellsOf() {
        uirig::Rig rig;
        rig.session().order(suspend(rig.release), this);
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Suspended);
        rig.session().order(suspend(rig.triage), this);
        QTRY_COMPARE(stateOf(rig, rig.triage), identity::AgentState::Suspended);
        const auto firstSays = QStringLiteral("agent-release-bot is suspended");
        const auto lastSays = QStringLiteral("agent-triage is suspended");
        QTRY_VERIFY(toastThatSays(rig.window(), firstSays) != nullptr);
        uirig::click(uirig::buttonWith(*toastThatSays(rig.window(), firstSays), QStringLiteral("Undo")));
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Active);
        QCOMPARE(stateOf(rig, rig.triage), identity::AgentState::Suspended);
        QTRY_VERIFY(toastThatSays(rig.window(), firstSays) == nullptr);
        QVERIFY(toastThatSays(rig.window(), lastSays) != nullptr);
        // The key does the same as the toast, which goes as well.
        QTest::keyClick(&rig.window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stateOf(rig, rig.triage), identity::AgentState::Active);
        QTRY_VERIFY(toastThatSays(rig.window(), lastSays) == nullptr);
        QVERIFY(!rig.session().canUndo());
    }

    void whatTheKeyWasNotGivenForCanStillBeTakenBack() {
        uirig::Rig rig;
        rig.session().order(suspend(rig.release), this);
        QTRY_VERIFY(rig.session().canUndo());
        rig.session().lock();
        const auto refuse = connect(&rig.session(), &ui::Session::unlockWanted, this,
                                    [](const QString&, const std::function<void(bool)>& done) { done(false); });
        rig.session().undo();
        disconnect(refuse);
        QVERIFY(rig.session().canUndo());
    }

    void singleKeysDoNothingBehindASheet() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        auto& page = rig.page(PageId::Approvals);
        auto* desk = page.findChild<ui::DecisionDesk*>();
        auto* approve = page.findChild<QAbstractButton*>(QStringLiteral("approvals.approve.button"));
        QTRY_VERIFY(desk->shown() == id && approve->isEnabled());
        page.setFocus();
        QTest::keyClick(&rig.window(), Qt::Key_F1);
        QTRY_VERIFY(rig.window().findChild<ui::Sheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::Sheet*>();
        QTRY_VERIFY(sheet->isAncestorOf(rig.window().focusWidget()));
        QTest::keyClick(rig.window().focusWidget(), Qt::Key_D);
        QTest::keyClick(rig.window().focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(rig.window().findChild<ui::Sheet*>() == nullptr);
        QVERIFY(page.isAncestorOf(rig.window().focusWidget()) || rig.window().focusWidget() == &page);
        const auto request = rig::must(rig.store.ask(rig.store.alice, command::GetApproval{id})).request;
        QCOMPARE(request.state, approval::State::Pending);
    }

    void nothingClosesWhileAFuseBurns() {
        uirig::Rig rig;
        rig.session().order({.command = command::RevokeAgent{rig.release.id},
                             .title = QStringLiteral("Revoke agent-release-bot"),
                             .effects = {},
                             .done = QStringLiteral("revoked"),
                             .undo = {}},
                            this);
        QVERIFY(rig.session().isFuseBurning());
        QVERIFY(!rig.window().QWidget::close());
        QVERIFY(rig.window().isVisible());
        QTRY_VERIFY(toastThatSays(rig.window(), QStringLiteral("An order waits to be sent.")) != nullptr);
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Now")));
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Revoked);
        QVERIFY(rig.window().QWidget::close());
    }

    void theBarSaysWhatWasProven() {
        uirig::Rig rig;
        auto* status = rig.window().findChild<ui::StatusBar*>();
        QTRY_VERIFY(status->text().contains(QStringLiteral("head signed, checked just now")));
        rig.session().verify();
        QTRY_VERIFY(status->text().contains(QStringLiteral("all records verified just now")));
        rig.allow(rig.triage);
        QTRY_COMPARE(rig.session().verification().state, ui::Verification::State::Sound);
        QVERIFY(rig.session().verification().wholeAt.has_value());
    }
};

QTEST_MAIN(TestStores)
#include "tst_stores.moc"
