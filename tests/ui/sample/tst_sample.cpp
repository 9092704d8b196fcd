#include "tests/ui/support/pictures.h"
#include "tests/ui/support/ui_rig.h"
#include "ui/approvals/approval_list_model.h"
#include "ui/approvals/decision_bar.h"
#include "ui/approvals/decision_desk.h"
#include "ui/pages/pages.h"
#include "ui/shell/first_start.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_button.h"
#include "ui/shell/status_bar.h"
#include "ui/support/language.h"
#include "ui/support/style.h"
#include "ui/widgets/banner.h"

#include <QListView>

using namespace countersign;
using ui::PageId;

namespace {

constexpr int kMostClicks = 12;
constexpr int kSoon = 30'000;

/// The console as it starts for somebody new: real engine room, real time, nothing open.
struct Console {
    Console() {
        ui::dress(*qApp, ui::Scheme::Light);
        window.show();
        QApplication::setActiveWindow(&window);
        if (!QTest::qWaitForWindowExposed(&window)) {
            qFatal("the window does not show");
        }
    }

    void click(QWidget* widget) {
        ++clicks;
        uirig::click(widget);
    }
    [[nodiscard]] ui::Session& session() const { return window.workspace()->session(); }
    [[nodiscard]] QAbstractButton* sampleButton() {
        return uirig::buttonWith(window, QStringLiteral("Open the sample workspace"));
    }

    QTemporaryDir folder;
    SystemClock clock;
    crypto::SystemRandom random;
    console::ConsoleEngineRoom room{clock, random,
                                    backend::Pins(folder.filePath(QStringLiteral("pins.json")).toStdString())};
    ui::ConsoleSettings settings{folder.filePath(QStringLiteral("console.ini"))};
    ui::MainWindow window{{.room = room, .settings = settings, .clock = clock, .pages = ui::consolePages()}};
    int clicks = 0;
};

/// What the ledger says after somebody looked at it.
struct Ledger {
    explicit Ledger(ui::Session& session) {
        QObject::connect(&session, &ui::Session::recordsArrived, &context,
                         [this](const auto& rows) { records.insert(records.end(), rows.begin(), rows.end()); });
    }
    [[nodiscard]] const command::AuditRow* redemptionOf(const ApprovalId& id) const {
        const auto found = std::ranges::find_if(records, [&](const auto& row) {
            return row.record->kind == ledger::Kind::Redemption && row.record->approval == id &&
                   row.record->outcome == ledger::Outcome::Allow;
        });
        return found == records.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool hasOutcomeOf(const RequestId& id) const {
        return std::ranges::any_of(records, [&](const auto& row) {
            return row.record->kind == ledger::Kind::Outcome && row.record->request == id;
        });
    }
    [[nodiscard]] bool hasDenied(const std::string& agent) const {
        return std::ranges::any_of(records, [&](const auto& row) {
            return row.record->agent == agent && row.record->outcome == ledger::Outcome::Deny;
        });
    }

    QObject context;
    std::vector<command::AuditRow> records;
};

/// The place in the list of the newest request that one approval is enough for.
QModelIndex easyRow(const QListView& list) {
    const auto* model = qobject_cast<const ui::ApprovalListModel*>(list.model());
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        const auto* request = model->at(model->index(row));
        if (request != nullptr && request->risk == "high") {
            return list.model()->index(row, 0);
        }
    }
    return {};
}

} // namespace

