#include "core/store/sql_write_store_p.h"

#include <array>
#include <optional>

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

/// Inserts values in groups of kRowsAtOnce as they come, and the rest one by one.
template <std::size_t Texts>
class Inserts {
public:
    Inserts(Connection& connection, std::string_view head) : m_connection(connection), m_head(head) {}

    Result<void> add(std::uint64_t seq, std::optional<Timestamp> at, IndexRow::Texts& texts) {
        Entry& entry = m_entries[m_count++];
        entry.seq = seq;
        entry.at = at;
        for (auto& text : entry.texts) {
            text = texts.next();
        }
        return m_count == kRowsAtOnce ? insert(kRowsAtOnce) : Result<void>();
    }
    Result<void> finish() { return insert(1); }

private:
    struct Entry {
        std::uint64_t seq = 0;
        std::optional<Timestamp> at;
        std::array<std::string_view, Texts> texts;
    };

    Result<void> insert(std::size_t atOnce) {
        if (m_count == 0) {
            return {};
        }
        const bool isAudit = m_entries.front().at.has_value();
        TRY(Statement * insert, m_connection.statement(insertSql(m_head, Texts + (isAudit ? 2U : 1U), atOnce)));
        for (std::size_t i = 0; i < m_count; ++i) {
            const Entry& entry = m_entries[i];
            insert->bind(entry.seq);
            if (entry.at) {
                insert->bind(*entry.at);
            }
            for (const std::string_view text : entry.texts) {
                isAudit || !text.empty() ? insert->bindLastingText(text) : insert->bindText(text);
            }
            if ((i + 1) % atOnce == 0) {
                CHECK(insert->run());
            }
        }
        m_count = 0;
        return {};
    }

    Connection& m_connection;
    std::string_view m_head;
    std::array<Entry, kRowsAtOnce> m_entries;
    std::size_t m_count = 0;
};

} // namespace

Result<void> SqlWriteStore::index(std::span<const IndexRow> rows) {
    CHECK(checkInTransaction());
    TRY(std::uint64_t next, m_read.indexed());
    Inserts<kAuditColumns> audit(*m_connection,
                                 "INSERT INTO audit (seq, at, kind, outcome, agent, user_id, operator_id, action,"
                                 " approval, request, session, policy)");
    Inserts<2> resources(*m_connection, "INSERT INTO audit_resource (seq, key, value)");
    Inserts<1> reasons(*m_connection, "INSERT INTO audit_reason (seq, value)");
    Inserts<1> scopes(*m_connection, "INSERT INTO audit_scope (seq, value)");
    for (const IndexRow& row : rows) {
        if (row.seq() != next++) {
            return fail(Code::Internal, "the audit index goes on at record " + std::to_string(next - 1) + ", not at " +
                                            std::to_string(row.seq()));
        }
        IndexRow::Texts texts(row);
        CHECK(audit.add(row.seq(), row.at(), texts));
        for (std::size_t i = 0; i < row.resources(); ++i) {
            CHECK(resources.add(row.seq(), {}, texts));
        }
        for (std::size_t i = 0; i < row.reasons(); ++i) {
            CHECK(reasons.add(row.seq(), {}, texts));
        }
        for (std::size_t i = 0; i < row.scopes(); ++i) {
            CHECK(scopes.add(row.seq(), {}, texts));
        }
    }
    CHECK(audit.finish());
    CHECK(resources.finish());
    CHECK(reasons.finish());
    return scopes.finish();
}

} // namespace countersign::store
