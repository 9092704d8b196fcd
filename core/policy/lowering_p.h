#pragma once

#include "core/policy/safety_p.h"

namespace countersign::policy {

/// Turns the bodies of one rule or query, resolved, into steps and expressions.
class Lowering {
public:
    /// Steps so far, and the variables that they bind.
    struct Sequence {
        VariableSet bound;
        std::vector<Step> steps;
    };

    /// `node`: whose rule it is, for dependencies; null for a query.
    Lowering(Compiler& compiler, Resolver& resolver, Arena& arena, FrozenValues& constants, std::string_view file,
             const Node* node)
        : m_compiler(compiler), m_resolver(resolver), m_arena(arena), m_constants(constants), m_file(file),
          m_node(node) {}

    /// Whether `with` may replace functions here.
    void allowMocks(Mocks mocks) { m_mocks = mocks; }

    /// Appends the body, and `heads` (of a rule or comprehension) as values. False after an error.
    bool body(const Body& body, std::span<const Term* const> heads, Sequence& sequence,
              std::vector<const Expression*>& values);
    [[nodiscard]] const Block* finish(Sequence&& sequence);
    /// A term whose variables are bound; steps are added for references that have many values.
    const Expression* value(const Term& term, Sequence& sequence);
    /// Of the parameters of a function.
    const Pattern* parameter(const Term& term, Sequence& sequence);

private:
    /// References and calls inside a pattern are compared when the pattern has bound what it can.
    using Later = std::vector<std::pair<Term, const Term*>>;

    void error(Fault fault, Position at, std::string message);

    // lowering_literals.cpp
    void literal(const Literal& literal, Sequence& sequence);
    void positive(const Literal& literal, Sequence& sequence);
    void negative(const Literal& literal, Sequence& sequence);
    void every(const Literal& literal, Sequence& sequence);
    void someIn(const Literal& literal, Sequence& sequence);
    void with(const Literal& literal, Sequence& sequence);
    std::optional<Replacement> replacement(const With& with, Sequence& sequence);
    bool replacementByFunction(const With& with, Replacement& out, std::size_t arity);
    void print(const Term& call, Sequence& sequence);
    /// A variable in the place of every reference and call; the steps before it give it its value.
    Term hoisted(const Term& term, Sequence& sequence);
    Term hoistedInside(const Term& term, Sequence& sequence);
    void callLiteral(const Term& call, Sequence& sequence);
    void test(const Expression* expression, Position at, Sequence& sequence);

    // lowering_unify.cpp
    void unify(const Term& a, const Term& b, Position at, Sequence& sequence);
    void unifyPairs(std::vector<std::pair<const Term*, const Term*>> pairs, Position at, Sequence& sequence);
    void match(const Term& pattern, const Expression* value, Position at, Sequence& sequence);
    const Pattern* pattern(const Term& term, Sequence& sequence, Later* later);
    const Pattern* equals(const Expression* expression);
    /// Whether it has a value (or many, one after the other) now.
    [[nodiscard]] static bool known(const Term& term, const VariableSet& bound);

    // lowering_terms.cpp
    const Expression* constant(const Value& value);
    const Expression* slot(std::int32_t variable);
    const Expression* reference(const Term& term, Sequence& sequence);
    const Expression* scanned(const Term& term, const Expression* base, Sequence& sequence);
    void dataStart(Expression& out, std::span<const Expression* const> keys) const;
    void noteDependency(const Term& reference);
    const Expression* call(const Term& term, std::size_t arguments, Sequence& sequence);
    const Expression* composite(const Term& term, Sequence& sequence);
    const Expression* comprehension(const Term& term, Sequence& sequence);
    const Expression* templateString(const Term& term, Sequence& sequence);
    const Expression* make(Expression expression, const std::vector<const Expression*>& items);
    /// All values of a term, as a set: of what is printed or put into a string.
    const Expression* collected(const Term& term, Sequence& sequence);

    Compiler& m_compiler;
    Resolver& m_resolver;
    Arena& m_arena;
    FrozenValues& m_constants;
    std::string_view m_file;
    const Node* m_node;
    Mocks m_mocks = Mocks::Allowed;
};

} // namespace countersign::policy
