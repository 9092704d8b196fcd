#include "tests/ui/support/ui_rig.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/audit_table.h"
#include "ui/audit/filter_bar.h"
#include "ui/audit/filter_edit.h"
#include "ui/audit/story_view.h"
#include "ui/widgets/button.h"
#include "ui/widgets/path_field.h"
#include "ui/widgets/sheet.h"

#include <QComboBox>
#include <QCryptographicHash>
#include <QDir>
#include <QPromise>
#include <QRegularExpression>

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

bool isExport(const command::AuditRow& row) {
    const auto* query = row.record->data.find("query");
    return query != nullptr && query->asString() != nullptr && *query->asString() == "record_export";
}

/// A store whose pages for an export wait until the test lets them go on.
class SlowExport final : public backend::Backend {
public:
    explicit SlowExport(std::shared_ptr<backend::Backend> inner) : m_inner(std::move(inner)) {}

    int pagesAsked = 0;
    StoreId store() const override { return m_inner->store(); }
    QFuture<Result<command::Answer>> ask(command::Query query) override {
        const auto* list = std::get_if<command::ListAudit>(&query);
        if (list == nullptr || list->page.limit != kExportPage) {
            return m_inner->ask(std::move(query));
        }
        ++pagesAsked;
        auto promise = std::make_shared<QPromise<Result<command::Answer>>>();
        promise->start();
        m_waiting.emplace_back(promise, std::move(query));
        return promise->future();
    }
    void release() {
        for (auto& [promise, query] : std::exchange(m_waiting, {})) {
            promise->addResult(m_inner->ask(std::move(query)).result());
            promise->finish();
        }
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
    static constexpr std::uint32_t kExportPage = 1000;
    using Promise = std::shared_ptr<QPromise<Result<command::Answer>>>;
    std::shared_ptr<backend::Backend> m_inner;
    std::vector<std::pair<Promise, command::Query>> m_waiting;
};

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

    void click(QWidget* widget) {
        uirig::click(widget);
        ++clicks;
    }

    uirig::Rig& rig;
    ui::AuditPage& page;
    int clicks = 0;
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

    /// Six clicks; what is verified is that the record tells of exactly this file, and that it is in the ledger.
    void fromTheBarToAVerifiedExport() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.deny(rig.reviewer);
        rig.allow(rig.release);
        Desk desk(rig);
        auto* edit = desk.page.findChild<ui::FilterBar*>()->edit();
        const auto type = [&](const QString& text) {
            desk.click(edit);
            QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(edit, Qt::Key_Delete);
            QTest::keyClicks(edit, text);
            QTest::keyClick(edit, Qt::Key_Return);
            desk.settle();
        };
        type(QStringLiteral("outcome = deny"));
        desk.click(uirig::buttonWith(desk.page, QStringLiteral("Export…")));
        auto* sheet = rig.window().findChild<ui::Sheet*>();
        auto* field = sheet->findChild<ui::PathField*>();
        QTRY_VERIFY(sheet->isAncestorOf(rig.window().focusWidget()));
        const auto file = rig.folder.filePath(QStringLiteral("denied.csv"));
        field->setPath(file);
        QTRY_VERIFY(sheet->acceptButton()->isEnabled());
        desk.click(sheet->acceptButton());
        QTRY_VERIFY(written(desk.page).contains(QStringLiteral("of the ledger tells of it")));

