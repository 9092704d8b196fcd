#include "ui/support/style_parts.h"

#include "ui/support/icons.h"

#include <QAbstractSpinBox>
#include <QFontMetrics>
#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kArrow = 12;
constexpr int kButtonPadding = 16;
constexpr int kQuietPadding = 10;
constexpr int kTabHeight = 36;
constexpr int kTabInset = kTabPadding - kGrid / 2;
constexpr int kUnderline = 2;

QFont heavier(const QFont& font) {
    return scaled(font, 1.0, QFont::DemiBold);
}

int paddingOf(ButtonKind kind) {
    switch (kind) {
    case ButtonKind::Plain:
    case ButtonKind::Primary:
    case ButtonKind::Danger:
    case ButtonKind::Approve:
        return kButtonPadding;
    case ButtonKind::Quiet:
    case ButtonKind::Pill:
        return kQuietPadding;
    case ButtonKind::Link:
        return 0;
    }
    return kButtonPadding;
}

} // namespace

QColor between(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int from, int to) { return qRound(from + (to - from) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

void paintFocus(QPainter& painter, const QRect& where, const Colors& colors, qreal radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(where).adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

bool isEmphatic(ButtonKind kind) {
    return kind == ButtonKind::Primary || kind == ButtonKind::Approve || kind == ButtonKind::Danger;
}

int pushButtonHeight(int contents, ButtonKind kind) {
    const bool small = kind == ButtonKind::Link || kind == ButtonKind::Pill;
    return small ? contents + kGrid : std::max(contents + 2 * kGrid, kControlHeight);
}

int pushButtonWidth(const QStyleOptionButton& option, int contents, ButtonKind kind) {
    const int padding = paddingOf(kind);
    if (!isEmphatic(kind)) {
        return contents + 2 * padding;
    }
    // The metrics are those of the ordinary weight; the text is drawn in a heavier one.
    const int heavy = option.fontMetrics.horizontalAdvance(option.text) * 9 / 100;
    return contents + heavy + 2 * padding;
}

void paintSpinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down) {
    const auto& c = colorsOf(option.palette);
    const bool focused = option.state & QStyle::State_HasFocus;
    paintPanel(painter, option.rect, option.state & QStyle::State_Enabled ? c.surface : c.raised,
               focused ? c.accent : c.line, kRadius);
    if (focused) {
        paintFocus(painter, option.rect, c, kRadius);
    }
    for (const auto& [where, step, arrow] :
         {std::tuple(up, QAbstractSpinBox::StepUpEnabled, QStringLiteral("arrow-up")),
          std::tuple(down, QAbstractSpinBox::StepDownEnabled, QStringLiteral("arrow-down"))}) {
        paintIcon(painter, where.adjusted(2, 2, -2, -2), arrow, option.stepEnabled & step ? c.muted : c.line);
    }
}

QRect comboBoxPart(const QRect& box, QStyle::SubControl part) {
    return part == QStyle::SC_ComboBoxArrow ? QRect(box.right() - kComboArrow, box.top(), kComboArrow, box.height())
                                            : box.adjusted(kGrid + 2, 2, -kComboArrow, -2);
}

void paintComboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow) {
    const auto& c = colorsOf(option.palette);
    const bool focused = option.state & QStyle::State_HasFocus;
    const bool live = option.state & QStyle::State_Enabled;
    const bool hovered = live && option.state & QStyle::State_MouseOver && !option.editable;
    paintPanel(painter, option.rect, !live || hovered ? c.raised : c.surface, focused ? c.accent : c.line, kRadius);
    if (focused) {
        paintFocus(painter, option.rect, c, kRadius);
    }
    const QRect icon(arrow.center().x() - 6, arrow.center().y() - 5, 12, 12);
    paintIcon(painter, icon, QStringLiteral("arrow-down"), live ? c.muted : c.line);
}

void paintCheckBox(QPainter& painter, const QStyleOption& option) {
    const auto& c = colorsOf(option.palette);
    const bool live = option.state & QStyle::State_Enabled;
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const auto fill = !live ? c.raised : on ? c.accent : c.surface;
    paintPanel(painter, option.rect, fill, on && live ? c.accent : c.muted, 4);
    if (option.state & QStyle::State_On) {
        paintIcon(painter, option.rect.adjusted(1, 1, -1, -1), QStringLiteral("cs-check"), live ? c.onFill : c.muted);
    } else if (on) {
        painter.fillRect(option.rect.adjusted(4, 7, -4, -7), live ? c.onFill : c.muted);
    }
}

void paintRadioButton(QPainter& painter, const QStyleOption& option) {
    const auto& c = colorsOf(option.palette);
    const bool live = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const auto side = option.rect.height() / 2.0;
    paintPanel(painter, option.rect, live ? c.surface : c.raised, on && live ? c.accent : c.muted, side);
    if (on) {
        paintPanel(painter, option.rect.adjusted(4, 4, -4, -4), live ? c.accent : c.muted, Qt::transparent, side - 4);
    }
}

void paintHeader(QPainter& painter, const QStyleOptionHeader& option) {
    const auto& c = colorsOf(option.palette);
    painter.save();
    painter.fillRect(option.rect, c.surface);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), c.line);
    painter.setFont(scaled(painter.font(), 0.9, QFont::DemiBold));
    painter.setPen(c.muted);
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    const auto side = QStyle::visualAlignment(option.direction, option.textAlignment);
    auto where = option.rect.adjusted(kCellLead, 0, -kCellTrail, 0);
    const auto text =
        painter.fontMetrics().elidedText(option.text, Qt::ElideRight, where.width() - (sorted ? kArrow + 2 : 0));
    painter.drawText(where, static_cast<int>((side & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter) | Qt::TextSingleLine,
                     text);
    if (sorted) {
        const int words = painter.fontMetrics().horizontalAdvance(text);
        const int left = side & Qt::AlignRight ? where.right() - words - kArrow - 2 : where.left() + words + 2;
        // Qt's arrow points to where the small values are: down for the ascending order.
        const bool ascending = option.sortIndicator == QStyleOptionHeader::SortDown;
        paintIcon(painter, {left, where.center().y() - kArrow / 2, kArrow, kArrow},
                  ascending ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"), c.muted);
    }
    painter.restore();
}

QSize tabSize(const QStyleOptionTab& option) {
    const int words = option.fontMetrics.horizontalAdvance(option.text);
    return {words + words * 9 / 100 + 2 * kTabInset, std::max(kTabHeight, option.fontMetrics.height() + 2 * kGrid)};
}

void paintTabShape(QPainter& painter, const QStyleOptionTab& option) {
    const auto& c = colorsOf(option.palette);
    const auto where = option.rect;
    const bool chosen = option.state & QStyle::State_Selected;
    if (!chosen && option.state & QStyle::State_MouseOver) {
        paintPanel(painter, where.adjusted(2, 4, -2, -4), c.neutralSoft, Qt::transparent, kRadius);
    }
    painter.fillRect(QRect(where.left(), where.bottom(), where.width(), 1), c.line);
    if (chosen) {
        painter.fillRect(
            QRect(where.left() + kTabInset, where.bottom() - kUnderline + 1, where.width() - 2 * kTabInset, kUnderline),
            c.accent);
    }
    if (option.state & QStyle::State_HasFocus && chosen) {
        paintFocus(painter, where.adjusted(2, 4, -2, -4), c, 4);
    }
}

void paintTabLabel(QPainter& painter, const QStyleOptionTab& option) {
    const auto& c = colorsOf(option.palette);
    const bool chosen = option.state & QStyle::State_Selected;
    painter.save();
    painter.setFont(chosen ? heavier(painter.font()) : painter.font());
    painter.setPen(chosen ? c.ink : c.muted);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextHideMnemonic, option.text);
    painter.restore();
}

} // namespace countersign::ui
