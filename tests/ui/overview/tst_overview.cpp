#include "tests/ui/support/ui_rig.h"
#include "ui/overview/decisions_chart.h"
#include "ui/overview/first_steps.h"
#include "ui/overview/legend_button.h"
#include "ui/overview/ranking.h"
#include "ui/overview/tile.h"
#include "ui/support/style.h"

#include <QAbstractItemView>
#include <QSignalSpy>

using namespace countersign;
using ledger::Outcome;
using ui::PageId;

namespace {

constexpr Duration kHour{60 * 60 * 1000};

/// The page on a store with some decisions of today and of last week.
struct Desk {
    explicit Desk(uirig::Rig& on) : rig(on), page(on.page(PageId::Overview)) {}

    [[nodiscard]] ui::Tile* tile(const QString& title) const {
        for (auto* each : page.findChildren<ui::Tile*>()) {
            if (each->text() == title) {
                return each;
            }
        }
        return nullptr;
    }
    [[nodiscard]] std::uint64_t legend(const QString& name) const {
        for (auto* each : page.findChildren<ui::LegendButton*>()) {
            if (each->text() == name) {
                return each->count();
            }
        }
        return 0;
    }
    [[nodiscard]] ui::DecisionsChart* chart() const { return page.findChild<ui::DecisionsChart*>(); }
    [[nodiscard]] std::vector<ui::RankLine> lines(const QString& heading) const {
        for (auto* each : page.findChildren<ui::Ranking*>()) {
            if (uirig::wordsOn(*each).contains(heading, Qt::CaseInsensitive)) {
                return each->lines();
            }
        }
        return {};
    }
    /// What Audit was asked for.
    [[nodiscard]] QString auditFilter() const {
        auto* audit = rig.workspace().page(PageId::Audit);
        return audit == nullptr ? QString() : audit->property("filter").toString();
    }
    /// How many records the ledger itself finds.
    [[nodiscard]] std::uint64_t inLedger(const std::string& filter) const {
        std::uint64_t count = 0;
        command::ListAudit query{.filter = filter, .page = {.after = {}, .limit = 1000}};
        do {
            const auto rows = rig::must(rig.store.ask(rig.store.alice, query));
            count += rows.items.size();
            query.page.after = rows.next;
        } while (!query.page.after.empty());
        return count;
    }

