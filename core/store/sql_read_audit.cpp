#include "core/store/audit_search_p.h"
#include "core/store/sql_read_store_p.h"

#include <algorithm>
#include <limits>

namespace countersign::store {

namespace {

constexpr std::uint64_t kChunk = 256;
constexpr std::uint64_t kLastSeq = std::numeric_limits<std::int64_t>::max();

Result<ledger::Record> parsed(const StoredRecord& stored) {
    auto record = ledger::Record::parse(stored.body);
    if (!record) {
        return fail(Code::VerificationFailed, "record " + std::to_string(stored.seq) + " is damaged (" +
                                                  record.error().detail + "): run `audit verify`");
    }
    return record;
}

} // namespace

Result<std::uint64_t> SqlReadStore::indexed() {
    TRY(Statement * select, m_connection.statement("SELECT COALESCE(MAX(seq) + 1, 0) FROM audit"));
    TRY(Rows rows, select->rows());
    CHECK(rows.next());
    return rows.number(0);
}

Result<std::vector<StoredRecord>> SqlReadStore::search(const audit::Filter& filter, std::uint64_t before,
                                                       std::size_t limit) {
    // The index only grows: what is read of it after this line still covers what this line says.
    TRY(const std::uint64_t covered, indexed());
    TRY(const std::uint64_t total, size());
    std::vector<StoredRecord> found;
    if (limit > 0) {
        CHECK(searchTail(filter, covered, std::min(before, total), [&](StoredRecord stored) {
            found.push_back(std::move(stored));
            return found.size() < limit;
        }));
    }
    if (found.size() < limit) {
        CHECK(searchIndex(filter, std::min(before, covered), limit, found));
    }
    return found;
}

Result<std::optional<std::uint64_t>> SqlReadStore::nth(const audit::Filter& filter, std::uint64_t before,
                                                       std::uint64_t n) {
    TRY(const std::uint64_t covered, indexed());
    TRY(const std::uint64_t total, size());
    std::optional<std::uint64_t> place;
    CHECK(searchTail(filter, covered, std::min(before, total), [&](const StoredRecord& stored) {
        if (n == 0) {
            place = stored.seq;
            return false;
        }
        --n;
        return true;
    }));
    if (place) {
        return place;
    }
    before = std::min(before, covered);
    TRY(const SearchQuery query,
        placeQuery(filter, before, n, [&](Timestamp time) { return seqOfTime(time, before); }));
    TRY(Statement select, prepared(query));
    TRY(Rows rows, select.rows());
    TRY(const bool found, rows.next());
    return found ? std::optional(rows.number(0)) : std::nullopt;
}

Result<void> SqlReadStore::searchTail(const audit::Filter& filter, std::uint64_t from, std::uint64_t to,
                                      const std::function<bool(StoredRecord)>& take) {
    while (to > from) {
        const std::uint64_t low = to - from > kChunk ? to - kChunk : from;
        TRY(std::vector<StoredRecord> part, records(low, to - low));
        for (auto stored = part.rbegin(); stored != part.rend(); ++stored) {
            TRY(const ledger::Record record, parsed(*stored));
            if (filter.matches(record, stored->seq) && !take(std::move(*stored))) {
                return {};
            }
        }
        to = low;
    }
    return {};
}

Result<Statement> SqlReadStore::prepared(const SearchQuery& query) {
    TRY(Statement select, m_connection.prepare(query.sql));
    for (const auto& value : query.values) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            select.bindText(*text);
        } else {
            select.bind(std::min(std::get<std::uint64_t>(value), kLastSeq));
        }
    }
    return select;
}

Result<void> SqlReadStore::searchIndex(const audit::Filter& filter, std::uint64_t before, std::size_t limit,
                                       std::vector<StoredRecord>& found) {
    const auto bound = [&](Timestamp time) { return seqOfTime(time, before); };
    TRY(const SearchQuery query, searchQuery(filter, before, limit - found.size(), bound));
    TRY(Statement select, prepared(query));
    TRY(Rows rows, select.rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return {};
        }
        found.push_back({rows.number(0), rows.blob(1)});
    }
}

