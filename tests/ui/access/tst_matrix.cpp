#include "tests/ui/access/desk.h"
#include "ui/access/grant_sheet.h"
#include "ui/access/scope_tree.h"
#include "ui/support/style.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace desk;

namespace {

/// What a cell must say, from the engine's own list.
ui::CellAnswer::Verdict expected(const std::vector<decision::Permission>& lines, const delegation::Scope& scope) {
    using enum ui::CellAnswer::Verdict;
    auto verdict = None;
    for (const auto& line : lines) {
        if (!line.scope.matches(scope)) {
            continue;
        }
        if (line.effect == delegation::Effect::Deny) {
            return Deny;
        }
        verdict = line.hold ? Hold : std::max(verdict, Allow);
    }
    return verdict;
}

/// A thousand agents, a hundred scopes, a grant for each tenth agent.
ui::AccessFactsPtr manyFacts(std::uint64_t moreGrants) {
    crypto::SystemRandom random;
    auto facts = std::make_shared<ui::AccessFacts>();
    facts->moreGrants = moreGrants;
    for (int i = 0; i < 100; ++i) {
        facts->scopes.push_back({rig::must(delegation::Scope::parse("area" + std::to_string(i) + ":do")), {}, {}});
    }
    for (int i = 0; i < 1000; ++i) {
        identity::Agent agent;
        agent.id = rig::must(identity::AgentId::parse("agent-" + std::to_string(10'000 + i)));
        agent.state = identity::AgentState::Active;
        if (i % 10 == 0) {
            facts->grants.push_back({.id = GrantId::generate(random),
                                     .to = subject("agent:" + agent.id.text()),
                                     .scopes = {rig::scope("area7:*")},
                                     .resources = {},
                                     .conditions = {},
                                     .hold = {},
                                     .expires = {},
                                     .created = {}});
        }
        facts->agents.push_back(std::move(agent));
    }
    return facts;
}

} // namespace

class TestMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCellSaysWhatTheEngineLists() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        QTRY_COMPARE(desk.model().rowCount(), 6);
        auto& model = desk.model();
        QCOMPARE(model.columnCount(), 5);
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto who = model.subject(row);
            if (!who.startsWith(QStringLiteral("agent:"))) {
                continue;
            }
            const auto id = rig::must(identity::AgentId::parse(who.mid(6).toStdString()));
            const auto lines = rig::must(rig.store.ask(rig.store.alice, command::ListPermissions{id}));
            QCOMPARE(model.lines(row).size(), lines.size());
            for (std::size_t i = 0; i < lines.size(); ++i) {
                QCOMPARE(model.lines(row)[i].permission, lines[i]);
            }
            for (int column = 0; column < model.columnCount(); ++column) {
                QCOMPARE(model.cell(row, column).verdict, expected(lines, model.scope(column)));
            }
        }
    }

