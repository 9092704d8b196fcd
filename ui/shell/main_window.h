#pragma once

#include "ui/shell/page.h"

#include <QMainWindow>

class QStackedWidget;

namespace countersign::ui {

class FirstStart;
class Rail;
class StatusBar;
class StoreOpener;
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

    /// A further open store, which comes to the front.
    Workspace* add(OpenedStore store, const std::string& keyFile);
    /// The workspace in front; null when no store is open.
    [[nodiscard]] Workspace* workspace() const;
    [[nodiscard]] QList<Workspace*> workspaces() const;
    void bringToFront(Workspace* workspace);
    void say(const Notice& notice);
    /// Makes the sample workspace and opens it; brings it to the front when it is open already.
    void openSample();
    /// Also when it was minimised.
    void showInFront();

    void showPalette();
    void showShortcuts();
    void askNewStore();
    void askOpen(const RecentStore& known);
    void askConnect(const RecentStore& known);

Q_SIGNALS:
    void workspaceAdded(countersign::ui::Workspace* workspace);
    void workspaceClosed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void addShortcuts();
    void addActions(Workspace* workspace);
    void wire(Workspace* workspace);
    void wireOrders(Workspace* workspace);
    /// Agents that were served from this store when it was open last are served again.
    void serveAgain(Session& session);
    /// Whether an order of it burns, so that it cannot be closed; says so.
    bool holdsBack(const Workspace* workspace);
    void close(Workspace* workspace);
    void remember(Workspace* workspace, int band);
    void showBand();
    void showStoreMenu();
    void toggleLock();
    [[nodiscard]] RecentStore recentOf(const Workspace* workspace) const;

    Parts m_parts;
    StoreOpener* m_opener;
    TopBar* m_top;
    Rail* m_rail;
    QStackedWidget* m_stack;
    FirstStart* m_firstStart;
    StatusBar* m_status;
    ToastStack* m_toasts;
    bool m_sampleComing = false;
};

} // namespace countersign::ui
