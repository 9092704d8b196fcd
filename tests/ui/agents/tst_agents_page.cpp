#include "tests/ui/support/ui_rig.h"
#include "ui/agents/agent_inspector.h"
#include "ui/agents/agents_table.h"
#include "ui/agents/register_sheet.h"
#include "ui/support/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_field.h"
#include "ui/widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace countersign;
using ui::PageId;

namespace {

/// The page with its agents loaded, and how often somebody clicked.
struct Desk {
    explicit Desk(uirig::Rig& r) : rig(r), page(r.page(PageId::Agents)) {
        if (!QTest::qWaitFor([this] { return table() != nullptr && table()->model()->rowCount() > 0; })) {
            qFatal("no agents");
        }
    }
    ui::AgentsTable* table() { return page.findChild<ui::AgentsTable*>(); }
    ui::AgentInspector* inspector() { return rig.window().findChild<ui::AgentInspector*>(); }
    int lineOf(const QString& id) {
        const auto& model = *table()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(ui::AgentsModel::IdRole).toString() == id) {
                return row;
            }
        }
        return -1;
    }
    QString cell(const QString& id, int column) {
        return table()->model()->index(lineOf(id), column).data().toString();
    }
    void clickLine(const QString& id, Qt::KeyboardModifiers modifiers = {}) {
        const auto box = table()->visualRect(table()->model()->index(lineOf(id), 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers, box.center());
        ++clicks;
    }
    void clickButton(const QString& text) {
        QAbstractButton* button = nullptr;
        if (!QTest::qWaitFor([&] {
                button = uirig::buttonWith(rig.window(), text);
                return button != nullptr && button->isEnabled();
            })) {
            qFatal("no button %s to press", qPrintable(text));
        }
        uirig::click(button);
        ++clicks;
    }

    QLineEdit* field(const QString& name) {
        if (!QTest::qWaitFor([&] { return uirig::find<QLineEdit>(rig.window(), name) != nullptr; })) {
            qFatal("no such field");
        }
        return uirig::find<QLineEdit>(rig.window(), name);
    }

    uirig::Rig& rig;
    ui::Page& page;
    int clicks = 0;
};

QString idOf(const rig::Agent& agent) {
    return QString::fromStdString(agent.id.text());
}

QString written(uirig::Rig& rig) {
    return uirig::wordsOn(rig.window()).join(QLatin1Char('\n'));
}

/// A right of user_123 that the reviewer has lent on to the release agent: the second hop.
DelegationId lentOn(uirig::Rig& rig) {
    auto& store = rig.store;
    delegation::Delegation hop;
    hop.id = DelegationId::generate(store.random);
    hop.from = rig::must(identity::Principal::parse("user:user_123"));
    hop.to = rig.reviewer.id;
    hop.scopes = {rig::scope("issue:read")};
    hop.resources = rig::resources("repo=acme/*");
    hop.expires = store.clock.wallNow() + std::chrono::hours(1);
    hop.maxDepth = 1;
    store.order(store.alice, command::CreateDelegation{.delegation = hop, .purpose = {}});
    auto next = hop;
    next.id = DelegationId::generate(store.random);
    next.parent = hop.id;
    next.from = identity::Principal::of(rig.reviewer.id);
    next.to = rig.release.id;
    next.maxDepth = 0;
    store.order(store.alice, command::CreateDelegation{.delegation = next, .purpose = {}});
    return next.id;
}

} // namespace

class TestAgentsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableTellsOfEveryAgent() {
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        rig.deny(rig.reviewer);
        Desk desk(rig);
        QAbstractItemModelTester tester(desk.table()->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto id = idOf(rig.reviewer);
        QTRY_COMPARE(desk.table()->model()->rowCount(), 3);
        QTRY_COMPARE(desk.cell(id, ui::AgentsModel::Denied), QStringLiteral("1"));
        QCOMPARE(desk.cell(id, ui::AgentsModel::State), QStringLiteral("active"));
        QCOMPARE(desk.cell(id, ui::AgentsModel::Pending), QStringLiteral("1"));
        QCOMPARE(desk.cell(id, ui::AgentsModel::Owner), QStringLiteral("user_9"));
        QCOMPARE(desk.cell(id, ui::AgentsModel::Environment), QStringLiteral("production"));
        QCOMPARE(desk.cell(id, ui::AgentsModel::LastSeen), QStringLiteral("just now"));
        desk.clickLine(id);
        QTRY_VERIFY(written(rig).contains(QStringLiteral("platform")));
        rig.picture(QStringLiteral("agents-light"));
    }

