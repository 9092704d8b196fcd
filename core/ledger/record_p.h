#pragma once

#include "core/ledger/record.h"

namespace countersign::ledger {

/// The fields of a record's JSON; what create() checks is not yet checked.
Result<RecordFields> parseRecordFields(const json::Value& value);

} // namespace countersign::ledger
