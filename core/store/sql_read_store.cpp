#include "core/store/sql_read_store_p.h"

#include "core/store/dialect_p.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <unordered_map>

namespace countersign::store {

namespace {

constexpr std::size_t kChunkRecords = 256;
constexpr std::size_t kChunkBytes = 1024 * 1024;
/// SQLite's integers are signed.
constexpr std::uint64_t kLastSeq = std::numeric_limits<std::int64_t>::max();

} // namespace

Result<StoreMeta> SqlReadStore::meta() {
    TRY(Statement * select, m_connection.statement("SELECT name, value FROM meta"));
    std::unordered_map<std::string, std::string> values;
    TRY(Rows rows, select->rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            break;
        }
        values[rows.text(0)] = rows.text(1);
    }
    const auto id = StoreId::parse(values["store"]);
    const auto key = crypto::PublicKey::fromBase64(values["ledger_key"]);
    const std::string trustDomain = values["trust_domain"];
    if (!id || !key || trustDomain.empty()) {
        return fail(Code::StoreUnreadable, "the store does not say its id, trust domain and ledger key");
    }
    StoreMeta meta{.id = *id, .trustDomain = trustDomain, .ledgerKey = *key, .schema = 0};
    if (const auto service = values.find("service_key"); service != values.end()) {
        TRY(meta.serviceKey, crypto::PublicKey::fromBase64(service->second));
    }
    TRY(meta.schema, m_connection.schemaVersion());
    return meta;
}

Result<std::uint64_t> SqlReadStore::size() {
    TRY(Statement * select, m_connection.statement("SELECT COALESCE(MAX(seq) + 1, 0) FROM records"));
    TRY(Rows rows, select->rows());
    CHECK(rows.next());
    return rows.number(0);
}

Result<std::vector<StoredRecord>> SqlReadStore::chunk(std::uint64_t from, std::uint64_t to, std::size_t limit) {
    std::vector<StoredRecord> out;
    if (from >= std::min(to, kLastSeq) || limit == 0) {
        return out;
    }
    TRY(Statement * select,
        m_connection.statement("SELECT seq, body FROM records WHERE seq >= ? AND seq < ? ORDER BY seq"));
    TRY(Rows rows, select->bind(from).bind(std::min(to, kLastSeq)).rows());
    std::size_t bytes = 0;
    while (out.size() < limit && bytes < kChunkBytes) {
        TRY(const bool more, rows.next());
        if (!more) {
            break;
        }
        out.push_back({rows.number(0), rows.blob(1)});
        bytes += out.back().body.size();
    }
    return out;
}

Result<std::vector<StoredRecord>> SqlReadStore::records(std::uint64_t from, std::size_t limit) {
    const std::uint64_t to = from + std::min<std::uint64_t>(limit, kLastSeq - std::min(from, kLastSeq));
    std::vector<StoredRecord> out;
    while (from < to) {
        TRY(std::vector<StoredRecord> part, chunk(from, to, kChunkRecords));
        if (part.empty()) {
            break;
        }
        from = part.back().seq + 1;
        std::ranges::move(part, std::back_inserter(out));
    }
    return out;
}

Result<void> SqlReadStore::forEachRecord(std::uint64_t from, std::uint64_t to,
                                         const std::function<bool(std::uint64_t, std::string_view)>& visit) {
    for (;;) {
        TRY(const std::vector<StoredRecord> part, chunk(from, to, kChunkRecords));
        if (part.empty()) {
            return {};
        }
        for (const StoredRecord& record : part) {
            if (!visit(record.seq, record.body)) {
                return {};
            }
        }
        from = part.back().seq + 1;
    }
}

Result<StoredRecord> SqlReadStore::record(std::uint64_t seq) {
    if (seq <= kLastSeq) {
        TRY(Statement * select, m_connection.statement("SELECT body FROM records WHERE seq = ?"));
        TRY(Rows rows, select->bind(seq).rows());
        TRY(const bool found, rows.next());
        if (found) {
            return StoredRecord{seq, rows.blob(0)};
        }
    }
    return fail(Code::NotFound, "the ledger has no record `" + std::to_string(seq) + "`");
}

Result<std::optional<std::string>> SqlReadStore::values(std::uint64_t seq) {
    if (seq > kLastSeq) {
        return std::nullopt;
    }
    TRY(Statement * select, m_connection.statement("SELECT body FROM record_values WHERE seq = ?"));
    TRY(Rows rows, select->bind(seq).rows());
    TRY(const bool found, rows.next());
    return found ? std::optional(rows.blob(0)) : std::nullopt;
}

