#pragma once

#include "core/command/queries.h"
#include "ui/support/theme.h"
#include "ui/widgets/card.h"

namespace countersign::ui {

/// What an order takes and gives, agent by agent: each line with plus or minus, or a warning, and its words.
class DiffCard final : public Card {
    Q_OBJECT
public:
    explicit DiffCard(QWidget* parent);
    void tell(const command::CommandPreview& preview);
    void clear();

private:
    void addAgent(const command::AgentChange& change);
    void addLine(const QString& icon, Tone tone, const QString& text);

    QList<QWidget*> m_lines;
};

} // namespace countersign::ui
