#pragma once

#include "core/ledger/record.h"

#include <optional>

namespace countersign::ledger {

// A command may carry a policy bundle, and a number may be longer in canonical form than as it was sent.
inline constexpr json::Limits kRecordLimits{.bytes = 16 * 1024 * 1024, .depth = 72};

/// The fields of a record's JSON; what create() checks is not yet checked.
Result<RecordFields> parseRecordFields(const json::Value& value);

/// The fields of bytes that look like canonical ones, read in one walk: some five times faster than by way of a
/// json::Value. Nothing when anything is unusual, be it wrong or only rare. What it accepts is trustworthy once
/// create() accepts it and writing it gives the same bytes again: then it is the one record with that canonical form.
std::optional<RecordFields> readCanonical(std::string_view bytes);

/// Record::parse without readCanonical(): the one that says why bytes are refused.
Result<Record> parseStrictly(std::string_view bytes);

} // namespace countersign::ledger
