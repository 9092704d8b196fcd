#include "ui/overview/decisions_chart.h"

#include "ui/overview/tile.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QDateTime>
#include <QGraphicsLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <array>
#include <cmath>

namespace countersign::ui {

namespace {

constexpr int kLabelWidth = 64;
/// From the bottom up.
constexpr std::array<std::pair<ledger::Outcome, std::uint64_t command::OutcomeCounts::*>, 3> kParts{
    {{ledger::Outcome::Allow, &command::OutcomeCounts::allow},
     {ledger::Outcome::Hold, &command::OutcomeCounts::hold},
     {ledger::Outcome::Deny, &command::OutcomeCounts::deny}}};

/// What is drawn of a bar.
std::uint64_t drawn(const command::OutcomeCounts& counts) {
    return counts.allow + counts.hold + counts.deny;
}

/// A round number of at least `most` that can be halved and quartered.
double roundScale(std::uint64_t most) {
    const auto value = static_cast<double>(std::max<std::uint64_t>(most, 4));
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0}) {
        if (value <= step * power && std::fmod(step * power, 4) == 0) {
            return step * power;
        }
    }
    return std::ceil(value / 4) * 4;
}

} // namespace

DecisionsChart::DecisionsChart(QWidget* parent)
    : QChartView(parent), m_series(new QStackedBarSeries), m_allow(new QBarSet(tr("Allowed"))),
      m_hold(new QBarSet(tr("Held"))), m_deny(new QBarSet(tr("Denied"))), m_scale(new QValueAxis),
      m_bars(Span::Day, Timestamp()) {
    setAccessibleName(tr("Decisions over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing, false);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setMinimumHeight(180);
    for (auto* set : {m_allow, m_hold, m_deny}) {
        m_series->append(set);
    }
    m_series->setBarWidth(0.78);
    auto* shown = chart();
    shown->addSeries(m_series);
    shown->legend()->hide();
    shown->setAnimationOptions(QChart::NoAnimation);
    shown->setBackgroundVisible(false);
    shown->setMargins(QMargins(kGrid, kGrid, 0, fontMetrics().height() + kGrid));
    shown->layout()->setContentsMargins(0, 0, 0, 0);
    auto* places = new QBarCategoryAxis;
    places->setLabelsVisible(false);
    places->setGridLineVisible(false);
    shown->addAxis(places, Qt::AlignBottom);
    m_series->attachAxis(places);
    m_scale->setTickCount(5);
    m_scale->setLabelFormat(QStringLiteral("%i"));
    m_scale->setLineVisible(false);
    m_scale->setTruncateLabels(false); // the width was measured for other numbers
    shown->addAxis(m_scale, Qt::AlignLeft);
    m_series->attachAxis(m_scale);
    rebuild();
    dressUp();
}

void DecisionsChart::dressUp() {
    const auto& c = colorsOf(this);
    const std::pair<QBarSet*, QColor> fills[]{{m_allow, c.allow}, {m_hold, c.hold}, {m_deny, c.deny}};
    for (const auto& [set, color] : fills) {
        set->setBrush(color);
        set->setPen(Qt::NoPen);
    }
    m_scale->setGridLinePen(QPen(c.line, 1));
    m_scale->setLabelsColor(c.muted);
    m_scale->setLabelsFont(tabular(scaled(font(), 0.88)));
    for (auto* axis : chart()->axes(Qt::Horizontal)) {
        axis->setLinePen(QPen(c.line, 1));
    }
}

void DecisionsChart::rebuild() {
    QStringList places;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        places << QString::number(i);
    }
    auto* axis = qobject_cast<QBarCategoryAxis*>(chart()->axes(Qt::Horizontal).front());
    axis->setCategories(places);
    const std::pair<QBarSet*, std::uint64_t command::OutcomeCounts::*> sets[]{{m_allow, &command::OutcomeCounts::allow},
                                                                              {m_hold, &command::OutcomeCounts::hold},
                                                                              {m_deny, &command::OutcomeCounts::deny}};
    for (const auto& [set, count] : sets) {
        QList<qreal> values;
        for (const auto& bar : m_bars.bars()) {
            values << static_cast<qreal>(bar.*count);
        }
        set->remove(0, set->count());
        set->append(values);
    }
}

void DecisionsChart::show(const DecisionBars& bars) {
    const bool other = bars.span() != m_bars.span() || bars.size() != m_bars.size();
    const auto before = std::exchange(m_bars, bars);
    if (other || m_allow->count() != static_cast<int>(bars.size())) {
        m_marked = m_hovered = -1;
        rebuild();
    } else {
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const auto& now = bars.bars()[i];
            if (now == before.bars()[i]) {
                continue;
            }
            const int at = static_cast<int>(i);
            m_allow->replace(at, static_cast<qreal>(now.allow));
            m_hold->replace(at, static_cast<qreal>(now.hold));
            m_deny->replace(at, static_cast<qreal>(now.deny));
        }
    }
    setScale();
    viewport()->update();
    Q_EMIT wordsChanged();
}

