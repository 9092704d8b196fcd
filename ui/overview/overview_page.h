#pragma once

#include "ui/overview/overview_feed.h"
#include "ui/shell/page.h"

class QStackedWidget;

namespace countersign::ui {

class Banner;
class DecisionsChart;
class FirstSteps;
class LegendButton;
class PlainLabel;
class Ranking;
class Tile;

/// How the store does, at a glance: what waits, what was denied, what is about to expire, decisions over time, how long
/// people took, who asks most and what is denied most. Every number leads to what it is made of.
class OverviewPage final : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(const PageContext& context, QWidget* parent = nullptr);
    void activated() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeTiles();
    QWidget* makeDecisions();
    QWidget* makeSpans(QWidget* parent);
    QWidget* makeLists();
    void choose(Span span);
    void showDecisions();
    void showRequests();
    void showDirectory();
    void showFace();
    void showWords();
    [[nodiscard]] const DecisionBars& bars() const { return m_feed->bars(m_span); }

    OverviewFeed* m_feed;
    Span m_span = Span::Day;
    Banner* m_banner;
    QStackedWidget* m_faces;
    FirstSteps* m_first;
    Tile* m_waiting = nullptr;
    Tile* m_denied = nullptr;
    Tile* m_new = nullptr;
    Tile* m_agents = nullptr;
    Tile* m_grants = nullptr;
    DecisionsChart* m_chart = nullptr;
    PlainLabel* m_words = nullptr;
    std::vector<std::pair<ledger::Outcome, LegendButton*>> m_legend;
    Ranking* m_times = nullptr;
    Ranking* m_topAgents = nullptr;
    Ranking* m_topDenials = nullptr;
};

} // namespace countersign::ui
