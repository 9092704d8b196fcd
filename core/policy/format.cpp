#include "core/policy/format.h"

#include "core/policy/formatter_p.h"
#include "core/policy/parser.h"

#include <algorithm>

namespace countersign::policy {

Checked<std::string> format(const Module& module) {
    auto out = Formatter(module).run();
    if (auto again = parseModule(module.file, out, Syntax::V1); !again) {
        return std::unexpected(std::move(again).error());
    }
    return out;
}

void Formatter::line() {
    while (m_out.ends_with('\t')) {
        m_out.pop_back();
    }
    if (!m_out.empty()) {
        m_out.push_back('\n');
    }
    m_out.append(m_depth, '\t');
}

void Formatter::commentsBefore(std::uint32_t row) {
    const auto& comments = m_module.comments;
    std::uint32_t previous = 0;
    for (; m_nextComment < comments.size() && comments[m_nextComment].at.row < row; ++m_nextComment) {
        const auto& comment = comments[m_nextComment];
        gapBefore(comment.at.row, previous);
        write("#" + comment.text);
        line();
        previous = comment.at.row;
    }
    gapBefore(row, previous);
}

void Formatter::gapBefore(std::uint32_t row, std::uint32_t previous) {
    if (previous != 0 && row > previous + 1) {
        line();
    }
}

void Formatter::commentsUnder(std::uint32_t row) {
    const auto& comments = m_module.comments;
    for (; m_nextComment < comments.size() && comments[m_nextComment].at.row < row; ++m_nextComment) {
        line();
        write("#" + comments[m_nextComment].text);
    }
}

void Formatter::commentsUpTo(std::uint32_t row) {
    const auto& comments = m_module.comments;
    commentsUnder(row);
    if (m_nextComment < comments.size() && comments[m_nextComment].at.row == row) {
        write(" #" + comments[m_nextComment++].text);
    }
}

std::string Formatter::run() {
    commentsBefore(m_module.packageAt.row);
    write("package ");
    for (std::size_t i = 0; i < m_module.package.size(); ++i) {
        const auto& part = m_module.package[i];
        const bool plain = !part.empty() && std::ranges::all_of(part, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (i == 0) {
            write(part);
        } else if (plain) {
            write("." + part);
        } else {
            write("[" + Value::string(part).text() + "]");
        }
    }
    commentsUpTo(m_module.packageAt.row);
    imports();
    for (std::size_t i = 0; i < m_module.rules.size(); ++i) {
        line();
        // Short rules that stood together stay together.
        const auto& rules = m_module.rules;
        const bool together =
            i > 0 && rules[i].at.row == rules[i - 1].end.row + 1 && rules[i].body.empty() && rules[i - 1].body.empty();
        if (!together) {
            line();
        }
        rule(rules[i]);
    }
    const auto& comments = m_module.comments;
    for (auto previous = m_module.rules.empty() ? m_module.packageAt.row : m_module.rules.back().end.row;
         m_nextComment < comments.size(); ++m_nextComment) {
        line();
        if (comments[m_nextComment].at.row > previous + 1) {
            line();
        }
        write("#" + comments[m_nextComment].text);
        previous = comments[m_nextComment].at.row;
    }
    m_out.push_back('\n');
    return std::move(m_out);
}

void Formatter::imports() {
    bool first = true;
    for (const auto& import : m_module.imports) {
        const auto path = dottedName(import.path);
        if (path == "rego.v1" || path.starts_with("future.keywords")) {
            continue;
        }
        line();
        if (std::exchange(first, false)) {
            line();
        }
        commentsBefore(import.at.row);
        write("import ");
        term(import.path);
        if (!import.alias.empty()) {
            write(" as " + import.alias);
        }
        commentsUpTo(import.at.row);
    }
}

void Formatter::rule(const Rule& rule) {
    commentsBefore(rule.at.row);
    head(rule);
    if (!rule.body.empty()) {
        write(" if ");
        if (!rule.braces && rule.body.size() == 1) {
            literal(rule.body.front());
        } else {
            braced(rule.body, rule.name.at.row, rule.branches.empty() ? rule.end.row : rule.branches.front().at.row);
        }
    }
    for (std::size_t i = 0; i < rule.branches.size(); ++i) {
        const bool last = i + 1 == rule.branches.size();
        branch(rule.branches[i], last ? rule.end.row : rule.branches[i + 1].at.row);
    }
    commentsUpTo(rule.end.row);
}

void Formatter::head(const Rule& rule) {
    if (rule.isDefault) {
        write("default ");
    }
    term(rule.name);
    if (rule.isFunction) {
        write("(");
        list(rule.arguments, 0);
        write(")");
    }
    if (rule.value) {
        write(rule.kind == RuleKind::Multiple ? " contains " : " := ");
        term(*rule.value);
    }
}

void Formatter::branch(const ElseBranch& branch, std::uint32_t end) {
    commentsBefore(branch.at.row);
    write(m_out.ends_with('}') ? " else" : "");
    if (!m_out.ends_with("else")) {
        line();
        write("else");
    }
    if (branch.value) {
        write(" := ");
        term(*branch.value);
    }
    if (!branch.body.empty()) {
        write(" if ");
        braced(branch.body, branch.at.row, end);
    }
}

} // namespace countersign::policy
