#pragma once

#include <QLayout>
#include <QList>

#include <memory>
#include <vector>

namespace countersign::ui {

/// Lays widgets out like words: one after the other in reading direction, on a further line where a line is full. A
/// widget never gets less than its size hint, but for one that is wider than a whole line.
class FlowLayout final : public QLayout {
public:
    explicit FlowLayout(QWidget* parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override; ///< takes ownership
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    enum class Mode { Measure, Place };
    /// The height that a line break here and there comes to; in the mode Place, every item is put where it belongs.
    int flow(const QRect& rect, Mode mode) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace countersign::ui
