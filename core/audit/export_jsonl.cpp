#include "core/audit/export_jsonl.h"

#include "core/ledger/record.h"

namespace countersign::audit {

void appendJsonLine(std::string& out, std::uint64_t seq, const Digest& leaf, const ledger::Record& record) {
    out += R"({"leaf":")";
    out += leaf.hex();
    out += R"(","record":)";
    ledger::appendCanonical(out, record);
    out += R"(,"seq":)";
    out += std::to_string(seq);
    out += "}\n";
}

} // namespace countersign::audit
