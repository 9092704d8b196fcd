#include "tests/ui/access/desk.h"
#include "ui/access/grant_sheet.h"
#include "ui/access/token_field.h"
#include "ui/shell/effects.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCheckBox>
#include <QDragEnterEvent>
#include <QMimeData>

using namespace desk;

namespace {

QString word(const std::string& text) {
    return QString::fromStdString(text);
}

std::vector<delegation::Grant> grantsTo(uirig::Rig& rig, const rig::Agent& agent) {
    auto page = rig::must(
        rig.store.ask(rig.store.alice, command::ListGrants{.page = {}, .to = subject("agent:" + agent.id.text())}));
    std::erase_if(page.items, [](const auto& grant) { return grant.revoked; });
    return page.items;
}

} // namespace

class TestGrants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGrantWithAHoldIsDesignedInOneSheet() {
        uirig::Rig rig;
        rig.deny(rig.release);
        rig.deny(rig.release);
        rig.allow(rig.release);
        Desk desk(rig);
        desk.press(QStringLiteral("New grant…"));
        auto& whom = desk.field(QStringLiteral("For whom"));
        QTRY_VERIFY(whom.hasFocus());
        QTest::keyClicks(&whom, QStringLiteral("agent:agent-release-bot"));
        auto& scopes = desk.field(QStringLiteral("Scopes"));
        scopes.setFocus();
        QTest::keyClicks(&scopes, QStringLiteral("deploy:start"));
        QTest::keyClick(&scopes, Qt::Key_Return);
        auto& resources = desk.field(QStringLiteral("Resources"));
        resources.setFocus();
        QTest::keyClicks(&resources, QStringLiteral("repo=acme/*"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Matches so far: acme/api.")));
        uirig::click(uirig::buttonWith(rig.window(), QStringLiteral("Hold for approval")));
        QTRY_VERIFY(desk.written().contains(
            QStringLiteral("Would have held 2 of 3 recorded requests of the last 30 days, 2 of them denied then.")));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("gains deploy:start on repo=acme/*, held for 1 approval")));
        rig.picture(QStringLiteral("access-grant-light"));
        desk.press(QStringLiteral("Grant it"));
        QTRY_COMPARE(desk.cell(subjectOf(rig.release), QStringLiteral("deploy:start")), QStringLiteral("hold"));
        QTRY_VERIFY(rig.window().findChild<ui::GrantSheet*>() == nullptr);
        const auto grants = grantsTo(rig, rig.release);
        QCOMPARE(grants.size(), std::size_t(3));
        // Undo revokes it.
        rig.session().undo();
        QTRY_COMPARE(desk.cell(subjectOf(rig.release), QStringLiteral("deploy:start")), QStringLiteral("nothing"));
        QCOMPARE(grantsTo(rig, rig.release).size(), std::size_t(2));
    }

    /// What another grant holds stays held; without that other one it is open, and that is said first.
    void whatBecomesOfAHoldIsTold() {
        uirig::Rig rig;
        rig.hold(rig.release, {{"title", "Merge"}});
        const auto before = grantsTo(rig, rig.release);
        const auto held = *std::ranges::find_if(before, [](const auto& grant) { return grant.hold.has_value(); });
        Desk desk(rig);
        desk.press(QStringLiteral("New grant…"));
        QTest::keyClicks(&desk.field(QStringLiteral("For whom")), QStringLiteral("agent:agent-release-bot"));
        auto& scopes = desk.field(QStringLiteral("Scopes"));
        scopes.setFocus();
        QTest::keyClicks(&scopes, QStringLiteral("pr:*"));
        QTest::keyClick(&scopes, Qt::Key_Return);
        auto& resources = desk.field(QStringLiteral("Resources"));
        resources.setFocus();
        QTest::keyClicks(&resources, QStringLiteral("repo=acme/*"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Would have allowed 0 of 1 recorded requests")));
        QVERIFY(!desk.written().contains(QStringLiteral("gains")));
        desk.press(QStringLiteral("Grant it"));
        QTRY_COMPARE(grantsTo(rig, rig.release).size(), std::size_t(3));

        const auto preview =
            rig::must(rig.store.ask(rig.store.alice, command::PreviewCommand{command::RevokeGrant{held.id}}));
        QCOMPARE(ui::effectsOf(preview).front(),
                 QStringLiteral("agent-release-bot: no approval is needed any more for pr:* on repo=acme/*."));
    }

    void theDraftSaysWhatTheEngineRefuses() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.press(QStringLiteral("New grant…"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Say for whom it is.")));
        QTest::keyClicks(&desk.field(QStringLiteral("For whom")), QStringLiteral("agent:nobody"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Name a scope.")));
        auto& scopes = desk.field(QStringLiteral("Scopes"));
        QTest::keyClicks(&scopes, QStringLiteral("pr::x"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("`pr::x`")));
        QVERIFY(!uirig::buttonWith(rig.window(), QStringLiteral("Grant it"))->isEnabled());
        scopes.clear();
        QTest::keyClicks(&scopes, QStringLiteral("pr:merge"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("nobody")));
        QVERIFY(!uirig::buttonWith(rig.window(), QStringLiteral("Grant it"))->isEnabled());
    }

    void scopesAreDroppedFromTheCatalogue() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.press(QStringLiteral("New grant…"));
        auto* field = rig.window().findChild<ui::GrantSheet*>()->findChild<ui::TokenField*>();
        const auto row = desk.catalogue().model();
        QVERIFY(desk.catalogue().select(QStringLiteral("pr")));
        const std::unique_ptr<QMimeData> data(row->mimeData({desk.catalogue().currentIndex()}));
        const auto place = field->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(field, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(field, &drop);
        QCOMPARE(field->tokens(), QStringList{QStringLiteral("pr:**")});
    }

    void aRevocationIsShownFirstAndCanBeUndone() {
        uirig::Rig rig;
        const auto id = rig.store.grant(rig.reviewer, "deploy:start", "repo=acme/web");
        Desk desk(rig);
        desk.tab(1);
        auto& table = desk.table(QStringLiteral("Grants"));
        QAbstractItemModelTester tester(table.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_VERIFY(table.select(word(id.text())));
        rig.picture(QStringLiteral("access-grants-light"));
        desk.press(QStringLiteral("Revoke the grant…"));
        QTRY_VERIFY(
            desk.written().contains(QStringLiteral("agent-code-reviewer-01 loses deploy:start on repo=acme/web.")));
        QVERIFY(desk.written().contains(QStringLiteral("Undo makes a new grant with the same terms")));
        rig.picture(QStringLiteral("access-revoke-light"));
        desk.press(QStringLiteral("Do it"));
        QTRY_COMPARE(desk.cell(subjectOf(rig.reviewer), QStringLiteral("deploy:start")), QStringLiteral("nothing"));
        rig.session().undo();
        QTRY_COMPARE(desk.cell(subjectOf(rig.reviewer), QStringLiteral("deploy:start")), QStringLiteral("allow"));
        const auto grants = grantsTo(rig, rig.reviewer);
        QVERIFY(std::ranges::none_of(grants, [&](const auto& grant) { return grant.id == id; }));
    }

    void aGrantWithABudgetBurnsAFuse() {
        uirig::Rig rig;
        delegation::Grant grant{.id = GrantId::generate(rig.store.random),
                                .to = subject("agent:agent-triage"),
                                .scopes = {rig::scope("pr:merge")},
                                .resources = {},
                                .conditions = {},
                                .hold = {},
                                .expires = {},
                                .created = {}};
        grant.conditions.budget = 3;
        rig.store.order(rig.store.alice, command::CreateGrant{grant});
        Desk desk(rig);
        QVERIFY(desk.page.open(word(grant.id.text())));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("3 uses in all.")));
        desk.press(QStringLiteral("Revoke the grant…"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("It cannot be taken back")));
        desk.press(QStringLiteral("Do it"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Stop")));
        QVERIFY(!rig.session().canUndo());
    }

    void anotherLikeItBeginsWithItsTerms() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto held = grantsTo(rig, rig.triage);
        const auto found = std::ranges::find_if(held, [](const auto& grant) { return grant.hold.has_value(); });
        QVERIFY(found != held.end());
        QVERIFY(desk.page.open(word(found->id.text())));
        desk.press(QStringLiteral("Another like it…"));
        QTRY_COMPARE(desk.field(QStringLiteral("For whom")).text(), QStringLiteral("agent:agent-triage"));
        desk.press(QStringLiteral("Grant it"));
        QTRY_COMPARE(grantsTo(rig, rig.triage).size(), held.size() + 1);
        const auto after = grantsTo(rig, rig.triage);
        const auto same = [&](const delegation::Grant& one) {
            return one.scopes == found->scopes && one.resources == found->resources && one.hold == found->hold;
        };
        QCOMPARE(std::ranges::count_if(after, same), std::ptrdiff_t(2));
    }

    void everythingIsReachedWithoutAMouse() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.matrix().setFocus();
        QTRY_VERIFY(desk.matrix().hasFocus());
        const auto triage = subjectOf(rig.triage);
        for (int i = 0; i < 20 && desk.model().find(triage, QStringLiteral("pr:merge")) != desk.matrix().currentIndex();
             ++i) {
            QTest::keyClick(&desk.matrix(), desk.matrix().currentIndex().row() == 2 ? Qt::Key_Right : Qt::Key_Down);
        }
        QTest::keyClick(&desk.matrix(), Qt::Key_N, Qt::ControlModifier);
        // For whom and what is taken from the cell.
        QTRY_VERIFY(desk.field(QStringLiteral("Scopes")).hasFocus());
        QCOMPARE(desk.field(QStringLiteral("For whom")).text(), triage);
        const auto next = [] { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); };
        auto* accept = uirig::buttonWith(rig.window(), QStringLiteral("Grant it"));
        QTRY_VERIFY(accept->isEnabled());
        for (int i = 0; i < 30 && QApplication::focusWidget() != accept; ++i) {
            next();
        }
        QCOMPARE(QApplication::focusWidget(), accept);
        QTest::keyClick(accept, Qt::Key_Space);
        QTRY_COMPARE(desk.cell(subjectOf(rig.triage), QStringLiteral("pr:merge")), QStringLiteral("allow"));
    }

    void everyControlHasAName() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.press(QStringLiteral("New grant…"));
        auto* sheet = rig.window().findChild<ui::GrantSheet*>();
        desk.press(QStringLiteral("Hours, network, rate, budget…"));
        for (auto* control : sheet->findChildren<QWidget*>()) {
            const bool inner = control->objectName() == QStringLiteral("qt_spinbox_lineedit");
            if (!control->isVisible() || (control->focusPolicy() & Qt::TabFocus) != Qt::TabFocus || inner) {
                continue;
            }
            auto* face = QAccessible::queryAccessibleInterface(control);
            QVERIFY2(face != nullptr && !face->text(QAccessible::Name).isEmpty(),
                     qPrintable(control->objectName() + QLatin1Char(0x20) +
                                QLatin1String(control->parentWidget()->metaObject()->className())));
        }
        rig.picture(QStringLiteral("access-conditions-light"));
    }
};

QTEST_MAIN(TestGrants)
#include "tst_grants.moc"
