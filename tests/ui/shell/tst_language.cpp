#include "tests/ui/support/ui_rig.h"
#include "ui/pages/pages.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_button.h"
#include "ui/support/error_text.h"
#include "ui/support/language.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QLocale>

using namespace countersign;
using ui::PageId;

namespace {

/// What has less room than its words need.
QStringList squeezed(QWidget& root) {
    QStringList found;
    for (auto* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible()) {
            continue;
        }
        const auto* button = qobject_cast<ui::Button*>(widget);
        if (button != nullptr && button->width() < button->sizeHint().width()) {
            found << QStringLiteral("button: ") + button->text();
        }
        const auto* label = qobject_cast<ui::PlainLabel*>(widget);
        if (label != nullptr && label->hasHeightForWidth() && label->height() < label->heightForWidth(label->width())) {
            found << QStringLiteral("label: ") + label->text();
        }
    }
    return found;
}

} // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { ui::speak(*qApp, QStringLiteral("C")); }

    void germanIsSpokenWithItsPlurals() {
        ui::speak(*qApp, QStringLiteral("de"));
        QCOMPARE(ui::errorText(Code::AgentUnknown), QStringLiteral("Diesen Agenten gibt es nicht."));
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        QTRY_VERIFY(uirig::wordsOn(rig.window()).contains(QStringLiteral("1 Freigabe wartet")));
        rig.hold(rig.release);
        QTRY_VERIFY(uirig::wordsOn(rig.window()).contains(QStringLiteral("2 Freigaben warten")));
        const auto* rail = rig.window().findChild<ui::Rail*>();
        QCOMPARE(rail->button(PageId::Settings)->text(), QStringLiteral("Einstellungen"));
        QCOMPARE(QLocale().language(), QLocale::German);
    }

    void englishHasPluralsToo() {
        ui::speak(*qApp, QStringLiteral("en"));
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        QTRY_VERIFY(uirig::wordsOn(rig.window()).contains(QStringLiteral("1 approval waits")));
    }

    void whatIsFourTenthsLongerFits() {
        ui::speak(*qApp, QStringLiteral("xx"));
        uirig::Rig rig;
        rig.hold(rig.reviewer);
        rig.window().resize(1280, 800);
        for (const auto& entry : ui::consolePages()) {
            rig.page(entry.id);
            rig.settle();
            rig.picture(QStringLiteral("pseudo-%1").arg(QString::fromLatin1(entry.title).toLower()));
            QCOMPARE(squeezed(rig.window()).join(QLatin1Char('\n')), QString());
        }
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
