#pragma once

#include "core/command/queries.h"
#include "ui/support/theme.h"

#include <QString>

#include <optional>

namespace countersign::ui {

/// An agent as the table shows it: what the directory knows, and what it did lately.
struct AgentRow {
    command::AgentView view;
    std::optional<Timestamp> lastSeen;
    /// In the last 24 hours.
    std::uint64_t denied = 0;

    [[nodiscard]] const identity::AgentId& id() const { return view.agent.id; }
    [[nodiscard]] QString name() const { return QString::fromStdString(view.agent.id.text()); }
    /// The newest key whose signatures count, or will; null when there is none.
    [[nodiscard]] const identity::KeyEntry* key() const;
};
[[nodiscard]] bool sameFacts(const AgentRow& one, const AgentRow& other);

/// Word, colour and icon of a state.
struct StateLook {
    QString word;
    Tone tone;
    QString icon;
};
/// An active agent past its end is `expired`.
[[nodiscard]] StateLook lookOf(const identity::Agent& agent, Timestamp now);
[[nodiscard]] StateLook lookOf(const identity::KeyEntry& key, Timestamp now);

/// `platform, release`.
[[nodiscard]] QString groupsOf(const command::AgentView& view);
/// `team=platform, tier=1`; foreign text.
[[nodiscard]] QString tagsOf(const identity::Agent& agent);

} // namespace countersign::ui
