#pragma once

#include "core/command/queries.h"
#include "ui/support/theme.h"

#include <QString>

/// How a record is put into words, for rows and stories. What is `std::string` here is foreign text: escape it.
namespace countersign::ui {

/// `allow`, `hold` …, in the user's language; an allowed action that failed says so.
[[nodiscard]] QString outcomeWord(const command::AuditRow& row);
[[nodiscard]] Tone outcomeTone(const command::AuditRow& row);
/// Freedesktop name of the icon beside the word.
[[nodiscard]] QString outcomeIcon(const command::AuditRow& row);
/// `Decision`, `Command` ….
[[nodiscard]] QString kindWord(ledger::Kind kind);

/// Whether a person did it: an order names the agent that it is about, not one that acted.
[[nodiscard]] bool isByOperator(const ledger::RecordFields& fields);
/// The agent, or the operator who gave an order.
[[nodiscard]] const std::string& actorOf(const ledger::RecordFields& fields);
/// The action; for an order its type (`agent.register`).
[[nodiscard]] std::string actionOf(const ledger::RecordFields& fields);
/// `repo=acme/api`, joined by spaces; of an order the agent that it is about, of a read its filter.
[[nodiscard]] std::string resourceOf(const ledger::RecordFields& fields);

} // namespace countersign::ui
