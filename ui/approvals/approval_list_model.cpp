#include "ui/approvals/approval_list_model.h"

#include "ui/support/hostile_text.h"

#include <QHash>

#include <algorithm>
#include <ranges>
#include <set>

namespace countersign::ui {

namespace {

QString idOf(const approval::ApprovalRequest& request) {
    return QString::fromStdString(request.id.text());
}

/// What is the same in requests that one look can judge together.
QString alikeKey(const approval::ApprovalRequest& request) {
    json::Array parts{request.agent.text(), request.agentKey.text(),
                      request.action,       request.requiredScope,
                      request.risk,         approval::chainDigest(request.chain).hex(),
                      request.separation,   request.policy ? request.policy->hex() : std::string()};
    for (const auto& [name, value] : request.resource) {
        parts.emplace_back(json::Array{name, value});
    }
    for (const auto& hold : request.holds) {
        parts.emplace_back(json::Array{hold.origin, hold.hold.from.text(),
                                       json::Value::integer(static_cast<std::int64_t>(hold.hold.quorum)), hold.reason});
    }
    return QString::fromStdString(json::canonical(parts));
}

int signedBy(const approval::ApprovalRequest& request) {
    std::set<std::string> people;
    for (const auto& decision : request.decisions) {
        if (decision.verdict == approval::Verdict::Approve) {
            people.insert(decision.by.text());
        }
    }
    return static_cast<int>(people.size());
}

int quorumOf(const approval::ApprovalRequest& request) {
    std::uint32_t quorum = 1;
    for (const auto& hold : request.holds) {
        quorum = std::max(quorum, hold.hold.quorum);
    }
    return static_cast<int>(quorum);
}

} // namespace

int riskRank(std::string_view risk) {
    constexpr std::array<std::string_view, 4> kRisks{"low", "medium", "high", "critical"};
    return static_cast<int>(std::ranges::find(kRisks, risk) - kRisks.begin()) + 1;
}

ApprovalListModel::ApprovalListModel(QObject* parent) : QAbstractListModel(parent) {}

int ApprovalListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const approval::ApprovalRequest& ApprovalListModel::requestOf(const Row& row) const {
    return m_requests[row.member.value_or(m_groups[row.group].members.front())];
}

const approval::ApprovalRequest* ApprovalListModel::at(const QModelIndex& index) const {
    return index.isValid() ? &requestOf(m_rows[static_cast<std::size_t>(index.row())]) : nullptr;
}

const approval::ApprovalRequest* ApprovalListModel::request(const QString& id) const {
    const auto found = std::ranges::find(m_requests, id, idOf);
    return found == m_requests.end() ? nullptr : &*found;
}

QModelIndex ApprovalListModel::indexOf(const QString& id) const {
    QModelIndex group;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto& row = m_rows[i];
        const bool here = row.member ? idOf(m_requests[*row.member]) == id
                                     : std::ranges::any_of(m_groups[row.group].members,
                                                           [&](auto member) { return idOf(m_requests[member]) == id; });
        if (here) {
            group = index(static_cast<int>(i));
            if (row.member || m_groups[row.group].members.size() == 1 || !m_open.contains(row.key)) {
                return group;
            }
        }
    }
    return group;
}

int ApprovalListModel::checkedOf(const Row& row) const {
    if (row.member) {
        return m_checked.contains(idOf(m_requests[*row.member])) ? 1 : 0;
    }
    return static_cast<int>(std::ranges::count_if(
        m_groups[row.group].members, [this](auto member) { return m_checked.contains(idOf(m_requests[member])); }));
}

