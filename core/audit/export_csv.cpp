#include "core/audit/export_csv.h"

#include "core/ledger/record.h"

#include <algorithm>
#include <array>

namespace countersign::audit {

namespace {

constexpr std::string_view kSeparator = "; ";

bool beginsFormula(std::string_view text) {
    constexpr std::array<std::string_view, 3> kSpaces = {" ", "\u00a0", "\u3000"};
    constexpr std::array<std::string_view, 11> kFormula = {"=",  "+",      "-",      "@",      "\t",    "\r",
                                                           "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
    const auto leads = [&](std::string_view prefix) { return text.starts_with(prefix); };
    for (auto space = std::ranges::find_if(kSpaces, leads); space != kSpaces.end();
         space = std::ranges::find_if(kSpaces, leads)) {
        text.remove_prefix(space->size());
    }
    return std::ranges::any_of(kFormula, leads);
}

std::string guarded(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 1);
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t length = std::min(text.find(';', start), text.size() - 1) + 1 - start;
        const std::string_view piece = text.substr(start, length);
        out += beginsFormula(piece) ? "'" : "";
        out += piece;
        start += length;
    }
    return out;
}

class Row {
public:
    explicit Row(std::string& out) : m_out(out) {}

    Row& cell(std::string_view text) {
        m_out += m_first ? "" : ",";
        m_first = false;
        const std::string safe = escapeControls(guarded(text));
        if (safe.find_first_of("\",; ") == std::string::npos) {
            m_out += safe;
            return *this;
        }
        m_out += '"';
        for (const char c : safe) {
            m_out += c;
            if (c == '"') {
                m_out += c;
            }
        }
        m_out += '"';
        return *this;
    }

    void end() { m_out += "\r\n"; }

private:
    std::string& m_out;
    bool m_first = true;
};

template <class Set, class Text>
std::string joined(const Set& set, Text text) {
    std::string out;
    for (const auto& element : set) {
        out += out.empty() ? "" : kSeparator;
        out += text(element);
    }
    return out;
}

/// What was asked; of a command its type, as in a filter.
std::string_view actionOf(const ledger::RecordFields& fields) {
    const auto* inner = fields.command.find("command");
    const auto* members = inner != nullptr ? inner->asObject() : nullptr;
    const auto* type = members != nullptr ? members->find("type") : nullptr;
    const auto* name = type != nullptr ? type->asString() : nullptr;
    return fields.action.empty() && name != nullptr ? std::string_view(*name) : std::string_view(fields.action);
}

} // namespace

void appendCsvHeader(std::string& out) {
    constexpr std::array kColumns = {"seq",      "time",   "kind",    "agent",   "user",     "action",
                                     "resource", "scope",  "outcome", "reasons", "approval", "request",
                                     "operator", "policy", "id",      "leaf"};
    Row row(out);
    for (const char* column : kColumns) {
        row.cell(column);
    }
    row.end();
}

void appendCsvRow(std::string& out, std::uint64_t seq, const Digest& leaf, const ledger::Record& record) {
    const ledger::RecordFields& fields = record.fields();
    Row(out)
        .cell(std::to_string(seq))
        .cell(fields.at.text())
        .cell(ledger::kindName(fields.kind))
        .cell(fields.agent)
        .cell(fields.user)
        .cell(actionOf(fields))
        .cell(joined(fields.resource, [](const auto& entry) { return entry.first + "=" + entry.second; }))
        .cell(joined(fields.scope, [](const std::string& scope) { return scope; }))
        .cell(ledger::outcomeName(fields.outcome))
        .cell(joined(fields.reasons,
                     [](const ledger::Reason& reason) {
                         return reason.text.empty() ? reason.code : reason.code + ": " + reason.text;
                     }))
        .cell(fields.approval.text())
        .cell(fields.request.text())
        .cell(fields.operatorId)
        .cell(fields.policy ? fields.policy->hex() : std::string())
        .cell(fields.id.text())
        .cell(leaf.hex())
        .end();
}

} // namespace countersign::audit
