#pragma once

#include "ui/support/console_settings.h"

#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

class Button;

/// What is shown while no store is open: make one, open one, connect to one, one of those that were open before, or the
/// sample workspace.
class FirstStart final : public QWidget {
    Q_OBJECT
public:
    explicit FirstStart(ConsoleSettings& settings, QWidget* parent = nullptr);
    /// While the sample workspace is made.
    void setSampleComing();
    void setSampleReady();

Q_SIGNALS:
    void newWanted();
    void sampleWanted();
    void openWanted(const countersign::ui::RecentStore& known);
    void connectWanted(const countersign::ui::RecentStore& known);

private:
    QWidget* sampleCard();
    void listRecent();

    ConsoleSettings& m_settings;
    QWidget* m_recent;
    QVBoxLayout* m_rows;
    Button* m_sample;
};

} // namespace countersign::ui
