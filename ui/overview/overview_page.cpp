#include "ui/overview/overview_page.h"

#include "ui/overview/decisions_chart.h"
#include "ui/overview/first_steps.h"
#include "ui/overview/legend_button.h"
#include "ui/overview/ranking.h"
#include "ui/overview/tile.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/plain_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace countersign::ui {

namespace {

constexpr std::size_t kLines = 6;
constexpr int kFirstStepsWidth = 720;
enum Face { kFigures = 1, kSteps };

} // namespace

OverviewPage::OverviewPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), m_feed(new OverviewFeed(session(), this)), m_banner(new Banner(this)),
      m_faces(new QStackedWidget(this)), m_first(new FirstSteps) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->setSpacing(12);
    auto* header = new PageHeader(tr("Overview"), this);
    header->addWidget(makeSpans(header));
    column->addWidget(header);
    m_banner->hide();
    column->addWidget(m_banner);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(makeTiles());
    auto* figures = new QWidget(m_faces);
    auto* lower = new QVBoxLayout(figures);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(12);
    lower->addWidget(makeDecisions(), 3);
    lower->addWidget(makeLists(), 2);
    auto* steps = new QWidget(m_faces);
    auto* middle = new QVBoxLayout(steps);
    middle->setContentsMargins(0, 0, 0, 0);
    m_first->setMaximumWidth(kFirstStepsWidth);
    middle->addWidget(m_first);
    middle->addStretch(1);
    m_faces->addWidget(new QWidget(m_faces)); // until it is known which
    m_faces->addWidget(figures);
    m_faces->addWidget(steps);
    rows->addWidget(m_faces, 1);
    scroll->setWidget(inside);
    inside->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
    setFocusProxy(m_waiting);
    connect(m_feed, &OverviewFeed::decisionsChanged, this, &OverviewPage::showDecisions);
    connect(m_feed, &OverviewFeed::requestsChanged, this, &OverviewPage::showRequests);
    connect(m_feed, &OverviewFeed::directoryChanged, this, &OverviewPage::showDirectory);
    connect(m_feed, &OverviewFeed::failed, this, [this](const Error& error) {
        m_banner->say(Tone::Hold, QStringLiteral("dialog-warning"),
                      tr("%1 %2").arg(errorText(error), visible(error.detail)));
        m_banner->show();
    });
    connect(m_first, &FirstSteps::wanted, this, [this](PageId page) { navigator().go(page); });
    connect(&session(), &Session::waitingChanged, this, &OverviewPage::showRequests);
}

void OverviewPage::activated() {
    m_banner->hide();
    m_feed->watch();
}

void OverviewPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_feed->rest();
}

QWidget* OverviewPage::makeSpans(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* group = new QButtonGroup(box);
    const std::pair<Span, QString> spans[]{
        {Span::Day, tr("24 hours")}, {Span::Week, tr("7 days")}, {Span::Month, tr("30 days")}};
    for (const auto& [span, text] : spans) {
        auto* button = new Button(text, span == m_span ? ButtonKind::Plain : ButtonKind::Quiet, box);
        button->setCheckable(true);
        button->setChecked(span == m_span);
        connect(button, &Button::toggled, button, [button](bool on) {
            setButtonKind(button, on ? ButtonKind::Plain : ButtonKind::Quiet);
            button->update();
        });
        button->setAccessibleName(tr("Decisions of the last %1").arg(text));
        group->addButton(button);
        row->addWidget(button);
        connect(button, &Button::clicked, this, [this, span] { choose(span); });
    }
    return box;
}

QWidget* OverviewPage::makeTiles() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    const auto add = [&](const char* icon, const QString& title, auto go) {
        auto* tile = new Tile(QString::fromLatin1(icon), title, box);
        row->addWidget(tile, 1);
        connect(tile, &Tile::clicked, this, go);
        return tile;
    };
    m_waiting = add("dialog-ok-apply", tr("Waiting"), [this] { navigator().go(PageId::Approvals); });
    m_denied = add("dialog-cancel", tr("Denied, 24 hours"), [this] {
        const auto from = m_feed->bars(Span::Day).from();
        navigator().go(PageId::Audit, decisionsWhere({outcomeIs(ledger::Outcome::Deny), since(from)}));
    });
    m_new = add("list-add-user", tr("New agents"), [this] { navigator().go(PageId::Agents, tr("pending")); });
    m_agents =
        add("clock", tr("Expiring keys"), [this] { navigator().go(PageId::Agents, m_feed->directory().firstAgent); });
    m_grants = add("view-grid", tr("Expiring grants"),
                   [this] { navigator().go(PageId::Access, m_feed->directory().firstGrant); });
    return box;
}

