#include "core/store/audit_columns_p.h"
#include "core/store/read_store.h"

namespace countersign::store {

namespace {

std::string differing(const AuditRow& row, const AuditRow& wanted) {
    const auto sentence = [](std::string_view column) {
        return "the audit index differs from the record in `" + std::string(column) + "`";
    };
    if (row.at != wanted.at) {
        return sentence("at");
    }
    for (std::size_t i = 0; i < kAuditColumns; ++i) {
        if (row.texts[i] != wanted.texts[i]) {
            return sentence(auditColumnName(static_cast<AuditColumn>(i)));
        }
    }
    return sentence(row.resource != wanted.resource ? "resource" : row.reasons != wanted.reasons ? "reason" : "scope");
}

/// The record of that number, of those from `at` on.
const Result<ledger::Record>* recordOf(std::span<const ParsedRecord> records, std::size_t& at, std::uint64_t seq) {
    while (at < records.size() && records[at].seq < seq) {
        ++at;
    }
    return at < records.size() && records[at].seq == seq ? &records[at].record : nullptr;
}

} // namespace

IndexRows::IndexRows(std::uint64_t from, std::uint64_t to, std::vector<AuditRow> rows)
    : m_from(from), m_to(to), m_rows(std::make_shared<const std::vector<AuditRow>>(std::move(rows))) {}

std::optional<IndexRows::Difference> IndexRows::compare(std::span<const ParsedRecord> records) const {
    std::size_t at = 0;
    for (std::uint64_t seq = m_from; seq < m_to; ++seq) {
        const std::size_t i = seq - m_from;
        if (i >= m_rows->size() || (*m_rows)[i].seq != seq) {
            return Difference{seq, "the audit index lacks the record's row"};
        }
        const Result<ledger::Record>* record = recordOf(records, at, seq);
        if (record == nullptr) {
            return Difference{seq, "the record is missing, though the audit index has a row for it"};
        }
        if (!*record) {
            return Difference{seq, "the record cannot be read: " + record->error().detail};
        }
        if (const AuditRow wanted = auditRow(seq, **record); (*m_rows)[i] != wanted) {
            return Difference{seq, differing((*m_rows)[i], wanted)};
        }
    }
    return std::nullopt;
}

} // namespace countersign::store
