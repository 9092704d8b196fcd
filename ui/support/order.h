#pragma once

#include "core/command/commands.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace countersign::ui {

/// A change as a person sees it, and the command that makes it.
struct Order {
    /// Whether the effects were shown already (by the sheet in which the draft was edited), or are to be shown and
    /// confirmed before anything is sent.
    enum class Review { Shown, Ask };

    command::Command command;
    /// What it does, as a title: `Suspend agent-release-bot`.
    QString title;
    /// What changes for whom, a sentence each. May quote foreign text (escaped when it is shown).
    QStringList effects;
    /// What the toast says once it is done: `agent-release-bot is suspended`.
    QString done;
    /// The command that takes it back. Without one the change is irreversible: it waits for ten seconds, cancellable,
    /// before it is sent.
    std::optional<command::Command> undo;
    Review review = Review::Shown;
};

using OrderDone = std::function<void(const Result<command::Receipt>&)>;

/// How long an irreversible order can be stopped.
inline constexpr Duration kFuse{10'000};

/// What a toast says.
struct Notice {
    enum class Kind { Done, Undoable, Error, Info };
    Kind kind = Kind::Info;
    QString text;
    /// The engine's own words behind an error; foreign text.
    QString detail;
    /// Of something undoable: what Session::undo() takes.
    quint64 undo = 0;
};

} // namespace countersign::ui
