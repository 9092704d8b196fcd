#pragma once

#include "core/command/queries.h"

/// Queries and their answers as they are sent (core/design/queries.md); the answers are also what `countersignctl
/// --json` prints, so a name that stands here stays. Any thread.
namespace countersign::wire {

/// The parameters, as one object; the name is command::queryName().
[[nodiscard]] json::Value toJson(const command::Query& query);
/// NotFound for a name that does not exist; InvalidRequest for parameters that are missing, unknown or of another type
/// and for a page of none or more than 1,000; the values' own codes otherwise.
[[nodiscard]] Result<command::Query> queryFromJson(std::string_view name, const json::Value& parameters);

/// One object or one array. Texts that were not erased stand beside their commitments.
[[nodiscard]] json::Value answerJson(const command::Answer& answer);
/// The answer to this query: the alternative with its index. InvalidRequest and the values' own codes.
[[nodiscard]] Result<command::Answer> answerFromJson(const command::Query& query, const json::Value& value);

/// One record of the feed: `{seq, leaf, record, result?}`.
[[nodiscard]] json::Value toJson(const command::AuditRow& row);
[[nodiscard]] Result<command::AuditRow> auditRowFromJson(const json::Value& value);

} // namespace countersign::wire