QWidget* OverviewPage::makeDecisions() {
    auto* card = new Card(tr("Decisions"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    const std::pair<ledger::Outcome, QString> parts[]{{ledger::Outcome::Allow, tr("Allowed")},
                                                      {ledger::Outcome::Hold, tr("Held")},
                                                      {ledger::Outcome::Deny, tr("Denied")}};
    for (const auto& [outcome, name] : parts) {
        const auto tone = outcome == ledger::Outcome::Allow  ? Tone::Allow
                          : outcome == ledger::Outcome::Hold ? Tone::Hold
                                                             : Tone::Deny;
        auto* button = new LegendButton(name, tone, card);
        connect(button, &LegendButton::clicked, this, [this, outcome = outcome] {
            navigator().go(PageId::Audit, decisionsWhere({outcomeIs(outcome), since(bars().from())}));
        });
        row->addWidget(button);
        m_legend.emplace_back(outcome, button);
    }
    m_words = new PlainLabel(PlainLabel::Look::Muted, card);
    m_words->setFit(PlainLabel::Fit::Elide);
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_words, 1);
    card->body()->addLayout(row);
    m_chart = new DecisionsChart(card);
    card->body()->addWidget(m_chart, 1);
    connect(m_chart, &DecisionsChart::wordsChanged, this, &OverviewPage::showWords);
    connect(m_chart, &DecisionsChart::chosen, this,
            [this](Timestamp from, Timestamp to, std::optional<ledger::Outcome> outcome) {
                std::vector<std::string> conditions;
                if (outcome) {
                    conditions.push_back(outcomeIs(*outcome));
                }
                conditions.push_back(since(from));
                conditions.push_back("time < " + to.text());
                navigator().go(PageId::Audit, decisionsWhere(conditions));
            });
    return card;
}

QWidget* OverviewPage::makeLists() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_times = new Ranking(tr("Time to decide"), tr("Nobody has decided anything in this time."), box);
    m_topAgents = new Ranking(tr("Most active agents"), tr("No agent has asked for anything in this time."), box);
    m_topDenials = new Ranking(tr("Most denied"), tr("Nothing was denied in this time."), box);
    for (auto* list : {m_times, m_topAgents, m_topDenials}) {
        row->addWidget(list, 1);
        connect(list, &Ranking::chosen, this, [this](const QString& filter) { navigator().go(PageId::Audit, filter); });
    }
    return box;
}

void OverviewPage::choose(Span span) {
    m_span = span;
    showDecisions();
    showRequests();
}

void OverviewPage::showDecisions() {
    const auto& shown = bars();
    const auto total = shown.total();
    m_chart->show(shown);
    for (const auto& [outcome, button] : m_legend) {
        const auto count = outcome == ledger::Outcome::Allow  ? total.allow
                           : outcome == ledger::Outcome::Hold ? total.hold
                                                              : total.deny;
        button->setCount(count);
    }
    m_denied->setValue(m_feed->bars(Span::Day).total().deny, Tone::Deny);
    const auto asked = sum(m_feed->bars(Span::Day).total());
    m_denied->setNote(asked == 0 ? tr("nothing was asked") : tr("of %n decision(s)", nullptr, static_cast<int>(asked)));
    m_topAgents->setLines(m_feed->facts().topAgents(shown.from(), kLines));
    m_topDenials->setLines(m_feed->facts().topDenials(shown.from(), kLines));
    const auto note =
        m_feed->facts().isFull() ? tr("Of the newest %1 decisions.").arg(number(DecisionFacts::kMost)) : QString();
    m_topAgents->setNote(note);
    m_topDenials->setNote(note);
    showFace();
}

void OverviewPage::showRequests() {
    const auto& waiting = m_feed->waiting();
    m_waiting->setValue(session().waiting(), Tone::Hold);
    const auto critical = std::ranges::count(waiting, std::string("critical"), &approval::ApprovalRequest::risk);
    if (session().waiting() == 0 || waiting.empty()) {
        m_waiting->setNote(tr("nobody waits for you"));
    } else if (critical > 0) {
        m_waiting->setNote(tr("%n of critical risk", nullptr, static_cast<int>(critical)));
    } else {
        const auto oldest = std::ranges::min_element(waiting, {}, &approval::ApprovalRequest::created);
        m_waiting->setNote(tr("the oldest since %1").arg(lasting(session().now() - oldest->created)));
    }
    const DecidingTimes times(m_feed->decided(), bars().from());
    const QString names[]{tr("under a minute"), tr("1 to 5 minutes"), tr("5 to 15 minutes"), tr("longer")};
    std::vector<RankLine> lines;
    for (std::size_t i = 0; times.count() > 0 && i < times.buckets().size(); ++i) {
        const auto& bucket = times.buckets()[i];
        command::OutcomeCounts counts;
        counts.other = bucket.approvals.size();
        lines.push_back({.name = names[i],
                         .detail = {},
                         .counts = counts,
                         .filter = bucket.approvals.empty() ? QString() : filterOf(bucket.approvals)});
    }
    m_times->setLines(lines);
    m_times->setNote(
        times.count() == 0
            ? QString()
            : tr("Half within %1, nine of ten within %2.").arg(lasting(times.within(0.5)), lasting(times.within(0.9))));
}

void OverviewPage::showDirectory() {
    const auto& facts = m_feed->directory();
    m_new->setValue(facts.pendingAgents + facts.enrolments, Tone::Info);
    m_new->setNote(facts.enrolments > 0 ? tr("%n of them asked by itself", nullptr, static_cast<int>(facts.enrolments))
                                        : tr("of %n in all", nullptr, static_cast<int>(facts.agents)));
    m_agents->setValue(facts.keysExpiring + facts.agentsExpiring, Tone::Hold);
    m_agents->setNote(tr("within 7 days"));
    m_grants->setValue(facts.grantsExpiring, Tone::Hold);
    m_grants->setNote(tr("within 7 days, of %1").arg(number(facts.grants)));
    m_first->show(facts);
    showFace();
}

void OverviewPage::showFace() {
    if (sum(m_feed->bars(Span::Day).total()) + sum(m_feed->bars(Span::Month).total()) > 0) {
        m_faces->setCurrentIndex(kFigures);
    } else if (m_feed->isLoaded()) {
        m_faces->setCurrentIndex(kSteps);
    }
}

void OverviewPage::showWords() {
    const auto words = m_chart->words();
    m_words->setText(words.isEmpty() ? tr("A click shows the records") : words);
}

} // namespace countersign::ui
