#include "tests/ui/access/desk.h"
#include "ui/access/delegation_sheet.h"
#include "ui/access/role_sheet.h"
#include "ui/access/scope_sheets.h"
#include "ui/support/style.h"
#include "ui/widgets/toast.h"

#include <QAbstractItemModelTester>

using namespace desk;

namespace {

delegation::Delegation lend(uirig::Rig& rig, const identity::Principal& from, const rig::Agent& to, const char* scope,
                            std::optional<DelegationId> parent = {}, std::uint8_t depth = 0) {
    delegation::Delegation hop{.id = DelegationId::generate(rig.store.random),
                               .from = from,
                               .to = to.id,
                               .parent = std::move(parent),
                               .scopes = {rig::scope(scope)},
                               .resources = {},
                               .audience = {},
                               .purpose = {},
                               .expires = rig.store.clock.wallNow() + std::chrono::hours(24 - (parent ? 1 : 0)),
                               .maxDepth = depth,
                               .maxUses = {},
                               .allowedTargets = {},
                               .created = {}};
    rig.store.order(rig.store.alice, command::CreateDelegation{hop, {}});
    return hop;
}

} // namespace

class TestRoles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRoleInheritsAndIsGiven() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        desk.tab(2);
        desk.press(QStringLiteral("New role…"));
        QTRY_VERIFY(desk.field(QStringLiteral("Name of the role")).hasFocus());
        QTest::keyClicks(&desk.field(QStringLiteral("Name of the role")), QStringLiteral("deployer"));
        auto& inherits = desk.field(QStringLiteral("Inherits"));
        QTest::keyClicks(&inherits, QStringLiteral("reader"));
        QTest::keyClick(&inherits, Qt::Key_Return);
        QTest::keyClicks(&desk.field(QStringLiteral("Scopes")), QStringLiteral("deploy:start"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Nobody has it yet.")));
        rig.picture(QStringLiteral("access-role-light"));
        desk.press(QStringLiteral("Make the role"));
        auto& table = desk.table(QStringLiteral("Roles"));
        QTRY_COMPARE(table.total(), 3);
        QVERIFY(table.select(QStringLiteral("deployer")));
        desk.press(QStringLiteral("Give the role…"));
        QTest::keyClicks(&desk.field(QStringLiteral("To whom")), QStringLiteral("agent:agent-code-reviewer-01"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("gains deploy:start on anything")));
        QVERIFY(desk.written().contains(QStringLiteral("gains pr:* on anything")));
        desk.press(QStringLiteral("Give it"));
        const auto who = subjectOf(rig.reviewer);
        QTRY_COMPARE(desk.cell(who, QStringLiteral("deploy:start")), QStringLiteral("allow, inherited"));
        QCOMPARE(desk.cell(who, QStringLiteral("pr:merge")), QStringLiteral("allow, inherited"));
        // Taken away again, from the role's own list of who has it.
        desk.press(QStringLiteral("Take the role away…"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("agent-code-reviewer-01 loses deploy:start on anything.")));
        desk.press(QStringLiteral("Do it"));
        QTRY_COMPARE(desk.cell(who, QStringLiteral("deploy:start")), QStringLiteral("nothing"));
    }

    void aRoleIsChangedAndChangedBack() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        QVERIFY(desk.page.open(QStringLiteral("role:reader")));
        desk.press(QStringLiteral("Change the role…"));
        auto& effect = desk.box(QStringLiteral("What rule 1 says"));
        effect.setFocus();
        QTest::keyClick(&effect, Qt::Key_Down);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("gains a denial of pr:* on anything")));
        desk.press(QStringLiteral("Change it"));
        const auto triage = subjectOf(rig.triage);
        QTRY_COMPARE(desk.cell(triage, QStringLiteral("pr:create")), QStringLiteral("deny, inherited"));
        rig.session().undo();
        QTRY_COMPARE(desk.cell(triage, QStringLiteral("pr:create")), QStringLiteral("allow, inherited"));
    }

    void aCircleOfRolesIsRefusedInWords() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        QVERIFY(desk.page.open(QStringLiteral("role:reader")));
        desk.press(QStringLiteral("Change the role…"));
        auto& inherits = desk.field(QStringLiteral("Inherits"));
        QTest::keyClicks(&inherits, QStringLiteral("reviewer"));
        QTest::keyClick(&inherits, Qt::Key_Return);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("would inherit from itself")));
        QVERIFY(!uirig::buttonWith(rig.window(), QStringLiteral("Change it"))->isEnabled());
    }

    void aRevokedDelegationShowsWhatDiesFirst() {
        uirig::Rig rig;
        const auto top = lend(rig, identity::Principal::of(rig::must(identity::UserId::parse("user_123"))),
                              rig.reviewer, "issue:read", {}, 2);
        const auto below = lend(rig, identity::Principal::of(rig.reviewer.id), rig.triage, "issue:read", top.id, 1);
        const auto live = rig.store.session(rig.triage, below.id);
        Desk desk(rig);
        desk.tab(3);
        auto& table = desk.table(QStringLiteral("Delegations"));
        QTRY_COMPARE(table.total(), 2);
        QVERIFY(table.select(QString::fromStdString(top.id.text())));
        rig.picture(QStringLiteral("access-delegations-light"));
        desk.press(QStringLiteral("Revoke the delegation…"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("2 delegation(s) end: ")));
        QVERIFY(desk.written().contains(QStringLiteral("agent-code-reviewer-01 → agent-triage (issue:read)")));
        QVERIFY(desk.written().contains(QStringLiteral("1 session(s) end: agent-triage.")));
        rig.picture(QStringLiteral("access-revoke-delegation-light"));
        desk.press(QStringLiteral("Do it"));
        // For good, so a fuse burns; it is not waited for.
        QTRY_VERIFY(rig.window().findChild<ui::Toast*>() != nullptr);
        desk.press(QStringLiteral("Now"));
        QTRY_COMPARE(table.model()->index(1, 2).data().toString(), QStringLiteral("revoked"));
        QCOMPARE(table.model()->index(0, 2).data().toString(), QStringLiteral("ended above"));
        const auto answer = rig::must(rig.store.act(live, {.action = "issue.read"}));
        QCOMPARE(answer.decision, decision::Verdict::Deny);
    }

    void aDelegationIsLentAndUndone() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.tab(3);
        desk.press(QStringLiteral("New delegation…"));
        auto& from = desk.box(QStringLiteral("Who lends"));
        from.setCurrentIndex(from.findText(QStringLiteral("user_123")));
        QTest::keyClicks(&desk.field(QStringLiteral("To which agent")), QStringLiteral("agent-triage"));
        QTest::keyClicks(&desk.field(QStringLiteral("Scopes")), QStringLiteral("issue:read"));
        QTest::keyClicks(&desk.field(QStringLiteral("Purpose")), QStringLiteral("Sort the inbox"));
        rig.picture(QStringLiteral("access-delegation-light"));
        desk.press(QStringLiteral("Lend it"));
        QTRY_COMPARE(desk.table(QStringLiteral("Delegations")).total(), 1);
        auto& table = desk.table(QStringLiteral("Delegations"));
        table.selectRow(0);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Sort the inbox")));
        rig.session().undo();
        QTRY_VERIFY(desk.written().contains(QStringLiteral("revoked")));
    }

    void aScopeEntersTheCatalogueAndAnActionNeedsIt() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.press(QStringLiteral("Add a scope…"));
        QTest::keyClicks(&desk.field(QStringLiteral("Scope")), QStringLiteral("db:query:billing"));
        auto& risk = desk.box(QStringLiteral("Risk"));
        risk.setFocus();
        QTest::keyClick(&risk, Qt::Key_Home);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("low risk instead of high")));
        desk.press(QStringLiteral("Add it"));
        QTRY_COMPARE(desk.model().columnCount(), 6);
        QVERIFY(desk.catalogue().select(QStringLiteral("db:query:billing")));
        desk.press(QStringLiteral("Map an action…"));
        QTest::keyClicks(&desk.field(QStringLiteral("Action")), QStringLiteral("db.query"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Until now it needs db:query.")));
        desk.press(QStringLiteral("Map it"));
        QTRY_COMPARE(rig::must(rig.store.ask(rig.store.alice, command::ListActions{})).size(), std::size_t(1));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("db.query")));
    }

    void hostileWordsAreShownEscaped() {
        uirig::Rig rig;
        rig.store.order(rig.store.alice,
                        command::SetScope{rig::must(delegation::Scope::parse("pr:create")), delegation::Risk::Medium,
                                          "<img src=file:///etc/passwd>\u202Egnp"});
        rig.store.grant(rig.triage, "pr:create", "repo=acme\u200B/<b>x</b>");
        Desk desk(rig);
        QVERIFY(desk.catalogue().select(QStringLiteral("pr:create")));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("U+202E")));
        QVERIFY(desk.written().contains(QStringLiteral("<img src=file:///etc/passwd>")));
        desk.tab(1);
        const auto& model = *desk.table(QStringLiteral("Grants")).model();
        const auto hit =
            model.match(model.index(0, 3), Qt::DisplayRole, QStringLiteral("repo=acmeU+200B"), 1, Qt::MatchStartsWith);
        QCOMPARE(hit.size(), 1);
        QVERIFY(!desk.written().contains(QChar(0x202E)) && !desk.written().contains(QChar(0x200B)));
        rig.picture(QStringLiteral("access-hostile-light"));
    }
};

QTEST_MAIN(TestRoles)
#include "tst_roles.moc"
