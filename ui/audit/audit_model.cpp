#include "ui/audit/audit_model.h"

#include "ui/audit/audit_words.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"

#include <span>

namespace countersign::ui {

namespace {

constexpr int kAtOnce = 2;
/// Older wishes are of rows that have scrolled away.
constexpr std::size_t kWishes = 4;
/// The store passes over so many matching records in one answer (core/design/queries.md).
constexpr std::uint64_t kMostPassedOver = 100'000;

QString cellText(const command::AuditRow& row, int column) {
    const auto& fields = row.record.fields();
    switch (static_cast<AuditModel::Column>(column)) {
    case AuditModel::Record:
        return number(row.seq);
    case AuditModel::Time:
        return moment(fields.at);
    case AuditModel::Outcome:
        return outcomeWord(row);
    case AuditModel::Agent:
        return visible(std::string_view(actorOf(fields)));
    case AuditModel::For:
        return fields.user.empty() ? QString() : visible(std::string_view(fields.user));
    case AuditModel::Action:
        return visible(std::string_view(actionOf(fields)));
    case AuditModel::Resource:
        return visible(std::string_view(resourceOf(fields)));
    case AuditModel::kColumns:
        break;
    }
    return {};
}

} // namespace

AuditModel::AuditModel(Session& session, QObject* parent) : QAbstractTableModel(parent), m_session(session) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &AuditModel::fetchWanted);
}

void AuditModel::open(const AuditScope& scope) {
    beginResetModel();
    ++m_generation;
    m_scope = scope;
    m_tail.clear();
    m_pages.clear();
    m_ages.clear();
    m_wanted.clear();
    m_asked.clear();
    m_underWay = 0;
    m_places = {{0, scope.view}};
    m_baseRows = scope.isEverything() ? std::min(scope.view, kMostRows) : 0;
    endResetModel();
    if (!scope.isEverything()) {
        want(0);
    }
}

void AuditModel::setCount(std::uint64_t count) {
    if (!m_scope.isEverything()) {
        setBaseRows(std::max(count, m_baseRows));
    }
}

void AuditModel::addPlace(std::uint64_t matches, std::uint64_t before) {
    m_places.emplace(matches, before);
}

void AuditModel::setBaseRows(std::uint64_t rows) {
    rows = std::min(rows, kMostRows);
    if (rows == m_baseRows) {
        return;
    }
    const auto tail = m_tail.size();
    const auto from = static_cast<int>(tail + std::min(rows, m_baseRows));
    const auto to = static_cast<int>(tail + std::max(rows, m_baseRows)) - 1;
    if (rows > m_baseRows) {
        beginInsertRows({}, from, to);
        m_baseRows = rows;
        endInsertRows();
    } else {
        beginRemoveRows({}, from, to);
        m_baseRows = rows;
        endRemoveRows();
    }
}

void AuditModel::appendTail(const std::vector<RowPointer>& rows) {
    auto next = m_tail.empty() ? m_scope.view : m_tail.back()->seq + 1;
    std::vector<RowPointer> fresh;
    for (const auto& row : rows) {
        if (row->seq >= next) {
            next = row->seq + 1;
            fresh.push_back(row);
        }
    }
    if (fresh.empty()) {
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_tail.insert(m_tail.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

AuditModel::RowPointer AuditModel::row(int row) const {
    if (row < 0 || row >= rowCount()) {
        return nullptr;
    }
    const auto at = static_cast<std::uint64_t>(row);
    if (at < m_tail.size()) {
        return m_tail[m_tail.size() - 1 - at];
    }
    const auto base = at - m_tail.size();
    const auto found = m_pages.find(base / kPageRows);
    if (found == m_pages.end()) {
        want(base / kPageRows);
        return nullptr;
    }
    m_ages.splice(m_ages.begin(), m_ages, found->second.age);
    const auto& rows = found->second.rows;
    return base % kPageRows < rows.size() ? rows[base % kPageRows] : nullptr;
}

int AuditModel::rowOf(std::uint64_t seq) const {
    for (std::size_t i = 0; i < m_tail.size(); ++i) {
        if (m_tail[m_tail.size() - 1 - i]->seq == seq) {
            return static_cast<int>(i);
        }
    }
    if (m_scope.isEverything()) {
        const auto base = m_scope.view - 1 - seq;
        return seq < m_scope.view && base < m_baseRows ? static_cast<int>(m_tail.size() + base) : -1;
    }
    for (const auto& [page, kept] : m_pages) {
        for (std::size_t i = 0; i < kept.rows.size(); ++i) {
            if (kept.rows[i]->seq == seq) {
                return static_cast<int>(m_tail.size() + page * kPageRows + i);
            }
        }
    }
    return -1;
}

int AuditModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_tail.size() + m_baseRows);
}

int AuditModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant AuditModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= kColumns) {
        return {};
    }
    const bool known = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == RowRole || role == ToneRole;
    if (!known) {
        return {};
    }
    const auto here = row(index.row());
    if (role == RowRole) {
        return QVariant::fromValue(here);
    }
    if (!here) {
        // What is not here yet still has its number.
        const bool counted = m_scope.isEverything() && index.column() == Record && role == Qt::DisplayRole;
        return counted ? QVariant(number(m_scope.view - 1 - (static_cast<std::uint64_t>(index.row()) - m_tail.size())))
                       : QVariant();
    }
    if (role == ToneRole) {
        return static_cast<int>(outcomeTone(*here));
    }
    return cellText(*here, index.column());
}

