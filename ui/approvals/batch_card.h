#pragma once

#include "core/command/queries.h"

#include <QWidget>

namespace countersign::ui {

class ArgumentsCard;
class Card;
class ChainView;
class CodeView;
class PlainLabel;
class ReasonCards;

/// Several alike requests at once: what is the same in all of them is shown once, what differs is shown of each.
class BatchCard final : public QWidget {
    Q_OBJECT
public:
    explicit BatchCard(QWidget* parent = nullptr);
    /// At least one; alike in agent, action, resource, chain and holds. `leftOut`: how many more were selected than are
    /// shown, and wait on.
    void setViews(const std::vector<command::ApprovalView>& views, std::size_t leftOut);
    /// Whether every character that would be signed is shown.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    [[nodiscard]] QString shownText() const;

Q_SIGNALS:
    /// `grt_…`, or the name of a role or rule.
    void originClicked(const QString& origin);

private:
    PlainLabel* m_title;
    PlainLabel* m_facts;
    PlainLabel* m_leftOut;
    ChainView* m_chain;
    ReasonCards* m_reasons;
    Card* m_same;
    CodeView* m_common;
    Card* m_differ;
    CodeView* m_each;
    PlainLabel* m_warning;
    bool m_whole = true;
};

} // namespace countersign::ui
