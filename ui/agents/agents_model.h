#pragma once

#include "ui/agents/agent_row.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace countersign::ui {

/// All agents, in id order. Cells are written text, escaped; what is behind them comes through the roles.
class AgentsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    /// In order of importance: a narrow table shows the first ones.
    enum Column { Name, State, Key, Pending, Denied, LastSeen, Owner, Environment, Groups, Expires, ColumnCount };
    enum Role {
        /// Compares within a column.
        SortRole = Qt::UserRole,
        /// Everything that the filter looks at.
        FilterRole,
        /// The id, as it is.
        IdRole,
    };

    /// The clock outlives the model: ages are told by it.
    explicit AgentsModel(const Clock& clock, QObject* parent = nullptr);
    /// Rows that are the same stay untouched, so that selection and scroll do.
    void setRows(std::vector<AgentRow> rows);
    [[nodiscard]] const AgentRow& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// -1: there is none.
    [[nodiscard]] int indexOf(const QString& id) const;
    /// Ages have changed with the time.
    void passTime();
    [[nodiscard]] const Clock& clock() const { return m_clock; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString written(const AgentRow& row, int column) const;
    [[nodiscard]] QVariant sortKey(const AgentRow& row, int column) const;

    const Clock& m_clock;
    std::vector<AgentRow> m_rows;
};

/// What of it is shown: every word of the filter occurs in the id, state, owner, environment, a group or a tag.
class AgentsFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit AgentsFilter(AgentsModel& model, QObject* parent = nullptr);
    void setWords(const QString& text);
    [[nodiscard]] const AgentRow& row(int index) const;
    [[nodiscard]] Timestamp now() const { return m_model.clock().wallNow(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    AgentsModel& m_model;
    QStringList m_words;
};

} // namespace countersign::ui
