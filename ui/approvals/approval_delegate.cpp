#include "ui/approvals/approval_delegate.h"

#include "ui/approvals/approval_list_model.h"
#include "ui/approvals/request_facts.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_glyph.h"

#include <QPainter>

namespace countersign::ui {

namespace {

constexpr int kSide = 16;
constexpr int kTop = 12;
constexpr int kGap = 6;
constexpr int kBar = 3;
constexpr int kDot = 9;
constexpr int kMostDots = 6;
constexpr int kMemberIndent = 20;

int lineHeight(const QFont& font) {
    return QFontMetrics(font).height();
}

QString resourceText(const approval::ApprovalRequest& request) {
    QStringList parts;
    for (const auto& [name, value] : request.resource) {
        parts << (request.resource.size() == 1 ? visible(value) : visible(name) + QLatin1Char('=') + visible(value));
    }
    return parts.isEmpty() ? ApprovalDelegate::tr("no resource") : parts.join(QStringLiteral(" · "));
}

void text(QPainter& painter, const QRect& where, const QFont& font, const QColor& color, const QString& words,
          Qt::Alignment side = Qt::AlignLeft) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(where, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(words, Qt::ElideRight, where.width()));
}

void paintTick(QPainter& painter, const QRect& where, const QColor& color) {
    const QPointF from(where.topLeft());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({from + QPointF(4, 8.5), from + QPointF(7, 11.5), from + QPointF(12, 5)}));
    painter.restore();
}

void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const Colors& colors, bool checked) {
    const bool current = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    painter.fillRect(option.rect, current || checked ? colors.accentSoft : hover ? colors.raised : colors.surface);
    if (current) {
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), colors.accent);
    }
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
    if (option.state & QStyle::State_HasFocus && current) {
        painter.setPen(QPen(colors.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(1, 1, -1, -2));
    }
}

/// A row's parts, from top to bottom; each takes its line and moves on.
class RowPainter {
public:
    RowPainter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
               const approval::ApprovalRequest& request)
        : m_painter(painter), m_font(option.font), m_colors(colorsOf(option.palette)), m_index(index),
          m_request(request), m_box(option.rect.adjusted(kSide, kTop, -kSide, 0)) {
        if (index.data(ApprovalListModel::MemberRole).toBool()) {
            m_box.setLeft(m_box.left() + kMemberIndent);
        }
    }

    void head() {
        auto line = next(lineHeight(m_font) + 2);
        if (m_index.data(ApprovalListModel::CheckedRole).toInt() > 0) {
            const QRect mark(line.left(), line.center().y() - 8, 16, 16);
            paintPanel(m_painter, mark, m_colors.accent, Qt::transparent, 4);
            paintTick(m_painter, mark, m_colors.onFill);
            line.setLeft(line.left() + 24);
        }
        const auto left = countdown(Duration(m_index.data(ApprovalListModel::LeftRole).toLongLong()));
        const auto figures = tabular(m_font);
        const int width = QFontMetrics(figures).horizontalAdvance(left);
        text(m_painter, line, figures, m_colors.muted, left, Qt::AlignRight);
        line.setRight(line.right() - width - kGrid);
        if (m_index.data(ApprovalListModel::MemberRole).toBool()) {
            text(m_painter, line, monospace(m_font), m_colors.ink, visible(m_request.request.text()));
            return;
        }
        const auto risk = QString::fromStdString(m_request.risk);
        const auto chip = paintChip(&m_painter, line, m_font, m_colors, riskWord(risk), toneOfRisk(risk));
        line.setLeft(line.left() + chip.width() + kGrid);
        text(m_painter, line, scaled(m_font, 1.0, QFont::DemiBold), m_colors.ink, visible(m_request.action));
    }

    void resource() {
        const auto size = m_index.data(ApprovalListModel::GroupSizeRole).toInt();
        auto words = resourceText(m_request);
        if (size > 1) {
            words += QStringLiteral(" · ") + ApprovalDelegate::tr("%n alike", nullptr, size);
        }
        text(m_painter, next(lineHeight(m_font)), monospace(m_font), m_colors.ink, words);
    }

    void who() {
        auto line = next(lineHeight(m_font));
        const int given = m_index.data(ApprovalListModel::SignedRole).toInt();
        const int needed = m_index.data(ApprovalListModel::QuorumRole).toInt();
        const auto words = ApprovalDelegate::tr("%1 of %2").arg(given).arg(needed);
        const int width = QFontMetrics(m_font).horizontalAdvance(words);
        text(m_painter, line, m_font, m_colors.muted, words, Qt::AlignRight);
        const int dots = paintQuorum(nullptr, {}, {}, given, needed);
        paintQuorum(&m_painter, QRect(line.right() - width - kGap - dots, line.top(), dots, line.height()),
                    m_colors.hold, given, needed);
        line.setRight(line.right() - width - dots - 2 * kGrid);
        paintKeyGlyph(m_painter, QRect(line.left(), line.center().y() - 7, 15, 15), m_request.agentKey,
                      m_colors.accent);
        line.setLeft(line.left() + 22);
        text(m_painter, line, m_font, m_colors.muted, visible(m_request.agent.text()));
    }

    void bar() {
        const auto line = next(kBar);
        const auto share = m_index.data(ApprovalListModel::ShareRole).toDouble();
        paintPanel(m_painter, line, m_colors.line, Qt::transparent, 1.5);
        auto rest = line;
        rest.setWidth(std::max(kBar, static_cast<int>(line.width() * share)));
        paintPanel(m_painter, rest, share < 0.2 ? m_colors.deny : m_colors.hold, Qt::transparent, 1.5);
    }

    void group() {
        const int size = m_index.data(ApprovalListModel::GroupSizeRole).toInt();
        const int checked = m_index.data(ApprovalListModel::CheckedRole).toInt();
        const bool open = m_index.data(ApprovalListModel::OpenRole).toBool();
        const auto mark = open ? QStringLiteral("\u25be ") : QStringLiteral("\u25b8 ");
        const auto words = checked > 0 ? ApprovalDelegate::tr("%1 of %2 selected").arg(checked).arg(size)
                                       : ApprovalDelegate::tr("group of %n, same action and resource", nullptr, size);
        text(m_painter, next(lineHeight(m_font)), m_font, m_colors.muted, mark + words);
    }

