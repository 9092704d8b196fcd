#pragma once

#include "ui/shell/workspace.h"

class QSystemTrayIcon;

namespace countersign::ui {

class DesktopNotes;
class MainWindow;

/// Tells the desktop what waits for approval: a note for each new request, never with its arguments, and a count in
/// the tray. A click on either opens Approvals, the note on its request. Nothing is told of what is already looked at.
class ApprovalNotices final : public QObject {
    Q_OBJECT
public:
    /// All of them outlive it.
    ApprovalNotices(MainWindow& window, ConsoleSettings& settings, DesktopNotes& notes, QObject* parent = nullptr);

private:
    void follow(Workspace* workspace);
    void tell(Workspace* workspace, const std::vector<command::AuditRow>& rows);
    [[nodiscard]] bool isLookedAt(const Workspace* workspace) const;
    void open(const QString& tag);
    void openPage();
    void count();

    MainWindow& m_window;
    ConsoleSettings& m_settings;
    DesktopNotes& m_notes;
    /// Null where the desktop has no tray.
    QSystemTrayIcon* m_tray;
    /// By tag: where a click leads.
    struct Place {
        QPointer<Workspace> workspace;
        QString approval;
    };
    QHash<QString, Place> m_places;
};

} // namespace countersign::ui
