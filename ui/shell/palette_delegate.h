#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

/// Roles of the palette's rows; the text is the display role.
enum PaletteRole { PaletteIcon = Qt::UserRole, PaletteHint, PalettePossible };

class PaletteDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace countersign::ui
