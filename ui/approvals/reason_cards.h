#pragma once

#include "core/command/queries.h"

#include <QWidget>

namespace countersign::ui {

class Card;

/// Why a request is held and who signed so far; how risky it is and what became of earlier ones: two cards side by
/// side.
class ReasonCards final : public QWidget {
    Q_OBJECT
public:
    explicit ReasonCards(QWidget* parent = nullptr);
    void setView(const command::ApprovalView& view);
    /// At least one; alike in agent, action, resource, chain and holds.
    void setAlike(const std::vector<command::ApprovalView>& views);

Q_SIGNALS:
    /// `grt_…`, or the name of a role or rule.
    void originClicked(const QString& origin);

private:
    void fillHolds(const approval::ApprovalRequest& request);
    void fillRisk(const command::ApprovalView& view);

    Card* m_why;
    Card* m_history;
};

/// The state in the user's language, as in `2 executed`.
[[nodiscard]] QString stateWord(approval::State state);

} // namespace countersign::ui
