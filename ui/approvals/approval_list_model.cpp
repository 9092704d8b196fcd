#include "ui/approvals/approval_list_model.h"

#include "ui/approvals/request_facts.h"
#include "ui/support/hostile_text.h"

#include <algorithm>
#include <utility>

namespace countersign::ui {

namespace {

/// More changes than this are one new list: cheaper for who shows it.
constexpr std::size_t kOneByOne = 64;

QString idOf(const approval::ApprovalRequest& request) {
    return QString::fromStdString(request.id.text());
}

} // namespace

ApprovalListModel::ApprovalListModel(QObject* parent) : QAbstractListModel(parent) {}

ApprovalListModel::~ApprovalListModel() = default;

int ApprovalListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const ApprovalListModel::Item& ApprovalListModel::itemOf(const Row& row) {
    return row.member != nullptr ? *row.member : *row.group->members.front();
}

const approval::ApprovalRequest* ApprovalListModel::at(const QModelIndex& index) const {
    return index.isValid() ? &itemOf(m_rows[static_cast<std::size_t>(index.row())]).request : nullptr;
}

int ApprovalListModel::rowOf(const Group& group) const {
    const auto found =
        std::ranges::find_if(m_rows, [&group](const Row& row) { return row.group == &group && row.member == nullptr; });
    return static_cast<int>(found - m_rows.begin());
}

std::vector<ApprovalListModel::Item*> ApprovalListModel::shownMembers(const Group& group) const {
    return group.members.size() > 1 && m_open.contains(group.key) ? group.members : std::vector<Item*>();
}

QModelIndex ApprovalListModel::indexOf(const QString& id) const {
    const auto found = m_items.find(id);
    if (found == m_items.end()) {
        return {};
    }
    const auto& group = *found->second->group;
    const auto shown = shownMembers(group);
    const auto member = std::ranges::find(shown, found->second.get());
    return index(rowOf(group) + (member == shown.end() ? 0 : 1 + static_cast<int>(member - shown.begin())));
}

int ApprovalListModel::checkedOf(const Row& row) const {
    if (m_checked.isEmpty()) {
        return 0;
    }
    if (row.member != nullptr) {
        return m_checked.contains(row.member->id) ? 1 : 0;
    }
    return static_cast<int>(
        std::ranges::count_if(row.group->members, [this](const Item* item) { return m_checked.contains(item->id); }));
}

QVariant ApprovalListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& item = itemOf(row);
    const auto& request = item.request;
    const auto left = request.pendingUntil - m_now;
    const auto whole = request.pendingUntil - request.created;
    switch (role) {
    case Qt::DisplayRole:
        return visible(request.action);
    case Qt::AccessibleTextRole:
        return tr("%1 of %2, risk %3")
            .arg(visible(request.action), visible(request.agent.text()), visible(request.risk));
    case IdRole:
        return item.id;
    case GroupSizeRole:
        return row.member != nullptr ? 1 : static_cast<int>(row.group->members.size());
    case MemberRole:
        return row.member != nullptr;
    case OpenRole:
        return row.member == nullptr && m_open.contains(row.group->key);
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

bool ApprovalListModel::before(const Item& a, const Item& b) const {
    const auto byAge = [](const auto& x, const auto& y) {
        return x.created != y.created ? x.created > y.created : x.record > y.record;
    };
    const auto& x = a.request;
    const auto& y = b.request;
    switch (m_order) {
    case Order::Risk:
        return riskRank(x.risk) != riskRank(y.risk) ? riskRank(x.risk) > riskRank(y.risk) : byAge(x, y);
    case Order::Newest:
        return byAge(x, y);
    case Order::LapsesFirst:
        return x.pendingUntil != y.pendingUntil ? x.pendingUntil < y.pendingUntil : byAge(x, y);
    }
    return false;
}

bool ApprovalListModel::memberBefore(const Item* a, const Item* b) const {
    return a->decided != b->decided ? b->decided : before(*a, *b);
}

const ApprovalListModel::Item& ApprovalListModel::leaderOf(const Group& group) const {
    // Of both parts, the undecided and the decided, the first one leads.
    const auto decided = std::ranges::partition_point(group.members, [](const Item* item) { return !item->decided; });
    if (decided == group.members.begin() || decided == group.members.end()) {
        return *group.members.front();
    }
    return before(**decided, *group.members.front()) ? **decided : *group.members.front();
}

bool ApprovalListModel::groupBefore(const Group& a, const Group& b) const {
    return before(leaderOf(a), leaderOf(b));
}

bool ApprovalListModel::isOver(const approval::ApprovalRequest& request) const {
    return request.state != approval::State::Pending || request.pendingUntil <= m_now;
}

void ApprovalListModel::sayUnselected(qsizetype before) {
    if (m_checked.size() != before) {
        Q_EMIT selectionChanged();
    }
}

void ApprovalListModel::setRequests(std::vector<approval::ApprovalRequest> requests) {
    const auto checked = m_checked.size();
    beginResetModel();
    auto old = std::exchange(m_items, {});
    for (auto& request : requests) {
        if (isOver(request)) {
            continue;
        }
        const auto id = idOf(request);
        const auto known = old.find(id);
        const auto key = known == old.end() ? alikeKey(request) : known->second->key;
        m_items[id].reset(new Item{.request = std::move(request), .id = id, .key = key});
    }
    m_checked.removeIf([this](const QString& id) { return !m_items.contains(id); });
    group();
    endResetModel();
    sayUnselected(checked);
}

void ApprovalListModel::group() {
    m_rows.clear();
    m_groups.clear();
    m_byKey.clear();
    for (auto& [id, item] : m_items) {
        item->decided = hasDecided(item->request, m_me);
        auto*& group = m_byKey[item->key];
        if (group == nullptr) {
            group = m_groups.emplace_back(new Group{.key = item->key, .members = {}}).get();
        }
        item->group = group;
        group->members.push_back(item.get());
    }
    for (auto& group : m_groups) {
        std::ranges::sort(group->members, [this](const auto* a, const auto* b) { return memberBefore(a, b); });
    }
    std::ranges::sort(m_groups, [this](const auto& a, const auto& b) { return groupBefore(*a, *b); });
    for (auto& group : m_groups) {
        m_rows.push_back({.group = group.get(), .member = nullptr});
        for (auto* member : shownMembers(*group)) {
            m_rows.push_back({.group = group.get(), .member = member});
        }
    }
}

void ApprovalListModel::rebuild() {
    beginResetModel();
    group();
    endResetModel();
}

void ApprovalListModel::apply(std::vector<approval::ApprovalRequest> changed) {
    const auto checked = m_checked.size();
    if (changed.size() > kOneByOne) {
        beginResetModel();
        for (auto& request : changed) {
            const auto id = idOf(request);
            if (isOver(request)) {
                m_items.erase(id);
                m_checked.remove(id);
            } else {
                auto& item = m_items[id];
                auto key = item ? item->key : alikeKey(request);
                item.reset(new Item{.request = std::move(request), .id = id, .key = std::move(key)});
            }
        }
        group();
        endResetModel();
        sayUnselected(checked);
        return;
    }
    for (auto& request : changed) {
        put(std::move(request));
    }
    sayUnselected(checked);
}

void ApprovalListModel::put(approval::ApprovalRequest request) {
    const auto id = idOf(request);
    if (isOver(request)) {
        remove(id);
        return;
    }
    auto& item = m_items[id];
    if (item) {
        update(*item, std::move(request));
    } else {
        auto key = alikeKey(request);
        item.reset(new Item{.request = std::move(request), .id = id, .key = std::move(key)});
        add(*item);
    }
}

void ApprovalListModel::add(Item& item) {
    item.decided = hasDecided(item.request, m_me);
    auto*& known = m_byKey[item.key];
    if (known != nullptr) {
        auto& group = *known;
        item.group = &group;
        const auto place = std::ranges::lower_bound(
            group.members, &item, [this](const auto* a, const auto* b) { return memberBefore(a, b); });
        group.members.insert(place, &item);
        refit(group);
        return;
    }
    auto group = std::make_unique<Group>(Group{.key = item.key, .members = {&item}});
    known = group.get();
    item.group = known;
    const auto place =
        std::ranges::lower_bound(m_groups, group, [this](const auto& a, const auto& b) { return groupBefore(*a, *b); });
    const int row = place == m_groups.end() ? rowCount() : rowOf(**place);
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, Row{.group = known, .member = nullptr});
    m_groups.insert(place, std::move(group));
    endInsertRows();
}

void ApprovalListModel::update(Item& item, approval::ApprovalRequest request) {
    auto& group = *item.group;
    item.request = std::move(request);
    if (const bool decided = hasDecided(item.request, m_me); decided != item.decided) {
        item.decided = decided;
        std::erase(group.members, &item);
        const auto place = std::ranges::lower_bound(
            group.members, &item, [this](const auto* a, const auto* b) { return memberBefore(a, b); });
        group.members.insert(place, &item);
    }
    refit(group);
}

void ApprovalListModel::remove(const QString& id) {
    // It lives until no row tells of it.
    const auto gone = m_items.extract(id);
    if (gone.empty()) {
        return;
    }
    m_checked.remove(id);
    auto& group = *gone.mapped()->group;
    if (group.members.size() == 1) {
        removeGroup(group);
    } else {
        std::erase(group.members, gone.mapped().get());
        refit(group);
    }
}

void ApprovalListModel::removeAll(const std::vector<QString>& ids) {
    const auto checked = m_checked.size();
    if (ids.size() > kOneByOne) {
        beginResetModel();
        for (const auto& id : ids) {
            m_items.erase(id);
            m_checked.remove(id);
        }
        group();
        endResetModel();
    } else {
        std::ranges::for_each(ids, [this](const QString& id) { remove(id); });
    }
    sayUnselected(checked);
}

void ApprovalListModel::removeGroup(Group& group) {
    const int row = rowOf(group);
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    m_byKey.remove(group.key);
    std::erase_if(m_groups, [&group](const auto& one) { return one.get() == &group; });
    endRemoveRows();
}

void ApprovalListModel::refit(Group& group) {
    const int top = rowOf(group);
    const auto wanted = shownMembers(group);
    refitMembers(top, wanted);
    const int rows = 1 + static_cast<int>(wanted.size());
    Q_EMIT dataChanged(index(top), index(top + rows - 1));
    moveToPlace(group, top, rows);
}

void ApprovalListModel::refitMembers(int top, const std::vector<Item*>& wanted) {
    const auto begin = m_rows.begin() + top + 1;
    const auto end = std::find_if(begin, m_rows.end(), [](const Row& row) { return row.member == nullptr; });
    const auto is = [](const Row& row, const Item* item) { return row.member == item; };
    const auto [oldFirst, newFirst] = std::mismatch(begin, end, wanted.begin(), wanted.end(), is);
    const auto [oldLast, newLast] = std::mismatch(std::reverse_iterator(end), std::reverse_iterator(oldFirst),
                                                  wanted.rbegin(), std::reverse_iterator(newFirst), is);
    const int first = static_cast<int>(oldFirst - m_rows.begin());
    const int gone = static_cast<int>(oldLast.base() - oldFirst);
    if (gone > 0) {
        beginRemoveRows({}, first, first + gone - 1);
        m_rows.erase(oldFirst, oldLast.base());
        endRemoveRows();
    }
    std::vector<Row> fresh;
    std::for_each(newFirst, newLast.base(),
                  [&](Item* item) { fresh.push_back({.group = item->group, .member = item}); });
    if (!fresh.empty()) {
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_rows.insert(m_rows.begin() + first, fresh.begin(), fresh.end());
        endInsertRows();
    }
}

void ApprovalListModel::moveToPlace(Group& group, int top, int rows) {
    const auto own = std::ranges::find(m_groups, &group, &std::unique_ptr<Group>::get);
    const bool up = own != m_groups.begin() && groupBefore(group, **(own - 1));
    const bool down = own + 1 != m_groups.end() && groupBefore(**(own + 1), group);
    if (!up && !down) {
        return;
    }
    const auto place = std::lower_bound(up ? m_groups.begin() : own + 1, up ? own : m_groups.end(), *own,
                                        [this](const auto& a, const auto& b) { return groupBefore(*a, *b); });
    const int to = place == m_groups.end() ? rowCount() : rowOf(**place);
    beginMoveRows({}, top, top + rows - 1, {}, to);
    const auto first = m_rows.begin();
    if (up) {
        std::rotate(place, own, own + 1);
        std::rotate(first + to, first + top, first + top + rows);
    } else {
        std::rotate(own, own + 1, place);
        std::rotate(first + top, first + top + rows, first + to);
    }
    endMoveRows();
}

void ApprovalListModel::drop(const identity::AgentId& agent) {
    std::vector<QString> gone;
    for (const auto& [id, item] : m_items) {
        if (item->request.agent == agent) {
            gone.push_back(id);
        }
    }
    removeAll(gone);
}

void ApprovalListModel::setOrder(Order order) {
    m_order = order;
    rebuild();
}

void ApprovalListModel::setNow(Timestamp now) {
    m_now = now;
    std::vector<QString> over;
    for (const auto& [id, item] : m_items) {
        if (isOver(item->request)) {
            over.push_back(id);
        }
    }
    removeAll(over);
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {LeftRole, ShareRole});
    }
}

