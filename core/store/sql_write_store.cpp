#include "core/store/sql_write_store_p.h"

#include "core/store/dialect_p.h"
#include "core/store/files_p.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::store {

namespace {

constexpr off_t kReserveBytes = 1024 * 1024;
/// Room for one order.
constexpr off_t kLeastReserve = 64 * 1024;

} // namespace

SqlWriteStore::SqlWriteStore(std::string path, FileWatch watch, std::unique_ptr<Connection> connection)
    : m_path(std::move(path)), m_watch(std::move(watch)), m_connection(std::move(connection)), m_read(*m_connection) {}

Result<void> SqlWriteStore::begin() {
    CHECK(m_watch.check());
    return m_connection->begin();
}

Result<void> SqlWriteStore::commit() {
    CHECK(m_watch.check());
    CHECK(checkInTransaction());
    CHECK(m_connection->commit());
    return m_watch.check();
}

void SqlWriteStore::rollback() {
    m_connection->rollback();
}

void SqlWriteStore::releaseReserve() {
    ::unlink((m_path + ".reserve").c_str());
    // What is free from now on is for orders, not for moving the log.
    static_cast<void>(m_connection->run(dialect::kNoAutoCheckpoint));
}

Result<void> SqlWriteStore::reserve(off_t size) {
    const std::string path = m_path + ".reserve";
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
    struct stat before{};
    if (!file.isOpen() || ::fchmod(file.get(), 0600) != 0 || ::fstat(file.get(), &before) != 0) {
        return std::unexpected(systemError(path, "create"));
    }
    if (const int code = ::posix_fallocate(file.get(), 0, size); code != 0) {
        [[maybe_unused]] const int shortened = ::ftruncate(file.get(), before.st_size);
        errno = code;
        return std::unexpected(systemError(path, "reserve room in"));
    }
    return {};
}

Result<void> SqlWriteStore::restoreReserve() {
    if (auto reserved = reserve(kReserveBytes); !reserved) {
        ::unlink((m_path + ".reserve").c_str());
        return reserved;
    }
    return m_connection->run(dialect::kAutoCheckpoint);
}

void SqlWriteStore::holdReserve() {
    for (off_t size = kReserveBytes; size >= kLeastReserve; size /= 2) {
        if (reserve(size)) {
            return;
        }
    }
}

Result<void> SqlWriteStore::checkInTransaction() const {
    if (!m_connection->inTransaction()) {
        // SQLite rolls back by itself when the disk is full or fails: what came after would commit alone.
        return fail(Code::StoreFull, "the database ended the transaction by itself; nothing of it is kept");
    }
    return {};
}

Result<Statement*> SqlWriteStore::change(std::string_view sql) {
    CHECK(checkInTransaction());
    return m_connection->statement(sql);
}

Result<Statement*> SqlWriteStore::hot(Statement* Hot::* slot, std::string_view sql) {
    CHECK(checkInTransaction());
    if (m_hot.*slot == nullptr) {
        TRY(m_hot.*slot, m_connection->statement(sql));
    }
    return m_hot.*slot;
}

Result<void> SqlWriteStore::appendRecord(std::uint64_t seq, std::string_view body) {
    TRY(Statement * insert, hot(&Hot::record, "INSERT INTO records (seq, body) VALUES (?, ?)"));
    return insert->bind(seq).bindBlob(asBytes(body)).run();
}

Result<void> SqlWriteStore::putValues(std::uint64_t seq, std::string_view body) {
    TRY(Statement * insert, hot(&Hot::values, "INSERT INTO record_values (seq, body) VALUES (?, ?)"
                                              " ON CONFLICT (seq) DO UPDATE SET body = excluded.body"));
    return insert->bind(seq).bindBlob(asBytes(body)).run();
}

Result<void> SqlWriteStore::putCheckpoint(std::uint64_t size, std::string_view note) {
    TRY(Statement * insert, hot(&Hot::checkpoint, "INSERT INTO checkpoints (size, note) VALUES (?, ?)"
                                                  " ON CONFLICT (size) DO UPDATE SET note = excluded.note"));
    return insert->bind(size).bindBlob(asBytes(note)).run();
}

Result<void> SqlWriteStore::putTile(unsigned level, std::uint64_t index, ByteView hashes) {
    TRY(Statement * insert, change("INSERT INTO tiles (level, idx, hashes) VALUES (?, ?, ?)"));
    return insert->bind(std::uint64_t{level}).bind(index).bindBlob(hashes).run();
}

Result<void> SqlWriteStore::putEntity(EntityKind kind, std::string_view id, std::string_view body) {
    TRY(Statement * insert, change("INSERT INTO " + std::string(entityTable(kind)) +
                                   " (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"));
    return insert->bindText(id).bindText(body).run();
}

Result<void> SqlWriteStore::eraseEntity(EntityKind kind, std::string_view id) {
    TRY(Statement * erase, change("DELETE FROM " + std::string(entityTable(kind)) + " WHERE id = ?"));
    return erase->bindText(id).run();
}

