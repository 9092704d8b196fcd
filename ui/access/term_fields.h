#pragma once

#include "ui/access/access_facts.h"
#include "ui/access/token_field.h"
#include "ui/support/session.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QSpinBox;

namespace countersign::ui {

class PlainLabel;

/// Patterns of scopes.
[[nodiscard]] TokenField* scopeField(const QStringList& suggestions, QWidget* parent);
[[nodiscard]] Result<std::vector<delegation::ScopePattern>> scopesOf(const TokenField& field);
[[nodiscard]] QStringList tokensOf(const std::vector<delegation::ScopePattern>& scopes);

/// Patterns of resources; below them what the one being written matches in the ledger.
class ResourceField final : public QWidget {
    Q_OBJECT
public:
    ResourceField(Session& session, QWidget* parent);
    [[nodiscard]] Result<delegation::ResourceSet> resources() const;
    void setResources(const delegation::ResourceSet& resources);
    [[nodiscard]] QString problem() const { return m_tokens->problem(); }

Q_SIGNALS:
    void changed();

private:
    void lookUp();
    void tell(const delegation::ResourcePattern& pattern, const command::ResourceMatches& matches);

    Session& m_session;
    TokenField* m_tokens;
    PlainLabel* m_matches;
    QTimer m_soon;
    quint64 m_version = 0;
};

/// Whether approvals are wanted: how many, of whom, for how long.
class HoldField final : public QWidget {
    Q_OBJECT
public:
    HoldField(const std::vector<identity::Group>& groups, QWidget* parent);
    [[nodiscard]] Result<std::optional<approval::Hold>> hold() const;
    void setHold(const std::optional<approval::Hold>& hold);

Q_SIGNALS:
    void changed();

private:
    QCheckBox* m_held;
    QWidget* m_terms;
    QSpinBox* m_quorum;
    QComboBox* m_pool;
    QSpinBox* m_minutes;
};

/// A time from now on: a choice, or a date.
class MomentField final : public QWidget {
    Q_OBJECT
public:
    enum class Never { Offered, NotOffered };
    MomentField(const QString& name, const Clock& clock, Never never, QWidget* parent);
    [[nodiscard]] std::optional<Timestamp> moment() const;
    void setMoment(const std::optional<Timestamp>& moment);

Q_SIGNALS:
    void changed();

private:
    const Clock& m_clock;
    QComboBox* m_choice;
    QDateTimeEdit* m_date;
};

} // namespace countersign::ui
