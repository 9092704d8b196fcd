#include "ui/agents/import_model.h"

#include "ui/support/format.h"
#include "ui/support/hostile_text.h"

#include <QGuiApplication>

namespace countersign::ui {

ImportModel::ImportModel(QObject* parent) : QAbstractTableModel(parent) {}

void ImportModel::setAgents(std::vector<CsvAgent> agents) {
    beginResetModel();
    m_agents = std::move(agents);
    m_said.assign(m_agents.size(), {});
    endResetModel();
}

void ImportModel::setVerdict(int row, Tone tone, const QString& text) {
    m_said[static_cast<std::size_t>(row)] = {tone, text};
    Q_EMIT dataChanged(index(row, Verdict), index(row, Verdict));
}

int ImportModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_agents.size());
}

int ImportModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto& agent = m_agents[static_cast<std::size_t>(index.row())];
    const auto& said = m_said[static_cast<std::size_t>(index.row())];
    if (role == Qt::ForegroundRole && index.column() == Verdict && said.tone != Tone::Neutral) {
        return inkOf(colorsOf(QGuiApplication::palette()), said.tone);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Line:
        return number(static_cast<std::uint64_t>(agent.line));
    case Agent:
        return visible(agent.draft.id);
    case Owner:
        return visible(agent.draft.owner);
    case Verdict:
        return said.text;
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | Qt::AlignLeft));
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Line:
        return tr("Line");
    case Agent:
        return tr("Agent");
    case Owner:
        return tr("Owner");
    case Verdict:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace countersign::ui
