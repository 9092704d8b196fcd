#pragma once

#include "core/audit/filter.h"
#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/ledger/record.h"
#include "core/store/store_file.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace countersign::store {

/// Kinds of entity: each is one projection table of (id, body), body = canonical JSON of the entity (core/wire).
enum class EntityKind {
    User,
    Operator,
    Group,
    Agent,
    Enrolment,
    Scope,
    Action,
    Role,
    Assignment,
    Grant,
    Delegation,
    Approval,
    /// Counters of budgets, rates and delegation uses.
    Counter,
    /// By request: what the agent reported for an allowed action.
    Outcome,
    /// Settings that decide, trust domain, last accepted clock.
    Setting,
};
[[nodiscard]] std::string_view entityTable(EntityKind kind);
[[nodiscard]] const std::vector<EntityKind>& entityKinds();

struct StoredRecord {
    std::uint64_t seq = 0;
    std::string body;
};

struct Entity {
    std::string id;
    std::string body;
};

/// A record as it was read, or why it is none.
struct ParsedRecord {
    std::uint64_t seq = 0;
    Result<ledger::Record> record;
};

struct AuditRow;

/// A stretch of the audit index as it stands in the table. A value: compared in whatever thread has the records.
class IndexRows {
public:
    /// The record concerned, and what is wrong as a sentence.
    using Difference = std::pair<std::uint64_t, std::string>;

    IndexRows(std::uint64_t from, std::uint64_t to, std::vector<AuditRow> rows);
    /// The first difference from the records of [from, to), which come in order; others are passed over.
    [[nodiscard]] std::optional<Difference> compare(std::span<const ParsedRecord> records) const;

private:
    std::uint64_t m_from;
    std::uint64_t m_to;
    std::shared_ptr<const std::vector<AuditRow>> m_rows;
};

/// How many records ended how.
struct OutcomeTally {
    std::uint64_t allow = 0;
    std::uint64_t deny = 0;
    std::uint64_t hold = 0;
    std::uint64_t other = 0;

    [[nodiscard]] std::uint64_t total() const { return allow + deny + hold + other; }
    friend bool operator==(const OutcomeTally&, const OutcomeTally&) = default;
};

/// A value of a resource key, and the newest record that has it.
struct ResourceValue {
    std::string value;
    std::uint64_t seq = 0;
    Timestamp at;
};

/// When an agent was last there by itself.
struct LastSeen {
    std::uint64_t seq = 0;
    Timestamp at;
};

/// One read-only connection. Belongs to the thread that opened it. Every call sees a state that was committed.
class ReadStore {
public:
    /// Opens read-only (with a `-wal` beside a file that nobody owns, the file is copied with it to a private folder
    /// first; never `immutable`). A newer schema opens as well: what this program knows of it is answered. Needs a
    /// QCoreApplication, like everything of QtSql. StoreUnreadable, StoreForeign; StoreBusy when the files change while
    /// they are copied.
    static Result<std::unique_ptr<ReadStore>> open(const std::string& path);
    virtual ~ReadStore() = default;

