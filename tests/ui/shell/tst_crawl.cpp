#include "tests/ui/support/stall_watch.h"
#include "tests/ui/support/ui_rig.h"
#include "ui/pages/pages.h"
#include "ui/shell/workspace.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAccessibleInterface>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBrowser>

using namespace countersign;

namespace {

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) != nullptr ||
           qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QComboBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<const QAbstractItemView*>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit*>(widget) != nullptr ||
           (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

/// Parts that Qt makes for its own controls: the control around them is named.
bool isPart(const QWidget* widget) {
    const auto* parent = widget->parentWidget();
    const auto* area = qobject_cast<const QAbstractScrollArea*>(parent);
    return (area != nullptr && area->viewport() == widget) ||
           qobject_cast<const QAbstractSpinBox*>(parent) != nullptr ||
           qobject_cast<const QComboBox*>(parent) != nullptr ||
           widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QTableCornerButton") ||
           widget->inherits("QHeaderView");
}

QStringList unnamed(QWidget& root) {
    QStringList found;
    for (auto* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !isControl(widget) || isPart(widget)) {
            continue;
        }
        const auto* accessible = QAccessible::queryAccessibleInterface(widget);
        if (accessible == nullptr || accessible->text(QAccessible::Name).isEmpty()) {
            found << QStringLiteral("%1 in %2")
                         .arg(QString::fromLatin1(widget->metaObject()->className()),
                              QString::fromLatin1(widget->parent()->metaObject()->className()));
        }
    }
    return found;
}

/// Whatever on the screen could take text for markup.
QStringList guessers(QWidget& root) {
    QStringList found;
    for (auto* widget : root.findChildren<QWidget*>()) {
        const auto* label = qobject_cast<QLabel*>(widget);
        if (label != nullptr && label->textFormat() != Qt::PlainText && !label->text().isEmpty()) {
            found << QStringLiteral("a label: ") + label->text();
        }
        if (qobject_cast<QTextBrowser*>(widget) != nullptr) {
            found << QStringLiteral("a browser");
        }
        auto tip = widget->toolTip();
        if (Qt::mightBeRichText(tip)) {
            const bool ours = tip.startsWith(QStringLiteral("<qt>")) && tip.endsWith(QStringLiteral("</qt>"));
            const auto inner = tip.mid(4, tip.size() - 9);
            if (!ours || inner.contains(QLatin1Char('<'))) {
                found << QStringLiteral("a tooltip: ") + tip;
            }
        }
    }
    return found;
}

/// The label with the most on it: what is longer is capped before it is laid out, whatever its length.
qsizetype longest(QWidget& root) {
    qsizetype most = 0;
    for (const auto* label : root.findChildren<ui::PlainLabel*>()) {
        most = std::max(most, label->shown().size());
    }
    return most;
}
constexpr qsizetype kMostOnALabel = 8 * ui::kHostileLimit; // each character may be written as an escape

} // namespace

/// Every page, also on a store full of attacks.
class TestCrawl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyControlHasAName() {
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        for (const auto& entry : ui::consolePages()) {
            rig.page(entry.id);
            rig.settle();
            QCOMPARE(unnamed(rig.window()).join(QLatin1Char('\n')), QString());
        }
    }

    void theFirstPageHasNamesToo() {
        uirig::Rig rig;
        QCOMPARE(unnamed(rig.emptyWindow()).join(QLatin1Char('\n')), QString());
    }

    void nothingForeignIsRendered() {
        uirig::Rig rig(uirig::Rig::Content::Hostile);
        rig.settle();
        uirig::StallWatch watch;
        for (const auto& entry : ui::consolePages()) {
            rig.page(entry.id);
            rig.standStill();
            rig.picture(QStringLiteral("hostile-%1").arg(QString::fromLatin1(entry.title).toLower()));
            QCOMPARE(guessers(rig.window()).join(QLatin1Char('\n')), QString());
            QVERIFY2(longest(rig.window()) <= kMostOnALabel, entry.title);
        }
        qInfo("the loop was busy for at most %lld ms", watch.longest());
        QVERIFY(watch.isSmooth());
    }
};

QTEST_MAIN(TestCrawl)
#include "tst_crawl.moc"
