#include "core/store/audit_columns_p.h"

#include <algorithm>

namespace countersign::store {

namespace {

void sortUnique(std::vector<std::string>& values) {
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
}

} // namespace

std::string_view auditColumnName(AuditColumn column) {
    switch (column) {
    case AuditColumn::Kind:
        return "kind";
    case AuditColumn::Outcome:
        return "outcome";
    case AuditColumn::Agent:
        return "agent";
    case AuditColumn::User:
        return "user_id";
    case AuditColumn::Operator:
        return "operator_id";
    case AuditColumn::Action:
        return "action";
    case AuditColumn::Approval:
        return "approval";
    case AuditColumn::Request:
        return "request";
    case AuditColumn::Session:
        return "session";
    case AuditColumn::Policy:
        return "policy";
    }
    std::unreachable();
}

AuditRow auditRow(std::uint64_t seq, const ledger::Record& record) {
    AuditRow row;
    row.seq = seq;
    row.at = record->at;
    row.texts = {std::string(ledger::kindName(record->kind)),
                 std::string(ledger::outcomeName(record->outcome)),
                 indexText(record->agent),
                 indexText(record->user),
                 indexText(record->operatorId),
                 indexText(record->action),
                 record->approval.text(),
                 record->request.text(),
                 record->session.text(),
                 record->policy ? record->policy->hex() : std::string()};
    for (const auto& [key, value] : record->resource) {
        row.resource.emplace_back(indexText(key), indexText(value));
    }
    std::ranges::sort(row.resource);
    for (const ledger::Reason& reason : record->reasons) {
        row.reasons.push_back(indexText(reason.code));
    }
    sortUnique(row.reasons);
    for (const std::string& scope : record->scope) {
        row.scopes.push_back(indexText(scope));
    }
    sortUnique(row.scopes);
    return row;
}

std::string indexText(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBF\xBE";   // U+FFFE
    constexpr std::string_view kFiller = "\xEF\xBF\xBF"; // U+FFFF
    if (text.find('\0') == std::string_view::npos && text.find("\xEF\xBF") == std::string_view::npos) {
        return std::string(text);
    }
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        int fillers = 0;
        std::size_t length = 1;
        if (text[i] == '\0') {
            fillers = 1;
        } else if (text.substr(i, kMark.size()) == kMark) {
            fillers = 2;
            length = kMark.size();
        } else if (text.substr(i, kFiller.size()) == kFiller) {
            fillers = 3;
            length = kFiller.size();
        }
        if (fillers == 0) {
            out += text[i];
        } else {
            out += kMark;
            for (; fillers > 0; --fillers) {
                out += kFiller;
            }
            out += kMark;
        }
        i += length;
    }
    return out;
}

} // namespace countersign::store
