#include "tests/ui/support/ui_rig.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/filter_bar.h"
#include "ui/audit/filter_edit.h"
#include "ui/widgets/button.h"
#include "ui/widgets/path_field.h"
#include "ui/widgets/sheet.h"

#include <QComboBox>

using namespace countersign;
using ui::PageId;

namespace {

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString written(QWidget& on) {
    return uirig::wordsOn(on).join(QLatin1Char('\n'));
}

/// The page, and what a person does on it.
struct Desk {
    explicit Desk(uirig::Rig& r) : rig(r), page(static_cast<ui::AuditPage&>(r.page(PageId::Audit))) { settle(); }
    void settle() {
        if (!QTest::qWaitFor([this] { return page.isSettled(); })) {
            qFatal("the page does not settle");
        }
    }
    void filter(const QString& text) {
        auto* edit = page.findChild<ui::FilterBar*>()->edit();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
        settle();
    }
    ui::Sheet* openSheet() {
        uirig::click(uirig::buttonWith(page, QStringLiteral("Export…")));
        if (!QTest::qWaitFor([this] { return rig.window().findChild<ui::Sheet*>() != nullptr; })) {
            qFatal("no sheet");
        }
        return rig.window().findChild<ui::Sheet*>();
    }

    uirig::Rig& rig;
    ui::AuditPage& page;
};

} // namespace

/// From the button to the file.
class TestExportSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsFilteredBecomesAFileOfThatKind_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("csv") << 0 << QStringLiteral("csv");
        QTest::newRow("json lines") << 1 << QStringLiteral("jsonl");
    }

    void whatIsFilteredBecomesAFileOfThatKind() {
        QFETCH(const int, format);
        QFETCH(const QString, suffix);
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.deny(rig.reviewer);
        rig.allow(rig.release);
        Desk desk(rig);
        desk.filter(QStringLiteral("outcome = deny"));
        auto* sheet = desk.openSheet();
        QVERIFY(written(*sheet).contains(QStringLiteral("Filter: outcome = deny")));
        QVERIFY(written(*sheet).contains(QStringLiteral("under your name")));
        auto* path = sheet->findChild<ui::PathField*>();
        path->setPath(rig.folder.filePath(QStringLiteral("out.csv")));
        sheet->findChild<QComboBox*>()->setCurrentIndex(format);
        QVERIFY(path->path().endsWith(QStringLiteral("out.") + suffix));
        rig.picture(QStringLiteral("audit-export"));
        const auto file = path->path();
        QTRY_VERIFY(sheet->acceptButton()->isEnabled());
        uirig::click(sheet->acceptButton());
        QTRY_VERIFY(written(desk.page).contains(QStringLiteral("of the ledger tells of it")));
        const auto lines = contents(file).trimmed().split('\n');
        QCOMPARE(lines.size(), format == 0 ? 3 : 2); // CSV has a header
        QCOMPARE(lines.back().startsWith('{'), format == 1);
        QVERIFY(lines.back().contains("agent-triage"));
    }

    void aFileThatExistsIsNeverOverwritten() {
        uirig::Rig rig;
        const auto path = rig.folder.filePath(QStringLiteral("mine.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        Desk desk(rig);
        auto* sheet = desk.openSheet();
        sheet->findChild<ui::PathField*>()->setPath(path);
        QVERIFY(written(*sheet).contains(QStringLiteral("exists already")));
        QVERIFY(!sheet->acceptButton()->isEnabled());
        sheet->findChild<ui::PathField*>()->setPath(rig.folder.filePath(QStringLiteral("nowhere/x.csv")));
        QVERIFY(written(*sheet).contains(QStringLiteral("no such folder")));
        QCOMPARE(contents(path), QByteArray("mine"));
    }
};

QTEST_MAIN(TestExportSheet)
#include "tst_export_sheet.moc"
