#pragma once

#include "core/crypto/secret.h"
#include "ui/access/access_facts.h"
#include "ui/shell/page.h"

namespace countersign::ui {

class AccessVerbs;
class DraftSheet;

/// What is selected on the page, as ids; empty: nothing of that kind.
struct AccessSelection {
    /// `agent:x`, `group:y`, `role:z`, and the scope beside it: a cell.
    QString subject;
    QString scope;
    QString grant;
    QString role;
    QString delegation;
    friend bool operator==(const AccessSelection&, const AccessSelection&) = default;
};

/// The page's actions: sheets that open, and what is taken away.
class AccessActions final : public QObject {
    Q_OBJECT
public:
    AccessActions(const PageContext& context, QWidget* page);
    void setFacts(AccessFactsPtr facts, const QStringList& patterns);
    void select(const AccessSelection& selection);
    /// The role that is selected is taken away from this one.
    void unassign(const QString& subject);

Q_SIGNALS:
    /// Something was ordered: what is shown is old.
    void ordered();

private:
    void add(const char* id, const QString& text, const char* icon, void (AccessActions::*act)(),
             const QKeySequence& shortcut = {});
    void addAll();
    void open(DraftSheet* sheet);
    void newGrant();
    void replaceGrant();
    void revokeGrant();
    void newRole();
    void editRole();
    void assignRole();
    void newDelegation();
    void revokeDelegation();
    void addScope();
    void editScope();
    void mapAction();
    [[nodiscard]] const delegation::Grant* grant() const;
    [[nodiscard]] const delegation::Role* role() const;
    [[nodiscard]] const delegation::Delegation* hop() const;

    const PageContext m_context;
    QWidget* m_page;
    crypto::SystemRandom m_random;
    AccessVerbs* m_verbs;
    AccessFactsPtr m_facts;
    QStringList m_patterns;
    AccessSelection m_selection;
};

} // namespace countersign::ui
