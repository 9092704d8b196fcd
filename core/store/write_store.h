#pragma once

#include "core/store/index_row.h"
#include "core/store/read_store.h"

#include <span>

namespace countersign::store {

/// The one connection that writes and checkpoints; belongs to the writer thread. Everything between begin() and
/// commit() becomes durable together (WAL, synchronous=FULL) or not at all. After any failure: rollback().
class WriteStore {
public:
    /// Makes a new store file (0600; AlreadyExists when the path is taken) with its meta row.
    static Result<std::unique_ptr<WriteStore>> create(const std::string& path, const StoreMeta& meta);
    /// Migrates older schemas first, each migration in one transaction. StoreNewer for a newer one (open it with
    /// ReadStore), StoreUnreadable, StoreForeign, StoreReadOnly.
    static Result<std::unique_ptr<WriteStore>> open(const std::string& path);
    virtual ~WriteStore() = default;

    /// StoreReplaced, StoreReadOnly: the files are no longer those that were opened.
    [[nodiscard]] virtual Result<void> begin() = 0;
    /// StoreFull, StoreReadOnly, StoreReplaced, StoreUnreadable; nothing of the transaction is then durable.
    [[nodiscard]] virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
    /// Gives back the space kept in reserve, so that refusals, suspensions and a clean end still fit on a full disk;
    /// restoreReserve() takes it again once there is room.
    virtual void releaseReserve() = 0;
    [[nodiscard]] virtual Result<void> restoreReserve() = 0;
    /// Takes of it what there is room for. Before the store is closed on a full disk: closing moves the log into the
    /// file, which would use up the room that the next start needs.
    virtual void holdReserve() = 0;

    // The ledger.
    [[nodiscard]] virtual Result<void> appendRecord(std::uint64_t seq, std::string_view body) = 0;
    [[nodiscard]] virtual Result<void> putTile(unsigned level, std::uint64_t index, ByteView hashes) = 0;
    [[nodiscard]] virtual Result<void> putCheckpoint(std::uint64_t size, std::string_view note) = 0;
    [[nodiscard]] virtual Result<void> putValues(std::uint64_t seq, std::string_view body) = 0;

    // Projections.
    [[nodiscard]] virtual Result<void> putEntity(EntityKind kind, std::string_view id, std::string_view body) = 0;
    [[nodiscard]] virtual Result<void> eraseEntity(EntityKind kind, std::string_view id) = 0;
    /// Empties every projection table and the audit index (rebuild).
    [[nodiscard]] virtual Result<void> dropProjections() = 0;

    // What is not a projection.
    [[nodiscard]] virtual Result<void> putSession(std::string_view tokenHash, std::string_view body,
                                                  Timestamp expires) = 0;
    [[nodiscard]] virtual Result<void> eraseSession(std::string_view tokenHash) = 0;
    /// (token hash, body) of sessions that have not expired.
    [[nodiscard]] virtual Result<std::vector<Entity>> sessions(Timestamp now) = 0;
    /// True exactly once per (type, key): `command`, `challenge`, ….
    [[nodiscard]] virtual Result<bool> useOnce(std::string_view type, std::string_view key, Timestamp expires) = 0;
    struct StoredAnswer {
        Digest body;
        std::string answer;
    };
    [[nodiscard]] virtual Result<std::optional<StoredAnswer>> idempotent(std::string_view agent, std::string_view key,
                                                                         Timestamp now) = 0;
    [[nodiscard]] virtual Result<void> putIdempotent(std::string_view agent, std::string_view key,
                                                     const StoredAnswer& answer, Timestamp expires) = 0;
    /// Forgets expired sessions, single-use marks and idempotency answers; a bounded amount per call.
    [[nodiscard]] virtual Result<void> purgeExpired(Timestamp now) = 0;
    [[nodiscard]] virtual Result<void> putSecret(std::string_view name, std::string_view recipient,
                                                 ByteView sealed) = 0;
    /// What StoreMeta::ledgerKey says from now on.
    [[nodiscard]] virtual Result<void> setLedgerKey(const crypto::PublicKey& key) = 0;
    /// Takes away the copy of one key holder (thumbprint), if there is one.
    [[nodiscard]] virtual Result<void> eraseSecret(std::string_view name, std::string_view recipient) = 0;

    // The audit index, filled in batches behind the ledger.
    /// Rows must continue the index without a gap.
    [[nodiscard]] virtual Result<void> index(std::span<const IndexRow> rows) = 0;

    /// The same connection, for reading inside or outside the transaction.
    [[nodiscard]] virtual ReadStore& read() = 0;
};

} // namespace countersign::store
