#include "ui/overview/ranking.h"

#include "ui/overview/tile.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/support/style.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kBarHeight = 4;
constexpr int kInset = 6;

QLayout* inset(QWidget* widget) {
    auto* layout = new QHBoxLayout;
    layout->setContentsMargins(kInset, 0, kInset, 0);
    layout->addWidget(widget);
    return layout;
}

} // namespace

RankButton::RankButton(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RankButton::show(const RankLine& line, std::uint64_t most) {
    m_line = line;
    m_most = std::max<std::uint64_t>(most, 1);
    setAccessibleName(tr("%1 %2: %3").arg(visible(line.name), visible(line.detail), number(sum(line.counts))));
    setAccessibleDescription(tr("%1 allowed, %2 held, %3 denied. Enter shows the records.")
                                 .arg(number(line.counts.allow), number(line.counts.hold), number(line.counts.deny)));
    setVisible(true);
    update();
}

QSize RankButton::sizeHint() const {
    return {160, fontMetrics().height() + kBarHeight + 12};
}

QSize RankButton::minimumSizeHint() const {
    return {100, sizeHint().height()};
}

void RankButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    if (underMouse() || hasFocus()) {
        paintPanel(painter, rect(), c.raised, hasFocus() ? c.accent : c.raised, 4);
    }
    const auto inner = rect().adjusted(kInset, 3, -kInset, -5);
    const auto count = number(sum(m_line.counts));
    const QRect text(inner.left(), inner.top(), inner.width(), fontMetrics().height());
    painter.setFont(tabular(font()));
    painter.setPen(c.ink);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignTrailing, count);
    const int room = text.width() - painter.fontMetrics().horizontalAdvance(count) - 12;
    const auto name = painter.fontMetrics().elidedText(visible(m_line.name), Qt::ElideMiddle, room);
    const auto left = QStyle::visualRect(layoutDirection(), text, QRect(text.left(), text.top(), room, text.height()));
    painter.drawText(left, Qt::AlignVCenter | Qt::AlignLeading, name);
    const int used = painter.fontMetrics().horizontalAdvance(name) + kGrid;
    if (!m_line.detail.isEmpty() && room - used > 24) {
        painter.setPen(c.muted);
        const auto rest = QStyle::visualRect(layoutDirection(), text,
                                             QRect(text.left() + used, text.top(), room - used, text.height()));
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeading,
                         painter.fontMetrics().elidedText(visible(m_line.detail), Qt::ElideMiddle, rest.width()));
    }
    paintBar(painter, {inner.left(), inner.bottom() - kBarHeight + 1, inner.width(), kBarHeight});
}

void RankButton::paintBar(QPainter& painter, const QRect& where) const {
    const auto& c = colorsOf(this);
    painter.fillRect(where, c.neutralSoft);
    const struct {
        std::uint64_t count;
        QColor color;
    } parts[]{{m_line.counts.allow, c.allow},
              {m_line.counts.hold, c.hold},
              {m_line.counts.deny, c.deny},
              {m_line.counts.other, c.accent}};
    double at = 0;
    for (const auto& part : parts) {
        const auto wide =
            static_cast<double>(where.width()) * static_cast<double>(part.count) / static_cast<double>(m_most);
        const QRect box(where.left() + static_cast<int>(at), where.top(),
                        static_cast<int>(at + wide) - static_cast<int>(at), where.height());
        painter.fillRect(QStyle::visualRect(layoutDirection(), where, box), part.color);
        at += wide;
    }
}

void RankButton::keyPressEvent(QKeyEvent* event) {
    if (isEnter(*event)) {
        click();
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        event->ignore(); // the ranking's
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void RankButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void RankButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

Ranking::Ranking(const QString& heading, const QString& nothing, QWidget* parent)
    : Card(parent), m_rows(new QVBoxLayout), m_nothing(new PlainLabel(nothing, PlainLabel::Look::Muted, this)),
      m_note(new PlainLabel(PlainLabel::Look::Muted, this)) {
    setAccessibleName(heading);
    // The words of a line stand below the heading; what marks a line goes a little further out.
    body()->setContentsMargins(kCardPadding - kInset, 12, kCardPadding - kInset, 12);
    auto* head = new PlainLabel(QLocale().toUpper(heading), PlainLabel::Look::Heading, this);
    body()->addLayout(inset(head));
    m_rows->setSpacing(2);
    body()->addLayout(m_rows);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    body()->addLayout(inset(m_nothing));
    body()->addStretch(1);
    body()->addLayout(inset(m_note));
    m_note->hide();
}

void Ranking::setLines(const std::vector<RankLine>& lines) {
    std::uint64_t most = 0;
    for (const auto& line : lines) {
        most = std::max(most, sum(line.counts));
    }
    while (m_buttons.size() < lines.size()) {
        auto* button = new RankButton(this);
        m_rows->addWidget(button);
        connect(button, &RankButton::clicked, this, [this, button] { Q_EMIT chosen(button->line().filter); });
        m_buttons.push_back(button);
    }
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (i < lines.size()) {
            m_buttons[i]->show(lines[i], most);
        } else {
            m_buttons[i]->hide();
        }
    }
    m_shown = lines.size();
    m_nothing->setVisible(lines.empty());
}

void Ranking::setNote(const QString& note) {
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

std::vector<RankLine> Ranking::lines() const {
    std::vector<RankLine> lines;
    for (std::size_t i = 0; i < m_shown; ++i) {
        lines.push_back(m_buttons[i]->line());
    }
    return lines;
}

void Ranking::keyPressEvent(QKeyEvent* event) {
    const auto at = std::ranges::find_if(m_buttons, [](const auto* button) { return button->hasFocus(); });
    const auto place = at - m_buttons.begin();
    const auto next = place + (event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0);
    if (at == m_buttons.end() || next == place) {
        Card::keyPressEvent(event);
    } else if (next >= 0 && next < static_cast<std::ptrdiff_t>(m_shown)) {
        m_buttons[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
    }
}

} // namespace countersign::ui