Result<std::uint64_t> SqlReadStore::seqOfTime(Timestamp time, std::uint64_t indexed) {
    TRY(Statement * select, m_connection.statement("SELECT at FROM audit WHERE seq = ?"));
    std::uint64_t low = 0;
    std::uint64_t high = indexed;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        TRY(Rows rows, select->bind(middle).rows());
        TRY(const bool found, rows.next());
        if (!found) {
            return fail(Code::StoreUnreadable,
                        "the audit index has no row " + std::to_string(middle) + ": run `store rebuild`");
        }
        if (Timestamp(static_cast<std::int64_t>(rows.number(0))) < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

Result<std::vector<AuditRow>> SqlReadStore::auditRows(std::uint64_t from, std::uint64_t to) {
    TRY(Statement * select,
        m_connection.statement("SELECT seq, at, kind, outcome, agent, user_id, operator_id, action, approval, request,"
                               " session, policy FROM audit WHERE seq >= ? AND seq < ? ORDER BY seq"));
    std::vector<AuditRow> out;
    TRY(Rows rows, select->bind(from).bind(to).rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            break;
        }
        AuditRow row;
        row.seq = rows.number(0);
        row.at = Timestamp(static_cast<std::int64_t>(rows.number(1)));
        for (std::size_t i = 0; i < kAuditColumns; ++i) {
            row.texts[i] = rows.text(static_cast<int>(i) + 2);
        }
        out.push_back(std::move(row));
    }
    return out;
}

Result<void> SqlReadStore::addSets(std::uint64_t from, std::uint64_t to, std::vector<AuditRow>& rows) {
    const auto each = [&](std::string_view sql, const auto& add) -> Result<void> {
        TRY(Statement * select, m_connection.statement(sql));
        TRY(Rows sets, select->bind(from).bind(to).rows());
        auto row = rows.begin();
        for (;;) {
            TRY(const bool more, sets.next());
            if (!more) {
                return {};
            }
            while (row != rows.end() && row->seq < sets.number(0)) {
                ++row;
            }
            if (row != rows.end() && row->seq == sets.number(0)) {
                add(*row, sets);
            }
        }
    };
    CHECK(each("SELECT seq, key, value FROM audit_resource WHERE seq >= ? AND seq < ? ORDER BY seq, key",
               [](AuditRow& row, const Rows& sets) { row.resource.emplace_back(sets.text(1), sets.text(2)); }));
    CHECK(each("SELECT seq, value FROM audit_reason WHERE seq >= ? AND seq < ? ORDER BY seq, value",
               [](AuditRow& row, const Rows& sets) { row.reasons.push_back(sets.text(1)); }));
    return each("SELECT seq, value FROM audit_scope WHERE seq >= ? AND seq < ? ORDER BY seq, value",
                [](AuditRow& row, const Rows& sets) { row.scopes.push_back(sets.text(1)); });
}

Result<IndexRows> SqlReadStore::indexRows(std::uint64_t from, std::uint64_t to) {
    to = std::min(to, kLastSeq);
    from = std::min(from, to);
    TRY(std::vector<AuditRow> rows, auditRows(from, to));
    CHECK(addSets(from, to, rows));
    return IndexRows(from, to, std::move(rows));
}

Result<std::optional<IndexRows::Difference>> SqlReadStore::compareIndex(std::uint64_t from, std::uint64_t to) {
    TRY(const std::uint64_t covered, indexed());
    TRY(const std::uint64_t total, size());
    if (covered > total) {
        return IndexRows::Difference{total, "the audit index has a row for a record that does not exist"};
    }
    to = std::min(to, covered);
    for (; from < to; from += kChunk) {
        const std::uint64_t end = std::min(to, from + kChunk);
        TRY(const IndexRows rows, indexRows(from, end));
        TRY(const std::vector<StoredRecord> stored, records(from, end - from));
        std::vector<ParsedRecord> parsedOnes;
        parsedOnes.reserve(stored.size());
        for (const StoredRecord& one : stored) {
            parsedOnes.push_back({one.seq, ledger::Record::parse(one.body)});
        }
        if (auto difference = rows.compare(parsedOnes)) {
            return difference;
        }
    }
    return std::nullopt;
}

} // namespace countersign::store
