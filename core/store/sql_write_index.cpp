#include "core/store/sql_write_store_p.h"

#include <span>

namespace countersign::store {

namespace {

constexpr std::size_t kRowsAtOnce = 16;

/// `INSERT … VALUES (?, …), (?, …) …` with that many rows.
std::string insertSql(std::string_view head, std::size_t columns, std::size_t rows) {
    std::string row = "(?";
    for (std::size_t i = 1; i < columns; ++i) {
        row += ", ?";
    }
    row += ")";
    std::string sql(head);
    for (std::size_t i = 0; i < rows; ++i) {
        sql += (i == 0 ? " VALUES " : ", ") + row;
    }
    return sql;
}

/// Inserts all values in groups of kRowsAtOnce, the rest one by one.
template <class Value, class Bind>
Result<void> insertAll(Connection& connection, std::string_view head, std::size_t columns,
                       std::span<const Value> values, const Bind& bind) {
    while (!values.empty()) {
        const std::size_t count = values.size() < kRowsAtOnce ? 1 : kRowsAtOnce;
        TRY(Statement * insert, connection.statement(insertSql(head, columns, count)));
        for (const Value& value : values.first(count)) {
            bind(*insert, value);
        }
        CHECK(insert->run());
        values = values.subspan(count);
    }
    return {};
}

void bindRow(Statement& insert, const AuditRow& row) {
    insert.bind(row.seq).bind(row.at);
    for (const std::string& text : row.texts) {
        insert.bindOptionalText(text);
    }
}

struct SetEntry {
    std::uint64_t seq;
    const std::string* key;
    const std::string* value;
};

void bindEntry(Statement& insert, const SetEntry& entry) {
    insert.bind(entry.seq);
    if (entry.key != nullptr) {
        insert.bindText(*entry.key);
    }
    insert.bindText(*entry.value);
}

} // namespace

Result<void> SqlWriteStore::index(const std::vector<IndexRow>& rows) {
    CHECK(checkInTransaction());
    TRY(std::uint64_t next, m_read.indexed());
    std::vector<AuditRow> audit;
    audit.reserve(rows.size());
    for (const IndexRow& row : rows) {
        if (row.seq != next++) {
            return fail(Code::Internal, "the audit index goes on at record " + std::to_string(next - 1) + ", not at " +
                                            std::to_string(row.seq));
        }
        audit.push_back(auditRow(row.seq, row.record));
    }
    std::vector<SetEntry> resources;
    std::vector<SetEntry> reasons;
    std::vector<SetEntry> scopes;
    for (const AuditRow& row : audit) {
        for (const auto& [key, value] : row.resource) {
            resources.push_back({row.seq, &key, &value});
        }
        for (const std::string& reason : row.reasons) {
            reasons.push_back({row.seq, nullptr, &reason});
        }
        for (const std::string& scope : row.scopes) {
            scopes.push_back({row.seq, nullptr, &scope});
        }
    }
    CHECK(
        insertAll<AuditRow>(*m_connection,
                            "INSERT INTO audit (seq, at, kind, outcome, agent, user_id, operator_id, action, approval,"
                            " request, session, policy)",
                            kAuditColumns + 2, audit, bindRow));
    CHECK(insertAll<SetEntry>(*m_connection, "INSERT INTO audit_resource (seq, key, value)", 3, resources, bindEntry));
    CHECK(insertAll<SetEntry>(*m_connection, "INSERT INTO audit_reason (seq, value)", 2, reasons, bindEntry));
    return insertAll<SetEntry>(*m_connection, "INSERT INTO audit_scope (seq, value)", 2, scopes, bindEntry);
}

} // namespace countersign::store
