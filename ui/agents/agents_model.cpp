#include "ui/agents/agents_model.h"

#include "ui/support/format.h"
#include "ui/support/hostile_text.h"

#include <algorithm>

namespace countersign::ui {

AgentsModel::AgentsModel(const Clock& clock, QObject* parent) : QAbstractTableModel(parent), m_clock(clock) {}

void AgentsModel::setRows(std::vector<AgentRow> rows) {
    std::ranges::sort(rows, {}, [](const AgentRow& row) -> const std::string& { return row.id().text(); });
    std::size_t at = 0;
    for (auto& row : rows) {
        while (at < m_rows.size() && m_rows[at].id() < row.id()) {
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
        const int line = static_cast<int>(at);
        if (at == m_rows.size() || row.id() < m_rows[at].id()) {
            beginInsertRows({}, line, line);
            m_rows.insert(m_rows.begin() + line, std::move(row));
            endInsertRows();
        } else if (!sameFacts(m_rows[at], row)) {
            m_rows[at] = std::move(row);
            Q_EMIT dataChanged(index(line, 0), index(line, ColumnCount - 1));
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

int AgentsModel::indexOf(const QString& id) const {
    const auto wanted = id.toStdString();
    const auto found = std::ranges::lower_bound(
        m_rows, wanted, {}, [](const AgentRow& row) -> const std::string& { return row.id().text(); });
    return found == m_rows.end() || found->id().text() != wanted ? -1 : static_cast<int>(found - m_rows.begin());
}

void AgentsModel::passTime() {
    if (!m_rows.empty()) {
        const int last = static_cast<int>(m_rows.size()) - 1;
        Q_EMIT dataChanged(index(0, State), index(last, LastSeen), {Qt::DisplayRole});
    }
}

int AgentsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AgentsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString AgentsModel::written(const AgentRow& row, int column) const {
    const auto& agent = row.view.agent;
    const auto now = m_clock.wallNow();
    switch (column) {
    case Name:
        return visible(agent.id.text());
    case State:
        return lookOf(agent, now).word;
    case Key: {
        const auto* key = row.key();
        return key == nullptr ? tr("no key") : ago(now - key->validFrom);
    }
    case Pending:
        return row.view.pending == 0 ? QStringLiteral("–") : number(row.view.pending);
    case Denied:
        return row.denied == 0 ? QStringLiteral("–") : number(row.denied);
    case LastSeen:
        return row.lastSeen ? ago(now - *row.lastSeen) : tr("never");
    case Owner:
        return visible(agent.owner.text());
    case Environment:
        return agent.environment.empty() ? QStringLiteral("–") : visible(agent.environment);
    case Groups:
        return row.view.groups.empty() ? QStringLiteral("–") : visible(groupsOf(row.view));
    case Expires:
        return agent.expires ? day(*agent.expires) : tr("never");
    default:
        return {};
    }
}

QVariant AgentsModel::sortKey(const AgentRow& row, int column) const {
    constexpr qint64 kNever = std::numeric_limits<qint64>::max();
    const auto& agent = row.view.agent;
    switch (column) {
    case State:
        return static_cast<int>(agent.state) * 2 + (agent.expiredAt(m_clock.wallNow()) ? 1 : 0);
    case Key:
        return row.key() == nullptr ? kNever : qint64(row.key()->validFrom.milliseconds());
    case Pending:
        return qulonglong(row.view.pending);
    case Denied:
        return qulonglong(row.denied);
    case LastSeen:
        return row.lastSeen ? qint64(row.lastSeen->milliseconds()) : qint64(0);
    case Expires:
        return agent.expires ? qint64(agent.expires->milliseconds()) : kNever;
    default:
        return written(row, column);
    }
}

QVariant AgentsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto& line = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return written(line, index.column());
    case Qt::TextAlignmentRole: {
        const bool figure = index.column() == Pending || index.column() == Denied;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft)));
    }
    case SortRole:
        return sortKey(line, index.column());
    case FilterRole:
        return QStringList{line.name(),
                           lookOf(line.view.agent, m_clock.wallNow()).word,
                           QString::fromStdString(line.view.agent.owner.text()),
                           QString::fromStdString(line.view.agent.environment),
                           groupsOf(line.view),
                           tagsOf(line.view.agent)}
            .join(QLatin1Char('\n'));
    case IdRole:
        return line.name();
    default:
        return {};
    }
}

QVariant AgentsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool figure = section == Pending || section == Denied;
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Agent");
    case State:
        return tr("State");
    case Key:
        return tr("Key since");
    case Pending:
        return tr("Pending");
    case Denied:
        return tr("Denied 24 h");
    case LastSeen:
        return tr("Last seen");
    case Owner:
        return tr("Owner");
    case Environment:
        return tr("Environment");
    case Groups:
        return tr("Groups");
    case Expires:
        return tr("Expires");
    case ColumnCount:
        break;
    }
    return {};
}

AgentsFilter::AgentsFilter(AgentsModel& model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model) {
    setSourceModel(&model);
    setSortRole(AgentsModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void AgentsFilter::setWords(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

const AgentRow& AgentsFilter::row(int index) const {
    return m_model.row(mapToSource(this->index(index, 0)).row());
}

bool AgentsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto text = m_model.data(m_model.index(row, 0, parent), AgentsModel::FilterRole).toString();
    return std::ranges::all_of(m_words,
                               [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace countersign::ui
