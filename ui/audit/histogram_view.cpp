#include "ui/audit/histogram_view.h"

#include "ui/support/format.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <array>

namespace countersign::ui {

namespace {

constexpr int kBarsHeight = 48;

std::uint64_t sum(const command::OutcomeCounts& counts) {
    return counts.allow + counts.deny + counts.hold + counts.other;
}

struct Part {
    std::uint64_t command::OutcomeCounts::* count;
    QColor Colors::* color;
};
/// From the bottom up.
constexpr std::array<Part, 4> kParts{{{&command::OutcomeCounts::other, &Colors::line},
                                      {&command::OutcomeCounts::allow, &Colors::allow},
                                      {&command::OutcomeCounts::hold, &Colors::hold},
                                      {&command::OutcomeCounts::deny, &Colors::deny}}};

} // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Records over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HistogramView::clear() {
    m_total = {};
    m_most = 0;
    m_range.reset();
    m_hovered = -1;
    m_dragging = false;
    update();
}

void HistogramView::add(const command::Histogram& slice) {
    if (m_total.bars.size() != slice.bars.size()) {
        m_total = slice;
    } else {
        for (std::size_t i = 0; i < slice.bars.size(); ++i) {
            for (const auto& part : kParts) {
                m_total.bars[i].*part.count += slice.bars[i].*part.count;
            }
        }
    }
    m_most = 0;
    for (const auto& bar : m_total.bars) {
        m_most = std::max(m_most, sum(bar));
    }
    update();
}

QSize HistogramView::sizeHint() const {
    return {480, kBarsHeight + fontMetrics().height() + 3 * kGrid};
}

QSize HistogramView::minimumSizeHint() const {
    return {160, sizeHint().height()};
}

QRect HistogramView::plot() const {
    return {12, 12, std::max(1, width() - 24), kBarsHeight};
}

int HistogramView::barAt(int x) const {
    const auto area = plot();
    const auto count = static_cast<int>(m_total.bars.size());
    if (count == 0 || x < area.left() || x > area.right()) {
        return -1;
    }
    return std::min(count - 1, (x - area.left()) * count / area.width());
}

QRect HistogramView::barRect(int bar) const {
    const auto area = plot();
    const auto count = std::max(1, static_cast<int>(m_total.bars.size()));
    const int left = area.left() + bar * area.width() / count;
    const int right = area.left() + (bar + 1) * area.width() / count;
    return {left, area.top(), std::max(1, right - left), area.height()};
}

QString HistogramView::words(int bar) const {
    if (bar < 0 || static_cast<std::size_t>(bar) >= m_total.bars.size()) {
        return {};
    }
    const auto& counts = m_total.bars[static_cast<std::size_t>(bar)];
    return tr("%1, %2 long: %3 allowed, %4 held, %5 denied, %6 other")
        .arg(moment(m_total.from + m_total.width * bar), lasting(m_total.width), number(counts.allow),
             number(counts.hold), number(counts.deny), number(counts.other));
}

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    paintPanel(painter, rect(), colors.surface, hasFocus() ? colors.accent : colors.line, kRadius);
    if (m_range) {
        const auto [first, last] = std::minmax(m_range->first, m_range->second);
        const auto left = barRect(first).left();
        painter.fillRect(QRect(left, 4, barRect(last).right() - left + 1, kBarsHeight + 12), colors.accentSoft);
    } else if (m_hovered >= 0) {
        painter.fillRect(barRect(m_hovered).adjusted(0, -8, 0, 4), colors.neutralSoft);
    }
    paintBars(painter);
    paintFoot(painter);
}

void HistogramView::paintBars(QPainter& painter) const {
    const auto& colors = colorsOf(this);
    for (std::size_t i = 0; i < m_total.bars.size() && m_most > 0; ++i) {
        auto box = barRect(static_cast<int>(i));
        if (box.width() > 3) {
            box.adjust(0, 0, -1, 0);
        }
        int bottom = box.bottom() + 1;
        for (const auto& part : kParts) {
            const auto count = m_total.bars[i].*part.count;
            if (count > 0) {
                const auto share = static_cast<double>(count) / static_cast<double>(m_most);
                const int height = std::max(2, static_cast<int>(share * box.height()));
                painter.fillRect(QRect(box.left(), bottom - height, box.width(), height), colors.*part.color);
                bottom -= height;
            }
        }
    }
    painter.setPen(colors.line);
    const auto area = plot();
    painter.drawLine(area.left(), area.bottom() + 1, area.right(), area.bottom() + 1);
}

void HistogramView::paintFoot(QPainter& painter) const {
    if (m_total.bars.empty()) {
        return;
    }
    const auto& colors = colorsOf(this);
    const QRect foot(plot().left(), plot().bottom() + 4, plot().width(), fontMetrics().height());
    painter.setFont(tabular(scaled(font(), 0.88)));
    painter.setPen(colors.muted);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, moment(m_total.from));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, moment(m_total.to));
    QString middle;
    if (m_range) {
        const auto [first, last] = std::minmax(m_range->first, m_range->second);
        middle =
            tr("%1 to %2 · release or Enter to zoom")
                .arg(moment(m_total.from + m_total.width * first), moment(m_total.from + m_total.width * (last + 1)));
    } else {
        middle = m_hovered >= 0 ? words(m_hovered) : tr("Drag to zoom into a time");
    }
    painter.setPen(m_range || m_hovered >= 0 ? colors.ink : colors.muted);
    const auto ends = painter.fontMetrics().horizontalAdvance(moment(m_total.from)) + 2 * kGrid;
    const auto room = foot.adjusted(ends, 0, -ends, 0);
    painter.drawText(room, Qt::AlignCenter, painter.fontMetrics().elidedText(middle, Qt::ElideRight, room.width()));
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
    if (const auto bar = barAt(event->pos().x()); event->button() == Qt::LeftButton && bar >= 0) {
        m_dragging = true;
        m_range = {bar, bar};
        update();
    }
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
    const auto area = plot();
    const auto bar = barAt(m_dragging ? std::clamp(event->pos().x(), area.left(), area.right()) : event->pos().x());
    if (m_dragging && m_range && bar >= 0) {
        m_range->second = bar;
    }
    m_hovered = bar;
    update();
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_dragging) {
        m_dragging = false;
        if (m_range) {
            choose(m_range->first, m_range->second);
        }
    }
}

void HistogramView::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

void HistogramView::choose(int first, int last) {
    const auto [low, high] = std::minmax(first, last);
    m_range.reset();
    update();
    Q_EMIT rangeChosen(m_total.from + m_total.width * low,
                       std::min(m_total.to, m_total.from + m_total.width * (high + 1)));
}

void HistogramView::moveTo(int bar, bool extend) {
    const auto last = static_cast<int>(m_total.bars.size()) - 1;
    bar = std::clamp(bar, 0, last);
    if (extend && m_range) {
        m_range->second = bar;
    } else {
        m_range = {bar, bar};
    }
    setAccessibleDescription(words(bar));
    update();
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
    if (m_total.bars.empty()) {
        return QWidget::keyPressEvent(event);
    }
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const int at = m_range ? m_range->second : static_cast<int>(m_total.bars.size());
    if (event->key() == Qt::Key_Left) {
        moveTo(at - 1, extend);
    } else if (event->key() == Qt::Key_Right) {
        moveTo(m_range ? at + 1 : 0, extend);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_range) {
        choose(m_range->first, m_range->second);
    } else if (event->key() == Qt::Key_Escape && m_range) {
        m_range.reset();
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace countersign::ui