/// The sample workspace as somebody meets it.
class TestSample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itSaysEverywhereThatItIsASample() {
        Console console;
        console.click(console.sampleButton());
        QTRY_VERIFY_WITH_TIMEOUT(console.window.workspace() != nullptr, kSoon);
        QTRY_VERIFY(console.session().info().has_value());
        QCOMPARE(console.session().store().kind, ui::StoreKind::Sample);
        QVERIFY(
            uirig::wordsOn(console.window).join(QLatin1Char('\n')).contains(QStringLiteral("acme.example · Sample")));
        QVERIFY(console.window.findChild<ui::Banner*>()->isVisible());
        QTRY_VERIFY(console.window.findChild<ui::StatusBar*>()->text().contains(QStringLiteral("Sample")));
        QVERIFY2(console.settings.recentStores().isEmpty(), "it is gone when it is closed");
        QVERIFY(!console.room.serving(console.session().store().place).agents.empty());
    }

    void nothingOfItStays() {
        std::string place;
        {
            Console console;
            console.click(console.sampleButton());
            QTRY_VERIFY_WITH_TIMEOUT(console.window.workspace() != nullptr, kSoon);
            place = console.session().store().place;
            QVERIFY(QFile::exists(QString::fromStdString(place)));
        }
        QVERIFY(!QFileInfo(QString::fromStdString(place)).dir().exists());
    }

    void itsKeyOpensWithThePassphraseOnTheScreen() {
        Console console;
        console.window.openSample();
        QTRY_VERIFY_WITH_TIMEOUT(console.window.workspace() != nullptr, kSoon);
        console.session().lock();
        auto passphrase =
            std::make_shared<crypto::SecretBytes>(crypto::SecretBytes::copyOf(asBytes(ui::kSamplePassphrase)));
        console.session().unlock(passphrase, this, [](const Result<void>&) {});
        QTRY_VERIFY(console.session().isUnlocked());
    }

    /// No page of it is empty; tests/ui/screenshots keeps the pictures.
    void everyPageTellsWhatHappened() {
        ui::speak(*qApp, QStringLiteral("en"));
        Console console;
        console.window.resize(1440, 900);
        console.click(console.sampleButton());
        QTRY_VERIFY_WITH_TIMEOUT(console.window.workspace() != nullptr, kSoon);
        QTRY_VERIFY(console.session().waiting() > 0);
        for (const auto scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
            ui::dress(*qApp, scheme);
            for (const auto& entry : ui::consolePages()) {
                console.window.workspace()->go(entry.id, entry.id == PageId::Audit ? QStringLiteral("kind = decision")
                                                                                   : QString());
                const auto views = console.window.workspace()->page(entry.id)->findChildren<QAbstractItemView*>();
                for (auto* view : views) {
                    QTRY_VERIFY(!view->isVisible() || view->model()->rowCount() > 0);
                }
                if (entry.id == PageId::Audit || entry.id == PageId::Agents) {
                    views.front()->setCurrentIndex(views.front()->model()->index(4, 1));
                }
                QTRY_COMPARE(console.session().verification().state, ui::Verification::State::Sound);
                uirig::keepPicture(uirig::stillPicture(console.window),
                                   QStringLiteral("sample-%1-%2")
                                       .arg(QString::fromLatin1(entry.title).toLower(), scheme == ui::Scheme::Light
                                                                                            ? QStringLiteral("light")
                                                                                            : QStringLiteral("dark")));
            }
        }
        ui::dress(*qApp, ui::Scheme::Light);
        ui::speak(*qApp, QStringLiteral("C"));
    }

    /// From the first start to the first countersigned action, and what the agent made of it.
    void theFirstActionIsCountersignedWithFewClicks() {
        Console console;
        console.click(console.sampleButton());
        QTRY_VERIFY_WITH_TIMEOUT(console.window.workspace() != nullptr, kSoon);
        const Ledger ledger(console.session());
        QTRY_VERIFY(console.session().waiting() > 0);
        const auto waitingAtFirst = console.session().waiting();
        QTRY_VERIFY_WITH_TIMEOUT(console.session().waiting() > waitingAtFirst, kSoon);

        console.click(console.window.findChild<ui::Rail*>()->button(PageId::Approvals));
        auto* page = console.window.workspace()->page(PageId::Approvals);
        auto* list = page->findChild<QListView*>(QStringLiteral("approvals.list"));
        QTRY_VERIFY(easyRow(*list).isValid());
        const QPersistentModelIndex row = easyRow(*list);
        const auto id = qobject_cast<const ui::ApprovalListModel*>(list->model())->at(row)->id;
        list->scrollTo(row);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
        ++console.clicks;
        auto* desk = page->findChild<ui::DecisionDesk*>();
        auto* approve = page->findChild<QAbstractButton*>(QStringLiteral("approvals.approve.button"));
        QTRY_VERIFY(desk->shown() == id && approve->isEnabled());
        const auto shown = console.clock.bootNow();
        QTRY_VERIFY(console.clock.bootNow() - shown > ui::kGuard);
        QVERIFY(desk->shown() == id);
        console.click(approve);

        QTRY_VERIFY_WITH_TIMEOUT(ledger.redemptionOf(id) != nullptr, kSoon);
        const auto request = ledger.redemptionOf(id)->record->request;
        QTRY_VERIFY_WITH_TIMEOUT(ledger.hasOutcomeOf(request), kSoon);
        QTRY_VERIFY_WITH_TIMEOUT(ledger.hasDenied("agent-scraper-07"), kSoon);
        qInfo("%d clicks", console.clicks);
        QVERIFY(console.clicks <= kMostClicks);

        console.window.workspace()->go(PageId::Audit,
                                       QStringLiteral("approval = %1").arg(QString::fromStdString(id.text())));
        auto* audit = console.window.workspace()->page(PageId::Audit)->findChild<QAbstractItemView*>();
        QTRY_VERIFY(audit != nullptr && audit->model()->rowCount() >= 3);
    }
};

QTEST_MAIN(TestSample)
#include "tst_sample.moc"
