#pragma once

#include "core/base/random.h"
#include "ui/access/access_facts.h"
#include "ui/support/session.h"

namespace countersign::ui {

/// What is taken away. Each asks first what would end for whom, shows it, and then orders.
class AccessVerbs final : public QObject {
    Q_OBJECT
public:
    AccessVerbs(Session& session, Random& random, QObject* parent);
    void revokeGrant(const delegation::Grant& grant);
    void unassign(const delegation::RoleAssignment& assignment);
    void revokeDelegation(const AccessFactsPtr& facts, const delegation::Delegation& hop);

Q_SIGNALS:
    /// Something was ordered: what is shown is old.
    void ordered();

private:
    /// `order` without effects; `remarks` stand around what the engine tells.
    void ask(Order order, const QStringList& before, const QString& after);
    void place(Order order);

    Session& m_session;
    Random& m_random;
};

} // namespace countersign::ui
