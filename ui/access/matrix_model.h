#pragma once

#include "ui/access/rights.h"

#include <QAbstractTableModel>

namespace countersign::ui {

/// Principals x scopes. A row is worked out when somebody looks at it.
class MatrixModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Of indexes and of headers.
    enum Role {
        VerdictRole = Qt::UserRole,
        InheritedRole,
        PartlyRole,
        WhyRole,
        SubjectRole,
        ScopeRole,
        RiskRole,
        KnownRole,
        NoteRole
    };
    /// As a verdict: it is not known yet.
    static constexpr int kBeingAsked = -1;
    explicit MatrixModel(QObject* parent);

    void setFacts(AccessFactsPtr facts);
    /// Rows that contain every word.
    void setWords(const QString& words);
    /// Columns at or below this scope (`pr`, `pr:write`); empty: all.
    void setScope(const QString& prefix);
    [[nodiscard]] int principalCount() const { return static_cast<int>(m_principals.size()); }
    /// Rows that somebody has looked at.
    [[nodiscard]] std::size_t workedOut() const;

    /// With too many grants to work them out here: the next agent that was looked at and whose lines are wanted from
    /// the engine (empty: none), and the answer.
    [[nodiscard]] QString nextWanted();
    void setLines(const QString& subject, const std::vector<decision::Permission>& lines);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation side, int role = Qt::DisplayRole) const override;

    [[nodiscard]] const CellAnswer& cell(int row, int column) const;
    [[nodiscard]] const std::vector<RightLine>& lines(int row) const;
    [[nodiscard]] const delegation::Scope& scope(int column) const;
    /// `agent:x`, `group:y`, `role:z`.
    [[nodiscard]] QString subject(int row) const;
    /// Invalid when it is not shown.
    [[nodiscard]] QModelIndex find(const QString& subject, const QString& scope) const;

Q_SIGNALS:
    void linesWanted() const;

private:
    struct Principal {
        QString subject;
        /// What the filter looks at, in lower case.
        QString words;
        QString note;
    };
    struct Row {
        std::vector<RightLine> lines;
        std::vector<CellAnswer> cells;
        bool known = true;
    };
    void judgeRow(Row& row) const;
    /// As far as it can be told of a line that the engine listed.
    [[nodiscard]] std::vector<std::string> wayOf(const decision::Permission& line, const std::string& subject) const;
    void listPrincipals();
    void choose();
    [[nodiscard]] const Row& row(int shown) const;

    std::optional<Rights> m_rights;
    std::vector<Principal> m_principals;
    std::vector<delegation::Scope> m_scopes;
    QStringList m_words;
    QString m_prefix;
    /// What is shown, as places in the two above.
    std::vector<std::size_t> m_rows;
    std::vector<std::size_t> m_columns;
    /// By place in m_principals; made when asked for.
    mutable std::vector<std::unique_ptr<Row>> m_made;
    mutable QStringList m_wanted;
};

} // namespace countersign::ui
