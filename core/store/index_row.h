#pragma once

#include "core/ledger/record.h"

#include <string>
#include <string_view>

namespace countersign::store {

/// What the audit index holds of one record, in one small piece (some 400 bytes for a decision): a writer keeps one for
/// every record that is not indexed yet.
class IndexRow {
public:
    IndexRow(std::uint64_t seq, const ledger::Record& record);

    [[nodiscard]] std::uint64_t seq() const { return m_seq; }
    [[nodiscard]] Timestamp at() const { return m_at; }
    /// How many pairs, reasons and scopes follow on the columns.
    [[nodiscard]] std::size_t resources() const { return m_resources; }
    [[nodiscard]] std::size_t reasons() const { return m_reasons; }
    [[nodiscard]] std::size_t scopes() const { return m_scopes; }

    /// Reads the texts in their order: the columns of the index, names and values of the resource, reasons, scopes.
    class Texts {
    public:
        explicit Texts(const IndexRow& row) : m_rest(row.m_texts) {}
        [[nodiscard]] std::string_view next();

    private:
        std::string_view m_rest;
    };

private:
    std::uint64_t m_seq;
    Timestamp m_at;
    /// Each ended by U+0000, which no text of the index holds.
    std::string m_texts;
    std::uint32_t m_resources = 0;
    std::uint32_t m_reasons = 0;
    std::uint32_t m_scopes = 0;
};

} // namespace countersign::store
