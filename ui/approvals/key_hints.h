#pragma once

#include <QWidget>

namespace countersign::ui {

/// `J K move  A approve  D deny  ? keys`, for the eye.
class KeyHints final : public QWidget {
    Q_OBJECT
public:
    explicit KeyHints(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace countersign::ui
