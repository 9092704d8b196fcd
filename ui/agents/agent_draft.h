#pragma once

#include "core/command/commands.h"

#include <QString>

#include <map>

namespace countersign::ui {

/// An agent to register, as it was typed or as a row of a file says it.
struct AgentDraft {
    QString id;
    QString owner;
    /// In any form that a key is imported from.
    QString key;
    QString environment;
    /// `team=platform, tier=1`.
    QString tags;
};

/// InvalidArgument, KeyInvalid: with a sentence that names what is wrong.
[[nodiscard]] Result<command::RegisterAgent> toCommand(const AgentDraft& draft);
/// Pairs apart by `,` or `;`.
[[nodiscard]] Result<std::map<std::string, std::string>> tagsFrom(const QString& text);

} // namespace countersign::ui
