#pragma once

#include "core/ledger/record.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace countersign::store {

/// The text columns of the audit index, in the order of its rows. Kind and Outcome are never absent.
enum class AuditColumn : std::uint8_t {
    Kind,
    Outcome,
    Agent,
    User,
    Operator,
    Action,
    Approval,
    Request,
    Session,
    Policy,
};
inline constexpr std::size_t kAuditColumns = 10;
/// Its name in SQL.
[[nodiscard]] std::string_view auditColumnName(AuditColumn column);

/// What the audit index holds of one record.
struct AuditRow {
    std::uint64_t seq = 0;
    Timestamp at;
    /// Empty = absent (NULL).
    std::array<std::string, kAuditColumns> texts;
    /// Sorted and unique.
    std::vector<std::pair<std::string, std::string>> resource;
    std::vector<std::string> reasons;
    std::vector<std::string> scopes;

    friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

[[nodiscard]] AuditRow auditRow(std::uint64_t seq, const ledger::Record& record);

/// Text as the index holds it and as filters are bound: U+0000, at which SQLite's LIKE would stop, and the two
/// noncharacters that stand in for it become comma-free words, so that comparisons and globs answer as on the original.
[[nodiscard]] std::string indexText(std::string_view text);

} // namespace countersign::store
