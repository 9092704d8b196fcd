#pragma once

#include <QStyledItemDelegate>

namespace countersign::ui {

enum class Tone;

[[nodiscard]] Tone toneOfRisk(const QString& risk);
/// low, medium, high, critical in the user's language; another risk's name as it is.
[[nodiscard]] QString riskWord(const QString& risk);

/// A row of the waiting list: risk, action, time left; resource; who asks, signatures; the shrinking bar.
class ApprovalDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Filled for people who signed, hollow for those who are missing. Returns the width taken; `painter` may be null.
int paintQuorum(QPainter* painter, const QRect& where, const QColor& color, int given, int needed);

} // namespace countersign::ui
