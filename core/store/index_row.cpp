#include "core/store/index_row.h"

#include "core/store/audit_columns_p.h"

namespace countersign::store {

IndexRow::IndexRow(std::uint64_t seq, const ledger::Record& record) : m_seq(seq), m_at(record->at) {
    const AuditRow row = auditRow(seq, record);
    std::size_t size = 0;
    const auto eachText = [&row](const auto& use) {
        for (const auto& text : row.texts) {
            use(text);
        }
        for (const auto& [key, value] : row.resource) {
            use(key);
            use(value);
        }
        for (const auto& text : row.reasons) {
            use(text);
        }
        for (const auto& text : row.scopes) {
            use(text);
        }
    };
    eachText([&size](const std::string& text) { size += text.size() + 1; });
    m_texts.reserve(size);
    eachText([this](const std::string& text) {
        m_texts += text;
        m_texts += '\0';
    });
    m_resources = static_cast<std::uint32_t>(row.resource.size());
    m_reasons = static_cast<std::uint32_t>(row.reasons.size());
    m_scopes = static_cast<std::uint32_t>(row.scopes.size());
}

std::string_view IndexRow::Texts::next() {
    const std::string_view text = m_rest.substr(0, m_rest.find('\0'));
    m_rest.remove_prefix(text.size() + 1);
    return text;
}

} // namespace countersign::store
