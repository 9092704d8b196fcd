#include "tests/ui/support/ui_rig.h"
#include "ui/agents/agents_table.h"
#include "ui/agents/enrolment_sheet.h"
#include "ui/widgets/button.h"

#include <QRadioButton>

using namespace countersign;
using rig::must;
using ui::PageId;

namespace {

/// An agent that asks by itself to be registered, with a proof that it holds its key.
identity::Enrolment enrol(uirig::Rig& rig, const char* id, const crypto::SigningKey& key) {
    identity::Enrolment enrolment;
    enrolment.agent = must(identity::AgentId::parse(id));
    enrolment.owner = must(identity::UserId::parse("user_9"));
    enrolment.key = key.publicKey();
    enrolment.capabilities = {"review<b>"};
    enrolment.at = rig.store.clock.wallNow();
    enrolment.possession = key.sign(crypto::Domain::Possession, asBytes(json::canonical(enrolment.signedBody())));
    return must(rig::await<identity::Enrolment>([&](auto done) {
        rig.store.engine->enrol({.enrolment = enrolment, .sourceAddress = "127.0.0.1"}, std::move(done));
    }));
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
        ++actions;
    }
    ui::EnrolmentSheet* look() {
        press(QStringLiteral("Look at them…"));
        if (!QTest::qWaitFor(
                [this] { return sheet() != nullptr && sheet()->findChild<QRadioButton*>()->isVisible(); })) {
            qFatal("no sheet");
        }
        return sheet();
    }
    [[nodiscard]] ui::EnrolmentSheet* sheet() const { return rig.window().findChild<ui::EnrolmentSheet*>(); }
    [[nodiscard]] QString written() const { return uirig::wordsOn(rig.window()).join(QLatin1Char('\n')); }
    [[nodiscard]] std::vector<identity::Enrolment> waiting() const {
        return must(rig.store.ask(rig.store.alice, command::ListEnrolments{})).items;
    }
    [[nodiscard]] QString stateOf(const QString& id) const {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            const auto index = table.model()->index(row, 0);
            if (index.data(ui::AgentsModel::IdRole).toString() == id) {
                return index.siblingAtColumn(ui::AgentsModel::State).data().toString();
            }
        }
        return {};
    }

    uirig::Rig& rig;
    ui::Page& page;
    ui::AgentsTable& table;
    int actions = 0;
};

} // namespace

/// Agents that were seen and are not registered.
class TestEnrolments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAgentThatAsksIsAcceptedInThreeClicks() {
        uirig::Rig rig;
        Desk desk(rig);
        const auto key = crypto::SigningKey::generate(rig.store.random);
        enrol(rig, "agent-asks", key);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("ask to be registered")));
        auto* sheet = desk.look();
        QVERIFY(desk.written().contains(QString::fromStdString(key.publicKey().thumbprint().text())));
        QVERIFY(desk.written().contains(QStringLiteral("review<b>")));
        QVERIFY(!sheet->acceptButton()->isEnabled());
        uirig::click(sheet->findChild<QRadioButton*>());
        ++desk.actions;
        QTRY_VERIFY(desk.written().contains(QStringLiteral("agent-asks is registered with this key.")));
        QVERIFY(desk.written().contains(QStringLiteral("it may do nothing yet")));
        rig.picture(QStringLiteral("agents-enrolment"));
        desk.press(QStringLiteral("Accept"));
        QTRY_COMPARE(desk.stateOf(QStringLiteral("agent-asks")), QStringLiteral("active"));
        QCOMPARE(desk.actions, 3);
        QTRY_VERIFY(desk.sheet() == nullptr);
        QTRY_VERIFY(!desk.written().contains(QStringLiteral("ask to be registered")));
        QVERIFY(desk.waiting().empty());
        // The key that it asked with is the one that opens its sessions.
        QVERIFY(rig.store.openSession({must(identity::AgentId::parse("agent-asks")), key.clone()}).has_value());
    }

    void itIsAcceptedWithoutAMouse() {
        uirig::Rig rig;
        enrol(rig, "agent-asks", crypto::SigningKey::generate(rig.store.random));
        Desk desk(rig);
        auto* sheet = desk.look();
        auto& window = rig.window();
        QTRY_VERIFY(qobject_cast<QRadioButton*>(window.focusWidget()) != nullptr);
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(sheet->acceptButton()->isEnabled());
        for (int i = 0; i < 10 && window.focusWidget() != sheet->acceptButton(); ++i) {
            QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(window.focusWidget(), sheet->acceptButton());
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(desk.stateOf(QStringLiteral("agent-asks")), QStringLiteral("active"));
    }

    void oneIsTurnedAwayAndTheOtherWaitsOn() {
        uirig::Rig rig;
        enrol(rig, "agent-good", crypto::SigningKey::generate(rig.store.random));
        enrol(rig, "agent-odd", crypto::SigningKey::generate(rig.store.random));
        Desk desk(rig);
        auto* sheet = desk.look();
        auto* away = uirig::find<ui::Button>(*sheet, QStringLiteral("Turn agent-odd away"));
        QVERIFY(away != nullptr);
        uirig::click(away);
        QTRY_VERIFY(desk.written().contains(QStringLiteral("so it may ask again")));
        QCOMPARE(desk.waiting().size(), std::size_t(2)); // the fuse burns
        desk.press(QStringLiteral("Now"));
        QTRY_COMPARE(desk.waiting().size(), std::size_t(1));
        QCOMPARE(desk.waiting().front().agent.text(), std::string("agent-good"));
        QCOMPARE(desk.stateOf(QStringLiteral("agent-odd")), QString());
        QTRY_VERIFY(desk.written().contains(QStringLiteral("1 agent(s) ask to be registered.")));
    }

    void anIdThatWasTakenMeanwhileIsRefused() {
        uirig::Rig rig;
        enrol(rig, "agent-asks", crypto::SigningKey::generate(rig.store.random));
        Desk desk(rig);
        auto* sheet = desk.look();
        rig.store.registerAgent("agent-asks");
        uirig::click(sheet->findChild<QRadioButton*>());
        QTRY_VERIFY(desk.written().contains(QStringLiteral("already"), Qt::CaseInsensitive));
        QVERIFY(!sheet->acceptButton()->isEnabled());
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(desk.sheet() == nullptr);
    }
};

QTEST_MAIN(TestEnrolments)
#include "tst_enrolments.moc"
