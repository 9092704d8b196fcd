#include "ui/access/matrix_headers.h"

#include "ui/access/access_words.h"
#include "ui/access/matrix_model.h"
#include "ui/support/icons.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kIcon = 14;
constexpr int kPad = 8;
constexpr int kNarrow = 48;
/// Of columns whose names are written upwards: wide enough for the words in the cells.
constexpr int kRoomy = 92;
constexpr int kWidest = 132;
/// In characters of the font.
constexpr int kTallest = 22;
constexpr int kRowName = 26;

QString signOf(const QString& subject) {
    if (subject.startsWith(QStringLiteral("role:"))) {
        return QStringLiteral("tag");
    }
    return subject.startsWith(QStringLiteral("group:")) ? QStringLiteral("group") : QStringLiteral("user-identity");
}

/// Whether the cell that has the keyboard stands in this row or column.
bool isCurrent(const QHeaderView& header, int section) {
    const auto* view = qobject_cast<const QAbstractItemView*>(header.parentWidget());
    const auto at = view == nullptr ? QModelIndex() : view->currentIndex();
    return at.isValid() && (header.orientation() == Qt::Horizontal ? at.column() : at.row()) == section;
}

} // namespace

MatrixColumns::MatrixColumns(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(true);
    setSectionResizeMode(Fixed);
    setMinimumSectionSize(kNarrow);
    setAccessibleName(tr("Scopes"));
}

QString MatrixColumns::text(int section) const {
    return model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
}

void MatrixColumns::fit(int room) {
    int widest = kNarrow;
    const int columns = count();
    for (int i = 0; i < columns; ++i) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(text(i)) + kIcon + 3 * kPad);
    }
    m_upright = columns > 0 && (widest > kWidest || widest * columns > room);
    const int share = columns == 0 ? 0 : room / columns;
    const int width =
        m_upright ? std::clamp(share, kNarrow, kRoomy) : std::clamp(share, std::min(widest, kWidest), kWidest);
    setDefaultSectionSize(width);
    resizeSections(Fixed);
    for (int i = 0; i < columns; ++i) {
        resizeSection(i, width);
    }
    updateGeometry();
}

QSize MatrixColumns::sizeHint() const {
    if (!m_upright) {
        return {0, fontMetrics().height() + 2 * kPad};
    }
    int longest = 0;
    for (int i = 0; i < count(); ++i) {
        longest = std::max(longest, fontMetrics().horizontalAdvance(text(i)));
    }
    return {0, std::min(longest, kTallest * fontMetrics().averageCharWidth()) + kIcon + 3 * kPad};
}

void MatrixColumns::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const auto& colors = colorsOf(this);
    const bool current = isCurrent(*this, section);
    painter->save();
    painter->fillRect(rect, current ? colors.accentSoft : colors.raised);
    painter->setPen(colors.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    const bool known = model()->headerData(section, Qt::Horizontal, MatrixModel::KnownRole).toBool();
    const auto risk = lookOf(
        static_cast<delegation::Risk>(model()->headerData(section, Qt::Horizontal, MatrixModel::RiskRole).toInt()));
    painter->setFont(scaled(font(), 0.92, current ? QFont::DemiBold : QFont::Normal));
    painter->setPen(known ? colors.ink : colors.muted);
    const auto metrics = painter->fontMetrics();
    if (m_upright) {
        const QRect sign(rect.center().x() - kIcon / 2, rect.bottom() - kPad - kIcon + 1, kIcon, kIcon);
        paintIcon(*painter, sign, risk.icon, inkOf(colors, risk.tone));
        painter->translate(rect.center().x(), sign.top() - kPad / 2);
        painter->rotate(-90);
        const int length = sign.top() - kPad / 2 - rect.top() - kPad / 2;
        painter->drawText(QRect(0, -rect.width() / 2, length, rect.width()), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(text(section), Qt::ElideMiddle, length));
    } else {
        const int room = rect.width() - kIcon - 3 * kPad + 4;
        const auto word = metrics.elidedText(text(section), Qt::ElideMiddle, room);
        const int width = kIcon + kPad / 2 + metrics.horizontalAdvance(word);
        const int left = rect.center().x() - width / 2;
        paintIcon(*painter, QRect(left, rect.center().y() - kIcon / 2, kIcon, kIcon), risk.icon,
                  inkOf(colors, risk.tone));
        painter->drawText(QRect(left + kIcon + kPad / 2, rect.top(), room, rect.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, word);
    }
    painter->restore();
}

MatrixRows::MatrixRows(QWidget* parent) : QHeaderView(Qt::Vertical, parent) {
    setSectionsClickable(true);
    setHighlightSections(true);
    setSectionResizeMode(Fixed);
    setAccessibleName(tr("Principals"));
}

QSize MatrixRows::sizeHint() const {
    const auto* view = parentWidget();
    const int most = view == nullptr ? 10'000 : view->width() * 9 / 20;
    return {std::min(kRowName * fontMetrics().averageCharWidth() + kIcon + 3 * kPad, most), 0};
}

void MatrixRows::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const auto& colors = colorsOf(this);
    const auto subject = model()->headerData(section, Qt::Vertical, MatrixModel::SubjectRole).toString();
    const auto note = model()->headerData(section, Qt::Vertical, MatrixModel::NoteRole).toString();
    const bool current = isCurrent(*this, section);
    painter->save();
    painter->fillRect(rect, current ? colors.accentSoft : colors.raised);
    painter->setPen(colors.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    auto box = rect.adjusted(kPad, 0, -kPad, 0);
    const QRect sign(mirrored ? box.right() - kIcon + 1 : box.left(), box.center().y() - kIcon / 2 + 1, kIcon, kIcon);
    paintIcon(*painter, sign, signOf(subject), colors.accent);
    box.adjust(mirrored ? 0 : kIcon + kPad, 0, mirrored ? -kIcon - kPad : 0, 0);
    const int side = (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine;
    painter->setFont(scaled(font(), 1.0, QFont::DemiBold));
    painter->setPen(colors.ink);
    const auto name = model()->headerData(section, Qt::Vertical, Qt::DisplayRole).toString();
    const auto metrics = painter->fontMetrics();
    painter->drawText(box, side, metrics.elidedText(name, Qt::ElideMiddle, box.width()));
    const int used = metrics.horizontalAdvance(name) + kPad;
    if (!note.isEmpty() && used < box.width()) {
        box.adjust(mirrored ? 0 : used, 0, mirrored ? -used : 0, 0);
        painter->setFont(scaled(font(), 0.92));
        painter->setPen(colors.muted);
        painter->drawText(box, side, painter->fontMetrics().elidedText(note, Qt::ElideRight, box.width()));
    }
    painter->restore();
}

} // namespace countersign::ui
