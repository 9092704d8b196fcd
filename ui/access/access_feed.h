#pragma once

#include "ui/access/access_facts.h"
#include "ui/support/session.h"

#include <QElapsedTimer>

namespace countersign::ui {

/// Keeps what the page shows fresh: asks for all of it, again when an order was given, never twice at a time and never
/// so often that asking is all that the engine does.
class AccessFeed final : public QObject {
    Q_OBJECT
public:
    AccessFeed(Session& session, QObject* parent);
    /// While nobody looks, nothing is asked.
    void watch();
    void rest();
    /// Now, or as soon as what is under way has been answered.
    void refresh();

Q_SIGNALS:
    void loaded(const countersign::ui::AccessFactsPtr& facts);
    void failed(const countersign::Error& error);

private:
    struct Round;
    void askAll();
    template <class Q, class F>
    void askOne(const std::shared_ptr<Round>& round, Q query, F keep);
    template <class Q, class F>
    void askPages(const std::shared_ptr<Round>& round, Q query, F keep);
    void askGrants(const std::shared_ptr<Round>& round, const std::string& after);
    void answered(Round& round);
    void fail(Round& round, const Error& error);
    void soon();

    Session& m_session;
    QTimer m_soon;
    QElapsedTimer m_took;
    bool m_watching = false;
    bool m_asking = false;
    /// What is shown is older than what is known to have happened.
    bool m_stale = true;
};

} // namespace countersign::ui
