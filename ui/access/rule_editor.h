#pragma once

#include "ui/access/access_facts.h"
#include "ui/support/session.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace countersign::ui {

class HoldField;
class ResourceField;
class TokenField;

/// One line of a role: allows or denies scopes on resources, perhaps held.
class RuleEditor final : public Card {
    Q_OBJECT
public:
    RuleEditor(Session& session, const std::vector<identity::Group>& groups, const QStringList& patterns, int number,
               QWidget* parent);
    void setRule(const delegation::RoleRule& rule);
    [[nodiscard]] Result<delegation::RoleRule> rule() const;
    /// What is still to be written; else empty.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed();
    void removed();

private:
    QComboBox* m_effect;
    TokenField* m_scopes;
    ResourceField* m_resources;
    HoldField* m_hold;
};

} // namespace countersign::ui
