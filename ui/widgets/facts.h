#pragma once

#include "ui/widgets/plain_label.h"

#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

/// Names on the left, values on the right, as the inspector writes them. Filled anew by start() and add().
class Facts final : public QWidget {
    Q_OBJECT
public:
    explicit Facts(QWidget* parent = nullptr);
    void start();
    void add(const QString& name, const QString& value, PlainLabel::Look look = PlainLabel::Look::Body);

private:
    QVBoxLayout* m_column;
};

} // namespace countersign::ui
