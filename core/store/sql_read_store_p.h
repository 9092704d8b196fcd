#pragma once

#include "core/store/audit_columns_p.h"
#include "core/store/audit_search_p.h"
#include "core/store/connection_p.h"
#include "core/store/read_store.h"

namespace countersign::store {

/// ReadStore on a connection that somebody else owns.
class SqlReadStore : public ReadStore {
public:
    explicit SqlReadStore(Connection& connection) : m_connection(connection) {}

    Result<StoreMeta> meta() override;
    Result<std::uint64_t> size() override;
    Result<std::vector<StoredRecord>> records(std::uint64_t from, std::size_t limit) override;
    Result<void> forEachRecord(std::uint64_t from, std::uint64_t to,
                               const std::function<bool(std::uint64_t, std::string_view)>& visit) override;
    Result<StoredRecord> record(std::uint64_t seq) override;
    Result<std::optional<std::string>> values(std::uint64_t seq) override;
    Result<std::optional<Bytes>> tile(unsigned level, std::uint64_t index) override;
    Result<std::optional<std::string>> checkpoint(std::uint64_t atMost) override;
    Result<void> forEachCheckpoint(const std::function<bool(std::uint64_t, std::string_view)>& visit) override;
    Result<std::vector<Entity>> entities(EntityKind kind) override;
    Result<std::optional<std::string>> entity(EntityKind kind, std::string_view id) override;
    Result<std::vector<Entity>> secrets(std::string_view name) override;
    Result<std::uint64_t> indexed() override;
    Result<std::vector<StoredRecord>> search(const audit::Filter& filter, std::uint64_t before,
                                             std::size_t limit) override;
    Result<std::optional<std::uint64_t>> nth(const audit::Filter& filter, std::uint64_t before,
                                             std::uint64_t n) override;
    Result<std::vector<OutcomeTally>> tally(const audit::Filter& filter, std::span<const std::uint64_t> edges) override;
    Result<std::uint64_t> firstSince(Timestamp time, std::uint64_t before) override;
    Result<std::optional<LastSeen>> lastSeen(std::string_view agent) override;
    Result<std::map<std::string, std::uint64_t>> denials(std::uint64_t from, std::uint64_t most) override;
    Result<ResourceValues> resourceValues(std::string_view key, std::string_view prefix, std::size_t most) override;
    Result<std::optional<IndexRows::Difference>> compareIndex(std::uint64_t from, std::uint64_t to) override;
    Result<IndexRows> indexRows(std::uint64_t from, std::uint64_t to) override;
    Result<void> checkFile() override;
    /// Nothing in the file but what the migrations made.
    Result<void> checkNothingForeign();
    Result<void> checkNoStrayTexts();
    Result<void> backupTo(const std::string& path) override;

private:
    /// Records [from, to) in order, until `limit` of them or a mebibyte.
    Result<std::vector<StoredRecord>> chunk(std::uint64_t from, std::uint64_t to, std::size_t limit);
    /// Matching records [from, to), newest first, one by one, until `take` returns false.
    Result<void> searchTail(const audit::Filter& filter, std::uint64_t from, std::uint64_t to,
                            const std::function<bool(StoredRecord)>& take);
    Result<void> searchIndex(const audit::Filter& filter, std::uint64_t before, std::size_t limit,
                             std::vector<StoredRecord>& found);
    Result<Statement> prepared(const SearchQuery& query);
    Result<std::uint64_t> seqOfTime(Timestamp time, std::uint64_t indexed);
    Result<void> tallyTail(const audit::Filter& filter, std::uint64_t from, std::uint64_t to, OutcomeTally& tally);
    Result<void> tallyIndex(const CountQuery& counting, OutcomeTally& tally);
    Result<std::vector<AuditRow>> auditRows(std::uint64_t from, std::uint64_t to);
    /// Entries without a row are passed over: the missing row is the finding.
    Result<void> addSets(std::uint64_t from, std::uint64_t to, std::vector<AuditRow>& rows);

    Connection& m_connection;
};

} // namespace countersign::store
