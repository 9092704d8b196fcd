#pragma once

#include "ui/access/access_facts.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QSpinBox;
class QTimeEdit;

namespace countersign::ui {

class Button;
class TokenField;

/// When a grant counts: days, hours, environments, networks, rate and budget. Folded away until somebody wants one.
class ConditionsField final : public QWidget {
    Q_OBJECT
public:
    explicit ConditionsField(QWidget* parent);
    [[nodiscard]] Result<delegation::Conditions> conditions() const;
    void setConditions(const delegation::Conditions& conditions);
    /// What stands in a line and is not valid.
    [[nodiscard]] QString problem() const;
    void setEnvironments(const QStringList& known);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QWidget* makeDays(QWidget* parent);
    [[nodiscard]] QWidget* makeHours(QWidget* parent);
    [[nodiscard]] QWidget* makeRate(QWidget* parent);
    void unfold(bool open);

    Button* m_fold;
    QWidget* m_all;
    std::array<QCheckBox*, 7> m_days{};
    QCheckBox* m_byHour = nullptr;
    QTimeEdit* m_from = nullptr;
    QTimeEdit* m_to = nullptr;
    TokenField* m_environments;
    TokenField* m_networks;
    QSpinBox* m_rate = nullptr;
    QComboBox* m_window = nullptr;
    QSpinBox* m_budget = nullptr;
    /// What this field has no line for.
    std::optional<Timestamp> m_notBefore;
    std::optional<Timestamp> m_notAfter;
};

} // namespace countersign::ui
