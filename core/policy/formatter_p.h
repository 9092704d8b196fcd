#pragma once

#include "core/policy/ast.h"

namespace countersign::policy {

/// Writes the parts of a module one behind the other, and each comment where it stood.
class Formatter {
public:
    explicit Formatter(const Module& module) : m_module(module) {}
    [[nodiscard]] std::string run();

private:
    void line();
    void write(std::string_view text) { m_out.append(text); }
    /// Those that stand alone on a line above this row.
    void commentsBefore(std::uint32_t row);
    /// Those of a thing that ended on this row: behind it, or under it.
    void commentsUpTo(std::uint32_t row);
    /// Those above this row, each on a line of its own under what is written.
    void commentsUnder(std::uint32_t row);
    /// A blank line when there was one above this row.
    void gapBefore(std::uint32_t row, std::uint32_t previous);

    void imports();
    void rule(const Rule& rule);
    void head(const Rule& rule);
    void branch(const ElseBranch& branch, std::uint32_t end);

    // formatter_bodies.cpp
    void lines(const Body& body, std::uint32_t from);
    void literal(const Literal& literal);
    void withs(const Literal& literal);
    /// `from` and `to`: the rows of its braces.
    void braced(const Body& body, std::uint32_t from, std::uint32_t to);
    void term(const Term& term);
    void plainTerm(const Term& term);
    void constant(const Term& term);
    void reference(const Term& term);
    void call(const Term& term);
    void infix(const Term& term);
    void collection(const Term& term, char open, char close);
    void item(const Term& term, std::size_t number);
    void comprehension(const Term& term, char open, char close);
    void templateString(const Term& term);
    void list(const std::vector<Term>& terms, std::size_t begin);

    const Module& m_module;
    std::string m_out;
    std::size_t m_depth = 0;
    std::size_t m_nextComment = 0;
};

} // namespace countersign::policy
