#include "tests/ui/support/cut_backend.h"
#include "tests/ui/support/ui_rig.h"
#include "ui/approvals/approval_card.h"
#include "ui/approvals/approval_list_model.h"
#include "ui/approvals/arguments_card.h"
#include "ui/approvals/decision_bar.h"
#include "ui/approvals/decision_desk.h"
#include "ui/support/style.h"
#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QScopeGuard>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace countersign;
using approval::State;
using rig::must;
using ui::PageId;

namespace {

/// The page with what waits on it.
struct Desk {
    explicit Desk(uirig::Rig& on) : rig(on), page(on.page(PageId::Approvals)) { uirig::activate(rig.window()); }

    [[nodiscard]] QAbstractButton* approve() const {
        return page.findChild<QAbstractButton*>(QStringLiteral("approvals.approve.button"));
    }
    [[nodiscard]] QAbstractButton* deny() const {
        return page.findChild<QAbstractButton*>(QStringLiteral("approvals.deny.button"));
    }
    [[nodiscard]] QString note() const {
        return page.findChild<ui::PlainLabel*>(QStringLiteral("approvals.note"))->text();
    }
    [[nodiscard]] QListView* list() const { return page.findChild<QListView*>(QStringLiteral("approvals.list")); }
    [[nodiscard]] ui::DecisionDesk* desk() const { return page.findChild<ui::DecisionDesk*>(); }
    [[nodiscard]] bool shows(const ApprovalId& id) const { return desk()->shown() == id && approve()->isEnabled(); }
    /// The guard of a card is over.
    void look() const { rig.store.clock.pass(ui::kGuard); }
    void press(Qt::Key key) const { QTest::keyClick(rig.window().focusWidget(), key); }
    [[nodiscard]] approval::ApprovalRequest now(const ApprovalId& id) const {
        return must(rig.store.ask(rig.store.alice, command::GetApproval{id})).request;
    }
    [[nodiscard]] State state(const ApprovalId& id) const { return now(id).state; }

    uirig::Rig& rig;
    ui::Page& page;
};

} // namespace

