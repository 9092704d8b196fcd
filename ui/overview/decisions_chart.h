#pragma once

#include "ui/overview/decision_bars.h"

#include <QChartView>

class QBarSet;
class QStackedBarSeries;
class QValueAxis;

namespace countersign::ui {

/// Decisions over time as stacked bars. A click on a part opens its records; the arrow keys go from bar to bar, Enter
/// opens the one that is marked.
class DecisionsChart final : public QChartView {
    Q_OBJECT
public:
    explicit DecisionsChart(QWidget* parent = nullptr);

    /// Only what differs is drawn anew.
    void show(const DecisionBars& bars);
    /// The middle of a bar, in widget coordinates, at a height where that outcome is drawn.
    [[nodiscard]] QPoint placeOf(std::size_t bar, ledger::Outcome outcome) const;
    /// Of the bar that is marked or under the mouse; empty: none is.
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void wordsChanged();
    /// The records of that time; without an outcome all of them.
    void chosen(countersign::Timestamp from, countersign::Timestamp to,
                std::optional<countersign::ledger::Outcome> what);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void dressUp();
    void rebuild();
    void setScale();
    void mark(int bar);
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QRectF barBox(int bar) const;
    [[nodiscard]] int barAt(const QPoint& place) const;
    [[nodiscard]] std::optional<ledger::Outcome> partAt(int bar, const QPoint& place) const;
    [[nodiscard]] QString label(std::size_t bar) const;
    [[nodiscard]] int labelStep() const;

    QStackedBarSeries* m_series;
    QBarSet* m_allow;
    QBarSet* m_hold;
    QBarSet* m_deny;
    QValueAxis* m_scale;
    DecisionBars m_bars;
    /// -1: none.
    int m_marked = -1;
    int m_hovered = -1;
};

} // namespace countersign::ui
