#pragma once

#include "ui/widgets/button.h"

namespace countersign::ui {

/// Names the store in front, and what it is; opens the list of stores.
class StoreButton final : public Button {
    Q_OBJECT
public:
    explicit StoreButton(QWidget* parent = nullptr);

    /// Both plain; `what` may be empty.
    void say(const QString& name, const QString& what);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString rest() const;

    QString m_name;
    QString m_what;
};

} // namespace countersign::ui
