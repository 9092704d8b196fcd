#pragma once

#include "ui/agents/agents_csv.h"

#include "ui/support/theme.h"

#include <QAbstractTableModel>

namespace countersign::ui {

/// The rows of a file with agents, and for each what the engine says of it.
class ImportModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Line, Agent, Owner, Verdict, ColumnCount };

    explicit ImportModel(QObject* parent = nullptr);
    void setAgents(std::vector<CsvAgent> agents);
    [[nodiscard]] const std::vector<CsvAgent>& agents() const { return m_agents; }
    void setVerdict(int row, Tone tone, const QString& text);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Said {
        Tone tone = Tone::Neutral;
        QString text;
    };
    std::vector<CsvAgent> m_agents;
    std::vector<Said> m_said;
};

} // namespace countersign::ui
