#include "ui/support/style.h"

#include "ui/support/style_parts.h"
#include "ui/support/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QStandardPaths>
#include <QStyleOption>
#include <QTableView>
#include <QVariant>

namespace countersign::ui {

namespace {

constexpr const char* kKindProperty = "countersignButtonKind";
constexpr int kScrollBar = 10;

struct ButtonColors {
    QColor fill;
    QColor line;
    QColor text;
};

ButtonColors buttonColors(const Colors& c, ButtonKind kind, QStyle::State state) {
    ButtonColors colors{c.surface, c.line, c.ink};
    switch (kind) {
    case ButtonKind::Plain:
        break;
    case ButtonKind::Primary:
        colors = {c.accent, c.accent, c.onFill};
        break;
    case ButtonKind::Approve:
        colors = {c.allow, c.allow, c.onFill};
        break;
    case ButtonKind::Danger:
        colors = {c.surface, c.deny, c.deny};
        break;
    case ButtonKind::Quiet:
        colors = {Qt::transparent, Qt::transparent, c.ink};
        break;
    case ButtonKind::Pill:
        if (state & QStyle::State_On) {
            return {c.accentSoft, c.accent, c.accent};
        }
        colors = {c.surface, c.line, c.ink};
        break;
    case ButtonKind::Link:
        return {Qt::transparent, Qt::transparent, state & QStyle::State_Enabled ? c.accent : c.muted};
    }
    if (!(state & QStyle::State_Enabled)) {
        return {kind == ButtonKind::Quiet ? QColor(Qt::transparent) : c.raised,
                kind == ButtonKind::Quiet ? QColor(Qt::transparent) : c.line, c.muted};
    }
    const bool filled = kind == ButtonKind::Primary || kind == ButtonKind::Approve;
    if (state & (QStyle::State_Sunken | QStyle::State_On)) {
        colors.fill = filled ? between(colors.fill, c.ink, 0.2) : c.neutralSoft;
    } else if (state & QStyle::State_MouseOver) {
        colors.fill = filled ? between(colors.fill, c.ink, 0.1) : kind == ButtonKind::Danger ? c.denySoft : c.raised;
        if (kind == ButtonKind::Quiet) {
            colors.fill = c.neutralSoft;
        }
    }
    return colors;
}

} // namespace

void setButtonKind(QWidget* button, ButtonKind kind) {
    button->setProperty(kKindProperty, static_cast<int>(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget* button) {
    const auto value = button == nullptr ? QVariant() : button->property(kKindProperty);
    return value.isValid() ? static_cast<ButtonKind>(value.toInt()) : ButtonKind::Plain;
}

void paintPanel(QPainter& painter, const QRect& where, const QColor& fill, const QColor& line, qreal radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.alpha() == 0 ? QPen(Qt::NoPen) : QPen(line, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void dress(QApplication& application, Scheme scheme) {
    if (qobject_cast<Style*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new Style);
        // Where the desktop says nothing about icons, Breeze is looked for where every desktop has it.
        auto paths = QIcon::themeSearchPaths();
        for (const auto& path : QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"),
                                                          QStandardPaths::LocateDirectory)) {
            if (!paths.contains(path)) {
                paths << path;
            }
        }
        QIcon::setThemeSearchPaths(paths);
        QIcon::setFallbackThemeName(QStringLiteral("breeze"));
        if (QIcon::themeName().isEmpty()) {
            QIcon::setThemeName(QStringLiteral("breeze"));
        }
    }
    application.setPalette(paletteOf(scheme));
}

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr ||
        qobject_cast<QLineEdit*>(widget) != nullptr) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    const auto& c = colorsOf(option->palette);
    const bool focused = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool: {
        const bool tool = element == PE_PanelButtonTool;
        const auto kind = tool && buttonKind(widget) == ButtonKind::Plain ? ButtonKind::Quiet : buttonKind(widget);
        const auto colors = buttonColors(c, kind, option->state);
        const auto radius = kind == ButtonKind::Pill ? option->rect.height() / 2.0 : kRadius;
        paintPanel(*painter, option->rect, colors.fill, colors.line, radius);
        if (focused) {
            paintFocus(*painter, option->rect, c, radius);
        }
        return;
    }
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractItemView*>(widget) == nullptr) {
            paintFocus(*painter, option->rect, c, 4);
        }
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame != nullptr && frame->lineWidth > 0) {
            const bool readOnly = option->state & State_ReadOnly;
            paintPanel(*painter, option->rect, readOnly ? c.raised : c.surface, focused ? c.accent : c.line, kRadius);
            if (focused) {
                paintFocus(*painter, option->rect, c, kRadius);
            }
        }
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea*>(widget) != nullptr) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(focused ? c.accent : c.line, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
            painter->restore();
            return;
        }
        break;
    case PE_PanelTipLabel:
    case PE_PanelMenu:
        painter->fillRect(option->rect, c.raised);
        return;
    case PE_FrameMenu:
        painter->setPen(c.line);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), c.line);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        if (element == PE_IndicatorCheckBox) {
            paintCheckBox(*painter, *option);
        } else {
            paintRadioButton(*painter, *option);
        }
        return;
    case PE_PanelItemViewRow:
    case PE_PanelScrollAreaCorner:
        return;
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            if (item->state & State_Selected) {
                painter->fillRect(item->rect, c.accentSoft);
            } else if (item->backgroundBrush.style() != Qt::NoBrush) {
                painter->fillRect(item->rect, item->backgroundBrush);
            } else if (item->state & State_MouseOver) {
                painter->fillRect(item->rect, c.raised);
            }
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const {
    const auto& c = colorsOf(option->palette);
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            auto copy = *button;
            copy.palette.setColor(QPalette::ButtonText, buttonColors(c, buttonKind(widget), option->state).text);
            painter->save();
            if (isEmphatic(buttonKind(widget))) {
                painter->setFont(scaled(painter->font(), 1.0, QFont::DemiBold));
            }
            QProxyStyle::drawControl(element, &copy, painter, widget);
            painter->restore();
            return;
        }
        break;
    case CE_Header:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            paintHeader(*painter, *header);
            return;
        }
        break;
    case CE_HeaderSection:
        painter->fillRect(option->rect, c.surface);
        painter->setPen(c.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, c.surface);
        painter->setPen(c.line);
        painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabShape(*painter, *tab);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            paintTabLabel(*painter, *tab);
            return;
        }
        break;
    case CE_ScrollBarSlider: {
        const auto rect = option->rect.adjusted(2, 2, -2, -2);
        const bool live = option->state & (State_MouseOver | State_Sunken);
        paintPanel(*painter, rect, live ? c.muted : between(c.line, c.muted, 0.35), Qt::transparent, 3);
        return;
    }
    case CE_Splitter:
        painter->fillRect(option->rect, c.line);
        return;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            auto copy = *item;
            copy.palette.setColor(QPalette::Highlight, c.accentSoft);
            copy.palette.setColor(QPalette::HighlightedText, c.ink);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (bar != nullptr && bar->maximum > bar->minimum) {
            auto slider = *bar;
            slider.rect = subControlRect(control, option, SC_ScrollBarSlider, widget);
            drawControl(CE_ScrollBarSlider, &slider, painter, widget);
        }
        return;
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        spin != nullptr && control == CC_SpinBox) {
        paintSpinBox(*painter, *spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                     subControlRect(control, option, SC_SpinBoxDown, widget));
        return;
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        combo != nullptr && control == CC_ComboBox) {
        paintComboBox(*painter, *combo, subControlRect(control, option, SC_ComboBoxArrow, widget));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    const auto rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    const bool framed = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return framed ? rect.adjusted(6, 0, -6, 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ComboBox && (part == SC_ComboBoxEditField || part == SC_ComboBoxArrow)) {
        return visualRect(option->direction, option->rect, comboBoxPart(option->rect, part));
    }
    if (control == CC_SpinBox && part == SC_SpinBoxEditField) {
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(kGrid / 2, 0, 0, 0);
    }
    if (control != CC_ScrollBar || bar == nullptr) {
        return QProxyStyle::subControlRect(control, option, part, widget);
    }
    // No arrows: the slider has the whole length.
    const bool flat = bar->orientation == Qt::Horizontal;
    const int length = flat ? bar->rect.width() : bar->rect.height();
    const auto range = static_cast<qint64>(bar->maximum) - bar->minimum;
    const int slider = range <= 0 ? length
                                  : std::clamp(static_cast<int>(static_cast<qint64>(bar->pageStep) * length /
                                                                std::max<qint64>(1, range + bar->pageStep)),
                                               std::min(24, length), length);
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
    const auto along = [&](int from, int size) {
        const QRect rect = flat ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                                : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
        return visualRect(bar->direction, bar->rect, rect);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return along(start, slider);
    case SC_ScrollBarGroove:
        return along(0, length);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return {};
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                              const QWidget* widget) const {
    auto result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            result.setWidth(pushButtonWidth(*button, size.width(), buttonKind(widget)));
        }
        result.setHeight(pushButtonHeight(size.height(), buttonKind(widget)));
        break;
    case CT_TabBarTab:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            result = tabSize(*tab);
        }
        break;
    case CT_ComboBox:
        result = {size.width() + kGrid + kComboArrow + kGrid / 2, std::max(result.height(), kControlHeight)};
        break;
    case CT_LineEdit:
    case CT_SpinBox:
        result.setHeight(std::max(result.height(), kControlHeight));
        break;
    case CT_HeaderSection:
        result = {result.width() + kCellLead + kCellTrail, std::max(result.height(), kControlHeight)};
        break;
    case CT_MenuItem:
        result.rheight() += kGrid / 2;
        break;
    default:
        break;
    }
    return result;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_FocusFrameHMargin: // the margin of an item's text, less one
        return qobject_cast<const QTableView*>(widget) != nullptr ? kCellLead - 1
                                                                  : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return kGrid;
    case PM_TabBarTabHSpace:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_SplitterWidth:
        return 1;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return kGrid;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* answer) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

} // namespace countersign::ui
