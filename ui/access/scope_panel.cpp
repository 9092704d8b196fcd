#include "ui/access/scope_panel.h"

#include "ui/access/access_words.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/widgets/chip.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <functional>

namespace countersign::ui {

namespace {

constexpr int kPad = 6;
constexpr int kIcon = 14;

} // namespace

void ScopeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem panel(option);
    initStyleOption(&panel, index);
    panel.text.clear();
    auto* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &panel, painter, option.widget);
    const auto& colors = colorsOf(option.palette);
    const auto kind = static_cast<ScopeTree::Kind>(index.data(ScopeTree::KindRole).toInt());
    const bool mirrored = option.direction == Qt::RightToLeft;
    auto box = option.rect.adjusted(kPad, 0, -kPad, 0);
    const auto takeEnd = [&](int width) {
        const QRect end(mirrored ? box.left() : box.right() - width + 1, box.top(), width, box.height());
        box.adjust(mirrored ? width + kPad : 0, 0, mirrored ? 0 : -width - kPad, 0);
        return end;
    };
    painter->save();
    painter->setFont(option.font);
    if (kind == ScopeTree::Kind::Scope) {
        const auto risk = lookOf(static_cast<delegation::Risk>(index.data(ScopeTree::RiskRole).toInt()));
        const auto small = scaled(option.font, 0.88);
        const auto size = paintChip(nullptr, {}, small, colors, risk.word, risk.tone, risk.icon);
        auto end = takeEnd(size.width());
        end.adjust(0, (box.height() - size.height()) / 2, 0, 0);
        paintChip(painter, QRect(end.topLeft(), size), small, colors, risk.word, risk.tone, risk.icon);
        painter->setPen(colors.muted);
        const auto uses = number(static_cast<std::uint64_t>(index.data(ScopeTree::UsesRole).toInt()));
        painter->setFont(tabular(option.font));
        painter->drawText(takeEnd(painter->fontMetrics().horizontalAdvance(uses)), Qt::AlignCenter, uses);
    } else if (kind == ScopeTree::Kind::Action) {
        const QRect sign(mirrored ? box.right() - kIcon + 1 : box.left(), box.center().y() - kIcon / 2 + 1, kIcon,
                         kIcon);
        paintIcon(*painter, sign, QStringLiteral("go-next"), colors.muted);
        box.adjust(mirrored ? 0 : kIcon + kPad, 0, mirrored ? -kIcon - kPad : 0, 0);
    }
    painter->setFont(kind == ScopeTree::Kind::Action  ? monospace(option.font)
                     : kind == ScopeTree::Kind::Scope ? scaled(option.font, 1.0, QFont::DemiBold)
                                                      : option.font);
    const bool quiet = kind == ScopeTree::Kind::Action ||
                       (kind == ScopeTree::Kind::Scope && !index.data(ScopeTree::KnownRole).toBool());
    painter->setPen(quiet ? colors.muted : colors.ink);
    const auto text = visible(index.data().toString());
    painter->drawText(box, (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    painter->restore();
}

QSize ScopeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {0, option.fontMetrics.height() + 12};
}

ScopePanel::ScopePanel(QWidget* parent) : QTreeView(parent), m_tree(new ScopeTree(this)) {
    setModel(m_tree);
    setItemDelegate(new ScopeDelegate(this));
    setAccessibleName(tr("Scope catalogue"));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(16);
    setEditTriggers(NoEditTriggers);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(0);
}

void ScopePanel::setFacts(const AccessFactsPtr& facts) {
    const auto path = m_path;
    const auto folded = foldedPaths();
    m_filling = true;
    m_tree->setFacts(facts);
    expandAll();
    for (const auto& one : folded) {
        collapse(m_tree->find(one));
    }
    const auto at = m_tree->find(path);
    setCurrentIndex(at.isValid() ? at : m_tree->find({}));
    m_filling = false;
    if (!at.isValid()) {
        m_path.clear();
        Q_EMIT chosen();
    }
}

QStringList ScopePanel::foldedPaths() const {
    QStringList folded;
    const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& at) {
        if (at.isValid() && m_tree->rowCount(at) > 0 && !isExpanded(at)) {
            folded << at.data(ScopeTree::PathRole).toString();
        }
        for (int row = 0; row < m_tree->rowCount(at); ++row) {
            walk(m_tree->index(row, 0, at));
        }
    };
    walk({});
    return folded;
}

QString ScopePanel::path() const {
    return m_path;
}

bool ScopePanel::hasScope() const {
    return !m_path.isEmpty() &&
           currentIndex().data(ScopeTree::KindRole).toInt() != static_cast<int>(ScopeTree::Kind::Segment);
}

bool ScopePanel::select(const QString& path) {
    const auto at = m_tree->find(path);
    if (at.isValid()) {
        setCurrentIndex(at);
        scrollTo(at);
    }
    return at.isValid();
}

QStringList ScopePanel::patterns() const {
    QStringList out{QStringLiteral("**")};
    const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& at) {
        const auto kind = static_cast<ScopeTree::Kind>(at.data(ScopeTree::KindRole).toInt());
        if (kind == ScopeTree::Kind::Scope || kind == ScopeTree::Kind::Segment) {
            out << at.data(ScopeTree::PatternRole).toString();
        }
        for (int row = 0; row < m_tree->rowCount(at); ++row) {
            walk(m_tree->index(row, 0, at));
        }
    };
    walk({});
    out.removeDuplicates();
    return out;
}

void ScopePanel::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (!m_filling && current.isValid()) {
        m_path = current.data(ScopeTree::PathRole).toString();
        Q_EMIT chosen();
    }
}

void ScopePanel::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && hasScope()) {
        Q_EMIT opened();
        return;
    }
    QTreeView::keyPressEvent(event);
}

} // namespace countersign::ui
