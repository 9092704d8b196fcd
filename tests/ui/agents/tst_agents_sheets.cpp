#include "tests/ui/support/ui_rig.h"
#include "ui/agents/agent_inspector.h"
#include "ui/agents/agents_table.h"
#include "ui/agents/import_sheet.h"
#include "ui/agents/rotate_sheet.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_field.h"
#include "ui/widgets/path_field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>

#include <sys/stat.h>

using namespace countersign;
using ui::PageId;

namespace {

QString written(QWidget& on) {
    return uirig::wordsOn(on).join(QLatin1Char('\n'));
}

/// The page, and what a person does on it.
struct Desk {
    explicit Desk(uirig::Rig& r) : rig(r), page(r.page(PageId::Agents)), table(*page.findChild<ui::AgentsTable*>()) {
        if (!QTest::qWaitFor([this] { return table.model()->rowCount() > 0; })) {
            qFatal("no agents");
        }
    }
    void press(const QString& text) {
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
    void choose(const rig::Agent& agent) {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            const auto index = table.model()->index(row, 0);
            if (index.data(ui::AgentsModel::IdRole).toString().toStdString() == agent.id.text()) {
                QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
                ++clicks;
                return;
            }
        }
        qFatal("no such agent");
    }
    void openKeys() {
        auto* bar = rig.window().findChild<ui::AgentInspector*>()->findChild<QTabBar*>();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(1).center());
        ++clicks;
    }
    [[nodiscard]] std::vector<identity::KeyEntry> keysOf(const rig::Agent& agent) const {
        return rig::must(rig.store.ask(rig.store.alice, command::GetAgent{agent.id})).agent.keys.entries();
    }

    uirig::Rig& rig;
    ui::Page& page;
    ui::AgentsTable& table;
    int clicks = 0;
};

} // namespace

