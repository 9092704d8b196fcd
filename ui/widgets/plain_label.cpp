#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace countersign::ui {

namespace {

/// A label that is not asked to be narrower wraps at about this many characters.
constexpr int kComfortable = 72;

} // namespace

PlainLabel::PlainLabel(Look look, QWidget* parent) : QWidget(parent), m_look(look) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    rebuild();
}

PlainLabel::PlainLabel(const QString& text, Look look, QWidget* parent) : PlainLabel(look, parent) {
    setText(text);
}

void PlainLabel::setText(const QString& text) {
    if (text == m_text) {
        return;
    }
    m_text = text;
    rebuild();
}

void PlainLabel::setText(std::string_view utf8) {
    setText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

QString PlainLabel::shown() const {
    return m_shown;
}

void PlainLabel::setLook(Look look) {
    m_look = look;
    rebuild();
}

void PlainLabel::setTone(std::optional<Tone> tone) {
    m_tone = tone;
    update();
}

void PlainLabel::setColor(const QColor& color) {
    m_color = color;
    update();
}

void PlainLabel::setFit(Fit fit) {
    m_fit = fit;
    rebuild();
}

void PlainLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

void PlainLabel::setLines(Lines lines) {
    m_lines = lines;
    rebuild();
}

void PlainLabel::setBuddy(QWidget* buddy) {
    m_buddy = buddy;
    if (buddy->accessibleName().isEmpty()) {
        buddy->setAccessibleName(m_shown);
    }
}

void PlainLabel::rebuild() {
    m_spans = spansOf(m_text, m_lines);
    m_shown.clear();
    for (const auto& span : m_spans) {
        m_shown += span.text;
    }
    if (m_text.size() > kHostileLimit) {
        m_shown += QChar(0x2026);
    }
    m_shown.replace(QLatin1Char('\n'), QChar::LineSeparator);
    setAccessibleName(m_shown);
    if (isVisible()) {
        keepHeight();
    }
    updateGeometry();
    update();
}

QFont PlainLabel::lookFont() const {
    switch (m_look) {
    case Look::Title:
        return scaled(font(), 1.35, QFont::DemiBold);
    case Look::Heading: {
        auto heading = scaled(font(), 0.85, QFont::DemiBold);
        heading.setLetterSpacing(QFont::PercentageSpacing, 104);
        return heading;
    }
    case Look::Strong:
        return scaled(font(), 1.0, QFont::DemiBold);
    case Look::Body:
    case Look::Muted:
        return font();
    case Look::Mono:
    case Look::MutedMono:
        return monospace(font());
    }
    return font();
}

QColor PlainLabel::lookColor() const {
    const auto& colors = colorsOf(this);
    if (m_color.isValid()) {
        return m_color;
    }
    if (m_tone) {
        return inkOf(colors, *m_tone);
    }
    const bool muted = m_look == Look::Heading || m_look == Look::Muted || m_look == Look::MutedMono || !isEnabled();
    return muted ? colors.muted : colors.ink;
}

void PlainLabel::prepare(QTextLayout& layout, const QString& text) const {
    layout.setFont(lookFont());
    layout.setText(text);
    QTextOption option(m_alignment & Qt::AlignHorizontal_Mask);
    option.setWrapMode(m_fit == Fit::Wrap ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    layout.setTextOption(option);
    const auto& colors = colorsOf(this);
    QList<QTextLayout::FormatRange> formats;
    int at = 0;
    for (const auto& span : m_spans) {
        if (span.suspicion != Suspicion::None) {
            QTextLayout::FormatRange range;
            range.start = at;
            range.length = static_cast<int>(span.text.size());
            range.format.setForeground(colors.deny);
            range.format.setBackground(colors.denySoft);
            range.format.setFontWeight(QFont::DemiBold);
            formats.push_back(range);
        }
        at += static_cast<int>(span.text.size());
    }
    layout.setFormats(formats);
}

QSizeF PlainLabel::layOut(QTextLayout& layout, qreal width) const {
    qreal height = 0;
    qreal widest = 0;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return {widest, height};
}

QSize PlainLabel::sizeHint() const {
    QTextLayout layout;
    prepare(layout, m_shown);
    const qreal comfortable = QFontMetricsF(lookFont()).averageCharWidth() * kComfortable;
    const auto size = layOut(layout, m_fit == Fit::Wrap ? comfortable : 1e6);
    const auto height = std::max(size.height(), QFontMetricsF(lookFont()).height());
    return {static_cast<int>(std::ceil(size.width())) + 1, static_cast<int>(std::ceil(height))};
}

QSize PlainLabel::minimumSizeHint() const {
    const auto width = QFontMetrics(lookFont()).averageCharWidth() * std::min<int>(8, static_cast<int>(m_shown.size()));
    return {width, QFontMetrics(lookFont()).height()};
}

int PlainLabel::heightForWidth(int width) const {
    QTextLayout layout;
    prepare(layout, m_shown);
    const auto height = layOut(layout, std::max(1, width)).height();
    return static_cast<int>(std::ceil(std::max(height, QFontMetricsF(lookFont()).height())));
}

void PlainLabel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (isVisible()) {
        keepHeight();
    }
}

void PlainLabel::keepHeight() {
    // Boxes in boxes in scroll areas ask for a height before they know the width. What was never visible has no width
    // to go by.
    const int needed = m_fit == Fit::Wrap ? heightForWidth(width()) : 0;
    if (needed > height() || minimumHeight() > needed) {
        setMinimumHeight(needed);
    }
}

void PlainLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(lookColor());
    QTextLayout layout;
    prepare(layout, m_shown);
    if (m_fit == Fit::Elide && layOut(layout, 1e6).width() > width()) {
        const auto elided = QFontMetrics(lookFont()).elidedText(m_shown, Qt::ElideMiddle, width());
        painter.setFont(lookFont());
        painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextSingleLine, elided);
        return;
    }
    QTextLayout fitted;
    prepare(fitted, m_shown);
    const auto size = layOut(fitted, width());
    if (m_fit == Fit::Wrap && size.height() > height()) {
        QMetaObject::invokeMethod(this, &PlainLabel::keepHeight, Qt::QueuedConnection);
    }
    const qreal top = m_alignment & Qt::AlignTop ? 0 : std::max(0.0, (height() - size.height()) / 2);
    fitted.draw(&painter, {0, top});
}

void PlainLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

void PlainLabel::mouseReleaseEvent(QMouseEvent* event) {
    if (m_buddy != nullptr) {
        m_buddy->setFocus(Qt::MouseFocusReason);
    }
    QWidget::mouseReleaseEvent(event);
}

void PlainLabel::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QApplication::clipboard()->setText(m_text); });
    menu->popup(event->globalPos());
}

void setPlainToolTip(QWidget* widget, const QString& text) {
    // Qt guesses whether a tooltip is rich text; an escaped one in a tag of ours leaves nothing to guess.
    widget->setToolTip(text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(visible(text).toHtmlEscaped()));
}

} // namespace countersign::ui