void DecisionsChart::setScale() {
    std::uint64_t most = 0;
    for (const auto& bar : m_bars.bars()) {
        most = std::max(most, drawn(bar));
    }
    const double top = roundScale(most);
    if (m_scale->max() != top) {
        m_scale->setRange(0, top);
    }
}

QRectF DecisionsChart::plot() const {
    return chart()->mapToScene(chart()->plotArea()).boundingRect();
}

QRectF DecisionsChart::barBox(int bar) const {
    const auto area = plot();
    const auto wide = area.width() / static_cast<double>(m_bars.size());
    return {area.left() + wide * bar, area.top(), wide, area.height()};
}

int DecisionsChart::barAt(const QPoint& place) const {
    const auto area = plot();
    const auto at = mapToScene(place);
    if (at.x() < area.left() || at.x() >= area.right() || at.y() < area.top()) {
        return -1;
    }
    return std::min(static_cast<int>(m_bars.size()) - 1,
                    static_cast<int>((at.x() - area.left()) * static_cast<double>(m_bars.size()) / area.width()));
}

std::optional<ledger::Outcome> DecisionsChart::partAt(int bar, const QPoint& place) const {
    const auto area = plot();
    auto height = (area.bottom() - mapToScene(place).y()) / area.height() * m_scale->max();
    for (const auto& [outcome, count] : kParts) {
        const auto part = static_cast<double>(m_bars.bars()[static_cast<std::size_t>(bar)].*count);
        if (height >= 0 && height < part) {
            return outcome;
        }
        height -= part;
    }
    return std::nullopt;
}

QPoint DecisionsChart::placeOf(std::size_t bar, ledger::Outcome outcome) const {
    const auto area = plot();
    double below = 0;
    for (const auto& [each, count] : kParts) {
        const auto part = static_cast<double>(m_bars.bars()[bar].*count);
        if (each == outcome) {
            below += part / 2;
            break;
        }
        below += part;
    }
    return mapFromScene(
        QPointF(barBox(static_cast<int>(bar)).center().x(), area.bottom() - below / m_scale->max() * area.height()));
}

QString DecisionsChart::words() const {
    const int bar = m_hovered >= 0 ? m_hovered : m_marked;
    if (bar < 0) {
        return {};
    }
    const auto& counts = m_bars.bars()[static_cast<std::size_t>(bar)];
    return tr("%1, %2 long: %3 allowed, %4 held, %5 denied")
        .arg(moment(m_bars.start(static_cast<std::size_t>(bar))), lasting(m_bars.width()), number(counts.allow),
             number(counts.hold), number(counts.deny));
}

