#pragma once

#include "ui/access/draft_sheet.h"

class QComboBox;
class QLineEdit;

namespace countersign::ui {

/// An entry of the catalogue: how risky a scope is, and in words what it is.
class ScopeSheet final : public DraftSheet {
    Q_OBJECT
public:
    /// `scope`: the one to change; empty: a new one.
    ScopeSheet(Session& session, AccessFactsPtr facts, const QString& scope, QWidget* over);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;
    [[nodiscard]] QStringList remarks() const override;

private:
    const AccessFactsPtr m_facts;
    QLineEdit* m_scope;
    QComboBox* m_risk;
    QLineEdit* m_description;
};

/// Which scope an action needs.
class ActionSheet final : public DraftSheet {
    Q_OBJECT
public:
    ActionSheet(Session& session, AccessFactsPtr facts, const QString& scope, QWidget* over);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;
    [[nodiscard]] QStringList remarks() const override;

private:
    /// What it needs as the store stands.
    [[nodiscard]] Result<delegation::Scope> needed(const std::string& action) const;

    const AccessFactsPtr m_facts;
    QLineEdit* m_action;
    QLineEdit* m_scope;
};

} // namespace countersign::ui
