#pragma once

#include <QWidget>

class QHBoxLayout;

namespace countersign::ui {

class Button;
class Chip;
class PlainLabel;

/// The head of a page: title, count, and on the right its buttons.
class PageHeader final : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString& title, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    /// `14,022 of 1,204,331`; empty: no chip.
    void setCount(const QString& text);
    /// Right-hand side, in order.
    void addWidget(QWidget* widget);

private:
    PlainLabel* m_title;
    Chip* m_count;
    QHBoxLayout* m_row;
};

} // namespace countersign::ui
