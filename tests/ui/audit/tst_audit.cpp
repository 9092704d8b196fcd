#include "tests/ui/support/ui_rig.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/audit_table.h"
#include "ui/audit/filter_bar.h"
#include "ui/audit/filter_edit.h"
#include "ui/audit/histogram_view.h"
#include "ui/audit/story_view.h"
#include "ui/widgets/plain_text_view.h"

#include <QAbstractItemModelTester>
#include <QDropEvent>
#include <QMimeData>
#include <QScrollBar>

using namespace countersign;
using ui::AuditModel;
using ui::PageId;

namespace {

/// The audit page of a rig, once it shows what is there.
struct Audit {
    explicit Audit(uirig::Rig& rig)
        : page(static_cast<ui::AuditPage&>(rig.page(PageId::Audit))), bar(*page.findChild<ui::FilterBar*>()),
          table(*page.findChild<ui::AuditTable*>()), story(*rig.window().findChild<ui::StoryView*>()) {}

    bool settled() {
        return QTest::qWaitFor([this] { return page.isSettled(); });
    }
    /// What is typed into the bar, then Enter.
    void type(const QString& text) {
        bar.edit()->setFocus();
        bar.edit()->selectAll();
        QTest::keyClicks(bar.edit(), text);
        QTest::keyClick(bar.edit(), Qt::Key_Return);
    }
    [[nodiscard]] QString cell(int row, int column) const { return page.model()->index(row, column).data().toString(); }
    void select(int row) {
        if (row < 0) {
            qFatal("there is no such record");
        }
        const auto index = page.model()->index(row, 0);
        table.scrollTo(index);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    }
    /// The row whose record has that outcome and action.
    [[nodiscard]] int find(ledger::Outcome outcome, ledger::Kind kind = ledger::Kind::Decision) const {
        for (int i = 0; i < page.model()->rowCount(); ++i) {
            const auto row = page.model()->row(i);
            if (row && row->record->outcome == outcome && row->record->kind == kind) {
                return i;
            }
        }
        return -1;
    }

    ui::AuditPage& page;
    ui::FilterBar& bar;
    ui::AuditTable& table;
    ui::StoryView& story;
};

} // namespace

