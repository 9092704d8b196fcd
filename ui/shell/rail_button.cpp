#include "ui/shell/rail_button.h"

#include "ui/support/format.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"
#include "ui/widgets/plain_label.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kHeight = 34;
constexpr int kIcon = 16;
constexpr int kLead = 10;
/// Where a count stands beside an icon without a word.
constexpr int kBesideIcon = 12;

} // namespace

RailButton::RailButton(const QString& title, QString iconName, QWidget* parent)
    : QAbstractButton(parent), m_icon(std::move(iconName)) {
    setText(title);
    setCheckable(true);
    setAccessibleName(title);
    setFocusPolicy(Qt::TabFocus);
}

void RailButton::setBadge(int count) {
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("%n waiting", nullptr, count) : QString());
    update();
}

void RailButton::setForm(Form form) {
    m_form = form;
    setPlainToolTip(this, form == Form::Icon ? text() : QString());
    updateGeometry();
    update();
}

QSize RailButton::sizeHint() const {
    if (m_form == Form::Icon) {
        return {2 * kLead + kIcon + kBesideIcon, kHeight};
    }
    return {3 * kLead + kIcon + fontMetrics().horizontalAdvance(text()) + 48, kHeight};
}

void RailButton::enterEvent(QEnterEvent*) {
    update();
}
void RailButton::leaveEvent(QEvent*) {
    update();
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    const auto ink = isChecked() ? c.railInk : c.railMuted;
    if (isChecked() || underMouse() || hasFocus()) {
        const auto line = hasFocus() ? c.accent : QColor(Qt::transparent);
        paintPanel(painter, rect(), isChecked() || underMouse() ? c.railRaised : QColor(Qt::transparent), line,
                   kRadius);
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto flip = [&](const QRect& rect) {
        return mirrored ? QRect(width() - rect.right() - 1, rect.top(), rect.width(), rect.height()) : rect;
    };
    const bool whole = m_form == Form::Whole;
    const int lead = whole ? kLead : (width() - kIcon) / 2;
    paintIcon(painter, flip({lead, (height() - kIcon) / 2, kIcon, kIcon}), m_icon, ink);
    painter.setFont(isChecked() ? scaled(font(), 1.0, QFont::DemiBold) : font());
    painter.setPen(ink);
    QRect words(2 * kLead + kIcon, 0, width() - 3 * kLead - kIcon, height());
    if (m_badge > 0) {
        const auto badgeFont = scaled(font(), 0.85, QFont::Bold);
        const auto count = number(static_cast<std::uint64_t>(m_badge));
        const QFontMetrics metrics(badgeFont);
        const int wide = std::max(whole ? 22 : 18, metrics.horizontalAdvance(count) + (whole ? 14 : 10));
        const QRect pill(whole ? width() - kLead - wide : width() - wide, whole ? (height() - 18) / 2 : 0, wide, 18);
        paintPanel(painter, flip(pill), c.hold, Qt::transparent, 9);
        painter.save();
        painter.setFont(badgeFont);
        painter.setPen(c.onFill);
        painter.drawText(flip(pill), Qt::AlignCenter, count);
        painter.restore();
        words.setRight(pill.left() - kGrid);
    }
    if (!whole) {
        return;
    }
    painter.drawText(flip(words), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

} // namespace countersign::ui