Result<std::optional<Bytes>> SqlReadStore::tile(unsigned level, std::uint64_t index) {
    if (index > kLastSeq) {
        return std::nullopt;
    }
    TRY(Statement * select, m_connection.statement("SELECT hashes FROM tiles WHERE level = ? AND idx = ?"));
    TRY(Rows rows, select->bind(std::uint64_t{level}).bind(index).rows());
    TRY(const bool found, rows.next());
    if (!found) {
        return std::nullopt;
    }
    const std::string hashes = rows.blob(0);
    return Bytes(hashes.begin(), hashes.end());
}

Result<std::optional<std::string>> SqlReadStore::checkpoint(std::uint64_t atMost) {
    TRY(Statement * select,
        m_connection.statement("SELECT note FROM checkpoints WHERE size <= ? ORDER BY size DESC LIMIT 1"));
    TRY(Rows rows, select->bind(std::min(atMost, kLastSeq)).rows());
    TRY(const bool found, rows.next());
    return found ? std::optional(rows.blob(0)) : std::nullopt;
}

Result<void> SqlReadStore::forEachCheckpoint(const std::function<bool(std::uint64_t, std::string_view)>& visit) {
    std::uint64_t from = 0;
    for (;;) {
        std::vector<StoredRecord> part;
        {
            TRY(Statement * select,
                m_connection.statement("SELECT size, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 256"));
            TRY(Rows rows, select->bind(from).rows());
            for (;;) {
                TRY(const bool more, rows.next());
                if (!more) {
                    break;
                }
                part.push_back({rows.number(0), rows.blob(1)});
            }
        }
        if (part.empty()) {
            return {};
        }
        for (const StoredRecord& note : part) {
            if (!visit(note.seq, note.body)) {
                return {};
            }
        }
        from = part.back().seq + 1;
    }
}

Result<std::vector<Entity>> SqlReadStore::entities(EntityKind kind) {
    TRY(Statement * select,
        m_connection.statement("SELECT id, body FROM " + std::string(entityTable(kind)) + " ORDER BY id"));
    std::vector<Entity> out;
    TRY(Rows rows, select->rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return out;
        }
        out.push_back({rows.text(0), rows.text(1)});
    }
}

Result<std::optional<std::string>> SqlReadStore::entity(EntityKind kind, std::string_view id) {
    TRY(Statement * select,
        m_connection.statement("SELECT body FROM " + std::string(entityTable(kind)) + " WHERE id = ?"));
    TRY(Rows rows, select->bindText(id).rows());
    TRY(const bool found, rows.next());
    return found ? std::optional(rows.text(0)) : std::nullopt;
}

Result<std::vector<Entity>> SqlReadStore::secrets(std::string_view name) {
    TRY(Statement * select,
        m_connection.statement("SELECT recipient, sealed FROM secrets WHERE name = ? ORDER BY recipient"));
    std::vector<Entity> out;
    TRY(Rows rows, select->bindText(name).rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return out;
        }
        out.push_back({rows.text(0), rows.blob(1)});
    }
}

Result<void> SqlReadStore::checkFile() {
    TRY(Statement check, m_connection.prepare("PRAGMA integrity_check(1)"));
    TRY(Rows rows, check.rows());
    TRY(const bool found, rows.next());
    const std::string answer = found ? rows.text(0) : std::string();
    if (answer != "ok") {
        return fail(Code::StoreUnreadable, "the file is damaged: " + answer);
    }
    CHECK(checkNothingForeign());
    return checkNoStrayTexts();
}

Result<void> SqlReadStore::checkNothingForeign() {
    TRY(const int schema, m_connection.schemaVersion());
    if (schema != kSchemaVersion) {
        return {}; // what a newer program made is its own
    }
    std::set<std::string, std::less<>> known{"meta",           "records",      "record_values", "tiles", "secrets",
                                             "sessions",       "single_use",   "checkpoints",   "audit", "idempotency",
                                             "audit_resource", "audit_reason", "audit_scope"};
    for (const EntityKind kind : entityKinds()) {
        known.emplace(entityTable(kind));
    }
    TRY(Statement select, m_connection.prepare(dialect::kSchemaObjects));
    TRY(Rows rows, select.rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return {};
        }
        if (const auto type = rows.text(0); type != "table" || !known.contains(rows.text(1))) {
            return fail(Code::StoreUnreadable,
                        "the file has a " + type + " `" + rows.text(1) + "`, which no store has");
        }
    }
}

Result<void> SqlReadStore::checkNoStrayTexts() {
    TRY(Statement select,
        m_connection.prepare("SELECT seq FROM record_values WHERE seq >= (SELECT COUNT(*) FROM records)"
                             " ORDER BY seq LIMIT 1"));
    TRY(Rows rows, select.rows());
    TRY(const bool found, rows.next());
    if (found) {
        return fail(Code::StoreUnreadable,
                    "there are texts beside a record " + std::to_string(rows.number(0)) + ", which does not exist");
    }
    return {};
}

} // namespace countersign::store
