#pragma once

#include "ui/support/session.h"

#include <QObject>
#include <QTimer>

namespace countersign::ui {

/// Keeps the waiting requests of a store fresh: asks for them, and again soon after whatever may have changed them.
class ApprovalFeed final : public QObject {
    Q_OBJECT
public:
    explicit ApprovalFeed(Session& session, QObject* parent = nullptr);
    void follow();
    /// Only remembers that something changed, and asks when it follows again.
    void rest();
    /// What arrives next was asked for from now on.
    void refresh();

Q_SIGNALS:
    void arrived(const std::vector<countersign::approval::ApprovalRequest>& waiting);
    void failed(const countersign::Error& error);

private:
    void take(const std::vector<command::AuditRow>& rows);
    void refreshSoon();
    void begin();
    void askFrom(const std::string& after);

    Session& m_session;
    QTimer m_soon;
    std::vector<approval::ApprovalRequest> m_gathered;
    bool m_follows = false;
    bool m_asking = false;
    /// Something changed while it rested or was asking.
    bool m_stale = true;
    /// What is being asked for is too old already.
    bool m_outdated = false;
};

} // namespace countersign::ui