    uirig::Rig& rig;
    ui::Page& page;
};

void act(uirig::Rig& rig) {
    rig.allow(rig.reviewer);
    rig.allow(rig.triage);
    rig.deny(rig.release);
    rig.store.clock.pass(kHour * 60);
    for (int i = 0; i < 3; ++i) {
        rig.allow(rig.reviewer);
    }
    rig.store.clock.pass(kHour * 2);
    rig.deny(rig.release);
    rig.deny(rig.triage);
    rig.hold(rig.reviewer);
    rig.store.clock.pass(kHour);
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreThoseOfTheLedger() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.legend(QStringLiteral("Allowed")), std::uint64_t(3));
        QCOMPARE(desk.legend(QStringLiteral("Held")), std::uint64_t(1));
        QCOMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(2));
        QCOMPARE(desk.tile(QStringLiteral("Denied, 24 hours"))->value(),
                 desk.inLedger("kind in (decision, redemption) and outcome = deny and time > -24h"));
        QTRY_COMPARE(desk.tile(QStringLiteral("Waiting"))->value(), std::uint64_t(0));
        rig.hold(rig.reviewer);

        QTRY_COMPARE(desk.tile(QStringLiteral("Waiting"))->value(), std::uint64_t(1));
        for (const auto* span : {"7 days", "30 days"}) {
            uirig::click(uirig::buttonWith(desk.page, QString::fromLatin1(span)));
            QTRY_COMPARE(desk.legend(QStringLiteral("Allowed")), std::uint64_t(5));
            QCOMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(3));
            QCOMPARE(desk.legend(QStringLiteral("Allowed")), desk.inLedger("kind = decision and outcome = allow"));
        }
    }

    void listsTellWhoAndWhat() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.lines(QStringLiteral("Most active agents")).size(), std::size_t(3));
        const auto agents = desk.lines(QStringLiteral("Most active agents"));
        QCOMPARE(agents.front().name, QStringLiteral("agent-code-reviewer-01"));
        QCOMPARE(ui::sum(agents.front().counts), std::uint64_t(4));
        QCOMPARE(ui::sum(agents.front().counts), desk.inLedger(agents.front().filter.toStdString()));
        for (const auto& line : desk.lines(QStringLiteral("Most denied"))) {
            QCOMPARE(ui::sum(line.counts), desk.inLedger(line.filter.toStdString()));
        }
    }

    /// One recorded read, however long somebody looks.
    void livesWithoutAskingTheLedgerAgain() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(2));
        const auto before = desk.inLedger("kind = audit.read");
        for (int i = 0; i < 5; ++i) {
            rig.deny(rig.release);
        }
        QTRY_COMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(7));
        QTRY_COMPARE(desk.tile(QStringLiteral("Denied, 24 hours"))->value(), std::uint64_t(7));
        QCOMPARE(desk.inLedger("kind = audit.read"), before + 1); // the question before
    }

    void timeMovesTheBarsOn() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.legend(QStringLiteral("Allowed")), std::uint64_t(3));
        rig.store.clock.pass(kHour * 22);
        rig.deny(rig.release);
        QTRY_COMPARE(desk.legend(QStringLiteral("Allowed")), std::uint64_t(0));
        QCOMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(3));
    }

    void aClickOnAPartOpensItsRecords() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(2));
        QSignalSpy chosen(desk.chart(), &ui::DecisionsChart::chosen);
        const auto place = desk.chart()->placeOf(22, Outcome::Deny);
        QTest::mouseClick(desk.chart()->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().at(2).value<std::optional<Outcome>>(), std::optional(Outcome::Deny));
        QCOMPARE(rig.workspace().current(), PageId::Audit);
        auto* rows = rig.workspace().page(PageId::Audit)->findChild<QAbstractItemView*>();
        QTRY_COMPARE(rows->model()->rowCount(), 2);
    }

    void theKeyboardReachesEveryBar() {
        uirig::Rig rig;
        act(rig);
        const Desk desk(rig);
        QTRY_COMPARE(desk.legend(QStringLiteral("Denied")), std::uint64_t(2));
        desk.chart()->setFocus();
        QTest::keyClick(desk.chart(), Qt::Key_End);
        QTest::keyClick(desk.chart(), Qt::Key_Left);
        QVERIFY2(desk.chart()->words().contains(QStringLiteral("1 held, 2 denied")), qPrintable(desk.chart()->words()));
        QCOMPARE(desk.chart()->accessibleDescription(), desk.chart()->words());
        QTest::keyClick(desk.chart(), Qt::Key_Return);
        QCOMPARE(rig.workspace().current(), PageId::Audit);
        auto* rows = rig.workspace().page(PageId::Audit)->findChild<QAbstractItemView*>();
        QTRY_COMPARE(rows->model()->rowCount(), 3);
    }

    void everyTileLeadsSomewhere() {
        uirig::Rig rig;
        act(rig);
        const std::pair<const char*, PageId> goals[]{{"Waiting", PageId::Approvals},
                                                     {"Denied, 24 hours", PageId::Audit},
                                                     {"New agents", PageId::Agents},
                                                     {"Expiring keys", PageId::Agents},
                                                     {"Expiring grants", PageId::Access}};
        for (const auto& [title, goal] : goals) {
            const Desk desk(rig);
            auto* tile = desk.tile(QString::fromLatin1(title));
            QTRY_VERIFY(tile->value().has_value());
            QVERIFY(tile->accessibleName().startsWith(tile->text()));
            tile->setFocus();
            QTest::keyClick(tile, Qt::Key_Return);
            QCOMPARE(rig.workspace().current(), goal);
        }
    }

    void anEmptyStoreShowsTheFirstSteps() {
        uirig::Rig rig(uirig::Rig::Content::Empty);
        const Desk desk(rig);
        auto* steps = desk.page.findChild<ui::FirstSteps*>();
        QTRY_VERIFY(steps->isVisible());
        QVERIFY(!desk.chart()->isVisible());
        rig.picture(QStringLiteral("overview-empty-light"));
        uirig::click(uirig::buttonWith(*steps, QStringLiteral("Agents…")));
        QCOMPARE(rig.workspace().current(), PageId::Agents);
    }

    void pictures() {
        uirig::Rig rig;
        act(rig);
        for (int i = 0; i < 40; ++i) {
            (i % 5 == 0) ? rig.deny(rig.release) : rig.allow(i % 3 == 0 ? rig.triage : rig.reviewer);
            rig.store.clock.pass(kHour / 4);
        }
        const Desk desk(rig);
        rig.window().resize(1280, 800);
        QTRY_VERIFY(desk.legend(QStringLiteral("Allowed")) > 0);
        QTRY_VERIFY(desk.tile(QStringLiteral("New agents"))->value().has_value());
        QVERIFY(!rig.picture(QStringLiteral("overview-light")).isNull());
        ui::dress(*qApp, ui::Scheme::Dark);
        QVERIFY(!rig.picture(QStringLiteral("overview-dark")).isNull());
        ui::dress(*qApp, ui::Scheme::Light);
    }
};

QTEST_MAIN(TestOverview)
#include "tst_overview.moc"
