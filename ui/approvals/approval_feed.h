#pragma once

#include "ui/support/session.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>

namespace countersign::ui {

/// Keeps the waiting requests of a store fresh: asks for all of them once, then only for those that the ledger's new
/// records tell of. All again only when so much has changed that it is less work. GUI thread.
class ApprovalFeed final : public QObject {
    Q_OBJECT
public:
    /// More than so many at once are asked for as a list.
    static constexpr std::size_t kMostByName = 200;

    explicit ApprovalFeed(Session& session, QObject* parent = nullptr);
    void follow();
    /// Only remembers what changed, and asks when it follows again.
    void rest();
    /// Asks for everything.
    void refresh();
    /// Asks for these; `then` once it has been told how they stand from now on.
    void refresh(const std::vector<ApprovalId>& ids, std::function<void()> then);

Q_SIGNALS:
    void arrived(const std::vector<countersign::approval::ApprovalRequest>& waiting);
    /// How these stand now; empty when something else changed that may matter to who decides.
    void changed(const std::vector<countersign::approval::ApprovalRequest>& requests);
    /// Whatever waited of this agent has lapsed.
    void ended(const countersign::identity::AgentId& agent);
    void failed(const countersign::Error& error);

private:
    enum class Asked { Nothing, All, Named };
    void take(const std::vector<command::AuditRow>& rows);
    void note(const command::AuditRow& row);
    void noteEnd(const command::AuditRow& row);
    void goOn();
    void askAll(const std::string& after);
    void askNamed();
    void takeNamed(const Result<command::ApprovalView>& answer);
    void finish();

    Session& m_session;
    QTimer m_soon;
    bool m_follows = false;
    // What is to be asked for.
    bool m_allWanted = true;
    std::set<ApprovalId> m_wanted;
    /// Something that concerns no request by name.
    bool m_touched = false;
    std::vector<std::function<void()>> m_callers;
    // What is being asked for; one asking at a time, so that no answer is older than one that came before it.
    Asked m_asked = Asked::Nothing;
    std::vector<ApprovalId> m_left;
    int m_underWay = 0;
    std::vector<approval::ApprovalRequest> m_gathered;
    std::optional<Error> m_error;
    std::vector<std::function<void()>> m_told;
    /// The record with which everything older of the agent lapsed.
    std::map<identity::AgentId, std::uint64_t> m_ended;
};

} // namespace countersign::ui