void ApprovalListModel::setOpen(const QModelIndex& index, bool open) {
    if (!index.isValid()) {
        return;
    }
    auto& group = *m_rows[static_cast<std::size_t>(index.row())].group;
    if (m_open.contains(group.key) == open) {
        return;
    }
    if (open) {
        m_open.insert(group.key);
    } else {
        m_open.remove(group.key);
    }
    refit(group);
}

void ApprovalListModel::toggle(const QModelIndex& index) {
    if (!index.isValid()) {
        return;
    }
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto members = row.member != nullptr ? std::vector<Item*>{row.member} : row.group->members;
    const bool all = checkedOf(row) == static_cast<int>(members.size());
    m_checked.removeIf([&](const QString& id) { return m_items.at(id)->group != row.group; });
    for (const auto* member : members) {
        if (all) {
            m_checked.remove(member->id);
        } else {
            m_checked.insert(member->id);
        }
    }
    Q_EMIT dataChanged(this->index(0), this->index(rowCount() - 1), {CheckedRole});
    Q_EMIT selectionChanged();
}

void ApprovalListModel::unselect(const std::vector<ApprovalId>& ids) {
    const auto checked = m_checked.size();
    for (const auto& id : ids) {
        m_checked.remove(QString::fromStdString(id.text()));
    }
    if (m_checked.size() != checked) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CheckedRole});
        Q_EMIT selectionChanged();
    }
}

void ApprovalListModel::clearSelection() {
    unselect(selected());
}

std::vector<ApprovalId> ApprovalListModel::selected() const {
    std::vector<ApprovalId> ids;
    if (m_checked.isEmpty()) {
        return ids;
    }
    for (const auto* member : m_items.at(*m_checked.cbegin())->group->members) {
        if (m_checked.contains(member->id)) {
            ids.push_back(member->request.id);
        }
    }
    return ids;
}

} // namespace countersign::ui
