#pragma once

#include "core/store/connection_p.h"

#include <span>

namespace countersign::store {

/// One step of the schema: core/store/migrations/NNNN_name.sql, embedded when the library is built.
struct MigrationScript {
    const char* name;
    const char* sql;
};

/// In order; the schema version after script i is i + 1.
[[nodiscard]] std::span<const MigrationScript> migrationScripts();

/// Brings the schema from the version found to kSchemaVersion, each step in one transaction. StoreNewer when it is
/// beyond that already.
[[nodiscard]] Result<void> migrate(Connection& connection);

} // namespace countersign::store
