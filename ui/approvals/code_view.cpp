#include "ui/approvals/code_view.h"

#include "ui/support/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace countersign::ui {

namespace {

constexpr int kIndent = 16;
constexpr int kNameMinimum = 120;
constexpr int kNameGap = 16;
/// Against rounding: a name that is measured to fit must not wrap.
constexpr int kNameSlack = 4;
constexpr int kLineGap = 4;
constexpr qint64 kSliceMilliseconds = 8;

} // namespace

CodeView::CodeView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Arguments"));
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, &CodeView::measureSlice);
}

void CodeView::setLines(std::vector<CodeLine> lines) {
    m_lines = std::move(lines);
    setAccessibleDescription(plainText().left(kHostileLimit));
    remeasure();
}

QString CodeView::plainText() const {
    QString out;
    for (const auto& line : m_lines) {
        out += QString(line.depth * 2, QLatin1Char(' '));
        if (!line.name.isEmpty()) {
            out += line.name + QStringLiteral(": ");
        }
        for (const auto& run : line.runs) {
            out += run.text;
        }
        out += QLatin1Char('\n');
    }
    return out;
}

void CodeView::remeasure() {
    const QFontMetrics metrics(monospace(font()));
    int widest = kNameMinimum;
    for (const auto& line : m_lines) {
        if (!line.name.isEmpty()) {
            widest = std::max(widest, metrics.horizontalAdvance(line.name.left(64)) + line.depth * kIndent + kNameGap +
                                          kNameSlack);
        }
    }
    m_nameWidth = std::min(widest, std::max(kNameMinimum, width() / 3));
    m_tops.assign(1, 0);
    measureSlice();
}

void CodeView::measureSlice() {
    QElapsedTimer time;
    time.start();
    while (!isComplete() && time.elapsed() < kSliceMilliseconds) {
        const auto& line = m_lines[m_tops.size() - 1];
        m_tops.push_back(m_tops.back() + static_cast<int>(std::ceil(heightOf(line))) + kLineGap);
    }
    setFixedHeight(std::max(m_tops.back(), QFontMetrics(font()).height()));
    update();
    if (isComplete()) {
        m_slices.stop();
        Q_EMIT completed();
    } else if (!m_slices.isActive()) {
        m_slices.start();
    }
}

QRectF CodeView::valueRect(const CodeLine& line) const {
    const int left = line.place == CodeLine::Place::Block ? line.depth * kIndent + kIndent : m_nameWidth;
    return {static_cast<qreal>(left), 0, static_cast<qreal>(std::max(40, width() - left)), 0};
}

QColor CodeView::colorOf(Ink ink) const {
    const auto& colors = colorsOf(this);
    switch (ink) {
    case Ink::Plain:
        return colors.ink;
    case Ink::Name:
    case Ink::Comment:
        return colors.muted;
    case Ink::Keyword:
        return colors.info;
    case Ink::Text:
    case Ink::Added:
        return colors.allow;
    case Ink::Number:
        return colors.hold;
    case Ink::Removed:
    case Ink::Suspicious:
        return colors.deny;
    }
    return colors.ink;
}

void CodeView::layOut(QTextLayout& layout, const CodeLine& line) const {
    QString text;
    QList<QTextLayout::FormatRange> formats;
    for (const auto& run : line.runs) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(text.size());
        range.length = static_cast<int>(run.text.size());
        range.format.setForeground(colorOf(run.ink));
        if (run.ink == Ink::Suspicious) {
            range.format.setBackground(colorsOf(this).denySoft);
            range.format.setFontWeight(QFont::Bold);
        } else if (run.ink == Ink::Keyword) {
            range.format.setFontWeight(QFont::DemiBold);
        }
        formats.push_back(range);
        text += run.text;
    }
    layout.setFont(monospace(font()));
    layout.setText(text);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    layout.setFormats(formats);
    const auto where = valueRect(line);
    qreal height = 0;
    layout.beginLayout();
    for (auto row = layout.createLine(); row.isValid(); row = layout.createLine()) {
        row.setLineWidth(where.width());
        row.setPosition({0, height});
        height += row.height();
    }
    layout.endLayout();
}

qreal CodeView::heightOf(const CodeLine& line) const {
    QTextLayout layout;
    layOut(layout, line);
    auto height = std::max(layout.boundingRect().height(), QFontMetricsF(monospace(font())).height());
    if (!line.name.isEmpty()) {
        const int room = m_nameWidth - kNameGap - line.depth * kIndent;
        const auto name = QFontMetrics(monospace(font()))
                              .boundingRect(QRect(0, 0, std::max(20, room), 100'000), Qt::TextWrapAnywhere, line.name);
        height = std::max(height, static_cast<qreal>(name.height()));
    }
    return height;
}

void CodeView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const auto area = event->rect();
    const auto first = std::ranges::upper_bound(m_tops, area.top()) - m_tops.begin() - 1;
    for (auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, first)); i + 1 < m_tops.size(); ++i) {
        if (m_tops[i] > area.bottom()) {
            break;
        }
        const auto& line = m_lines[i];
        if (!line.name.isEmpty()) {
            painter.setFont(monospace(font()));
            painter.setPen(colorsOf(this).muted);
            const int left = line.depth * kIndent;
            painter.drawText(QRect(left, m_tops[i], std::max(20, m_nameWidth - kNameGap - left), height()),
                             Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere, line.name);
        }
        QTextLayout layout;
        layOut(layout, line);
        painter.setPen(colorsOf(this).ink);
        layout.draw(&painter, {valueRect(line).left(), static_cast<qreal>(m_tops[i])});
    }
}

void CodeView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        remeasure();
    }
}

void CodeView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        remeasure();
    } else if (event->type() == QEvent::PaletteChange) {
        update();
    }
    QWidget::changeEvent(event);
}

void CodeView::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy as shown"), this, [this] { QGuiApplication::clipboard()->setText(plainText()); });
    menu->popup(event->globalPos());
}

QSize CodeView::sizeHint() const {
    return {480, m_tops.back()};
}

QSize CodeView::minimumSizeHint() const {
    return {240, m_tops.back()};
}

} // namespace countersign::ui
