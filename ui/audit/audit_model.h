#pragma once

#include "ui/support/session.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

#include <deque>
#include <list>

namespace countersign::ui {

/// What a filter that was opened is shown with.
struct AuditScope {
    /// As it was answered: canonical, times resolved.
    std::string filter;
    /// Records before this number.
    std::uint64_t view = 0;
    [[nodiscard]] bool isEverything() const { return filter.empty(); }
};

/// The ledger, newest first, as a table of any length: rows are fetched in pages when they are looked at, and only the
/// pages last looked at are kept. Above them the tail: records that came since the filter was opened. The number of
/// rows changes with open(), with appendTail(), and when a count is known better; never because of scrolling. GUI
/// thread.
class AuditModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Record, Time, Outcome, Agent, For, Action, Resource, kColumns };
    enum Role {
        /// A RowPointer, or null while the row is on its way.
        RowRole = Qt::UserRole + 1,
        ToneRole,
    };
    static constexpr std::uint64_t kPageRows = 200;
    /// Pages kept: some 20,000 records.
    static constexpr std::size_t kKeptPages = 100;
    /// The table cannot be longer: Qt counts rows and pixels in int.
    static constexpr std::uint64_t kMostRows = 50'000'000;
    using RowPointer = std::shared_ptr<const command::AuditRow>;

    explicit AuditModel(Session& session, QObject* parent = nullptr);

    /// Shows another filter from its top. Answers to what was asked before are dropped.
    void open(const AuditScope& scope);
    [[nodiscard]] const AuditScope& scope() const { return m_scope; }
    /// Matching records of the view; the rows of a filtered table are as many as this, once it is known.
    void setCount(std::uint64_t count);
    /// Of a filtered view: so many records match from `before` on. A row is found from the nearest place above it.
    void addPlace(std::uint64_t matches, std::uint64_t before);
    /// Newer records, oldest first. Those before the view, and those that are there already, are passed over.
    void appendTail(const std::vector<RowPointer>& rows);
    [[nodiscard]] std::size_t tailRows() const { return m_tail.size(); }

    /// Null while it is not here.
    [[nodiscard]] RowPointer row(int row) const;
    /// The row of that record, if it is here.
    [[nodiscard]] int rowOf(std::uint64_t seq) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Each cell can be dragged to the filter.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] std::size_t keptPages() const { return m_pages.size(); }
    /// Pages asked for and not answered.
    [[nodiscard]] int underWay() const { return m_underWay; }

Q_SIGNALS:
    void failed(const countersign::Error& error);
    /// Rows that were looked at are here.
    void loaded();

private:
    struct Kept {
        std::vector<RowPointer> rows;
        std::list<std::uint64_t>::iterator age;
    };
    void want(std::uint64_t page) const;
    void fetchWanted();
    void fetch(std::uint64_t page);
    struct Asked {
        std::uint64_t generation = 0;
        std::uint64_t page = 0;
        std::uint32_t rows = 0;
        /// The row that comes first in the answer; before the page's own, its number tells where the page begins.
        std::uint64_t firstRow = 0;
    };
    [[nodiscard]] Asked placed(std::uint64_t page, command::ListAudit& query) const;
    void takeRows(std::uint64_t page, std::vector<RowPointer> rows, bool last);
    void take(const Asked& asked, const Result<Rows<command::AuditRow>>& answer);
    void keep(std::uint64_t page, std::vector<RowPointer> rows);
    void setBaseRows(std::uint64_t rows);
    void showRange(std::uint64_t first, std::uint64_t count);

    Session& m_session;
    AuditScope m_scope;
    std::uint64_t m_generation = 0;
    /// Rows below the tail.
    std::uint64_t m_baseRows = 0;
    /// Oldest first.
    std::deque<RowPointer> m_tail;
    std::map<std::uint64_t, Kept> m_pages;
    mutable std::list<std::uint64_t> m_ages;
    /// Of a filtered view: the number below which that row and those after it are; as far as it is known.
    std::map<std::uint64_t, std::uint64_t> m_places;
    mutable std::list<std::uint64_t> m_wanted;
    mutable QTimer m_soon;
    QSet<quint64> m_asked;
    int m_underWay = 0;
};

} // namespace countersign::ui