QVariant ApprovalListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& request = requestOf(row);
    const auto left = request.pendingUntil - m_now;
    const auto whole = request.pendingUntil - request.created;
    switch (role) {
    case Qt::DisplayRole:
        return visible(request.action);
    case Qt::AccessibleTextRole:
        return tr("%1 of %2, risk %3")
            .arg(visible(request.action), visible(request.agent.text()), visible(request.risk));
    case IdRole:
        return idOf(request);
    case GroupSizeRole:
        return row.member ? 1 : static_cast<int>(m_groups[row.group].members.size());
    case MemberRole:
        return row.member.has_value();
    case OpenRole:
        return !row.member && m_open.contains(row.key);
    case CheckedRole:
        return checkedOf(row);
    case LeftRole:
        return static_cast<qint64>(std::max<std::int64_t>(0, left.count()));
    case ShareRole:
        return whole.count() <= 0
                   ? 0.0
                   : std::clamp(static_cast<double>(left.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
    case SignedRole:
        return signedBy(request);
    case QuorumRole:
        return quorumOf(request);
    default:
        return {};
    }
}

bool ApprovalListModel::before(const approval::ApprovalRequest& a, const approval::ApprovalRequest& b) const {
    const auto byAge = [](const auto& x, const auto& y) {
        return x.created != y.created ? x.created > y.created : x.record > y.record;
    };
    switch (m_order) {
    case Order::Risk:
        return riskRank(a.risk) != riskRank(b.risk) ? riskRank(a.risk) > riskRank(b.risk) : byAge(a, b);
    case Order::Newest:
        return byAge(a, b);
    case Order::LapsesFirst:
        return a.pendingUntil != b.pendingUntil ? a.pendingUntil < b.pendingUntil : byAge(a, b);
    }
    return false;
}

std::vector<ApprovalListModel::Group> ApprovalListModel::grouped() const {
    std::vector<std::size_t> sorted(m_requests.size());
    std::ranges::copy(std::views::iota(std::size_t(0), m_requests.size()), sorted.begin());
    std::ranges::sort(sorted, [this](auto a, auto b) { return before(m_requests[a], m_requests[b]); });
    std::vector<Group> groups;
    QHash<QString, std::size_t> known;
    for (const auto i : sorted) {
        const auto key = alikeKey(m_requests[i]);
        const auto found = known.constFind(key);
        if (found == known.constEnd()) {
            known.insert(key, groups.size());
            groups.push_back({.key = key, .members = {i}});
        } else {
            groups[*found].members.push_back(i);
        }
    }
    for (auto& group : groups) {
        std::ranges::stable_partition(group.members, [this](auto member) {
            return std::ranges::find(m_requests[member].decisions, m_me, &approval::SignedDecision::by) ==
                   m_requests[member].decisions.end();
        });
    }
    return groups;
}

std::vector<ApprovalListModel::Row> ApprovalListModel::rowsOf(const std::vector<Group>& groups) const {
    std::vector<Row> rows;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        rows.push_back({.group = g, .member = {}, .key = groups[g].key});
        if (groups[g].members.size() > 1 && m_open.contains(groups[g].key)) {
            for (const auto member : groups[g].members) {
                rows.push_back({.group = g, .member = member, .key = idOf(m_requests[member])});
            }
        }
    }
    return rows;
}

void ApprovalListModel::setRequests(std::vector<approval::ApprovalRequest> requests) {
    // Rows name requests by number: the old ones stay until the new rows stand.
    beginResetModel();
    m_requests = std::move(requests);
    std::erase_if(m_requests, [this](const auto& request) { return request.pendingUntil <= m_now; });
    const bool fewer = prune();
    m_groups = grouped();
    m_rows = rowsOf(m_groups);
    endResetModel();
    if (fewer) {
        Q_EMIT selectionChanged();
    }
}

bool ApprovalListModel::prune() {
    QSet<QString> waiting;
    for (const auto& request : m_requests) {
        waiting.insert(idOf(request));
    }
    const auto before = m_checked.size();
    m_checked.intersect(waiting);
    return m_checked.size() != before;
}

void ApprovalListModel::rebuild() {
    beginResetModel();
    m_groups = grouped();
    m_rows = rowsOf(m_groups);
    endResetModel();
}

void ApprovalListModel::setOrder(Order order) {
    m_order = order;
    rebuild();
}

void ApprovalListModel::setNow(Timestamp now) {
    m_now = now;
    if (std::ranges::any_of(m_requests, [now](const auto& request) { return request.pendingUntil <= now; })) {
        setRequests(std::move(m_requests));
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {LeftRole, ShareRole});
    }
}

void ApprovalListModel::setOpen(const QModelIndex& index, bool open) {
    if (!index.isValid()) {
        return;
    }
    const auto& key = m_groups[m_rows[static_cast<std::size_t>(index.row())].group].key;
    if (m_open.contains(key) == open) {
        return;
    }
    if (open) {
        m_open.insert(key);
    } else {
        m_open.remove(key);
    }
    rebuild();
}

void ApprovalListModel::toggle(const QModelIndex& index) {
    if (!index.isValid()) {
        return;
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& group = m_groups[row.group];
    const auto members = row.member ? std::vector<std::size_t>{*row.member} : group.members;
    const bool all = checkedOf(row) == static_cast<int>(members.size());
    QSet<QString> alike;
    for (const auto member : group.members) {
        alike.insert(idOf(m_requests[member]));
    }
    m_checked.intersect(alike);
    for (const auto member : members) {
        if (all) {
            m_checked.remove(idOf(m_requests[member]));
        } else {
            m_checked.insert(idOf(m_requests[member]));
        }
    }
    Q_EMIT dataChanged(this->index(0), this->index(rowCount() - 1), {CheckedRole});
    Q_EMIT selectionChanged();
}

void ApprovalListModel::clearSelection() {
    if (m_checked.isEmpty()) {
        return;
    }
    m_checked.clear();
    Q_EMIT dataChanged(index(0), index(std::max(0, rowCount() - 1)), {CheckedRole});
    Q_EMIT selectionChanged();
}

std::vector<ApprovalId> ApprovalListModel::selected() const {
    std::vector<ApprovalId> ids;
    for (const auto& group : m_groups) {
        for (const auto member : group.members) {
            if (m_checked.contains(idOf(m_requests[member]))) {
                ids.push_back(m_requests[member].id);
            }
        }
    }
    return ids;
}

} // namespace countersign::ui
