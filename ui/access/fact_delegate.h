#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

class FactFilter;

/// Paints a field as text of its face, or as a chip.
class FactDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    FactDelegate(const FactFilter& rows, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const FactFilter& m_rows;
};

} // namespace countersign::ui
