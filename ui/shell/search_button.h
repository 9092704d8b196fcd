#pragma once

#include <QAbstractButton>

namespace countersign::ui {

/// Looks like the line that the palette will show; a click or Ctrl+K opens that.
class SearchButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit SearchButton(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace countersign::ui
