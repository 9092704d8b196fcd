#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

/// Paints a cell of the table of records: chips, key glyphs, everything else as plain text on one line.
class AuditDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace countersign::ui