Result<void> SqlWriteStore::dropProjections() {
    CHECK(checkInTransaction());
    for (const EntityKind kind : entityKinds()) {
        CHECK(m_connection->run("DELETE FROM " + std::string(entityTable(kind))));
    }
    for (const std::string_view sql :
         {"DELETE FROM audit_resource", "DELETE FROM audit_reason", "DELETE FROM audit_scope", "DELETE FROM audit"}) {
        CHECK(m_connection->run(sql));
    }
    return {};
}

Result<void> SqlWriteStore::putSession(std::string_view tokenHash, std::string_view body, Timestamp expires) {
    TRY(Statement * insert, change("INSERT INTO sessions (token_hash, expires, body) VALUES (?, ?, ?) ON CONFLICT"
                                   " (token_hash) DO UPDATE SET expires = excluded.expires, body = excluded.body"));
    return insert->bindText(tokenHash).bind(expires).bindText(body).run();
}

Result<void> SqlWriteStore::eraseSession(std::string_view tokenHash) {
    TRY(Statement * erase, change("DELETE FROM sessions WHERE token_hash = ?"));
    return erase->bindText(tokenHash).run();
}

Result<std::vector<Entity>> SqlWriteStore::sessions(Timestamp now) {
    TRY(Statement * select,
        m_connection->statement("SELECT token_hash, body FROM sessions WHERE expires > ? ORDER BY token_hash"));
    std::vector<Entity> out;
    TRY(Rows rows, select->bind(now).rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return out;
        }
        out.push_back({rows.text(0), rows.text(1)});
    }
}

Result<bool> SqlWriteStore::useOnce(std::string_view type, std::string_view key, Timestamp expires) {
    TRY(Statement * insert, change("INSERT INTO single_use (type, key, expires) VALUES (?, ?, ?)"
                                   " ON CONFLICT (type, key) DO NOTHING"));
    CHECK(insert->bindText(type).bindText(key).bind(expires).run());
    return insert->changes() == 1;
}

Result<std::optional<WriteStore::StoredAnswer>> SqlWriteStore::idempotent(std::string_view agent, std::string_view key,
                                                                          Timestamp now) {
    TRY(Statement * select,
        m_connection->statement("SELECT body, answer FROM idempotency WHERE agent = ? AND key = ? AND expires > ?"));
    TRY(Rows rows, select->bindText(agent).bindText(key).bind(now).rows());
    TRY(const bool found, rows.next());
    if (!found) {
        return std::nullopt;
    }
    TRY(const Digest body, Digest::fromBytes(asBytes(rows.blob(0))));
    return StoredAnswer{body, rows.blob(1)};
}

Result<void> SqlWriteStore::putIdempotent(std::string_view agent, std::string_view key, const StoredAnswer& answer,
                                          Timestamp expires) {
    TRY(Statement * insert, change("INSERT INTO idempotency (agent, key, body, answer, expires) VALUES (?, ?, ?, ?, ?)"
                                   " ON CONFLICT (agent, key) DO UPDATE SET body = excluded.body,"
                                   " answer = excluded.answer, expires = excluded.expires"));
    return insert->bindText(agent)
        .bindText(key)
        .bindBlob(answer.body.bytes())
        .bindBlob(asBytes(answer.answer))
        .bind(expires)
        .run();
}

Result<void> SqlWriteStore::purgeExpired(Timestamp now) {
    for (const std::string_view sql :
         {"DELETE FROM sessions WHERE token_hash IN"
          " (SELECT token_hash FROM sessions WHERE expires <= ? ORDER BY expires LIMIT 256)",
          "DELETE FROM single_use WHERE (type, key) IN"
          " (SELECT type, key FROM single_use WHERE expires <= ? ORDER BY expires LIMIT 256)",
          "DELETE FROM idempotency WHERE (agent, key) IN"
          " (SELECT agent, key FROM idempotency WHERE expires <= ? ORDER BY expires LIMIT 256)"}) {
        TRY(Statement * erase, change(sql));
        CHECK(erase->bind(now).run());
    }
    return {};
}

Result<void> SqlWriteStore::putSecret(std::string_view name, std::string_view recipient, ByteView sealed) {
    TRY(Statement * insert, change("INSERT INTO secrets (name, recipient, sealed) VALUES (?, ?, ?)"
                                   " ON CONFLICT (name, recipient) DO UPDATE SET sealed = excluded.sealed"));
    return insert->bindText(name).bindText(recipient).bindBlob(sealed).run();
}

Result<void> SqlWriteStore::setLedgerKey(const crypto::PublicKey& key) {
    TRY(Statement * update, change("UPDATE meta SET value = ? WHERE name = 'ledger_key'"));
    return update->bindText(key.base64()).run();
}

Result<void> SqlWriteStore::eraseSecret(std::string_view name, std::string_view recipient) {
    TRY(Statement * erase, change("DELETE FROM secrets WHERE name = ? AND recipient = ?"));
    return erase->bindText(name).bindText(recipient).run();
}

} // namespace countersign::store
