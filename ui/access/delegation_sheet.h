#pragma once

#include "core/base/random.h"
#include "ui/access/draft_sheet.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace countersign::ui {

class MomentField;
class ResourceField;
class TokenField;

/// A new hop: a user lends an agent a part of what it may do, or an agent lends on what it was lent.
class DelegationSheet final : public DraftSheet {
    Q_OBJECT
public:
    DelegationSheet(Session& session, Random& random, AccessFactsPtr facts, const QStringList& patterns, QWidget* over);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;
    [[nodiscard]] QStringList remarks() const override;

private:
    void addFields();
    [[nodiscard]] Result<delegation::Delegation> delegation() const;

    Random& m_random;
    const AccessFactsPtr m_facts;
    const DelegationId m_id;
    /// A user, or a live hop that may be lent on.
    QComboBox* m_from;
    QLineEdit* m_to;
    TokenField* m_scopes;
    ResourceField* m_resources;
    QLineEdit* m_purpose;
    MomentField* m_expires;
    QSpinBox* m_depth;
    QSpinBox* m_uses;
};

} // namespace countersign::ui