QString DecisionsChart::label(std::size_t bar) const {
    const auto at = QDateTime::fromMSecsSinceEpoch(m_bars.start(bar).milliseconds());
    const QLocale locale;
    switch (m_bars.span()) {
    case Span::Day:
        return locale.toString(at.time(), locale.timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss")));
    case Span::Week:
        return locale.dayName(at.date().dayOfWeek(), QLocale::ShortFormat);
    case Span::Month:
        return locale.toString(at.date(), tr("d MMM", "day and month below a bar"));
    }
    return {};
}

/// How many bars share a label.
int DecisionsChart::labelStep() const {
    if (m_bars.span() == Span::Week) {
        return 4; // a day
    }
    const auto wide = std::max(1.0, plot().width() / static_cast<double>(m_bars.size()));
    const int fits = static_cast<int>(std::ceil(kLabelWidth / wide));
    for (const int step : {1, 2, 3, 4, 6, 8, 12}) {
        if (step >= fits) {
            return step;
        }
    }
    return 12;
}

void DecisionsChart::drawBackground(QPainter* painter, const QRectF&) {
    const auto& c = colorsOf(this);
    if (m_hovered >= 0) {
        painter->fillRect(barBox(m_hovered), c.neutralSoft);
    }
    if (m_marked >= 0 && hasFocus()) {
        painter->fillRect(barBox(m_marked), c.accentSoft);
    }
}

void DecisionsChart::drawForeground(QPainter* painter, const QRectF&) {
    const auto& c = colorsOf(this);
    painter->setFont(tabular(scaled(font(), 0.88)));
    painter->setPen(c.muted);
    const int step = labelStep();
    const auto count = static_cast<int>(m_bars.size());
    for (int bar = 0; bar < count; ++bar) {
        const auto hour =
            QDateTime::fromMSecsSinceEpoch(m_bars.start(static_cast<std::size_t>(bar)).milliseconds()).time();
        const bool labelled = m_bars.span() == Span::Week ? hour.hour() < 6 : (count - 1 - bar) % step == 0;
        if (!labelled) {
            continue;
        }
        const auto box = barBox(bar);
        QRectF place(m_bars.span() == Span::Week ? box.left() : box.center().x() - kLabelWidth / 2.0, box.bottom() + 4,
                     m_bars.span() == Span::Week ? box.width() * 4 : kLabelWidth, fontMetrics().height());
        place.moveRight(std::min(place.right(), static_cast<double>(viewport()->width())));
        painter->drawText(place, Qt::AlignCenter, label(static_cast<std::size_t>(bar)));
    }
    if (hasFocus()) {
        painter->setPen(QPen(c.accent, 2));
        painter->setBrush(Qt::NoBrush);
        const auto area = m_marked >= 0 ? barBox(m_marked) : plot();
        painter->drawRect(area.adjusted(1, 1, -1, -1));
    }
}

void DecisionsChart::mark(int bar) {
    m_marked = std::clamp(bar, 0, static_cast<int>(m_bars.size()) - 1);
    m_hovered = -1;
    setAccessibleDescription(words());
    viewport()->update();
    Q_EMIT wordsChanged();
}

void DecisionsChart::mouseMoveEvent(QMouseEvent* event) {
    const int bar = barAt(event->pos());
    setCursor(bar >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (bar != m_hovered) {
        m_hovered = bar;
        viewport()->update();
        Q_EMIT wordsChanged();
    }
}

void DecisionsChart::mousePressEvent(QMouseEvent* event) {
    event->accept();
}

void DecisionsChart::mouseReleaseEvent(QMouseEvent* event) {
    const int bar = barAt(event->pos());
    if (event->button() == Qt::LeftButton && bar >= 0) {
        const auto from = m_bars.start(static_cast<std::size_t>(bar));
        Q_EMIT chosen(from, from + m_bars.width(), partAt(bar, event->pos()));
    }
}

void DecisionsChart::leaveEvent(QEvent* event) {
    QChartView::leaveEvent(event);
    m_hovered = -1;
    viewport()->update();
    Q_EMIT wordsChanged();
}

void DecisionsChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_bars.size()) - 1;
    const int at = m_marked < 0 ? last + 1 : m_marked;
    if (event->key() == Qt::Key_Left) {
        mark(at - 1);
    } else if (event->key() == Qt::Key_Right) {
        mark(at + 1);
    } else if (event->key() == Qt::Key_Home) {
        mark(0);
    } else if (event->key() == Qt::Key_End) {
        mark(last);
    } else if (isEnter(*event) && m_marked >= 0) {
        const auto from = m_bars.start(static_cast<std::size_t>(m_marked));
        Q_EMIT chosen(from, from + m_bars.width(), std::nullopt);
    } else {
        event->ignore();
    }
}

void DecisionsChart::focusInEvent(QFocusEvent* event) {
    QChartView::focusInEvent(event);
    viewport()->update();
}

void DecisionsChart::focusOutEvent(QFocusEvent* event) {
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void DecisionsChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_series != nullptr) {
        dressUp();
    }
}

} // namespace countersign::ui
