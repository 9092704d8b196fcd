#include "tests/ui/support/ui_rig.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_button.h"
#include "ui/shell/status_bar.h"

#include <QAbstractButton>

using namespace countersign;
using ui::PageId;

class TestShell : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPageOpensByAClickOnTheRail() {
        uirig::Rig rig;
        auto& window = rig.window();
        auto* rail = window.findChild<ui::Rail*>();
        for (const auto page :
             {PageId::Approvals, PageId::Agents, PageId::Access, PageId::Audit, PageId::Settings, PageId::Overview}) {
            uirig::click(rail->button(page));
            QCOMPARE(rig.workspace().current(), page);
            QVERIFY(rig.workspace().page(page)->isVisible());
            QVERIFY(rail->button(page)->isChecked());
            rig.picture(QStringLiteral("shell-%1").arg(static_cast<int>(page)));
        }
    }

    void aNarrowWindowHasARailOfIcons() {
        uirig::Rig rig;
        auto& window = rig.window();
        rig.hold(rig.reviewer);
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(1));
        auto* button = window.findChild<ui::Rail*>()->button(PageId::Approvals);
        window.resize(1280, 800);
        QTRY_VERIFY(button->width() > 150);
        QCOMPARE(button->toolTip(), QString());
        window.resize(1000, 700);
        QTRY_VERIFY(button->width() < 60);
        QVERIFY(button->toolTip().contains(QStringLiteral("Approvals")));
        QCOMPARE(button->accessibleName(), QStringLiteral("Approvals"));
        uirig::click(button);
        QCOMPARE(rig.workspace().current(), PageId::Approvals);
        rig.settle();
        rig.picture(QStringLiteral("shell-narrow"));
    }

    void everyPageOpensByItsNumber() {
        uirig::Rig rig;
        auto& window = rig.window();
        QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(rig.workspace().current(), PageId::Audit);
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(rig.workspace().current(), PageId::Approvals);
    }

    void aHeldRequestShowsInRailAndStatusWithoutRefresh() {
        uirig::Rig rig;
        auto* status = rig.window().findChild<ui::StatusBar*>();
        QVERIFY(!status->text().contains(QStringLiteral("wait")));
        rig.hold(rig.reviewer);
        QTRY_VERIFY(status->text().contains(QStringLiteral("wait")));
        QTRY_COMPARE(rig.session().waiting(), std::uint64_t(1));
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