    [[nodiscard]] virtual Result<StoreMeta> meta() = 0;
    /// Number of records.
    [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
    /// Records [from, from + limit), in order; fewer at the end.
    [[nodiscard]] virtual Result<std::vector<StoredRecord>> records(std::uint64_t from, std::size_t limit) = 0;
    /// Streams [from, to) without holding them; stops when `visit` returns false.
    [[nodiscard]] virtual Result<void>
    forEachRecord(std::uint64_t from, std::uint64_t to,
                  const std::function<bool(std::uint64_t, std::string_view)>& visit) = 0;
    /// NotFound.
    [[nodiscard]] virtual Result<StoredRecord> record(std::uint64_t seq) = 0;
    /// The erasable openings of a record (canonical JSON object), none when it has none.
    [[nodiscard]] virtual Result<std::optional<std::string>> values(std::uint64_t seq) = 0;
    /// A full tile (256 hashes of 32 bytes), none when it is not stored.
    [[nodiscard]] virtual Result<std::optional<Bytes>> tile(unsigned level, std::uint64_t index) = 0;
    /// The newest checkpoint note of at most this size, none in an empty ledger.
    [[nodiscard]] virtual Result<std::optional<std::string>> checkpoint(std::uint64_t atMost) = 0;
    [[nodiscard]] virtual Result<void>
    forEachCheckpoint(const std::function<bool(std::uint64_t, std::string_view)>& visit) = 0;
    /// All of a kind, in id order.
    [[nodiscard]] virtual Result<std::vector<Entity>> entities(EntityKind kind) = 0;
    [[nodiscard]] virtual Result<std::optional<std::string>> entity(EntityKind kind, std::string_view id) = 0;
    /// A secret's sealed copies by recipient (thumbprint or `service`): name -> blob.
    [[nodiscard]] virtual Result<std::vector<Entity>> secrets(std::string_view name) = 0;

    /// Number of records that the audit index covers.
    [[nodiscard]] virtual Result<std::uint64_t> indexed() = 0;
    /// Newest matching records below `before` (exclusive), at most `limit`, newest first; the index answers for what it
    /// covers, the unindexed tail is matched record by record, so nothing is ever missing.
    [[nodiscard]] virtual Result<std::vector<StoredRecord>> search(const audit::Filter& filter, std::uint64_t before,
                                                                   std::size_t limit) = 0;
    /// The number of the record that search() would find after passing over `n` others; none when there are not so
    /// many.
    [[nodiscard]] virtual Result<std::optional<std::uint64_t>> nth(const audit::Filter& filter, std::uint64_t before,
                                                                   std::uint64_t n) = 0;
    /// How many of the records [edges[i], edges[i + 1]) match, for each i: as search() finds them. Edges ascend.
    [[nodiscard]] virtual Result<std::vector<OutcomeTally>> tally(const audit::Filter& filter,
                                                                  std::span<const std::uint64_t> edges) = 0;
    /// The least record below `before` whose time is not before the given one; `before` when there is none.
    [[nodiscard]] virtual Result<std::uint64_t> firstSince(Timestamp time, std::uint64_t before) = 0;
    /// The agent's newest record, of those that the index covers, that is not an order about it.
    [[nodiscard]] virtual Result<std::optional<LastSeen>> lastSeen(std::string_view agent) = 0;
    /// Denials by agent among the records from `from` on that the index covers; of the newest `most`.
    [[nodiscard]] virtual Result<std::map<std::string, std::uint64_t>> denials(std::uint64_t from,
                                                                               std::uint64_t most) = 0;
    /// Distinct values of a resource key that begin so, in order, as the index has them. At most `most` values that
    /// begin so are looked at, whatever their key; `complete` tells whether those were all.
    struct ResourceValues {
        std::vector<ResourceValue> values;
        bool complete = false;
    };
    [[nodiscard]] virtual Result<ResourceValues> resourceValues(std::string_view key, std::string_view prefix,
                                                                std::size_t most) = 0;
    /// Typed columns of the index against the records, [from, to): the first difference as a sentence, or none.
    [[nodiscard]] virtual Result<std::optional<IndexRows::Difference>> compareIndex(std::uint64_t from,
                                                                                    std::uint64_t to) = 0;
    /// The index alone, [from, to), for who reads the records as well.
    [[nodiscard]] virtual Result<IndexRows> indexRows(std::uint64_t from, std::uint64_t to) = 0;
    /// SQLite's own check of every page, and of every index against its table: StoreUnreadable with the first finding.
    /// Reads the whole file.
    [[nodiscard]] virtual Result<void> checkFile() = 0;

    /// A consistent copy of the whole store in a new file (SQLite backup), 0600, also while its owner writes.
    /// AlreadyExists; outside a transaction only.
    [[nodiscard]] virtual Result<void> backupTo(const std::string& path) = 0;
};

} // namespace countersign::store
