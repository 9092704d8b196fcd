#pragma once

#include "core/store/sql_read_store_p.h"
#include "core/store/write_store.h"

namespace countersign::store {

class SqlWriteStore final : public WriteStore {
public:
    SqlWriteStore(std::string path, FileWatch watch, std::unique_ptr<Connection> connection);

    Result<void> begin() override;
    Result<void> commit() override;
    void rollback() override;
    void releaseReserve() override;
    Result<void> restoreReserve() override;
    void holdReserve() override;

    Result<void> appendRecord(std::uint64_t seq, std::string_view body) override;
    Result<void> putTile(unsigned level, std::uint64_t index, ByteView hashes) override;
    Result<void> putCheckpoint(std::uint64_t size, std::string_view note) override;
    Result<void> putValues(std::uint64_t seq, std::string_view body) override;

    Result<void> putEntity(EntityKind kind, std::string_view id, std::string_view body) override;
    Result<void> eraseEntity(EntityKind kind, std::string_view id) override;
    Result<void> dropProjections() override;

    Result<void> putSession(std::string_view tokenHash, std::string_view body, Timestamp expires) override;
    Result<void> eraseSession(std::string_view tokenHash) override;
    Result<std::vector<Entity>> sessions(Timestamp now) override;
    Result<bool> useOnce(std::string_view type, std::string_view key, Timestamp expires) override;
    Result<std::optional<StoredAnswer>> idempotent(std::string_view agent, std::string_view key,
                                                   Timestamp now) override;
    Result<void> putIdempotent(std::string_view agent, std::string_view key, const StoredAnswer& answer,
                               Timestamp expires) override;
    Result<void> purgeExpired(Timestamp now) override;
    Result<void> putSecret(std::string_view name, std::string_view recipient, ByteView sealed) override;
    Result<void> setLedgerKey(const crypto::PublicKey& key) override;
    Result<void> eraseSecret(std::string_view name, std::string_view recipient) override;

    Result<void> index(std::span<const IndexRow> rows) override;

    ReadStore& read() override { return m_read; }

private:
    /// StoreFull when there is no room for as much; the file is then as large as it was.
    [[nodiscard]] Result<void> reserve(off_t size);
    std::string m_path;
    FileWatch m_watch;
    std::unique_ptr<Connection> m_connection;
    SqlReadStore m_read;
    /// Kept at hand for the hot transaction.
    struct Hot {
        Statement* record = nullptr;
        Statement* values = nullptr;
        Statement* checkpoint = nullptr;
    };
    Result<void> checkInTransaction() const;
    /// A statement that changes something: inside a transaction only.
    Result<Statement*> change(std::string_view sql);
    Result<Statement*> hot(Statement* Hot::* slot, std::string_view sql);
    Hot m_hot;
};

} // namespace countersign::store
