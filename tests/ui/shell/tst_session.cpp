#include "tests/ui/support/ui_rig.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/widgets/passphrase_field.h"
#include "ui/widgets/toast.h"

#include <QSignalSpy>

using namespace countersign;
using rig::must;

namespace {

ui::Order suspend(const rig::Agent& agent) {
    return {.command = command::SuspendAgent{agent.id},
            .title = QStringLiteral("Suspend"),
            .effects = {QStringLiteral("It can do nothing.")},
            .done = QStringLiteral("Suspended"),
            .undo = command::ResumeAgent{agent.id}};
}

ui::Order revoke(const rig::Agent& agent) {
    return {.command = command::RevokeAgent{agent.id},
            .title = QStringLiteral("Revoke"),
            .effects = {QStringLiteral("It never comes back.")},
            .done = QStringLiteral("Revoked"),
            .undo = {}};
}

identity::AgentState stateOf(uirig::Rig& rig, const rig::Agent& agent) {
    return must(rig.store.ask(rig.store.alice, command::GetAgent{agent.id})).agent.state;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerComesOnTheGuiThreadUnlessItsContextDied() {
        uirig::Rig rig;
        QThread* where = nullptr;
        rig.session().ask(this, command::GetStore{},
                          [&where](const Result<command::StoreInfo>&) { where = QThread::currentThread(); });
        bool called = false;
        auto context = std::make_unique<QObject>();
        rig.session().ask(context.get(), command::GetStore{},
                          [&called](const Result<command::StoreInfo>&) { called = true; });
        context.reset();
        QTRY_COMPARE(where, QThread::currentThread());
        QVERIFY(!called);
    }

    /// Whatever the role: an approver may not list the operators.
    void everybodyKnowsTheirRoles() {
        uirig::Rig rig;
        rig.emptyWindow().add(rig.opened(rig.store.bob), {});
        auto& session = rig.session();
        QTRY_COMPARE(session.roles(), std::set{identity::OperatorRole::Approver});
        QVERIFY(!session.mayOrder(command::SuspendAgent{rig.release.id}));
    }

    void nothingIsSignedForAStoreThatIsNotTheOneSeenBefore() {
        uirig::Rig rig;
        auto opened = rig.opened(rig.store.alice);
        const backend::Pins pins(rig.store.folder.filePath(QStringLiteral("pins.json")).toStdString());
        opened.head = must(backend::lookAtHead(*opened.backend, pins)).head;
        opened.warning = Error{Code::VerificationFailed, "the store has 3 records, but 9 were seen before"};
        rig.emptyWindow().add(opened, rig.keyFile());
        auto& session = rig.session();
        QTRY_VERIFY(uirig::wordsOn(rig.window()).join(QLatin1Char(' ')).contains(QStringLiteral("but 9 were seen")));
        QTRY_VERIFY(session.info().has_value() && !session.roles().empty());
        std::optional<Result<command::Receipt>> result;
        session.order(suspend(rig.release), this, [&result](const auto& done) { result = done; });
        QTRY_VERIFY(result.has_value());
        QCOMPARE(result->error().code, Code::VerificationFailed);
        QCOMPARE(stateOf(rig, rig.release), identity::AgentState::Active);
        QCOMPARE(session.verification().state, ui::Verification::State::Broken);
        rig.picture(QStringLiteral("refused"));

        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Accept…")));
        QTRY_VERIFY(uirig::buttonWith(rig.window(), QStringLiteral("Accept it")) != nullptr);
        QVERIFY(session.verification().refused);
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Accept it")));
        QTRY_VERIFY(!session.verification().refused);
        QVERIFY(must(pins.find(opened.backend->store())).has_value());
        session.order(suspend(rig.release), this);
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Suspended);
    }

    void newRecordsArriveInOrderWithoutGaps() {
        uirig::Rig rig;
        std::vector<std::uint64_t> seen;
        connect(&rig.session(), &ui::Session::recordsArrived, this, [&seen](const auto& rows) {
            for (const auto& row : rows) {
                seen.push_back(row.seq);
            }
        });
        for (int i = 0; i < 20; ++i) {
            rig.allow(rig.triage);
        }
        const auto size = rig.store.engine->health().size;
        QTRY_VERIFY(!seen.empty() && seen.back() + 1 == size);
        for (std::size_t i = 1; i < seen.size(); ++i) {
            QCOMPARE(seen[i], seen[i - 1] + 1);
        }
    }