        type(QStringLiteral("kind = audit.read"));
        auto& model = *desk.page.model();
        auto* table = desk.page.findChild<ui::AuditTable*>();
        // Above it the opening of this very filter.
        const auto told = [&model] {
            for (int i = 0; i < model.rowCount(); ++i) {
                if (const auto row = model.row(i); row && isExport(*row)) {
                    return i;
                }
            }
            return -1;
        };
        QTRY_VERIFY(told() >= 0);
        const auto record = model.row(told());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(model.index(told(), 0)).center());
        ++desk.clicks;
        auto& story = *rig.window().findChild<ui::StoryView*>();
        QAbstractButton* verify = nullptr;
        QTRY_VERIFY((verify = uirig::buttonWith(story, QStringLiteral("Verify"))) != nullptr && verify->isEnabled());
        story.ensureWidgetVisible(verify);
        desk.click(verify);
        QTRY_VERIFY(uirig::wordsOn(story).contains(QStringLiteral("verified")));
        QCOMPARE(desk.clicks, 6);

        const auto* digest = record->record->data.find("digest");
        QVERIFY(digest != nullptr && digest->asString() != nullptr);
        const auto bytes = contents(file);
        const auto own = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        QVERIFY2(digest->asString()->ends_with(own.toStdString()), digest->asString()->c_str());
        QCOMPARE(bytes.trimmed().split('\n').size(), 3);
    }

    void noCellOfTheFileIsAFormula() {
        uirig::Rig rig;
        const auto attack = std::string("=HYPERLINK(\"evil.example\",\"x\")");
        rig::must(rig.store.act(rig.store.session(rig.triage),
                                {.action = "db.delete", .resource = {{"repo", attack}, {"x", "+1"}}}));
        Desk desk(rig);
        desk.filter(QStringLiteral("outcome = deny"));
        auto* sheet = desk.openSheet();
        const auto file = rig.folder.filePath(QStringLiteral("out.csv"));
        sheet->findChild<ui::PathField*>()->setPath(file);
        QTRY_VERIFY(sheet->acceptButton()->isEnabled());
        uirig::click(sheet->acceptButton());
        QTRY_VERIFY(written(desk.page).contains(QStringLiteral("of the ledger tells of it")));
        const auto text = contents(file);
        QVERIFY(text.contains("HYPERLINK"));
        for (const auto* begins : {"=", "+", "-", "@", "\t"}) {
            for (const auto* before : {",", ",\"", "\n", "\n\"", "; "}) {
                QVERIFY2(!text.contains(QByteArray(before) + begins), text.constData());
            }
        }
    }

    void anExportThatIsCancelledLeavesNoFileAndNoRecord() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        auto store = rig.opened(rig.store.alice);
        const auto slow = std::make_shared<SlowExport>(store.backend);
        store.backend = slow;
        rig.emptyWindow().add(std::move(store), rig.keyFile());
        Desk desk(rig);
        auto* sheet = desk.openSheet();
        const auto file = rig.folder.filePath(QStringLiteral("out.csv"));
        sheet->findChild<ui::PathField*>()->setPath(file);
        QTRY_VERIFY(sheet->acceptButton()->isEnabled());
        uirig::click(sheet->acceptButton());
        // It says how far it is, with a number and Cancel.
        QTRY_VERIFY(slow->pagesAsked == 1);
        QTRY_VERIFY2(written(desk.page).contains(QRegularExpression(QStringLiteral("Exporting: 0 of \\d+ records"))),
                     qPrintable(written(desk.page)));
        uirig::click(uirig::buttonWith(desk.page, QStringLiteral("Cancel")));
        QTRY_VERIFY(written(desk.page).contains(QStringLiteral("The export was stopped. No file was written.")));
        slow->release();
        uirig::click(uirig::buttonWith(desk.page, QStringLiteral("Close")));
        QTRY_VERIFY(!QFile::exists(file));
        QCOMPARE(QDir(rig.folder.path()).entryList({QStringLiteral("out.csv*")}), QStringList());
        const auto reads = rig::must(rig.store.ask(rig.store.alice, command::ListAudit{"kind = audit.read", {}})).items;
        QVERIFY(!reads.empty() && std::ranges::none_of(reads, isExport));
    }

    void aFileThatCannotBeWrittenIsSaidAsSuch() {
        uirig::Rig rig;
        Desk desk(rig);
        auto* sheet = desk.openSheet();
        sheet->findChild<ui::PathField*>()->setPath(QStringLiteral("/proc/out.csv"));
        uirig::click(sheet->acceptButton());
        QTRY_VERIFY(written(desk.page).contains(QStringLiteral("The file could not be written (")));
        QVERIFY(!written(desk.page).contains(QStringLiteral("connection")));
    }

    void whereThereAreNoDocumentsTheHomeFolderIsOffered() {
        uirig::Rig rig;
        const auto before = qgetenv("HOME");
        qputenv("HOME", rig.folder.path().toUtf8());
        Desk desk(rig);
        auto* sheet = desk.openSheet();
        const auto offered = sheet->findChild<ui::PathField*>()->path();
        qputenv("HOME", before);
        QVERIFY2(offered.startsWith(rig.folder.path() + QStringLiteral("/audit-")), qPrintable(offered));
        QVERIFY(!written(*sheet).contains(QStringLiteral("no such folder")));
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
