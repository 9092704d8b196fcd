#include "tests/ui/support/ui_rig.h"
#include "ui/support/style.h"
#include "ui/widgets/sheet.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

using namespace countersign;
using ui::PageId;

namespace {

constexpr int kMostTabs = 400;
/// A ring may be drawn around a control.
constexpr int kRing = 4;

QString nameOf(const QWidget* widget) {
    const auto name = widget->accessibleName().isEmpty() ? widget->objectName() : widget->accessibleName();
    return QString::fromUtf8(widget->metaObject()->className()) + QLatin1Char(' ') + name;
}

/// A part of another control, or one of a group in which the arrow keys move.
bool isPart(const QWidget* widget) {
    const auto* parent = widget->parentWidget();
    return qobject_cast<const QComboBox*>(parent) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(parent) != nullptr ||
           qobject_cast<const QRadioButton*>(widget) != nullptr;
}

/// Every control that the Tab key should come to.
QList<QWidget*> controlsOf(QWidget& window) {
    QList<QWidget*> out;
    for (auto* widget : window.findChildren<QWidget*>()) {
        const bool takes = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isEnabled() &&
                           widget->isVisible() && !widget->size().isEmpty() && widget->focusProxy() == nullptr;
        if (takes && !isPart(widget)) {
            out << widget;
        }
    }
    return out;
}

/// Where the key goes, until it comes back to where it was.
QList<QWidget*> tabbed(QWidget& window, Qt::Key key = Qt::Key_Tab) {
    QList<QWidget*> reached;
    for (int i = 0; i < kMostTabs; ++i) {
        QTest::keyClick(window.focusWidget(), key);
        if (reached.contains(window.focusWidget())) {
            break;
        }
        reached << window.focusWidget();
    }
    return reached;
}

QImage around(QWidget& window, const QWidget& widget) {
    QCoreApplication::processEvents();
    const auto box = QRect(widget.mapTo(&window, QPoint(0, 0)), widget.size()).adjusted(-kRing, -kRing, kRing, kRing);
    return window.grab(box).toImage();
}

/// Whether one sees that it has the focus.
bool showsFocus(QWidget& window, QWidget& widget, QWidget& other) {
    widget.setFocus(Qt::TabFocusReason);
    const auto with = around(window, widget);
    other.setFocus(Qt::TabFocusReason);
    return with != around(window, widget);
}

} // namespace

/// What can be done without a mouse.
class TestKeyboard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyControlIsReachedAndShowsItsFocus_data() {
        QTest::addColumn<int>("page");
        QTest::newRow("approvals") << static_cast<int>(PageId::Approvals);
        QTest::newRow("agents") << static_cast<int>(PageId::Agents);
        QTest::newRow("access") << static_cast<int>(PageId::Access);
        QTest::newRow("audit") << static_cast<int>(PageId::Audit);
        QTest::newRow("settings") << static_cast<int>(PageId::Settings);
    }

    void everyControlIsReachedAndShowsItsFocus() {
        QFETCH(const int, page);
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        rig.deny(rig.release);
        rig.page(static_cast<PageId>(page));
        auto& window = rig.window();
        uirig::activate(window);
        rig.standStill();
        const auto reached = tabbed(window);
        const auto back = tabbed(window, Qt::Key_Backtab);
        QStringList missing;
        for (auto* control : controlsOf(window)) {
            if (!reached.contains(control)) {
                missing << QStringLiteral("not reached: ") + nameOf(control);
            }
            if (!back.contains(control)) {
                missing << QStringLiteral("not reached backwards: ") + nameOf(control);
            }
        }
        QStringList unseen;
        for (qsizetype i = 0; i < reached.size(); ++i) {
            auto* other = reached[(i + 1) % reached.size()];
            if (reached[i]->isVisible() && !showsFocus(window, *reached[i], *other)) {
                unseen << QStringLiteral("focus not seen: ") + nameOf(reached[i]);
            }
        }
        QVERIFY2((missing + unseen).isEmpty(), qPrintable((missing + unseen).join(QLatin1Char('\n'))));
    }

    void aSheetGivesTheFocusBack() {
        uirig::Rig rig;
        rig.page(PageId::Agents);
        auto& window = rig.window();
        uirig::activate(window);
        rig.settle();
        auto* words = uirig::find<QLineEdit>(window, QStringLiteral("Filter"));
        words->setFocus();
        QTest::keyClick(words, Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(window.findChild<ui::Sheet*>() != nullptr);
        QTRY_VERIFY(window.findChild<ui::Sheet*>()->isAncestorOf(window.focusWidget()));
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(window.findChild<ui::Sheet*>() == nullptr);
        QCOMPARE(window.focusWidget(), words);
    }

    void thePaletteGivesTheFocusBack() {
        uirig::Rig rig;
        rig.page(PageId::Audit);
        auto& window = rig.window();
        uirig::activate(window);
        rig.settle();
        auto* before = window.focusWidget();
        QTest::keyClick(before, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(QApplication::focusWidget() != before);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_COMPARE(QApplication::focusWidget(), before);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
