#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

/// A cell: icon with the word, or with its letter where columns are narrow. What is inherited has a line instead of a
/// fill and an arrow; what is so only in part has a cut corner.
class MatrixDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// The same sign for the legend; the column decides the width.
void paintMatrixSign(QPainter& painter, const QRect& box, const QFont& font, const QPalette& palette, int verdict,
                     bool inherited, bool partly);

} // namespace countersign::ui
