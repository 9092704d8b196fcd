#pragma once

#include "core/approval/approval_request.h"

#include <QAbstractListModel>
#include <QSet>

#include <optional>
#include <vector>

namespace countersign::ui {

/// How urgently a risk asks for attention: critical 4 … low 1, unknown 5 (what nobody can rate comes first).
[[nodiscard]] int riskRank(std::string_view risk);

/// The waiting requests, alike ones in one group: same agent, key, action, resource, chain, risk and holds. A group is
/// one row until it is opened; its members follow then. Rows keep their place in the view while others come and go.
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

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    void setRequests(std::vector<approval::ApprovalRequest> requests);
    void setOrder(Order order);
    /// Whose decisions count as done: the first of a group is one that this operator has not decided.
    void setMe(const identity::OperatorId& me) { m_me = me; }
    /// Times are counted from here; requests that are past theirs go.
    void setNow(Timestamp now);

    /// Requests, not rows.
    [[nodiscard]] int requestCount() const { return static_cast<int>(m_requests.size()); }
    /// The request of a row, or the first of its group.
    [[nodiscard]] const approval::ApprovalRequest* at(const QModelIndex& index) const;
    [[nodiscard]] const approval::ApprovalRequest* request(const QString& id) const;
    /// Where the request stands: its own row, else its group's; invalid when it waits no longer.
    [[nodiscard]] QModelIndex indexOf(const QString& id) const;

    void setOpen(const QModelIndex& index, bool open);
    /// Selects all requests of the row, or none of them when all were.
    void toggle(const QModelIndex& index);
    void clearSelection();
    /// In the order of the list. All alike: selecting one of another kind lets go of the others.
    [[nodiscard]] std::vector<ApprovalId> selected() const;

Q_SIGNALS:
    void selectionChanged();

private:
    struct Group {
        QString key;
        /// Indexes into m_requests.
        std::vector<std::size_t> members;
    };
    struct Row {
        std::size_t group = 0;
        /// Absent for the group's own row.
        std::optional<std::size_t> member;
        QString key;
    };
    void rebuild();
    [[nodiscard]] std::vector<Group> grouped() const;
    [[nodiscard]] std::vector<Row> rowsOf(const std::vector<Group>& groups) const;
    [[nodiscard]] bool before(const approval::ApprovalRequest& a, const approval::ApprovalRequest& b) const;
    [[nodiscard]] const approval::ApprovalRequest& requestOf(const Row& row) const;
    [[nodiscard]] int checkedOf(const Row& row) const;
    /// Whether the selection lost something.
    bool prune();

    std::vector<approval::ApprovalRequest> m_requests;
    std::vector<Group> m_groups;
    std::vector<Row> m_rows;
    QSet<QString> m_open;
    QSet<QString> m_checked;
    Order m_order = Order::Risk;
    Timestamp m_now;
    identity::OperatorId m_me;
};

} // namespace countersign::ui
