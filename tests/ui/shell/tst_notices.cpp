#include "tests/ui/support/ui_rig.h"
#include "ui/approvals/decision_bar.h"
#include "ui/approvals/decision_desk.h"
#include "ui/shell/approval_notices.h"
#include "ui/shell/desktop_notes.h"

#include <QDBusConnection>
#include <QProcess>
#include <QStandardPaths>

using namespace countersign;
using ui::PageId;

namespace {

/// The desktop's side: keeps what it is told, and clicks.
class FakeDesktop final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Note {
        uint id;
        QString title;
        QString text;
    };
    QList<Note> notes;
    QList<uint> closed;

    /// Everything that was ever said.
    [[nodiscard]] QString words() const {
        QStringList all;
        for (const auto& note : notes) {
            all << note.title << note.text;
        }
        return all.join(QLatin1Char('\n'));
    }

public Q_SLOTS:
    uint Notify(const QString&, uint replaced, const QString&, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap&, int) {
        if (actions.value(0) != QStringLiteral("default")) {
            return 0;
        }
        notes.append({replaced != 0 ? replaced : static_cast<uint>(notes.size() + 1), title, text});
        return notes.back().id;
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString& action);
};

} // namespace

/// On a bus of the test's own, with a service of its own.
class TestNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const auto program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty()) {
            QSKIP("no dbus-daemon");
        }
        m_daemon.start(program, {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                 QStringLiteral("--print-address=1"), QStringLiteral("--nopidfile")});
        QVERIFY(m_daemon.waitForReadyRead());
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        auto desktop = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_desktop,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
    }

    void cleanupTestCase() {
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        QDBusConnection::disconnectFromBus(QStringLiteral("console"));
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void init() {
        m_desktop.notes.clear();
        m_desktop.closed.clear();
    }

    void aNoteTellsOfTheRequestWithoutItsArgumentsAndLeadsToIt() {
        uirig::Rig rig;
        rig.page(PageId::Agents);
        ui::DesktopNotes notes(bus());
        const ui::ApprovalNotices notices(rig.window(), rig.settings, notes);
        const auto id = rig.hold(rig.reviewer, {{"title", "the secret merger"}}, "acme/secret");
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        const auto words = m_desktop.words();
        QVERIFY(words.contains(QString::fromStdString(rig.reviewer.id.text())));
        QVERIFY(words.contains(QStringLiteral("pr.create")));
        QVERIFY(!words.contains(QStringLiteral("secret")));
        // Approved in two actions: a click on the note, and a key.
        int actions = 0;
        Q_EMIT m_desktop.ActionInvoked(m_desktop.notes.front().id, QStringLiteral("default"));
        ++actions;
        QTRY_COMPARE(rig.workspace().current(), PageId::Approvals);
        auto* desk = rig.workspace().page(PageId::Approvals)->findChild<ui::DecisionDesk*>();
        uirig::activate(rig.window()); // as the desktop does with what was clicked
        QTRY_VERIFY(desk->shown() == id && !desk->bar()->isDead());
        rig.store.clock.pass(ui::kGuard);
        QTest::keyClick(rig.window().focusWidget(), Qt::Key_A);
        ++actions;
        QTRY_COMPARE(rig::must(rig.store.ask(rig.store.alice, command::GetApproval{id})).request.state,
                     approval::State::Approved);
        QCOMPARE(actions, 2);
        // What is decided asks for nothing any more.
        QTRY_COMPARE(m_desktop.closed.size(), 1);
    }

    void nothingIsSaidWhenTheUserDoesNotWantIt() {
        uirig::Rig rig;
        rig.settings.forbidNotifications();
        rig.page(PageId::Agents);
        ui::DesktopNotes notes(bus());
        const ui::ApprovalNotices notices(rig.window(), rig.settings, notes);
        const auto waiting = rig.session().waiting();
        rig.hold(rig.reviewer);
        QTRY_COMPARE(rig.session().waiting(), waiting + 1);
        rig.settings.allowNotifications();
        rig.hold(rig.release);
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        QVERIFY(m_desktop.words().contains(QString::fromStdString(rig.release.id.text())));
    }

    void whatIsOnTheScreenNeedsNoNote() {
        uirig::Rig rig;
        rig.page(PageId::Approvals);
        uirig::activate(rig.window());
        ui::DesktopNotes notes(bus());
        const ui::ApprovalNotices notices(rig.window(), rig.settings, notes);
        rig.hold(rig.reviewer);
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(1));
        rig.page(PageId::Agents);
        rig.hold(rig.release);
        QTRY_COMPARE(m_desktop.notes.size(), 1);
        QVERIFY(!m_desktop.words().contains(QString::fromStdString(rig.reviewer.id.text())));
    }

    void withoutABusNothingHappens() {
        uirig::Rig rig;
        rig.page(PageId::Agents);
        ui::DesktopNotes notes(QDBusConnection(QStringLiteral("nobody")));
        const ui::ApprovalNotices notices(rig.window(), rig.settings, notes);
        rig.hold(rig.reviewer);
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(1));
        notes.withdraw(QStringLiteral("apr_x"));
        QVERIFY(m_desktop.notes.isEmpty());
    }

private:
    QDBusConnection bus() { return QDBusConnection::connectToBus(m_address, QStringLiteral("console")); }

    QProcess m_daemon;
    QString m_address;
    FakeDesktop m_desktop;
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
