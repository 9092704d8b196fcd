#include "core/store/sql_read_store_p.h"

namespace countersign::store {

Result<std::optional<LastSeen>> SqlReadStore::lastSeen(std::string_view agent) {
    const std::string bound = indexText(agent);
    TRY(Statement * select,
        m_connection.statement(
            "SELECT seq, at FROM audit WHERE agent = ? AND kind <> 'command' ORDER BY seq DESC LIMIT 1"));
    TRY(Rows rows, select->bindText(bound).rows());
    TRY(const bool found, rows.next());
    if (!found) {
        return std::nullopt;
    }
    return LastSeen{.seq = rows.number(0), .at = Timestamp(static_cast<std::int64_t>(rows.number(1)))};
}

Result<std::map<std::string, std::uint64_t>> SqlReadStore::denials(std::uint64_t from, std::uint64_t most) {
    TRY(Statement * select,
        m_connection.statement(
            "SELECT agent, COUNT(*) FROM (SELECT agent FROM audit WHERE outcome = 'deny' AND seq >= ?"
            " ORDER BY seq DESC LIMIT ?) AS newest WHERE agent IS NOT NULL GROUP BY agent"));
    std::map<std::string, std::uint64_t> out;
    TRY(Rows rows, select->bind(from).bind(most).rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return out;
        }
        out.emplace(rows.text(0), rows.number(1));
    }
}

Result<ReadStore::ResourceValues> SqlReadStore::resourceValues(std::string_view key, std::string_view prefix,
                                                               std::size_t most) {
    const std::string begin = indexText(prefix);
    const std::string wanted = indexText(key);
    TRY(Statement * first,
        m_connection.statement("SELECT value FROM audit_resource WHERE value >= ? ORDER BY value LIMIT 1"));
    TRY(Statement * following,
        m_connection.statement("SELECT value FROM audit_resource WHERE value > ? ORDER BY value LIMIT 1"));
    // A value may be that of another key as well, a million times: only its newest thousand are looked at.
    TRY(Statement * newest,
        m_connection.statement("SELECT n.seq, a.at FROM (SELECT seq, key FROM audit_resource WHERE value = ?"
                               " ORDER BY seq DESC LIMIT 1000) AS n JOIN audit a ON a.seq = n.seq WHERE n.key = ?"
                               " ORDER BY n.seq DESC LIMIT 1"));
    ResourceValues out;
    std::string value = begin;
    for (std::size_t looked = 0; looked < most; ++looked) {
        {
            TRY(Rows rows, (looked == 0 ? first : following)->bindText(value).rows());
            TRY(const bool found, rows.next());
            std::string next = found ? rows.text(0) : std::string();
            if (!found || !next.starts_with(begin)) {
                out.complete = true;
                return out;
            }
            value = std::move(next);
        }
        TRY(Rows rows, newest->bindText(value).bindText(wanted).rows());
        TRY(const bool found, rows.next());
        if (found) {
            out.values.push_back(
                {.value = value, .seq = rows.number(0), .at = Timestamp(static_cast<std::int64_t>(rows.number(1)))});
        }
    }
    return out;
}

} // namespace countersign::store
