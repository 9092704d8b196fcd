#pragma once

#include "core/policy/ast.h"

#include <map>
#include <string>
#include <vector>

namespace countersign::policy {

/// What Term::variable says of a Variable besides the number of a local one.
constexpr std::int32_t kUnresolved = -1;
constexpr std::int32_t kData = -2;
constexpr std::int32_t kInput = -3;

/// Collects what is wrong; after the tenth it only counts.
class Messages {
public:
    void add(Fault fault, std::string_view file, Position at, std::string message);
    [[nodiscard]] bool empty() const { return m_all.empty(); }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::vector<Diagnostic> take();

private:
    std::vector<Diagnostic> m_all;
    std::size_t m_count = 0;
};

struct Global {
    /// A Reference that begins with `data` or `input`, or a Variable that is one of them.
    Term path;
    /// Null for a rule.
    const Import* import = nullptr;
    bool used = false;
};

/// What the names of a module stand for: its imports, and the rules of its package.
struct Globals {
    std::string file;
    std::map<std::string, Global, std::less<>> names;
};

struct VariableInfo {
    std::string name;
    Position at;
    /// By `:=`, `some` or `every`; it wants to be used.
    bool declared = false;
    bool used = false;
    bool generated = false;
};

/// Finds out which variable or document each name means, and writes it into the terms. One object resolves one rule or
/// one query; every variable of it gets its own number.
class Resolver {
public:
    Resolver(Globals& globals, Messages& messages) : m_globals(globals), m_messages(messages) {}

    void rule(Rule& rule);
    void query(Body& body);
    /// Of `default`.
    void constantValue(Term& term);
    void unusedVariables();

    [[nodiscard]] std::int32_t fresh(std::string_view name, Position at);
    [[nodiscard]] const std::vector<VariableInfo>& variables() const { return m_variables; }

private:
    struct Scope {
        std::map<std::string, std::int32_t, std::less<>> declared;
        std::map<std::string, Position, std::less<>> seen;
    };

    void error(Position at, std::string message);
    void body(Body& body);
    void literal(Literal& literal);
    void every(Literal& literal);
    void withs(Literal& literal);
    void assignment(Term& call);
    void term(Term& term);
    void variable(Term& term);
    void reference(Term& term);
    void call(Term& term);
    void comprehension(Term& term);
    /// Declares the variables of an array or object that takes a value apart.
    void declarePattern(Term& term);
    void declare(Term& term);
    [[nodiscard]] std::optional<std::int32_t> find(std::string_view name);
    [[nodiscard]] Global* global(std::string_view name);

    Globals& m_globals;
    Messages& m_messages;
    std::vector<VariableInfo> m_variables;
    std::vector<Scope> m_scopes;
    std::map<std::string, std::int32_t, std::less<>> m_implicit;
};

} // namespace countersign::policy
