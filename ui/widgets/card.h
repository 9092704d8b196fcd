#pragma once

#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

class PlainLabel;

/// A surface with one line around it, a muted heading and whatever is put into body().
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    explicit Card(const QString& heading, QWidget* parent = nullptr);
    /// Shown in capitals; empty: none.
    void setHeading(const QString& heading);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlainLabel* m_heading;
    QVBoxLayout* m_body;
};

} // namespace countersign::ui