/// What is done in a sheet: another key for an agent, many agents from a file.
class TestAgentsSheets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherKeyReplacesTheOldOneAfterTheFuse() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto key = crypto::SigningKey::generate(rig.store.random).publicKey();
        desk.choose(rig.reviewer);
        desk.openKeys();
        desk.press(QStringLiteral("Another key…"));
        QTRY_VERIFY(rig.window().findChild<ui::RotateSheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::RotateSheet*>();
        auto* field = sheet->findChild<ui::KeyField*>();
        QTRY_VERIFY(field->isAncestorOf(rig.window().focusWidget()));
        field->setText(QString::fromStdString(key.base64()));
        QVERIFY(written(*sheet).contains(QString::fromStdString(key.thumbprint().text())));
        QTRY_VERIFY(written(*sheet).contains(QStringLiteral("This cannot be undone")));
        rig.picture(QStringLiteral("agents-rotate"));
        desk.press(QStringLiteral("Rotate the key"));
        QCOMPARE(desk.keysOf(rig.reviewer).size(), std::size_t(1)); // the fuse burns
        desk.press(QStringLiteral("Now"));
        QTRY_COMPARE(desk.keysOf(rig.reviewer).size(), std::size_t(2));
        QCOMPARE(desk.keysOf(rig.reviewer).back().thumbprint, key.thumbprint());
        QCOMPARE(desk.keysOf(rig.reviewer).front().status, identity::KeyStatus::Retired);
        QTRY_VERIFY(written(rig.window()).contains(QString::fromStdString(key.thumbprint().text())));
        QVERIFY2(desk.clicks <= 7, qPrintable(QString::number(desk.clicks)));
    }

    void aKeyInUseElsewhereIsRefusedBeforeItIsOrdered() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.choose(rig.reviewer);
        desk.openKeys();
        desk.press(QStringLiteral("Another key…"));
        QTRY_VERIFY(rig.window().findChild<ui::RotateSheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::RotateSheet*>();
        sheet->findChild<ui::KeyField*>()->setText(QString::fromStdString(rig.release.key.publicKey().base64()));
        QTRY_VERIFY(written(*sheet).contains(QStringLiteral("already"), Qt::CaseInsensitive));
        QVERIFY(!sheet->acceptButton()->isEnabled());
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(rig.window().findChild<ui::RotateSheet*>() == nullptr);
        QCOMPARE(desk.keysOf(rig.reviewer).size(), std::size_t(1));
    }

    void tabGoesThroughTheFieldsBeforeTheButtons() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.choose(rig.reviewer);
        desk.openKeys();
        desk.press(QStringLiteral("Another key…"));
        QTRY_VERIFY(rig.window().findChild<ui::RotateSheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::RotateSheet*>();
        QTRY_VERIFY(sheet->findChild<ui::KeyField*>()->isAncestorOf(rig.window().focusWidget()));
        QTest::keyClick(rig.window().focusWidget(), Qt::Key_Tab);
        QCOMPARE(rig.window().focusWidget(), sheet->findChild<QComboBox*>());
        QTest::keyClick(rig.window().focusWidget(), Qt::Key_Tab);
        QCOMPARE(rig.window().focusWidget(), uirig::buttonWith(*sheet, QStringLiteral("Cancel")));
    }

    void aFileOfAgentsIsTriedBeforeAnythingIsRegistered() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto path = rig.folder.filePath(QStringLiteral("agents.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto key = [&rig] { return crypto::SigningKey::generate(rig.store.random).publicKey().base64(); };
        file.write("id,owner,public_key,tags\n");
        file.write(("agent-one,user_9," + key() + ",team=platform\n").c_str());
        file.write(("agent-two,user_9,not a key,\n"));
        file.write(("agent-three,nobody," + key() + ",\n").c_str());
        file.write(("agent-triage,user_9," + key() + ",\n").c_str());
        file.write(("agent-four,user_9," + key() + ",\n").c_str());
        file.close();
        desk.press(QStringLiteral("Import…"));
        QTRY_VERIFY(rig.window().findChild<ui::ImportSheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::ImportSheet*>();
        sheet->findChild<ui::PathField*>()->setPath(path);
        QTRY_VERIFY(written(*sheet).contains(QStringLiteral("2 of 5 rows can be registered")));
        const auto* rows = sheet->findChild<QTableView*>()->model();
        const auto verdict = [rows](int row) { return rows->index(row, rows->columnCount() - 1).data().toString(); };
        QCOMPARE(verdict(0), QStringLiteral("can be registered"));
        QVERIFY(verdict(1).contains(QStringLiteral("key"), Qt::CaseInsensitive));
        QVERIFY(verdict(3).contains(QStringLiteral("already"), Qt::CaseInsensitive));
        QCOMPARE(rig::must(rig.store.ask(rig.store.alice, command::ListAgents{})).items.size(), std::size_t(3));
        rig.picture(QStringLiteral("agents-import"));
        desk.press(QStringLiteral("Register them"));
        QTRY_VERIFY(verdict(4).startsWith(QStringLiteral("registered, record")));
        QVERIFY(verdict(0).startsWith(QStringLiteral("registered, record")));
        QCOMPARE(rig::must(rig.store.ask(rig.store.alice, command::ListAgents{})).items.size(), std::size_t(5));
    }

    /// A pipe would be waited for, a device read for ever.
    void onlyFilesAreRead() {
        uirig::Rig rig;
        Desk desk(rig);
        desk.press(QStringLiteral("Import…"));
        QTRY_VERIFY(rig.window().findChild<ui::ImportSheet*>() != nullptr);
        auto* sheet = rig.window().findChild<ui::ImportSheet*>();
        const auto pipe = rig.folder.filePath(QStringLiteral("pipe.csv"));
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        for (const auto& path : {pipe, QStringLiteral("/dev/zero"), rig.folder.path()}) {
            sheet->findChild<ui::PathField*>()->setPath(path);
            QTRY_VERIFY(written(*sheet).contains(QStringLiteral("This file cannot be read.")));
        }
    }
};

QTEST_MAIN(TestAgentsSheets)
#include "tst_agents_sheets.moc"