private:
    QRect next(int height) {
        const QRect line(m_box.left(), m_box.top(), m_box.width(), height);
        m_box.setTop(m_box.top() + height + kGap);
        return line;
    }

    QPainter& m_painter;
    const QFont m_font;
    const Colors& m_colors;
    const QModelIndex m_index;
    const approval::ApprovalRequest& m_request;
    QRect m_box;
};

} // namespace

Tone toneOfRisk(const QString& risk) {
    switch (riskRank(risk.toStdString())) {
    case 1:
        return Tone::Neutral;
    case 2:
        return Tone::Accent;
    case 3:
        return Tone::Hold;
    default:
        return Tone::Deny;
    }
}

QString riskWord(const QString& risk) {
    switch (riskRank(risk.toStdString())) {
    case 1:
        return ApprovalDelegate::tr("low");
    case 2:
        return ApprovalDelegate::tr("medium");
    case 3:
        return ApprovalDelegate::tr("high");
    case 4:
        return ApprovalDelegate::tr("critical");
    default:
        return risk.isEmpty() ? ApprovalDelegate::tr("unrated") : visible(risk);
    }
}

int paintQuorum(QPainter* painter, const QRect& where, const QColor& color, int given, int needed) {
    const int dots = std::min(needed, kMostDots);
    if (painter != nullptr) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(color, 1.5));
        for (int i = 0; i < dots; ++i) {
            painter->setBrush(i < given ? QBrush(color) : QBrush(Qt::NoBrush));
            painter->drawEllipse(
                QRectF(where.left() + i * (kDot + 3) + 1, where.center().y() - kDot / 2.0 + 1.5, kDot - 2, kDot - 2));
        }
        painter->restore();
    }
    return dots * (kDot + 3);
}

void ApprovalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* model = qobject_cast<const ApprovalListModel*>(index.model());
    const auto* request = model == nullptr ? nullptr : model->at(index);
    if (request == nullptr) {
        return;
    }
    painter->save();
    painter->setClipRect(option.rect);
    const bool member = index.data(ApprovalListModel::MemberRole).toBool();
    paintGround(*painter, option, colorsOf(option.palette),
                member && index.data(ApprovalListModel::CheckedRole).toInt() > 0);
    RowPainter row(*painter, option, index, *request);
    row.head();
    if (!member) {
        row.resource();
        row.who();
    }
    row.bar();
    if (index.data(ApprovalListModel::GroupSizeRole).toInt() > 1) {
        row.group();
    }
    painter->restore();
}

QSize ApprovalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int line = lineHeight(option.font);
    int height = kTop + line + 2 + kGap + kBar + kTop;
    if (!index.data(ApprovalListModel::MemberRole).toBool()) {
        height += 2 * (line + kGap);
    }
    if (index.data(ApprovalListModel::GroupSizeRole).toInt() > 1) {
        height += line + kGap;
    }
    return {240, height};
}

} // namespace countersign::ui
