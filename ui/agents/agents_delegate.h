#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

class AgentsFilter;

/// Paints states as chips, keys as glyphs and ids in bold; everything else as it is written.
class AgentsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit AgentsDelegate(const AgentsFilter& rows, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const AgentsFilter& m_rows;
};

} // namespace countersign::ui
