#include "tests/ui/support/ui_rig.h"
#include "ui/pages/pages.h"
#include "ui/support/language.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"

using namespace countersign;
using rig::must;
using ui::PageId;

namespace {

constexpr std::array kSizes{QSize(1280, 800), QSize(1920, 1080)};
constexpr int kDays = 7;

QString nameOf(ui::Scheme scheme) {
    switch (scheme) {
    case ui::Scheme::Light:
        return QStringLiteral("light");
    case ui::Scheme::Dark:
        return QStringLiteral("dark");
    case ui::Scheme::HighContrast:
        return QStringLiteral("contrast");
    }
    return {};
}

/// A week of allowed and denied actions, then a morning on which something waits.
ApprovalId work(uirig::Rig& rig) {
    for (int day = 0; day < kDays; ++day) {
        for (int turn = 0; turn < 6; ++turn) {
            rig.store.clock.pass(std::chrono::hours(turn == 0 ? 14 : 2));
            const auto& agent = turn % 3 == 0 ? rig.release : turn % 3 == 1 ? rig.reviewer : rig.triage;
            for (int i = 0; i < (day * 5 + turn * 3) % 7 + 1; ++i) {
                rig.allow(agent);
            }
            if ((day + turn) % 3 == 0) {
                rig.deny(agent);
            }
        }
    }
    rig.hold(rig.reviewer, {{"title", "Fix the build"}, {"draft", false}});
    for (int i = 0; i < 12; ++i) {
        rig.hold(rig.release, {{"title", "Bump " + std::to_string(i)}}, "acme/web");
    }
    rig.store.clock.pass(std::chrono::minutes(2));
    const auto critical =
        rig.hold(rig.triage,
                 {{"statement", "DELETE FROM invoices WHERE status = 'draft' AND created < '2026-01-01'"},
                  {"expected_rows", json::Value::integer(1204)},
                  {"backup", false},
                  {"reason", "clean up\u202e old drafts before the quarterly report"},
                  {"target_host", "wh-eu-2.int\u0435rnal.acme.example"}},
                 "acme/billing");
    must(rig.store.decide(rig.store.bob, critical));
    rig.store.clock.pass(std::chrono::seconds(42));
    return critical;
}

} // namespace

/// Every page in every size and theme, on a store in which a week was worked; tests/ui/screenshots keeps the pictures.
class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::speak(*qApp, QStringLiteral("en")); }
    void cleanupTestCase() { ui::dress(*qApp, ui::Scheme::Light); }

    void everyPageIsDrawn() {
        uirig::Rig rig;
        const auto critical = work(rig);
        rig.window();
        for (const auto scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
            ui::dress(*qApp, scheme);
            for (const auto& size : kSizes) {
                rig.window().resize(size);
                for (const auto& entry : ui::consolePages()) {
                    show(rig, entry.id, critical);
                    const auto image = rig.picture(QStringLiteral("%1-%2-%3")
                                                       .arg(QString::fromLatin1(entry.title).toLower(), nameOf(scheme))
                                                       .arg(size.width()));
                    QCOMPARE(image.size(), size);
                    const auto ground = image.pixelColor(4, size.height() - 4);
                    QCOMPARE(ground, ui::colorsOf(scheme).surface); // the status bar, drawn in the theme
                }
            }
        }
    }

private:
    /// The page with something selected on it.
    static void show(uirig::Rig& rig, PageId id, const ApprovalId& critical) {
        auto& page = rig.page(id);
        QString what;
        switch (id) {
        case PageId::Approvals:
            what = QString::fromStdString(critical.text());
            break;
        case PageId::Agents:
            what = QString::fromStdString(rig.reviewer.id.text());
            break;
        case PageId::Audit:
            what = QStringLiteral("#%1").arg(rig.session().info()->ledgerSize - 2);
            break;
        case PageId::Overview:
        case PageId::Access:
        case PageId::Settings:
            break;
        }
        QTRY_VERIFY(what.isEmpty() || page.open(what));
        rig.standStill();
    }
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
