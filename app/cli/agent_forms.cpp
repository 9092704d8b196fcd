#include "app/cli/agent_forms.h"

#include "core/crypto/key_import.h"

#include <array>

namespace countersign::cli {

namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> parseCsv(std::string_view text) {
    Rows rows;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false;
    bool wasQuoted = false;
    const auto endCell = [&] {
        row.push_back(std::exchange(cell, {}));
        wasQuoted = false;
    };
    const auto endRow = [&] {
        endCell();
        if (row.size() > 1 || !row.front().empty()) {
            rows.push_back(row);
        }
        row.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cell += text[++i];
        } else if (c == '"' && (quoted || (cell.empty() && !wasQuoted))) {
            quoted = !quoted;
            wasQuoted = true;
        } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
            cell += c;
        } else if (c == ',') {
            endCell();
        } else if (c == '\n') {
            endRow();
        }
    }
    if (quoted) {
        return fail(Code::InvalidArgument, "a quoted cell does not end before the file does");
    }
    if (!cell.empty() || !row.empty()) {
        endRow();
    }
    return rows;
}

std::vector<std::string> splitList(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(';');
        if (const auto part = text.substr(0, end); !part.empty()) {
            parts.emplace_back(part);
        }
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return parts;
}

struct Column {
    std::string_view name;
    std::string AgentForm::* text;
    std::vector<std::string> AgentForm::* list;
};
constexpr std::array kColumns{
    Column{"id", &AgentForm::id, nullptr},
    Column{"owner", &AgentForm::owner, nullptr},
    Column{"public_key", &AgentForm::publicKey, nullptr},
    Column{"display_name", &AgentForm::displayName, nullptr},
    Column{"description", &AgentForm::description, nullptr},
    Column{"environment", &AgentForm::environment, nullptr},
    Column{"expires", &AgentForm::expires, nullptr},
    Column{"tags", nullptr, &AgentForm::tags},
    Column{"metadata", nullptr, &AgentForm::metadata},
    Column{"capabilities", nullptr, &AgentForm::capabilities},
};

Outcome<std::map<std::string, std::string>> toMap(std::string_view option, const std::vector<std::string>& pairs) {
    std::map<std::string, std::string> out;
    for (const auto& pair : pairs) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) {
            return wrongUsage(std::string(option) + ": `" + pair + "` is not of the form key=value");
        }
        if (!out.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second) {
            return wrongUsage(std::string(option) + ": `" + pair.substr(0, equals) + "` is given twice");
        }
    }
    return out;
}

std::optional<command::Text> textUnlessEmpty(std::string_view label, const std::string& text, Random& random) {
    return text.empty() ? std::nullopt : std::optional(command::Text::create(label, text, random));
}

} // namespace

Outcome<command::RegisterAgent> toCommand(const AgentForm& form, Timestamp now, Random& random) {
    command::RegisterAgent out;
    const auto owner = form.owner.starts_with("user:") ? form.owner.substr(5) : form.owner;
    TRY(out.owner, Arguments::named("--owner", identity::UserId::parse(owner)));
    TRY(out.id, Arguments::named("--id", identity::AgentId::parse(form.id)));
    TRY(out.key, readPublicKey(form.publicKey));
    out.displayName = textUnlessEmpty("display_name", form.displayName, random);
    out.description = textUnlessEmpty("description", form.description, random);
    TRY(out.tags, toMap("--tag", form.tags));
    TRY(out.metadata, toMap("--metadata", form.metadata));
    out.environment = form.environment;
    out.capabilities = form.capabilities;
    if (!form.expires.empty()) {
        TRY(out.expires, parseTime("--expires", form.expires, now));
    }
    return out;
}

Result<std::vector<AgentForm>> readAgentsCsv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    TRY(const auto rows, parseCsv(text));
    if (rows.empty()) {
        return fail(Code::InvalidArgument, "the file has no header row; it starts with: id,owner,public_key");
    }
    std::vector<const Column*> columns;
    for (const auto& title : rows.front()) {
        const auto* const found = std::ranges::find(kColumns, title, &Column::name);
        if (found == kColumns.end()) {
            return fail(Code::InvalidArgument, "`" + title +
                                                   "` is no column; the columns are id, owner, public_key, "
                                                   "display_name, description, environment, expires, tags, metadata, "
                                                   "capabilities");
        }
        columns.push_back(found);
    }
    std::vector<AgentForm> forms;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (rows[row].size() != columns.size()) {
            return fail(Code::InvalidArgument, "row " + std::to_string(row) + " has " +
                                                   std::to_string(rows[row].size()) + " cells, the header has " +
                                                   std::to_string(columns.size()));
        }
        AgentForm form;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i]->text != nullptr) {
                form.*(columns[i]->text) = rows[row][i];
            } else {
                form.*(columns[i]->list) = splitList(rows[row][i]);
            }
        }
        forms.push_back(std::move(form));
    }
    return forms;
}

} // namespace countersign::cli
