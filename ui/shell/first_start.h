#pragma once

#include "ui/support/console_settings.h"

#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

/// What is shown while no store is open: make one, open one, connect to one, or one of those that were open before.
class FirstStart final : public QWidget {
    Q_OBJECT
public:
    explicit FirstStart(ConsoleSettings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void newWanted();
    void openWanted(const countersign::ui::RecentStore& known);
    void connectWanted(const countersign::ui::RecentStore& known);

private:
    void listRecent();

    ConsoleSettings& m_settings;
    QWidget* m_recent;
    QVBoxLayout* m_rows;
};

} // namespace countersign::ui