    void aRegistrationTakesAtMostSevenClicks() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto key = crypto::SigningKey::generate(rig.store.random);
        desk.clickButton(QStringLiteral("Register an agent…"));
        auto* id = desk.field(QStringLiteral("Agent id"));
        QTRY_VERIFY(id->hasFocus());
        QTest::keyClicks(id, QStringLiteral("agent-new"));
        auto* field = rig.window().findChild<ui::KeyField*>();
        uirig::click(field->focusProxy());
        ++desk.clicks;
        QGuiApplication::clipboard()->setText(QString::fromStdString(key.publicKey().base64()));
        QTest::keyClick(field->focusProxy(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(written(rig).contains(QString::fromStdString(key.publicKey().thumbprint().text())));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("agent-new is registered.")));
        rig.picture(QStringLiteral("agents-register"));
        desk.clickButton(QStringLiteral("Register"));
        QTRY_VERIFY(desk.lineOf(QStringLiteral("agent-new")) >= 0);
        QCOMPARE(desk.cell(QStringLiteral("agent-new"), ui::AgentsModel::State), QStringLiteral("pending"));
        QCOMPARE(desk.cell(QStringLiteral("agent-new"), ui::AgentsModel::Owner), QStringLiteral("alice"));
        QVERIFY2(desk.clicks <= 7, qPrintable(QString::number(desk.clicks)));
        QTRY_VERIFY(rig.window().findChild<ui::RegisterSheet*>() == nullptr);
    }

    void aWrongKeyIsRefused() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.clickButton(QStringLiteral("Register an agent…"));
        QTest::keyClicks(desk.field(QStringLiteral("Agent id")), QStringLiteral("agent-new"));
        auto* field = rig.window().findChild<ui::KeyField*>();
        field->setText(
            QStringLiteral("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----"));
        QVERIFY(!field->key());
        QVERIFY(!uirig::buttonWith(rig.window(), QStringLiteral("Register"))->isEnabled());
        // A key that somebody has already is refused by the engine's own rule, before anything is ordered.
        field->setText(QString::fromStdString(rig.release.key.publicKey().base64()));
        QVERIFY(field->key());
        const auto* problem = "already";
        QTRY_VERIFY(written(rig).contains(QLatin1String(problem), Qt::CaseInsensitive));
        QVERIFY(!uirig::buttonWith(rig.window(), QStringLiteral("Register"))->isEnabled());
        rig.picture(QStringLiteral("agents-wrong-key"));
    }

    void aSuspensionTakesThreeActionsAndEndsWhatIsBelow() {
        uirig::Rig rig;
        // What it has: a request that waits, an approval that it has not used, a session, and a right that it lent on.
        rig.hold(rig.reviewer);
        const auto approved = rig.hold(rig.reviewer, {{"title", "Another"}});
        rig::must(rig.store.decide(rig.store.bob, approved));
        const auto opened = rig::must(rig.store.openSession(rig.reviewer));
        const auto& token = opened.token;
        const auto below = rig::must(rig.store.openSession(rig.release, lentOn(rig)));
        const auto mayActBelow = [&] {
            const auto session = rig.store.engine->findSession(below.token.bytes());
            const auto answer = session ? rig.store.act(*session, {.action = "issue.read"})
                                        : Result<service::ActionAnswer>(std::unexpected(session.error()));
            return answer && answer->decision == decision::Verdict::Allow;
        };
        QVERIFY(rig.store.engine->findSession(token.bytes()).has_value());
        QVERIFY(mayActBelow());
        Desk desk(rig);
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(1));
        desk.clickLine(idOf(rig.reviewer));
        desk.clickButton(QStringLiteral("Suspend now"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("may not act any more.")));
        QVERIFY(written(rig).contains(QStringLiteral("revives nothing")));
        rig.picture(QStringLiteral("agents-suspend"));
        desk.clickButton(QStringLiteral("Do it"));
        QCOMPARE(desk.clicks, 3);
        QTRY_COMPARE(desk.cell(idOf(rig.reviewer), ui::AgentsModel::State), QStringLiteral("suspended"));
        QTRY_COMPARE(desk.cell(idOf(rig.reviewer), ui::AgentsModel::Pending), QStringLiteral("–"));
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(0));
        QVERIFY(!rig.store.engine->findSession(token.bytes()));
        QVERIFY(!mayActBelow());
        QCOMPARE(rig::must(rig.store.ask(rig.store.alice, command::GetApproval{approved})).request.state,
                 approval::State::Lapsed);
        // Undo resumes it, and revives nothing.
        rig.session().undo();
        QTRY_COMPARE(desk.cell(idOf(rig.reviewer), ui::AgentsModel::State), QStringLiteral("active"));
        QCOMPARE(desk.cell(idOf(rig.reviewer), ui::AgentsModel::Pending), QStringLiteral("–"));
        QCOMPARE(rig.session().waiting(), std::uint64_t(0));
    }

    void manyAreSuspendedAndResumedAtOnce() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.clickLine(idOf(rig.reviewer));
        desk.clickLine(idOf(rig.triage), Qt::ControlModifier);
        desk.clickButton(QStringLiteral("Suspend selected…"));
        desk.clickButton(QStringLiteral("Suspend them"));
        QTRY_COMPARE(desk.cell(idOf(rig.reviewer), ui::AgentsModel::State), QStringLiteral("suspended"));
        QTRY_COMPARE(desk.cell(idOf(rig.triage), ui::AgentsModel::State), QStringLiteral("suspended"));
        QCOMPARE(desk.cell(idOf(rig.release), ui::AgentsModel::State), QStringLiteral("active"));
        QCOMPARE(desk.table()->selected().size(), std::size_t(2));
        desk.clickButton(QStringLiteral("Resume selected…"));
        desk.clickButton(QStringLiteral("Resume them"));
        QTRY_COMPARE(desk.cell(idOf(rig.triage), ui::AgentsModel::State), QStringLiteral("active"));
    }

    void aRevocationCanBeStopped() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.clickLine(idOf(rig.release));
        desk.clickButton(QStringLiteral("Revoke…"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("never acts again")));
        desk.clickButton(QStringLiteral("Do it"));
        QTRY_VERIFY(rig.window().findChild<ui::Toast*>() != nullptr);
        rig.picture(QStringLiteral("agents-fuse"));
        auto* toast = rig.window().findChild<ui::Toast*>();
        const auto buttons = toast->findChildren<QAbstractButton*>();
        const auto stop =
            std::ranges::find_if(buttons, [](auto* b) { return b->text().startsWith(QStringLiteral("Stop")); });
        QVERIFY(stop != buttons.end());
        uirig::click(*stop);
        QTRY_VERIFY(!written(rig).contains(QStringLiteral("Stop ·")));
        const auto view = rig::must(rig.store.ask(rig.store.alice, command::GetAgent{rig.release.id}));
        QCOMPARE(view.agent.state, identity::AgentState::Active);
    }

    void hostileWordsAreShownEscaped() {
        uirig::Rig rig;
        const auto key = crypto::SigningKey::generate(rig.store.random);
        command::RegisterAgent command;
        command.id = rig::must(identity::AgentId::parse("agent-hostile"));
        command.owner = rig::must(identity::UserId::parse("user_9"));
        command.key = key.publicKey();
        command.environment = "prod\u202Eevil<b>";
        command.tags = {{"team", "<img src=file:///etc/passwd>\u200B"}};
        rig.store.order(rig.store.alice, command);
        Desk desk(rig);
        QTRY_VERIFY(desk.lineOf(QStringLiteral("agent-hostile")) >= 0);
        const auto shown = desk.cell(QStringLiteral("agent-hostile"), ui::AgentsModel::Environment);
        QVERIFY(shown.contains(QStringLiteral("U+202E")) && !shown.contains(QChar(0x202E)));
        desk.clickLine(QStringLiteral("agent-hostile"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("U+200B")));
        QVERIFY(!written(rig).contains(QChar(0x202E)) && !written(rig).contains(QChar(0x200B)));
        QVERIFY(written(rig).contains(QStringLiteral("<img src=file:///etc/passwd>")));
        rig.picture(QStringLiteral("agents-hostile"));
    }

    void everyTabTellsOfTheAgentAndOriginsOfItsRights() {
        uirig::Rig rig;
        rig.allow(rig.release);
        rig.deny(rig.release);
        Desk desk(rig);
        desk.clickLine(idOf(rig.release));
        auto* bar = desk.inspector()->findChild<QTabBar*>();
        QCOMPARE(bar->count(), 5);
        const auto tab = [&](int index, const QString& name) {
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
            QCOMPARE(bar->currentIndex(), index);
            rig.picture(QStringLiteral("agents-tab-") + name);
        };
        tab(1, QStringLiteral("keys"));
        QVERIFY(written(rig).contains(QString::fromStdString(rig.release.key.publicKey().thumbprint().text())));
        tab(2, QStringLiteral("may-do"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("pr:*")));
        QVERIFY(written(rig).contains(QStringLiteral("by grant grt_")));
        QVERIFY(written(rig).contains(QStringLiteral("held for 1 approval(s) of role:approver")));
        rig.picture(QStringLiteral("agents-tab-may-do"));
        tab(3, QStringLiteral("acts-for"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("acts for itself alone")));
        tab(4, QStringLiteral("activity"));
        QTRY_VERIFY(written(rig).contains(QStringLiteral("deploy.start")));
        const auto before = written(rig).count(QStringLiteral("issue.read"));
        rig.allow(rig.release);
        QTRY_VERIFY(written(rig).count(QStringLiteral("issue.read")) > before);
        rig.picture(QStringLiteral("agents-tab-activity"));
    }

    void newsKeepSelectionAndFilter() {
        uirig::Rig rig;
        Desk desk(rig);
        auto* words = uirig::find<QLineEdit>(desk.page, QStringLiteral("Filter"));
        QTest::keyClicks(words, QStringLiteral("RELEASE platform"));
        QCOMPARE(desk.table()->model()->rowCount(), 1);
        desk.clickLine(idOf(rig.release));
        rig.deny(rig.release);
        QTRY_COMPARE(desk.cell(idOf(rig.release), ui::AgentsModel::Denied), QStringLiteral("1"));
        QCOMPARE(desk.table()->selected().size(), std::size_t(1));
        QCOMPARE(words->text(), QStringLiteral("RELEASE platform"));
        words->setText(QStringLiteral("nobody"));
        QVERIFY(written(rig).contains(QStringLiteral("No agent fits the filter")));
        desk.clickButton(QStringLiteral("Show all agents"));
        QCOMPARE(desk.table()->model()->rowCount(), 3);
    }

    void inTheDarkAndOnASmallWindow() {
        uirig::Rig rig;
        Desk desk(rig);
        rig.window().resize(1280, 800);
        ui::dress(*qApp, ui::Scheme::Dark);
        desk.clickLine(idOf(rig.triage));
        QVERIFY(desk.table()->isColumnHidden(ui::AgentsModel::Expires));
        QVERIFY(!desk.table()->isColumnHidden(ui::AgentsModel::State));
        rig.picture(QStringLiteral("agents-dark"));
        ui::dress(*qApp, ui::Scheme::Light);
    }
};

QTEST_MAIN(TestAgentsPage)
#include "tst_agents_page.moc"
