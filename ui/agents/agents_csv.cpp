#include "ui/agents/agents_csv.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace countersign::ui {

namespace {

constexpr std::size_t kMostRows = 10'000;

struct CsvRow {
    int line = 1;
    QStringList cells;
};

std::unexpected<Error> wrong(int line, const std::string& what) {
    return fail(Code::InvalidArgument, "line " + std::to_string(line) + ": " + what);
}

/// Takes one cell off the text; afterwards the text begins with what ends the cell.
Result<QString> takeCell(QStringView& text, int& line) {
    QString cell;
    if (!text.startsWith(u'"')) {
        const auto end = std::ranges::find_if(text, [](QChar c) { return c == u',' || c == u'\r' || c == u'\n'; });
        const auto size = end - text.begin();
        cell = text.first(size).toString();
        text = text.sliced(size);
        if (cell.contains(u'"')) {
            return wrong(line, "a quote within a cell that is not quoted");
        }
        return cell;
    }
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] != u'"') {
            line += text[i] == u'\n' ? 1 : 0;
            cell += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == u'"') {
            cell += text[i++];
        } else {
            text = text.sliced(i + 1);
            return cell;
        }
    }
    return wrong(line, "a quoted cell does not end");
}

Result<std::vector<CsvRow>> rowsOf(QStringView text) {
    std::vector<CsvRow> rows;
    int line = 1;
    while (!text.isEmpty()) {
        CsvRow row{.line = line, .cells = {}};
        while (true) {
            TRY(const auto cell, takeCell(text, line));
            row.cells << cell;
            if (!text.startsWith(u',')) {
                break;
            }
            text = text.sliced(1);
        }
        if (text.startsWith(u"\r\n")) {
            text = text.sliced(2);
        } else if (text.startsWith(u'\n')) {
            text = text.sliced(1);
        } else if (!text.isEmpty()) {
            return wrong(line, "something follows a cell before its comma or the end of the line");
        }
        ++line;
        if (row.cells.size() > 1 || !row.cells.front().isEmpty()) {
            rows.push_back(std::move(row));
        }
        if (rows.size() > kMostRows + 1) {
            return wrong(line, "more than 10,000 rows; split the file");
        }
    }
    return rows;
}

struct Column {
    QLatin1String name;
    QString AgentDraft::* field;
};
constexpr std::array kColumns{
    Column{QLatin1String("id"), &AgentDraft::id},
    Column{QLatin1String("owner"), &AgentDraft::owner},
    Column{QLatin1String("public_key"), &AgentDraft::key},
    Column{QLatin1String("environment"), &AgentDraft::environment},
    Column{QLatin1String("tags"), &AgentDraft::tags},
};

Result<std::vector<QString AgentDraft::*>> columnsOf(const CsvRow& header) {
    std::vector<QString AgentDraft::*> columns;
    for (const auto& cell : header.cells) {
        const auto* const found =
            std::ranges::find_if(kColumns, [&cell](const Column& column) { return cell == column.name; });
        if (found == kColumns.end()) {
            return wrong(header.line, "`" + cell.toStdString() +
                                          "` is no column; they are id, owner, public_key, environment, tags");
        }
        if (std::ranges::find(columns, found->field) != columns.end()) {
            return wrong(header.line, "the column `" + cell.toStdString() + "` is there twice");
        }
        columns.push_back(found->field);
    }
    for (const auto field : {&AgentDraft::id, &AgentDraft::owner, &AgentDraft::key}) {
        if (std::ranges::find(columns, field) == columns.end()) {
            return wrong(header.line, "the header needs id, owner and public_key");
        }
    }
    return columns;
}

} // namespace

Result<std::vector<CsvAgent>> readAgentsCsv(QStringView text) {
    if (text.startsWith(QChar(0xFEFF))) {
        text = text.sliced(1);
    }
    TRY(const auto rows, rowsOf(text));
    if (rows.empty()) {
        return wrong(1, "there is no header row; it starts with id,owner,public_key");
    }
    TRY(const auto columns, columnsOf(rows.front()));
    std::vector<CsvAgent> agents;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (static_cast<std::size_t>(row.cells.size()) != columns.size()) {
            return wrong(row.line, std::to_string(row.cells.size()) + " cells, but the header has " +
                                       std::to_string(columns.size()));
        }
        CsvAgent agent{.line = row.line, .draft = {}};
        for (std::size_t c = 0; c < columns.size(); ++c) {
            agent.draft.*columns[c] = row.cells[static_cast<qsizetype>(c)];
        }
        agents.push_back(std::move(agent));
    }
    return agents;
}

} // namespace countersign::ui
