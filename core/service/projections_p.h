#pragma once

#include "core/service/maintenance.h"
#include "core/service/state.h"

namespace countersign::service {

/// Every projection row by table and id, as a replay of the ledger makes them.
using Tables = std::map<store::EntityKind, std::map<std::string, std::string>>;

void applyChanges(Tables& tables, const std::vector<Change>& changes);

/// What differs between the stored tables and those of the ledger, one sentence a row; counts the rows.
[[nodiscard]] Result<void> compareTables(store::ReadStore& store, Tables& tables, RebuildReport& report);

} // namespace countersign::service
