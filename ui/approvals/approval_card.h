#pragma once

#include "core/command/queries.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace countersign::ui {

class ArgumentsCard;
class Card;
class ChainView;
class Chip;
class PlainLabel;

/// A held request, told so that it can be judged: who, what, with exactly which arguments, why it is held, how risky it
/// is, what became of earlier ones. Shows one view; what is signed is that view.
class ApprovalCard final : public QWidget {
    Q_OBJECT
public:
    explicit ApprovalCard(QWidget* parent = nullptr);
    void setView(const command::ApprovalView& view, Timestamp now);
    /// Ages and countdown.
    void setNow(Timestamp now);
    [[nodiscard]] ChainView* chain() const { return m_chain; }
    [[nodiscard]] ArgumentsCard* arguments() const { return m_arguments; }

Q_SIGNALS:
    /// `grt_…`, or the name of a role or rule.
    void originClicked(const QString& origin);

private:
    void buildHead(QVBoxLayout* column);
    void fillHolds(const approval::ApprovalRequest& request);
    void addSignatures(const approval::ApprovalRequest& request);
    void fillRisk(const command::ApprovalView& view);

    approval::ApprovalRequest m_request;
    PlainLabel* m_title;
    Chip* m_risk;
    Chip* m_lapses;
    PlainLabel* m_facts;
    ChainView* m_chain;
    PlainLabel* m_asked;
    Card* m_why;
    Card* m_history;
    ArgumentsCard* m_arguments;
    PlainLabel* m_yes;
};

/// The state in the user's language, as in `2 executed`.
[[nodiscard]] QString stateWord(approval::State state);

} // namespace countersign::ui
