#pragma once

#include "core/command/queries.h"
#include "ui/support/theme.h"

#include <QStringList>

#include <vector>

namespace countersign::ui {

/// One line of a story: what it is about, and what is to be said. `text` may quote foreign text as it is.
struct StoryLine {
    QString label;
    QString text;
    Tone tone = Tone::Neutral;
    QString icon;
};

/// A record as a person would tell it. Texts may quote foreign text as it is: only for labels that escape.
struct RecordStory {
    QString title;
    QString subtitle;
    /// Who, for whom, what, how it ended.
    QStringList sentences;
    std::vector<StoryLine> chain;
    /// The six gates; empty for what is no decision.
    std::vector<StoryLine> gates;
    std::vector<StoryLine> approval;
    std::vector<StoryLine> facts;
};

/// `approval` may be null: not asked yet, not allowed to see it, or none.
[[nodiscard]] RecordStory tellStory(const command::AuditRow& row, const command::ApprovalView* approval);

} // namespace countersign::ui
