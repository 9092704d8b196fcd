#pragma once

#include "core/approval/approval_request.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <unordered_map>
#include <vector>

namespace countersign::ui {

/// The waiting requests, alike ones in one group: same agent, key, action, resource, chain, risk and holds. A group is
/// one row until it is opened; its members follow then. A change of one request costs what that one costs, however many
/// wait; rows keep their place in the view while others come and go. GUI thread.
class ApprovalListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Order { Risk, Newest, LapsesFirst };
    enum Role {
        IdRole = Qt::UserRole, ///< QString: the approval, or the first of its group
        GroupSizeRole,         ///< int: 1 for a request that is alone
        MemberRole,            ///< bool: a member of the opened group above it
        OpenRole,              ///< bool
        CheckedRole,           ///< int: how many of the row are selected
        LeftRole,              ///< qint64: milliseconds until it lapses
        ShareRole,             ///< double: what is left of its time, 0 to 1
        SignedRole,            ///< int: people who approved already
        QuorumRole,            ///< int: people who are needed
    };

    explicit ApprovalListModel(QObject* parent = nullptr);
    ~ApprovalListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// All that wait.
    void setRequests(std::vector<approval::ApprovalRequest> requests);
    /// Requests as they are now: they come, change, or go when they wait no longer.
    void apply(std::vector<approval::ApprovalRequest> changed);
    /// Nothing of this agent waits any more.
    void drop(const identity::AgentId& agent);
    void setOrder(Order order);
    /// Whose decisions count as done: the first of a group is one that this operator has not decided. Before there are
    /// requests.
    void setMe(const identity::OperatorId& me) { m_me = me; }
    /// Times are counted from here; requests that are past theirs go.
    void setNow(Timestamp now);

    /// Requests, not rows.
    [[nodiscard]] int requestCount() const { return static_cast<int>(m_items.size()); }
    /// The request of a row, or the first of its group.
    [[nodiscard]] const approval::ApprovalRequest* at(const QModelIndex& index) const;
    /// Where the request stands: its own row, else its group's; invalid when it waits no longer.
    [[nodiscard]] QModelIndex indexOf(const QString& id) const;

    void setOpen(const QModelIndex& index, bool open);
    /// Selects all requests of the row, or none of them when all were.
    void toggle(const QModelIndex& index);
    void unselect(const std::vector<ApprovalId>& ids);
    void clearSelection();
    /// In the order of the list. All alike: selecting one of another kind lets go of the others.
    [[nodiscard]] std::vector<ApprovalId> selected() const;

Q_SIGNALS:
    void selectionChanged();

private:
    struct Group;
    struct Item {
        approval::ApprovalRequest request;
        QString id;
        /// alikeKey()
        QString key;
        Group* group = nullptr;
        /// I have decided it already.
        bool decided = false;
    };
    struct Group {
        QString key;
        /// Those that I have not decided first; never empty.
        std::vector<Item*> members;
    };
    struct Row {
        Group* group = nullptr;
        /// Null in the group's own row.
        Item* member = nullptr;
    };
    void rebuild();
    void group();
    [[nodiscard]] bool before(const Item& a, const Item& b) const;
    [[nodiscard]] bool memberBefore(const Item* a, const Item* b) const;
    [[nodiscard]] bool groupBefore(const Group& a, const Group& b) const;
    [[nodiscard]] const Item& leaderOf(const Group& group) const;
    [[nodiscard]] static const Item& itemOf(const Row& row);
    [[nodiscard]] int rowOf(const Group& group) const;
    [[nodiscard]] std::vector<Item*> shownMembers(const Group& group) const;
    [[nodiscard]] int checkedOf(const Row& row) const;
    [[nodiscard]] bool isOver(const approval::ApprovalRequest& request) const;
    void put(approval::ApprovalRequest request);
    void add(Item& item);
    void update(Item& item, approval::ApprovalRequest request);
    void remove(const QString& id);
    void removeAll(const std::vector<QString>& ids);
    void removeGroup(Group& group);
    void refit(Group& group);
    void refitMembers(int top, const std::vector<Item*>& wanted);
    void moveToPlace(Group& group, int top, int rows);
    /// Says so when the selection lost something since there were that many.
    void sayUnselected(qsizetype before);

    std::unordered_map<QString, std::unique_ptr<Item>> m_items;
    /// As they are listed.
    std::vector<std::unique_ptr<Group>> m_groups;
    QHash<QString, Group*> m_byKey;
    std::vector<Row> m_rows;
    QSet<QString> m_open;
    QSet<QString> m_checked;
    Order m_order = Order::Risk;
    Timestamp m_now;
    identity::OperatorId m_me;
};

} // namespace countersign::ui
