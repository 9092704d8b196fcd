#pragma once

#include "core/crypto/running_hash.h"

#include <optional>
#include <string>
#include <string_view>

namespace countersign::ledger {
class Record;
}

namespace countersign::audit {

/// csv: export_csv.h; jsonl: export_jsonl.h.
enum class ExportFormat { Csv, JsonLines };
/// `csv`, `jsonl`: the names that a record of an export gives.
[[nodiscard]] std::string_view exportFormatName(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> exportFormatFromName(std::string_view name);

/// An export while it is made: what of it is to be written, and what its record will say. For one thread.
class ExportText {
public:
    explicit ExportText(ExportFormat format);

    void add(std::uint64_t seq, const Digest& leaf, const ledger::Record& record);
    /// Of what was not taken yet.
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    [[nodiscard]] std::string take();
    [[nodiscard]] std::uint64_t records() const { return m_records; }
    /// SHA-256 of everything that was taken.
    [[nodiscard]] Digest digest() const { return m_hash.digest(); }

private:
    ExportFormat m_format;
    std::string m_text;
    std::uint64_t m_records = 0;
    crypto::RunningSha256 m_hash;
};

} // namespace countersign::audit
