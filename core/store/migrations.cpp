#include "core/store/migrations_p.h"

#include "core/store/store_file.h"

namespace countersign::store {

namespace {

Result<void> step(Connection& connection, const MigrationScript& script, int version) {
    CHECK(connection.script(script.sql));
    return connection.setSchemaVersion(version);
}

} // namespace

Result<void> migrate(Connection& connection) {
    TRY(const int found, connection.schemaVersion());
    if (found > kSchemaVersion) {
        return fail(Code::StoreNewer, "the store has schema " + std::to_string(found) + ", this program knows " +
                                          std::to_string(kSchemaVersion) +
                                          ": use a newer program, or open it read-only");
    }
    const auto scripts = migrationScripts();
    for (int version = found; version < kSchemaVersion; ++version) {
        const MigrationScript& script = scripts[static_cast<std::size_t>(version)];
        CHECK(connection.begin());
        if (const auto done = step(connection, script, version + 1); !done) {
            connection.rollback();
            return fail(done.error().code, "migration " + std::string(script.name) + ": " + done.error().detail);
        }
        if (const auto committed = connection.commit(); !committed) {
            connection.rollback();
            return committed;
        }
    }
    return {};
}

} // namespace countersign::store
