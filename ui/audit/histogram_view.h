#pragma once

#include "core/command/queries.h"

#include <QWidget>

#include <optional>

namespace countersign::ui {

/// Records over time, stacked by how they ended. A range is chosen by dragging, or with the arrow keys (Shift extends)
/// and Enter; Escape lets it go.
class HistogramView final : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    void clear();
    /// Adds the numbers of one slice; all slices are of one range.
    void add(const command::Histogram& slice);
    [[nodiscard]] const command::Histogram& total() const { return m_total; }
    /// The bar at that place, from 0; -1 outside.
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QRect barRect(int bar) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// `from` inclusive, `to` exclusive.
    void rangeChosen(countersign::Timestamp from, countersign::Timestamp to);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] QString words(int bar) const;
    void paintBars(QPainter& painter) const;
    void paintFoot(QPainter& painter) const;
    void moveTo(int bar, bool extend);
    void choose(int first, int last);

    command::Histogram m_total;
    std::uint64_t m_most = 0;
    int m_hovered = -1;
    /// Both ends of what is being chosen.
    std::optional<std::pair<int, int>> m_range;
    bool m_dragging = false;
};

} // namespace countersign::ui
