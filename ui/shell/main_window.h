#pragma once

#include "ui/shell/page.h"

#include <QMainWindow>

class QStackedWidget;

namespace countersign::ui {

class Rail;
class StatusBar;
class ToastStack;
class TopBar;
class Workspace;

/// The window: top bar, rail, the workspace of the store that is in front, status bar, toasts.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /// What the window is made of; all of it outlives the window.
    struct Parts {
        EngineRoom& room;
        ConsoleSettings& settings;
        const Clock& clock;
        PageTable pages;
    };
    explicit MainWindow(Parts parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    void say(const Notice& notice);
    /// A further open store, which comes to the front.
    Workspace* add(OpenedStore store, const std::string& keyFile);
    /// The workspace in front; null when no store is open.
    [[nodiscard]] Workspace* workspace() const;

private:
    void bringToFront(Workspace* workspace);
    void wire(Workspace* workspace);

    Parts m_parts;
    TopBar* m_top;
    Rail* m_rail;
    QStackedWidget* m_stack;
    StatusBar* m_status;
    ToastStack* m_toasts;
};

} // namespace countersign::ui