    void aReversibleOrderIsSentAtOnceAndUndoneByTheToast() {
        uirig::Rig rig;
        rig.session().order(suspend(rig.release), this);
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Suspended);
        QTRY_VERIFY(uirig::buttonWith(rig.window(), QStringLiteral("Undo")) != nullptr);
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Undo")));
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Active);
    }

    void anIrreversibleOrderWaitsAndCanBeStopped() {
        uirig::Rig rig;
        std::optional<Code> ended;
        rig.session().order(revoke(rig.release), this,
                            [&ended](const auto& result) { ended = result ? Code::Internal : result.error().code; });
        auto* toast = rig.window().findChild<ui::Toast*>();
        QVERIFY(toast != nullptr);
        for (auto* button : toast->findChildren<QAbstractButton*>()) {
            if (button->text().startsWith(QStringLiteral("Stop"))) {
                uirig::click(button);
                break;
            }
        }
        QTRY_COMPARE(ended, std::optional(Code::Cancelled));
        QCOMPARE(stateOf(rig, rig.release), identity::AgentState::Active);
    }

    void anIrreversibleOrderIsSentWhenToldTo() {
        uirig::Rig rig;
        rig.session().order(revoke(rig.release), this);
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Now")));
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Revoked);
    }

    void anOrderThatAsksShowsWhatChangesFirst() {
        uirig::Rig rig;
        auto order = suspend(rig.release);
        order.review = ui::Order::Review::Ask;
        rig.session().order(order, this);
        QVERIFY(uirig::wordsOn(rig.window()).contains(QStringLiteral("It can do nothing.")));
        QCOMPARE(stateOf(rig, rig.release), identity::AgentState::Active);
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Do it")));
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Suspended);
    }

    void aRefusedOrderSaysSo() {
        uirig::Rig rig;
        auto order = suspend(rig.release);
        order.command = command::ResumeAgent{rig.release.id};
        rig.session().order(order, this);
        QTRY_VERIFY(uirig::wordsOn(rig.window()).join(QLatin1Char('\n')).contains(QStringLiteral("Not done: Suspend")));
    }

    void aLockedKeyIsAskedForAndAWrongPassphraseRefused() {
        uirig::Rig rig;
        rig.session().lock();
        QVERIFY(!rig.session().isUnlocked());
        rig.session().order(suspend(rig.release), this);
        auto* dialog = rig.window().findChild<ui::UnlockDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto* field = dialog->findChild<ui::PassphraseField*>();
        QTest::keyClicks(field, QStringLiteral("wrong"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(uirig::wordsOn(*dialog).contains(QStringLiteral("The passphrase does not fit this key.")));
        QVERIFY(!rig.session().isUnlocked());
        QTest::keyClicks(field, QString::fromLatin1(uirig::Rig::kPassphrase.data()));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(rig.session().isUnlocked());
        QTRY_COMPARE(stateOf(rig, rig.release), identity::AgentState::Suspended);
    }

    void aCriticalApprovalAsksForThePassphraseAgain() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.triage);
        auto view = must(rig.store.ask(rig.store.alice, command::GetApproval{id}));
        QCOMPARE(view.request.risk, std::string("critical"));
        auto& session = rig.session();
        bool done = false;
        session.decide(view, approval::Verdict::Approve, "looks right", this,
                       [&done](const auto& result) { done = result.has_value(); });
        auto* dialog = rig.window().findChild<ui::UnlockDialog*>();
        QVERIFY(dialog != nullptr);
        auto* field = dialog->findChild<ui::PassphraseField*>();
        QTest::keyClicks(field, QString::fromLatin1(uirig::Rig::kPassphrase.data()));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(done);
    }

    void idleTimeLocks() {
        uirig::Rig rig;
        QSignalSpy spy(&rig.session(), &ui::Session::identityChanged);
        rig.session().setAutoLock(Duration(1));
        QTRY_VERIFY(!rig.session().isUnlocked());
        QVERIFY(spy.count() > 0);
    }

    void eachNewHeadIsVerified() {
        uirig::Rig rig;
        QTRY_COMPARE(rig.session().verification().state, ui::Verification::State::Sound);
        rig.store.clock.pass(std::chrono::minutes(1));
        const auto before = rig.session().verification().at;
        rig.allow(rig.triage);
        QTRY_VERIFY(rig.session().verification().at > before);
        QCOMPARE(rig.session().verification().state, ui::Verification::State::Sound);
    }
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"
