#pragma once

#include "core/base/random.h"
#include "ui/access/draft_sheet.h"

class QLineEdit;
class QSpinBox;

namespace countersign::ui {

class ConditionsField;
class HoldField;
class MomentField;
class ResourceField;
class TokenField;

/// The grant designer: for whom, which scopes on what, under which conditions; below it what it would have done.
class GrantSheet final : public DraftSheet {
    Q_OBJECT
public:
    /// With what the draft begins.
    struct Start {
        QString subject;
        QStringList scopes;
    };
    GrantSheet(Session& session, Random& random, AccessFactsPtr facts, const QStringList& patterns, const Start& start,
               QWidget* over);
    /// Begins with the terms of this grant.
    void copy(const delegation::Grant& grant);

protected:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] Result<Order> draft() const override;
    [[nodiscard]] QStringList remarks() const override;
    [[nodiscard]] QString replayText(const ReplayRun::Total& total) const override;

private:
    [[nodiscard]] Result<delegation::Grant> grant() const;
    void addFields();

    const AccessFactsPtr m_facts;
    const GrantId m_id;
    QLineEdit* m_to;
    TokenField* m_scopes;
    ResourceField* m_resources;
    HoldField* m_hold;
    ConditionsField* m_conditions;
    MomentField* m_expires;
    QSpinBox* m_depth;
};

/// Every principal that a grant can go to: `agent:x`, `group:y`, `role:z`.
[[nodiscard]] QStringList subjectsOf(const AccessFacts& facts);

} // namespace countersign::ui