class TestApprovals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClickApproves() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        desk.look();
        uirig::click(desk.approve());
        QTRY_COMPARE(desk.state(id), State::Approved);
        QCOMPARE(desk.now(id).decisions.front().by, rig.store.alice.id);
        QTRY_VERIFY(desk.list()->model()->rowCount() == 0);
    }

    void aKeyDeniesWithTheReasonThatWasChosen() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        auto* reason = uirig::find<QComboBox>(desk.page, QStringLiteral("Reason"));
        reason->setCurrentIndex(reason->findText(QStringLiteral("Wrong arguments")));
        desk.press(Qt::Key_D);
        QTRY_COMPARE(desk.state(id), State::Denied);
        QCOMPARE(desk.now(id).decisions.front().reason, std::string("Wrong arguments"));
    }

    void approveIsDeafUntilTheCardHasBeenSeen() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        rig.store.clock.pass(ui::kGuard - Duration(1));
        uirig::click(desk.approve());
        desk.press(Qt::Key_A);
        QVERIFY(desk.note().contains(QStringLiteral("just now")));
        QVERIFY(!desk.desk()->isBusy());
        rig.store.clock.pass(Duration(1));
        desk.press(Qt::Key_A);
        QTRY_COMPARE(desk.state(id), State::Approved);
    }

    void enterNeverApprovesAndDenyHasTheFocus() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        QTRY_VERIFY(desk.deny()->hasFocus());
        desk.look();
        desk.approve()->setFocus();
        desk.press(Qt::Key_Return);
        desk.press(Qt::Key_Enter);
        QVERIFY(!desk.desk()->isBusy());
        uirig::find<QComboBox>(desk.page, QStringLiteral("Reason"))->lineEdit()->setFocus();
        desk.press(Qt::Key_A);
        desk.press(Qt::Key_Return);
        QVERIFY(!desk.desk()->isBusy());
        QCOMPARE(desk.state(id), State::Pending);
    }

    void aDoubleClickIsOneDecision() {
        uirig::Rig rig;
        const auto first = rig.hold(rig.reviewer, {}, "acme/api");
        const auto second = rig.hold(rig.reviewer, {}, "acme/web");
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(second));
        desk.look();
        uirig::click(desk.deny());
        uirig::click(desk.deny());
        QTRY_VERIFY(desk.shows(first));
        uirig::click(desk.deny());
        desk.press(Qt::Key_A);
        QCOMPARE(desk.state(second), State::Denied);
        QVERIFY(!desk.desk()->isBusy());
        QCOMPARE(desk.state(first), State::Pending);
    }

    void whatWasTakenMeanwhileIsDeadAndSaysByWhom() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        must(rig.store.decide(rig.store.bob, id));
        QTRY_VERIFY(!desk.approve()->isEnabled());
        QVERIFY(!desk.deny()->isEnabled());
        QVERIFY(desk.note().contains(QStringLiteral("bob")));
        QCOMPARE(desk.desk()->shown(), id);
        desk.look();
        desk.press(Qt::Key_D);
        QVERIFY(!desk.desk()->isBusy());
    }

    void whatLapsedWhileLookingIsDead() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        rig.store.clock.pass(desk.now(id).pendingUntil - rig.store.clock.wallNow());
        QTRY_VERIFY(!desk.approve()->isEnabled());
        QVERIFY(desk.note().contains(QStringLiteral("lapsed")));
        QTRY_COMPARE(desk.list()->model()->rowCount(), 0);
    }

    void withoutAConnectionTheCardIsDeadAndLivesAgainWithIt() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        auto store = rig.opened(rig.store.alice);
        auto cut = std::make_shared<uirig::CutBackend>(store.backend);
        store.backend = cut;
        ui::Session session({.store = std::move(store), .keyFile = rig.keyFile()}, rig.room, rig.store.clock);
        QWidget rest;
        ui::DecisionDesk desk(session, &rest);
        desk.show();
        desk.showOne(id);
        QTRY_VERIFY(!desk.bar()->isDead());
        const auto* approve = desk.findChild<QAbstractButton*>(QStringLiteral("approvals.approve.button"));
        const auto* note = desk.findChild<ui::PlainLabel*>(QStringLiteral("approvals.note"));
        cut->cut();
        QTRY_VERIFY(!approve->isEnabled());
        QVERIFY(note->text().contains(QStringLiteral("connection to the store is lost")));
        desk.recheck();
        QTRY_VERIFY(note->text().contains(QStringLiteral("cannot be reached")));
        cut->mend();
        QTRY_VERIFY(approve->isEnabled());
        QVERIFY(note->text().isEmpty());
        rig.store.clock.pass(ui::kGuard - Duration(1));
        desk.bar()->approve();
        QVERIFY(!desk.isBusy()); // looked at anew
        rig.store.clock.pass(Duration(1));
        desk.bar()->approve();
        QTRY_COMPARE(must(rig.store.ask(rig.store.alice, command::GetApproval{id})).request.state, State::Approved);
    }

    void newOnesArriveWithoutMovingWhatIsShown() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer);
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        auto* reason = uirig::find<QComboBox>(desk.page, QStringLiteral("Reason"))->lineEdit();
        reason->setFocus();
        QTest::keyClicks(reason, QStringLiteral("as a j k"));
        desk.look();
        rig.hold(rig.triage);
        QTRY_COMPARE(desk.list()->model()->rowCount(), 2);
        QCOMPARE(desk.desk()->shown(), id);
        QCOMPARE(desk.list()->currentIndex().row(), 1);
        QVERIFY(reason->hasFocus());
        QCOMPARE(reason->text(), QStringLiteral("as a j k"));
        uirig::click(desk.approve());
        QTRY_COMPARE(desk.state(id), State::Approved);
    }

    void hostileArgumentsAreShownForWhatTheyAre() {
        uirig::Rig rig;
        rig.hold(rig.reviewer, {{"title", "clean up\u202e old"},
                                {"host", "wh-eu.int\u0435rnal.example"},
                                {"body", "<img src=file:///etc/passwd><b>bold</b>"},
                                {"sta\u200btement", "DELETE FROM invoices WHERE status = 'draft'"}});
        const Desk desk(rig);
        QTRY_VERIFY(desk.approve()->isEnabled());
        auto* card = desk.desk()->card()->arguments();
        const auto shown = card->shownText();
        for (const auto* part : {"U+202E", "U+0435", "staU+200Btement", "<img src=file:///etc/passwd><b>bold</b>"}) {
            QVERIFY2(shown.contains(QString::fromUtf8(part)), part);
        }
        QVERIFY(!shown.contains(QChar(0x202E)));
        QVERIFY(!shown.contains(QChar(0x0435)));
        QVERIFY(card->warning().startsWith(QStringLiteral("3 ")));
        rig.picture(QStringLiteral("approvals-hostile"));
    }

    void whatDoesNotFitBesideCanBeScrolledTo() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer, {{"statement", "DELETE FROM invoices WHERE status = 'draft'"}});
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        auto* scroll = desk.desk()->findChild<QScrollArea*>();
        const auto usual = QApplication::font();
        auto twice = usual;
        twice.setPointSizeF(usual.pointSizeF() * 2);
        QApplication::setFont(twice);
        const auto back = qScopeGuard([&usual] { QApplication::setFont(usual); });
        rig.window().resize(rig.window().minimumSize());
        rig.standStill();
        const int beyond = scroll->widget()->width() - scroll->viewport()->width();
        QVERIFY2(beyond > 0, "the card fits: this shows nothing");
        QVERIFY(scroll->horizontalScrollBar()->isVisible());
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), beyond);
        rig.picture(QStringLiteral("approvals-large-font"));
    }

    void whatIsNotShownCannotBeApproved() {
        uirig::Rig rig;
        const auto id = rig.hold(rig.reviewer, {{"body", std::string(40'000, 'x') + "END"}});
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(id));
        desk.look();
        desk.press(Qt::Key_A);
        QVERIFY(desk.note().contains(QStringLiteral("Not all")));
        QVERIFY(!desk.desk()->isBusy());
        uirig::click(uirig::buttonWith(desk.page, QStringLiteral("Show all")));
        QVERIFY(desk.desk()->card()->arguments()->shownText().contains(QStringLiteral("END")));
        QTRY_VERIFY(desk.note().isEmpty());
        desk.press(Qt::Key_A);
        QVERIFY(desk.note().contains(QStringLiteral("just now")));
        QVERIFY(!desk.desk()->isBusy());
        desk.look();
        desk.press(Qt::Key_A);
        QTRY_COMPARE(desk.state(id), State::Approved);
    }

    void fortyAreTriagedWithoutAMouse() {
        uirig::Rig rig;
        std::vector<ApprovalId> alike;
        std::vector<ApprovalId> others;
        for (int i = 0; i < 10; ++i) {
            others.push_back(rig.hold(rig.reviewer, {}, "acme/r" + std::to_string(i)));
        }
        for (int i = 0; i < 30; ++i) {
            alike.push_back(rig.hold(rig.reviewer, {{"title", "Bump " + std::to_string(i)}}));
        }
        const Desk desk(rig);
        QTRY_COMPARE(desk.list()->model()->rowCount(), 11);
        QTRY_VERIFY(desk.approve()->isEnabled());
        int keys = 0;
        const auto press = [&](Qt::Key key) {
            desk.look();
            desk.press(key);
            ++keys;
        };
        press(Qt::Key_X);
        QTRY_VERIFY(desk.approve()->isEnabled() && desk.approve()->text().contains(QStringLiteral("30")));
        rig.picture(QStringLiteral("approvals-batch"));
        // Nobody signs thirty without knowing what they are held for.
        const auto words = uirig::wordsOn(rig.window()).join(QLatin1Char('\n'));
        for (const auto* said : {"Why it is held", "Grant grt_", "Needs 1 of role:approver", "risk"}) {
            QVERIFY2(words.contains(QString::fromLatin1(said), Qt::CaseInsensitive), said);
        }
        press(Qt::Key_A);
        QTRY_COMPARE(desk.list()->model()->rowCount(), 10);
        for (int left = 9; left >= 0; --left) {
            QTRY_VERIFY(desk.approve()->isEnabled());
            press(left % 2 == 0 ? Qt::Key_A : Qt::Key_D);
            QTRY_COMPARE(desk.list()->model()->rowCount(), left);
        }
        QVERIFY2(keys < 60, qPrintable(QString::number(keys)));
        for (const auto& id : alike) {
            QCOMPARE(desk.state(id), State::Approved);
            QCOMPARE(desk.now(id).decisions.size(), std::size_t(1));
        }
        for (const auto& id : others) {
            QVERIFY(desk.state(id) == State::Approved || desk.state(id) == State::Denied);
        }
    }

    void moreThanAreShownAtOnceAreDecidedInTurns() {
        uirig::Rig rig;
        command::SetSettings settings;
        settings.pendingPerAgent = 1000;
        rig.store.order(rig.store.alice, settings);
        constexpr std::size_t kLeft = 7;
        for (std::size_t i = 0; i < ui::DecisionDesk::kBatchLimit + kLeft; ++i) {
            rig.hold(rig.reviewer, {{"title", "Bump " + std::to_string(i)}});
        }
        const Desk desk(rig);
        QTRY_VERIFY(desk.approve()->isEnabled());
        desk.press(Qt::Key_X);
        QTRY_VERIFY(desk.approve()->isEnabled() && desk.approve()->text().endsWith(QStringLiteral(" 200")));
        QVERIFY(uirig::wordsOn(desk.page).join(u'\n').contains(QStringLiteral("The other 7 come after them.")));
        desk.look();
        desk.press(Qt::Key_A);
        QTRY_VERIFY_WITH_TIMEOUT(desk.approve()->isEnabled() && desk.approve()->text().endsWith(QStringLiteral(" 7")),
                                 20'000);
        // The next ones are looked at like the first.
        desk.press(Qt::Key_A);
        QVERIFY(desk.note().contains(QStringLiteral("just now")));
        desk.look();
        desk.press(Qt::Key_A);
        QTRY_COMPARE(desk.list()->model()->rowCount(), 0);
        command::ListApprovals query;
        query.state = State::Approved;
        QCOMPARE(must(rig.store.ask(rig.store.alice, query)).total,
                 std::optional<std::uint64_t>(ui::DecisionDesk::kBatchLimit + kLeft));
    }

    void lightAndDark() {
        uirig::Rig rig;
        rig.hold(rig.reviewer, {{"title", "Fix the build"}, {"draft", false}, {"number", json::Value::integer(7)}});
        for (int i = 0; i < 12; ++i) {
            rig.hold(rig.release, {{"title", "Bump " + std::to_string(i)}}, "acme/web");
        }
        const auto critical =
            rig.hold(rig.triage,
                     {{"statement", "DELETE FROM invoices WHERE status = 'draft' AND created < '2026-01-01'"},
                      {"expected_rows", json::Value::integer(1204)},
                      {"backup", false},
                      {"reason", "clean up\u202e old drafts before the quarterly report"},
                      {"target_host", "wh-eu-2.int\u0435rnal.acme.example"},
                      {"labels", json::Array{"billing", "cleanup"}},
                      {"patch", "--- a/limits.toml\n+++ b/limits.toml\n@@ -1,2 +1,2 @@\n-rows = 100\n+rows = 5000\n"}});
        must(rig.store.decide(rig.store.bob, critical));
        const Desk desk(rig);
        QTRY_VERIFY(desk.shows(critical));
        QTRY_VERIFY(uirig::wordsOn(desk.page).join(QLatin1Char(' ')).contains(QStringLiteral("bob approved")));
        QVERIFY(!rig.picture(QStringLiteral("approvals-light")).isNull());
        rig.window().resize(1280, 800);
        ui::dress(*qApp, ui::Scheme::Dark);
        QVERIFY(!rig.picture(QStringLiteral("approvals-dark")).isNull());
        ui::dress(*qApp, ui::Scheme::Light);
        QVERIFY(!rig.picture(QStringLiteral("approvals-small")).isNull());
    }
};

QTEST_MAIN(TestApprovals)
#include "tst_approvals.moc"
