#pragma once

#include "core/audit/filter.h"
#include "ui/audit/audit_model.h"
#include "ui/shell/page.h"

#include <QElapsedTimer>

class QStackedWidget;

namespace countersign::ui {

class AuditTable;
class Banner;
class Button;
class ExportFlow;
class FilterBar;
class HistogramView;
class PageHeader;
class StoryView;

/// The ledger: a filter, its records over time, the records, and one of them as a story. Follows the store while it is
/// shown; opening a filter is the one read that is recorded.
class AuditPage final : public Page {
    Q_OBJECT
public:
    explicit AuditPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* inspector() override;
    /// `#1204` or `1204`: that record; anything else: a filter.
    bool open(const QString& what) override;
    void activated() override;

    [[nodiscard]] AuditModel* model() const { return m_model; }
    /// Nothing is being opened, and what is looked at is here.
    [[nodiscard]] bool isSettled() const;

private:
    void build();
    void addActions();
    void openFilter(const QString& text);
    void takeView(const QString& text, const command::AuditView& view);
    void takeRefusal(const Error& error);
    void countOn(std::uint64_t generation, const std::string& after, std::uint64_t sofar);
    void drawOn(std::uint64_t generation, const std::string& after);
    void sayCount(std::uint64_t count);
    void takeRecords(const std::vector<command::AuditRow>& rows);
    void flush();
    void showTail();
    void select(const AuditModel::RowPointer& row);
    void askRecord();
    void askApproval(const ApprovalId& id);
    void goTo(std::uint64_t seq);
    void zoom(Timestamp from, Timestamp to);

    AuditModel* m_model;
    PageHeader* m_header;
    FilterBar* m_bar;
    HistogramView* m_histogram;
    AuditTable* m_table;
    QStackedWidget* m_stack;
    Banner* m_banner;
    Button* m_tail;
    Button* m_back;
    ExportFlow* m_export;
    StoryView* m_story;

    bool m_opened = false;
    /// Openings that were asked for and not answered.
    int m_opening = 0;
    std::uint64_t m_generation = 0;
    QElapsedTimer m_since;
    std::optional<std::uint64_t> m_count;
    std::optional<std::uint64_t> m_wantedSeq;
    QStringList m_zoomedFrom;
    audit::Filter m_filter = audit::Filter::everything();
    /// Matching records that came and are not in the table.
    std::vector<AuditModel::RowPointer> m_pending;
    bool m_missed = false;
    bool m_learned = false;
    QTimer m_askSoon;
};

} // namespace countersign::ui
