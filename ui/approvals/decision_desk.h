#pragma once

#include "ui/support/session.h"

#include <QWidget>

#include <deque>

class QScrollArea;
class QStackedWidget;

namespace countersign::ui {

class ApprovalCard;
class BatchCard;
class DecisionBar;

/// Where a request, or several alike ones, are looked at and decided. What is signed is exactly the views that are on
/// the screen; each is signed by itself.
class DecisionDesk final : public QWidget {
    Q_OBJECT
public:
    /// `rest` gets the focus while there is nothing to decide.
    DecisionDesk(Session& session, QWidget* rest, QWidget* parent = nullptr);

    /// Fetches it and shows it; also one that was decided long ago.
    void showOne(const ApprovalId& id);
    /// The first kBatchLimit of them; how many come after these is said.
    void showMany(std::vector<ApprovalId> ids);
    void clear();
    /// What is shown may have been decided elsewhere, or lapsed.
    void recheck();
    /// Ages, countdowns; a request whose time is over dies.
    void tick();
    /// The request that is shown, or is being fetched; empty: none or several.
    [[nodiscard]] const ApprovalId& shown() const { return m_id; }
    [[nodiscard]] DecisionBar* bar() const { return m_bar; }
    [[nodiscard]] ApprovalCard* card() const { return m_card; }
    [[nodiscard]] BatchCard* batch() const { return m_batch; }
    /// Signing is going on.
    [[nodiscard]] bool isBusy() const { return m_busy; }

    static constexpr std::size_t kBatchLimit = 200;

Q_SIGNALS:
    /// What was shown is done with, and some of it was decided.
    void decided(const std::vector<countersign::ApprovalId>& shown);
    /// Empty: it can be decided.
    void aliveChanged(const QString& why);
    void originClicked(const QString& origin);

private:
    void take(command::ApprovalView view);
    void takeOne(std::vector<ApprovalId> ids, std::size_t at, quint64 round,
                 const Result<command::ApprovalView>& answer);
    void fetchFrom(std::vector<ApprovalId> ids, std::size_t at, quint64 round);
    void enrich(const approval::ApprovalRequest& request);
    void judge();
    [[nodiscard]] bool isLost() const;
    /// Dead while the store cannot be reached, and alive again when it can.
    void followLink();
    [[nodiscard]] QString whyDead(const command::ApprovalView& view) const;
    void kill(const QString& why);
    void sign(approval::Verdict verdict, const QString& reason);
    void signNext();
    void finish();
    void toTop();

    Session& m_session;
    QStackedWidget* m_stack;
    QScrollArea* m_scroll;
    ApprovalCard* m_card;
    BatchCard* m_batch;
    DecisionBar* m_bar;
    ApprovalId m_id;
    /// What is on the screen.
    std::vector<command::ApprovalView> m_views;
    std::size_t m_leftOut = 0;
    /// Answers to what was asked before are late.
    quint64 m_round = 0;

    struct Work {
        std::deque<command::ApprovalView> left;
        approval::Verdict verdict = approval::Verdict::Deny;
        std::string reason;
        int all = 0;
        int done = 0;
        int failed = 0;
        QString problem;
    };
    Work m_work;
    bool m_busy = false;
};

} // namespace countersign::ui