Qt::ItemFlags AuditModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Record ? Qt::AlignRight : Qt::AlignLeft)));
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Record:
        return tr("Record");
    case Time:
        return tr("Time");
    case Outcome:
        return tr("Outcome");
    case Agent:
        return tr("Who");
    case For:
        return tr("For");
    case Action:
        return tr("Action");
    case Resource:
        return tr("Resource");
    case kColumns:
        break;
    }
    return {};
}

void AuditModel::want(std::uint64_t page) const {
    if (m_asked.contains(page)) {
        return;
    }
    m_wanted.remove(page);
    m_wanted.push_front(page);
    if (m_wanted.size() > kWishes) {
        m_wanted.pop_back();
    }
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void AuditModel::fetchWanted() {
    while (m_underWay < kAtOnce && !m_wanted.empty()) {
        const auto page = m_wanted.front();
        m_wanted.pop_front();
        if (!m_pages.contains(page) && !m_asked.contains(page)) {
            fetch(page);
        }
    }
}

void AuditModel::fetch(std::uint64_t page) {
    command::ListAudit query{.filter = m_scope.filter, .page = {}, .view = m_scope.view, .before = {}};
    const auto asked = placed(page, query);
    m_asked.insert(page);
    ++m_underWay;
    m_session.ask(this, std::move(query),
                  [this, asked](const Result<Rows<command::AuditRow>>& answer) { take(asked, answer); });
}

AuditModel::Asked AuditModel::placed(std::uint64_t page, command::ListAudit& query) const {
    const auto row = page * kPageRows;
    Asked asked{.generation = m_generation, .page = page, .rows = kPageRows, .firstRow = row};
    query.page.limit = kPageRows;
    if (m_scope.isEverything()) {
        query.before = m_scope.view - row;
        return asked;
    }
    const auto [known, before] = *std::prev(m_places.upper_bound(row));
    query.before = before;
    if (known == row) {
        return asked;
    }
    // With the row before it, so that the page's own place is known from then on; a farther one takes a step first.
    const bool reached = row - known <= kMostPassedOver;
    asked.firstRow = reached ? row - 1 : known + kMostPassedOver;
    asked.rows = reached ? kPageRows + 1 : 1;
    query.page.limit = asked.rows;
    query.page.after =
        std::to_string(m_scope.view) + "-" + std::to_string(before) + "+" + std::to_string(asked.firstRow - known);
    return asked;
}

void AuditModel::take(const Asked& asked, const Result<Rows<command::AuditRow>>& answer) {
    if (asked.generation != m_generation) {
        return;
    }
    --m_underWay;
    m_asked.remove(asked.page);
    if (!answer) {
        m_wanted.clear();
        Q_EMIT failed(answer.error());
        return;
    }
    auto items = std::span(answer->items);
    const bool last = !m_scope.isEverything() && (answer->next.empty() || items.size() < asked.rows);
    if (const auto row = asked.page * kPageRows; asked.firstRow != row && !items.empty()) {
        m_places.emplace(asked.firstRow + 1, items.front().seq);
        items = items.subspan(1);
        if (asked.firstRow + 1 < row) {
            want(asked.page);
            fetchWanted();
            return;
        }
    }
    std::vector<RowPointer> rows;
    rows.reserve(items.size());
    for (const auto& item : items) {
        rows.push_back(std::make_shared<const command::AuditRow>(item));
    }
    takeRows(asked.page, std::move(rows), last);
}

void AuditModel::takeRows(std::uint64_t page, std::vector<RowPointer> rows, bool last) {
    const auto first = page * kPageRows;
    const auto count = rows.size();
    if (!m_scope.isEverything()) {
        const auto known = first + count;
        setBaseRows(last ? known : std::max<std::uint64_t>(known, m_baseRows));
        if (count == kPageRows) {
            m_places.emplace(known, rows.back()->seq);
        }
    }
    keep(page, std::move(rows));
    std::erase_if(m_wanted, [this](std::uint64_t wanted) { return wanted * kPageRows >= m_baseRows; });
    showRange(first, count);
    fetchWanted();
    Q_EMIT loaded();
}

void AuditModel::keep(std::uint64_t page, std::vector<RowPointer> rows) {
    if (const auto old = m_pages.find(page); old != m_pages.end()) {
        m_ages.erase(old->second.age);
        m_pages.erase(old);
    }
    m_ages.push_front(page);
    m_pages.emplace(page, Kept{std::move(rows), m_ages.begin()});
    while (m_pages.size() > kKeptPages) {
        m_pages.erase(m_ages.back());
        m_ages.pop_back();
    }
}

void AuditModel::showRange(std::uint64_t first, std::uint64_t count) {
    if (count > 0) {
        const auto top = static_cast<int>(m_tail.size() + first);
        Q_EMIT dataChanged(index(top, 0), index(top + static_cast<int>(count) - 1, kColumns - 1));
    }
}

} // namespace countersign::ui
