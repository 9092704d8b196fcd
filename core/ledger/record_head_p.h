#pragma once

#include <optional>
#include <string_view>

namespace countersign::ledger {

/// The members of a record that a verifier looks at, still as the JSON strings' insides (none of them needs an escape).
struct RecordHead {
    std::string_view at;
    std::string_view kind;
    std::string_view outcome;
    std::string_view store;
    friend bool operator==(const RecordHead&, const RecordHead&) = default;
};

/// Finds those members by skipping over the others, without building anything: far faster than parsing. Nothing when
/// the bytes are no JSON object without white space or lack one of them. It accepts bytes that Record::parse refuses;
/// the tree tells whether they are the ones that were written.
std::optional<RecordHead> scanRecord(std::string_view bytes);

/// The same for any bytes, one string after the other; scanRecord() asks it about those that are unusual.
std::optional<RecordHead> scanRecordStepwise(std::string_view bytes);

} // namespace countersign::ledger
