#pragma once

#include "ui/support/theme.h"

#include <QWidget>

namespace countersign::ui {

/// An icon in one tone. Decoration: the words beside it say what it means.
class IconView final : public QWidget {
    Q_OBJECT
public:
    IconView(QString iconName, int side, Tone tone, QWidget* parent = nullptr);
    void setIcon(const QString& iconName, Tone tone);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    int m_side;
    Tone m_tone;
};

} // namespace countersign::ui
