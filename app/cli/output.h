#pragma once

#include "app/cli/failure.h"
#include "core/base/json.h"

#include <functional>
#include <string>
#include <vector>

namespace countersign::cli {

/// What is said to whoever runs the program. People get plain lines, in which no data can move the cursor; programs get
/// one JSON value on standard output.
class Output {
public:
    enum class Form { Human, Quiet, Json };
    explicit Output(Form form) : m_form(form) {}

    [[nodiscard]] bool isJson() const { return m_form == Form::Json; }
    /// A line of the answer itself, for people.
    void line(std::string_view text) const;
    /// A line that --quiet leaves out.
    void note(std::string_view text) const;
    /// Several lines, each escaped by itself.
    void block(std::string_view text, std::string_view indent = {}) const;
    /// A text that a program goes on with: byte for byte, but for a terminal, which gets it escaped.
    void text(std::string_view bytes) const;
    /// The answer for programs; call it once.
    void json(const json::Value& value) const;
    /// To standard error, always.
    void warn(std::string_view text) const;
    void failure(const Error& error) const;

private:
    Form m_form;
};

/// Rows under titles, each column as wide as its widest cell. Cells are escaped here.
class Table {
public:
    explicit Table(std::vector<std::string> titles) : m_titles(std::move(titles)) {}
    void row(std::vector<std::string> cells);
    void print(const Output& output) const;

private:
    std::vector<std::string> m_titles;
    std::vector<std::vector<std::string>> m_rows;
};

/// `a, b, c`
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view by = ", ");

} // namespace countersign::cli
