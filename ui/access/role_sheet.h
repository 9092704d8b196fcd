#pragma once

#include "ui/access/draft_sheet.h"

class QLineEdit;

namespace countersign::ui {

class RuleEditor;
class TokenField;

/// A role, new or another version of one: its rules, and the roles whose rules it takes over.
class RoleSheet final : public DraftSheet {
    Q_OBJECT
public:
    /// `role`: the one to change; null: a new one.
    RoleSheet(Session& session, AccessFactsPtr facts, const QStringList& patterns, const delegation::Role* role,
              QWidget* over);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;
    [[nodiscard]] QStringList remarks() const override;

private:
    RuleEditor* addRule();
    void removeRule(RuleEditor* editor);

    const AccessFactsPtr m_facts;
    const QStringList m_patterns;
    const std::optional<delegation::Role> m_before;
    QLineEdit* m_id;
    TokenField* m_inherits;
    QWidget* m_list;
    std::vector<RuleEditor*> m_rules;
    int m_count = 0;
};

/// Gives a role to an agent or a group.
class AssignSheet final : public DraftSheet {
    Q_OBJECT
public:
    AssignSheet(Session& session, const AccessFactsPtr& facts, const delegation::RoleId& role, QWidget* over);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;

private:
    const delegation::RoleId m_role;
    QLineEdit* m_to;
    class MomentField* m_expires;
};

} // namespace countersign::ui
