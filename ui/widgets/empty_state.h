#pragma once

#include <QWidget>

namespace countersign::ui {

class Button;

/// What stands where nothing is: an icon, one line, one sentence of what to do, and perhaps the button that does it.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    /// A primary button below; connect to its clicked().
    Button* addButton(const QString& text);
};

} // namespace countersign::ui