class TestAudit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableShowsEveryRecordNewestFirst() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        Audit audit(rig);
        QVERIFY(audit.settled());
        const auto rows = audit.page.model()->rowCount();
        QVERIFY(rows > 20);
        QCOMPARE(audit.cell(rows - 1, AuditModel::Record), QStringLiteral("0"));
        QVERIFY(audit.find(ledger::Outcome::Deny) >= 0);
        rig.picture(QStringLiteral("audit-everything"));
    }

    void aCellThatIsDroppedOnTheBarFiltersByIt() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.deny(rig.release);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("outcome = deny"));
        QVERIFY(audit.settled());
        QTRY_COMPARE(audit.page.model()->rowCount(), 2);
        const auto cell = audit.page.model()->index(0, AuditModel::Agent);
        QVERIFY(audit.page.model()->flags(cell).testFlag(Qt::ItemIsDragEnabled));
        const auto drop = [&](const QMimeData* data) {
            const auto at = audit.bar.rect().center();
            QDragEnterEvent enter(at, Qt::CopyAction, data, Qt::LeftButton, {});
            QVERIFY(QCoreApplication::sendEvent(&audit.bar, &enter) && enter.isAccepted());
            QDropEvent event(at, Qt::CopyAction, data, Qt::LeftButton, {});
            QCoreApplication::sendEvent(&audit.bar, &event);
        };
        std::unique_ptr<QMimeData> dragged;
        QTRY_VERIFY((dragged = audit.table.draggedFrom(cell)) != nullptr);
        drop(dragged.get());
        QVERIFY(audit.settled());
        const auto narrowed =
            QStringLiteral("outcome = deny and agent = ") + QString::fromStdString(rig.release.id.text());
        QTRY_COMPARE(audit.bar.applied(), narrowed);
        QTRY_COMPARE(audit.page.model()->rowCount(), 1);
        // Text from elsewhere is typed, and counts once Enter is pressed.
        QMimeData words;
        words.setText(QStringLiteral(" or seq = 1"));
        drop(&words);
        QCOMPARE(audit.bar.text(), narrowed + QStringLiteral(" or seq = 1"));
        QCOMPARE(audit.page.model()->rowCount(), 1);
    }

    void aFilterNarrowsAndSaysHowMany() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.deny(rig.reviewer);
        rig.allow(rig.reviewer);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("outcome = deny and not agent = agent-triage"));
        QTRY_COMPARE(audit.page.model()->scope().filter.empty(), false);
        QTRY_COMPARE(audit.page.model()->rowCount(), 1);
        QTRY_COMPARE(audit.cell(0, AuditModel::Agent), QStringLiteral("agent-code-reviewer-01"));
        QTRY_VERIFY(uirig::wordsOn(audit.page).join(u'\n').contains(QStringLiteral("1 of ")));
        // A chip is a filter too; pressed again it is none.
        uirig::click(uirig::buttonWith(audit.page, QStringLiteral("Denied")));
        QTRY_COMPARE(audit.page.model()->rowCount(), 2);
        QCOMPARE(audit.bar.text(), QStringLiteral("outcome = deny"));
        uirig::click(uirig::buttonWith(audit.page, QStringLiteral("Denied")));
        QTRY_VERIFY(audit.page.model()->rowCount() > 20);
    }

    void anInvalidFilterSaysWhyAndKeepsTheRows() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("outcome = deny"));
        QTRY_COMPARE(audit.page.model()->rowCount(), 1);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("outcome == deny or agnet = x"));
        QVERIFY(!audit.bar.isValid());
        QVERIFY2(audit.bar.problem().contains(QStringLiteral("at character")), qPrintable(audit.bar.problem()));
        QVERIFY(uirig::wordsOn(audit.page).contains(QStringLiteral("not valid")));
        QVERIFY(audit.page.isSettled()); // nothing was asked
        QCOMPARE(audit.page.model()->rowCount(), 1);
        rig.picture(QStringLiteral("audit-invalid"));
    }

    void theBarCompletesWordByWord() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.bar.edit()->setFocus();
        QTest::keyClicks(audit.bar.edit(), QStringLiteral("out"));
        QCOMPARE(audit.bar.edit()->offers(), QStringList(QStringLiteral("outcome")));
        QTest::keyClick(audit.bar.edit(), Qt::Key_Tab);
        QCOMPARE(audit.bar.edit()->text(), QStringLiteral("outcome "));
        QVERIFY(audit.bar.edit()->offers().contains(QStringLiteral("!=")));
        QTest::keyClicks(audit.bar.edit(), QStringLiteral("= d"));
        QVERIFY(audit.bar.edit()->offers().contains(QStringLiteral("deny")));
        audit.bar.edit()->setText(QStringLiteral("agent = "));
        QVERIFY(audit.bar.edit()->offers().contains(QStringLiteral("agent-triage")));
        audit.bar.edit()->setText(QStringLiteral("outcome = deny "));
        QCOMPARE(audit.bar.edit()->offers(), QStringList({QStringLiteral("and"), QStringLiteral("or")}));
    }

    void theTailAppendsWithoutMovingTheSelection() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.select(audit.find(ledger::Outcome::Deny));
        const auto seq = audit.story.seq();
        QVERIFY(seq.has_value());
        QAbstractItemModelTester tester(audit.page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto before = audit.page.model()->rowCount();
        rig.allow(rig.reviewer);
        QTRY_VERIFY(audit.page.model()->rowCount() > before);
        QTRY_VERIFY(audit.find(ledger::Outcome::Allow) >= 0);
        QCOMPARE(audit.story.seq(), seq);
        QCOMPARE(audit.page.model()->row(audit.table.currentIndex().row())->seq, *seq);
    }

    void aPausedTailCountsAndResumes() {
        uirig::Rig rig;
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("kind = decision"));
        QTRY_COMPARE(audit.page.model()->rowCount(), 0);
        QVERIFY(audit.settled());
        auto* tail = uirig::buttonWith(audit.page, QStringLiteral("Live tail"));
        uirig::click(tail);
        rig.deny(rig.triage);
        QTRY_COMPARE(tail->text(), QStringLiteral("Paused · 1 new"));
        QCOMPARE(audit.page.model()->rowCount(), 0);
        uirig::click(tail);
        QTRY_COMPARE(audit.page.model()->rowCount(), 1);
    }

    void theStoryTellsWhoForWhomAndApprovedByWhom() {
        uirig::Rig rig;
        const auto approval = rig.hold(rig.reviewer, {{"title", "Fix <b>the</b> build\u202e"}});
        auto bobs = rig.sessionOf(rig.store.bob);
        const auto view = rig::must(backend::ask(*bobs->store().backend, command::GetApproval{approval}).result());
        rig::must(bobs->store().backend->decide(view, approval::Verdict::Approve, "Looks right").result());
        Audit audit(rig);
        QVERIFY(audit.settled());
        const auto row = audit.find(ledger::Outcome::Hold);
        QVERIFY(row >= 0);
        audit.select(row);
        const auto told = [&] { return uirig::wordsOn(audit.story).join(u'\n'); };
        QTRY_VERIFY2(told().contains(QStringLiteral("Approved by bob")), qPrintable(told()));
        QVERIFY(told().contains(QStringLiteral("agent-code-reviewer-01")));
        QVERIFY(told().contains(QStringLiteral("pr.create")));
        QVERIFY(told().contains(QStringLiteral("Looks right")));
        QVERIFY(told().contains(QStringLiteral("what was shown is what was signed")));
        QVERIFY(told().contains(QStringLiteral("Identity")));
        auto* arguments = uirig::find<ui::PlainTextView>(audit.story, QStringLiteral("Arguments"));
        QVERIFY(arguments != nullptr);
        QVERIFY(arguments->toPlainText().contains(QStringLiteral("<b>the</b>")));
        QVERIFY(arguments->toPlainText().contains(QStringLiteral("U+202E")));
        QVERIFY(!arguments->toPlainText().contains(QChar(0x202E)));
        rig.picture(QStringLiteral("audit-story"));
    }

    void anOrderIsToldOfWhoGaveIt() {
        uirig::Rig rig;
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.type(QStringLiteral("action = CreateGrant or kind = command"));
        QTRY_VERIFY(audit.settled() && audit.page.model()->rowCount() > 5);
        audit.select(0);
        QCOMPARE(audit.cell(0, AuditModel::Agent), QStringLiteral("alice"));
        QVERIFY(uirig::wordsOn(audit.story).join(u'\n').contains(QStringLiteral("alice ordered CreateGrant (agent=")));
    }

    void verifyProvesTheRecord() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        Audit audit(rig);
        QVERIFY(audit.settled());
        audit.select(audit.find(ledger::Outcome::Deny));
        auto* verify = [&] { return uirig::buttonWith(audit.story, QStringLiteral("Verify")); }();
        QTRY_VERIFY((verify = uirig::buttonWith(audit.story, QStringLiteral("Verify"))) != nullptr &&
                    verify->isEnabled());
        audit.story.ensureWidgetVisible(verify);
        uirig::click(verify);
        QTRY_VERIFY(uirig::wordsOn(audit.story).contains(QStringLiteral("verified")));
        rig.picture(QStringLiteral("audit-verified"));
    }

    void draggingInTheHistogramZooms() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.store.clock.pass(std::chrono::hours(1));
        rig.deny(rig.reviewer);
        Audit audit(rig);
        QVERIFY(audit.settled());
        auto* histogram = audit.page.findChild<ui::HistogramView*>();
        QTRY_VERIFY(histogram->total().bars.size() > 10);
        const auto all = audit.page.model()->rowCount();
        const auto first = histogram->barRect(0).center();
        const auto last = histogram->barRect(static_cast<int>(histogram->total().bars.size()) / 2).center();
        QTest::mousePress(histogram, Qt::LeftButton, {}, first);
        QTest::mouseMove(histogram, last);
        QTest::mouseRelease(histogram, Qt::LeftButton, {}, last);
        QVERIFY2(audit.bar.text().startsWith(QStringLiteral("time >= ")), qPrintable(audit.bar.text()));
        QTRY_VERIFY(audit.settled() && audit.page.model()->rowCount() < all);
        uirig::click(uirig::buttonWith(audit.page, QStringLiteral("Zoom out")));
        QTRY_VERIFY(audit.settled() && audit.page.model()->rowCount() >= all);
    }
};

QTEST_MAIN(TestAudit)
#include "tst_audit.moc"
