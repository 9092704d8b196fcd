#pragma once

#include "core/command/queries.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace countersign::ui {

class ArgumentsCard;
class ChainView;
class Chip;
class PlainLabel;
class ReasonCards;

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

    approval::ApprovalRequest m_request;
    PlainLabel* m_title;
    Chip* m_risk;
    Chip* m_lapses;
    PlainLabel* m_facts;
    ChainView* m_chain;
    PlainLabel* m_asked;
    ReasonCards* m_reasons;
    ArgumentsCard* m_arguments;
    PlainLabel* m_yes;
};

} // namespace countersign::ui
