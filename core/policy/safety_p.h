#pragma once

#include "core/policy/compiler_p.h"

namespace countersign::policy {

/// Which variables a term or literal mentions: those that it has itself, and those of bodies inside it.
struct Mentioned {
    VariableSet direct;
    VariableSet inner;

    void term(const Term& term);
    void literal(const Literal& literal);

private:
    void inside(const Term& term);
};

/// The order in which the literals of a body can be evaluated, so that each finds its variables bound; nothing when
/// there is none: the messages then say which variables are unsafe.
class Safety {
public:
    Safety(Compiler& compiler, const Resolver& resolver, std::string_view file)
        : m_compiler(compiler), m_resolver(resolver), m_file(file) {}

    [[nodiscard]] std::optional<std::vector<const Literal*>> order(const Body& body, const VariableSet& bound);
    /// What a literal binds when these are bound.
    [[nodiscard]] VariableSet outputs(const Literal& literal, const VariableSet& bound) const;
    void unsafe(const VariableSet& wanted, const VariableSet& bound);

private:
    void referenceOutputs(const Term& term, VariableSet& known) const;
    /// That nothing has a value may only be because a function is misspelled: then this is said.
    bool unknownCall(const Literal& literal);
    void unify(const Term& a, const Term& b, VariableSet& known) const;
    [[nodiscard]] static bool all(const Term& term, const VariableSet& known);

    Compiler& m_compiler;
    const Resolver& m_resolver;
    std::string_view m_file;
};

/// The variables of a pattern: where it takes a value apart.
void patternVariables(const Term& term, VariableSet& out);

} // namespace countersign::policy
