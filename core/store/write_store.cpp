#include "core/store/write_store.h"

#include "core/store/files_p.h"
#include "core/store/migrations_p.h"
#include "core/store/sql_write_store_p.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/store/dialect_p.h"

namespace countersign::store {

namespace {

Result<void> putMeta(Connection& connection, std::string_view name, std::string_view value) {
    TRY(Statement insert, connection.prepare("INSERT INTO meta (name, value) VALUES (?, ?)"));
    return insert.bindText(name).bindText(value).run();
}

Result<void> fillNew(Connection& connection, const StoreMeta& meta) {
    CHECK(connection.script(("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str()));
    CHECK(migrate(connection));
    CHECK(connection.begin());
    CHECK(putMeta(connection, "store", meta.id.text()));
    CHECK(putMeta(connection, "trust_domain", meta.trustDomain));
    CHECK(putMeta(connection, "ledger_key", meta.ledgerKey.base64()));
    if (meta.serviceKey) {
        CHECK(putMeta(connection, "service_key", meta.serviceKey->base64()));
    }
    CHECK(connection.commit());
    return connection.run(dialect::kCheckpoint);
}

/// Two names are two locks and two WAL files for one store, which corrupts it.
Result<void> checkSingleName(const std::string& path) {
    struct stat state{};
    if (::stat(path.c_str(), &state) != 0) {
        return std::unexpected(systemError(path, "open"));
    }
    if (state.st_nlink != 1) {
        return fail(Code::StoreUnreadable,
                    "`" + path + "` has " + std::to_string(state.st_nlink) + " names (hard links): remove all but one");
    }
    return {};
}

Result<std::unique_ptr<WriteStore>> openAt(const std::string& path) {
    TRY(FileWatch watch, FileWatch::of(path));
    CHECK(checkSingleName(path));
    TRY(auto connection, Connection::open(path, Access::Write));
    CHECK(migrate(*connection));
    CHECK(watch.addLog());
    CHECK(watch.check());
    auto store = std::make_unique<SqlWriteStore>(path, std::move(watch), std::move(connection));
    CHECK(store->read().meta());
    // On a full disk the store opens with less, or none: refusing and revoking must go on.
    store->holdReserve();
    return store;
}

} // namespace

Result<std::unique_ptr<WriteStore>> WriteStore::create(const std::string& path, const StoreMeta& meta) {
    {
        TRY(const Descriptor file, createPrivate(path));
        struct stat left{};
        if (::stat((path + "-wal").c_str(), &left) == 0) {
            ::unlink(path.c_str());
            return fail(Code::AlreadyExists, "`" + path + "-wal` is left over from another store: move it away first");
        }
    }
    auto filled = [&]() -> Result<std::unique_ptr<WriteStore>> {
        TRY(const std::string real, canonicalPath(path));
        {
            TRY(const auto connection, Connection::open(real, Access::Write));
            CHECK(fillNew(*connection, meta));
        }
        CHECK(syncFolderOf(real));
        return openAt(real);
    }();
    if (!filled) {
        for (const char* suffix : {"", "-wal", "-shm", ".reserve"}) {
            ::unlink((path + suffix).c_str());
        }
        return std::unexpected(filled.error());
    }
    return filled;
}

Result<std::unique_ptr<WriteStore>> WriteStore::open(const std::string& path) {
    TRY(const std::string real, canonicalPath(path));
    CHECK(checkHeader(real));
    return openAt(real);
}

} // namespace countersign::store
