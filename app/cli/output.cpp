#include "app/cli/output.h"

#include "core/base/bytes.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace countersign::cli {

namespace {

void write(std::FILE* file, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), file);
    std::fputc('\n', file);
}

/// Code points; no East Asian widths.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

void Output::line(std::string_view text) const {
    if (m_form != Form::Json) {
        write(stdout, escapeControls(text));
    }
}

void Output::note(std::string_view text) const {
    if (m_form == Form::Human) {
        write(stdout, escapeControls(text));
    }
}

void Output::block(std::string_view text, std::string_view indent) const {
    while (!text.empty()) {
        const auto end = text.find('\n');
        line(std::string(indent) + std::string(text.substr(0, end)));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
}

void Output::text(std::string_view bytes) const {
    if (::isatty(STDOUT_FILENO) == 0 && !isJson()) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return;
    }
    std::string shown;
    for (const char c : bytes) {
        shown += c == '\t' ? std::string("    ") : std::string(1, c);
    }
    block(shown);
}

void Output::json(const json::Value& value) const {
    if (m_form == Form::Json) {
        write(stdout, json::canonical(value));
    }
}

void Output::warn(std::string_view text) const {
    write(stderr, "countersignctl: " + escapeControls(text));
}

void Output::failure(const Error& error) const {
    const std::string code(codeName(error.code));
    warn(error.detail + " (" + code + ")");
    json(json::Object{{"error", code}, {"error_description", error.detail}});
}

void Table::row(std::vector<std::string> cells) {
    for (auto& cell : cells) {
        cell = escapeControls(cell);
    }
    m_rows.push_back(std::move(cells));
}

void Table::print(const Output& output) const {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < m_titles.size(); ++column) {
        std::size_t widest = width(m_titles[column]);
        for (const auto& row : m_rows) {
            widest = std::max(widest, width(row[column]));
        }
        widths.push_back(widest);
    }
    const auto print = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            text += cells[column];
            if (column + 1 < cells.size()) {
                text.append(widths[column] - width(cells[column]) + 2, ' ');
            }
        }
        text.erase(text.find_last_not_of(' ') + 1);
        output.line(text);
    };
    print(m_titles);
    std::ranges::for_each(m_rows, print);
}

std::string joined(const std::vector<std::string>& parts, std::string_view by) {
    std::string out;
    for (const auto& part : parts) {
        out.append(out.empty() ? "" : by).append(part);
    }
    return out;
}

} // namespace countersign::cli
