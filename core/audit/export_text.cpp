#include "core/audit/export_text.h"

#include "core/audit/export_csv.h"
#include "core/audit/export_jsonl.h"

#include <utility>

namespace countersign::audit {

std::string_view exportFormatName(ExportFormat format) {
    switch (format) {
    case ExportFormat::Csv:
        return "csv";
    case ExportFormat::JsonLines:
        return "jsonl";
    }
    std::unreachable();
}

std::optional<ExportFormat> exportFormatFromName(std::string_view name) {
    for (const auto format : {ExportFormat::Csv, ExportFormat::JsonLines}) {
        if (exportFormatName(format) == name) {
            return format;
        }
    }
    return std::nullopt;
}

ExportText::ExportText(ExportFormat format) : m_format(format) {
    if (format == ExportFormat::Csv) {
        appendCsvHeader(m_text);
    }
}

void ExportText::add(std::uint64_t seq, const Digest& leaf, const ledger::Record& record) {
    switch (m_format) {
    case ExportFormat::Csv:
        appendCsvRow(m_text, seq, leaf, record);
        break;
    case ExportFormat::JsonLines:
        appendJsonLine(m_text, seq, leaf, record);
        break;
    }
    ++m_records;
}

std::string ExportText::take() {
    m_hash.add(asBytes(m_text));
    return std::exchange(m_text, {});
}

} // namespace countersign::audit