    void denialAndInheritanceAreTold() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        const auto triage = subjectOf(rig.triage);
        QTRY_COMPARE(desk.cell(triage, QStringLiteral("pr:merge")), QStringLiteral("deny, inherited"));
        QCOMPARE(desk.cell(triage, QStringLiteral("pr:create")), QStringLiteral("allow, inherited"));
        QCOMPARE(desk.cell(triage, QStringLiteral("deploy:start")), QStringLiteral("hold, inherited"));
        QCOMPARE(desk.cell(triage, QStringLiteral("issue:read")), QStringLiteral("allow"));
        QCOMPARE(desk.cell(triage, QStringLiteral("db:delete")), QStringLiteral("hold"));
        QCOMPARE(desk.cell(subjectOf(rig.reviewer), QStringLiteral("deploy:start")), QStringLiteral("nothing"));
        QCOMPARE(desk.cell(QStringLiteral("role:reviewer"), QStringLiteral("pr:merge")), QStringLiteral("deny"));
        QCOMPARE(desk.cell(QStringLiteral("role:reviewer"), QStringLiteral("pr:create")),
                 QStringLiteral("allow, inherited"));
        desk.clickCell(triage, QStringLiteral("pr:merge"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral(
            "agent-triage may not do pr:merge on anything: denied by role reviewer, through group dev.")));
        rig.picture(QStringLiteral("access-matrix-light"));
        desk.press(QStringLiteral("Open the role"));
        QTRY_COMPARE(desk.table(QStringLiteral("Roles")).selectedId(), QStringLiteral("reviewer"));
        rig.picture(QStringLiteral("access-roles-light"));
    }

    void theKeyboardMovesTheCellAndTellsWhy() {
        uirig::Rig rig;
        Desk desk(rig);
        auto& matrix = desk.matrix();
        matrix.setFocus();
        QTRY_VERIFY(matrix.hasFocus());
        desk.clickCell(subjectOf(rig.reviewer), QStringLiteral("db:delete"));
        QCOMPARE(matrix.currentIndex().column(), 0);
        QTest::keyClick(&matrix, Qt::Key_Right);
        QTest::keyClick(&matrix, Qt::Key_Right);
        QCOMPARE(matrix.currentIndex().data(ui::MatrixModel::ScopeRole).toString(), QStringLiteral("issue:read"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("agent-code-reviewer-01 may do issue:read on repo=acme/*")));
        QTest::keyClick(&matrix, Qt::Key_Return);
        auto& grants = desk.table(QStringLiteral("Grants"));
        QVERIFY(grants.selectedId().startsWith(QStringLiteral("grt_")));
        QTRY_VERIFY(grants.hasFocus());
    }

    void wordsAndTheCatalogueNarrowIt() {
        uirig::Rig rig;
        Desk desk(rig);
        QAbstractItemModelTester tester(&desk.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QAbstractItemModelTester tree(desk.catalogue().model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTest::keyClicks(&desk.field(QStringLiteral("Filter")), QStringLiteral("triage"));
        QCOMPARE(desk.model().rowCount(), 1);
        desk.field(QStringLiteral("Filter")).clear();
        QCOMPARE(desk.model().rowCount(), 3);
        QVERIFY(desk.catalogue().select(QStringLiteral("pr")));
        QCOMPARE(desk.model().columnCount(), 2);
        QVERIFY(desk.catalogue().select(QStringLiteral("pr:merge")));
        QCOMPARE(desk.model().columnCount(), 1);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Merge a pull request")));
        rig.picture(QStringLiteral("access-scope-light"));
        QVERIFY(desk.catalogue().select({}));
        QCOMPARE(desk.model().columnCount(), 5);
    }

    void theCatalogueCountsWhoUsesAScope() {
        uirig::Rig rig;
        Desk desk(rig);
        rig.store.order(rig.store.alice,
                        command::MapAction{"mcp.merge", rig::must(delegation::Scope::parse("pr:merge"))});
        auto* model = qobject_cast<ui::ScopeTree*>(desk.catalogue().model());
        QTRY_COMPARE(model->rowCount(model->find(QStringLiteral("pr:merge"))), 1);
        const auto merge = model->find(QStringLiteral("pr:merge"));
        QCOMPARE(merge.data(ui::ScopeTree::UsesRole).toInt(), 1);
        QCOMPARE(model->find(QStringLiteral("issue:read")).data(ui::ScopeTree::UsesRole).toInt(), 3);
        QCOMPARE(model->index(0, 0, merge).data().toString(), QStringLiteral("mcp.merge"));
        QCOMPARE(model->find(QStringLiteral("pr")).data(ui::ScopeTree::PatternRole).toString(),
                 QStringLiteral("pr:**"));
    }

    void thePointerIsToldWhatIsBelowIt() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto at = desk.model().find(subjectOf(rig.triage), QStringLiteral("db:delete"));
        QTest::mouseMove(desk.matrix().viewport(), desk.matrix().visualRect(at).center());
        QTRY_VERIFY(desk.written().contains(
            QStringLiteral("agent-triage may do db:delete on repo=acme/* once it is approved")));
    }

    void ofAThousandAgentsOnlyThoseInSightAreWorkedOut() {
        ui::MatrixModel model(nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFacts(manyFacts(0));
        QCOMPARE(model.rowCount(), 1000);
        QCOMPARE(model.columnCount(), 100);
        const auto before = model.workedOut();
        ui::MatrixView view(model, nullptr);
        view.resize(1000, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.grab();
        QVERIFY(model.workedOut() - before <= 40);
        view.setCurrentIndex(model.index(0, 0));
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.currentIndex(), model.index(999, 99));
        view.grab();
        QVERIFY(model.workedOut() - before <= 80);
    }

    void whereGrantsAreTooManyTheEngineIsAsked() {
        ui::MatrixModel model(nullptr);
        model.setFacts(manyFacts(1));
        QVERIFY(model.nextWanted().isEmpty());
        QSignalSpy wanted(&model, &ui::MatrixModel::linesWanted);
        QCOMPARE(model.index(7, 3).data().toString(), QStringLiteral("being asked"));
        QCOMPARE(wanted.size(), 1);
        const auto subject = model.nextWanted();
        QCOMPARE(subject, model.subject(7));
        model.setLines(subject, {{.scope = rig::scope("area3:do"),
                                  .resources = {},
                                  .effect = delegation::Effect::Deny,
                                  .hold = {},
                                  .origin = "role:reader"}});
        QCOMPARE(model.find(subject, QStringLiteral("area3:do")).data().toString(), QStringLiteral("deny, inherited"));
    }

    void itFitsSmallAndLargeLightAndDark() {
        uirig::Rig rig;
        giveRoles(rig);
        Desk desk(rig);
        desk.clickCell(subjectOf(rig.triage), QStringLiteral("deploy:start"));
        rig.window().resize(1280, 800);
        QTRY_VERIFY(desk.matrix().visualRect(desk.matrix().currentIndex()).isValid());
        rig.picture(QStringLiteral("access-1280-light"));
        ui::dress(*qApp, ui::Scheme::Dark);
        rig.picture(QStringLiteral("access-1280-dark"));
        rig.window().resize(1920, 1080);
        rig.picture(QStringLiteral("access-1920-dark"));
        desk.press(QStringLiteral("New grant…"));
        QTRY_VERIFY(desk.written().contains(QStringLiteral("Would have")) ||
                    desk.written().contains(QStringLiteral("No recorded request of the last 30 days")));
        rig.picture(QStringLiteral("access-grant-dark"));
        const auto sheet = rig.window().findChild<ui::GrantSheet*>();
        QVERIFY(rig.window().rect().contains(QRect(sheet->mapTo(&rig.window(), QPoint()), sheet->size())));
        ui::dress(*qApp, ui::Scheme::Light);
    }

    void theEmptyStoreSaysWhatToDo() {
        uirig::Rig rig(uirig::Rig::Content::Empty);
        rig.page(PageId::Access);
        const auto written = [&] { return uirig::wordsOn(rig.window()).join(QLatin1Char('\n')); };
        QTRY_VERIFY(written().contains(QStringLiteral("Nobody to grant anything to")));
        rig.picture(QStringLiteral("access-empty-light"));
    }

    void idsOpenWhatTheyName() {
        uirig::Rig rig;
        giveRoles(rig);
        const auto grant = rig.store.grant(rig.release, "deploy:start", "repo=acme/web");
        Desk desk(rig);
        QVERIFY(desk.page.open(QString::fromStdString(grant.text())));
        QTRY_COMPARE(desk.table(QStringLiteral("Grants")).selectedId(), QString::fromStdString(grant.text()));
        QVERIFY(desk.page.open(QStringLiteral("role:reader")));
        QTRY_COMPARE(desk.table(QStringLiteral("Roles")).selectedId(), QStringLiteral("reader"));
        QVERIFY(desk.page.open(QStringLiteral("pr:merge")));
        QCOMPARE(desk.catalogue().path(), QStringLiteral("pr:merge"));
    }
};

QTEST_MAIN(TestMatrix)
#include "tst_matrix.moc"
