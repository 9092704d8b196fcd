#pragma once

#include <QHeaderView>

namespace countersign::ui {

/// The scopes above the matrix: written across where there is room for it, else upwards; each with its risk.
class MatrixColumns final : public QHeaderView {
    Q_OBJECT
public:
    explicit MatrixColumns(QWidget* parent);
    /// Sets the width of all columns for that much room.
    void fit(int room);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    [[nodiscard]] QString text(int section) const;
    bool m_upright = false;
};

/// The principals beside it: sign of their kind, id, and what is special about them.
class MatrixRows final : public QHeaderView {
    Q_OBJECT
public:
    explicit MatrixRows(QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

} // namespace countersign::ui
