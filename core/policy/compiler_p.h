#pragma once

#include "core/policy/compiler.h"
#include "core/policy/program_p.h"
#include "core/policy/resolver_p.h"
#include "core/policy/variable_set_p.h"

#include <set>

namespace countersign::policy {

/// What a call calls. Both null: nothing that is known.
struct Callee {
    const Builtin* builtin = nullptr;
    const Node* function = nullptr;
    std::size_t arity = 0;
};

/// Where a rule reads: keys behind `data`; nothing stands for a key that is not known before evaluation.
struct Dependency {
    const Node* from = nullptr;
    std::vector<std::optional<Value>> keys;
    Position at;
    std::string file;
};

/// The documents of rules, while they are put together, and what the passes share.
class Compiler {
public:
    Compiler(ProgramCode& program, const CompileOptions& options) : m_program(program), m_options(options) {}

    void compile(std::vector<Module> modules);
    [[nodiscard]] Messages& messages() { return m_messages; }

    [[nodiscard]] Callee callee(const Term& call) const;
    [[nodiscard]] const Builtin* builtin(std::string_view name) const;
    [[nodiscard]] const Node& root() const { return m_program.root; }
    [[nodiscard]] const CompileOptions& options() const { return m_options; }
    void depends(Dependency dependency) { m_dependencies.push_back(std::move(dependency)); }
    [[nodiscard]] Globals globals(const Module& module);

private:
    /// A rule and where it belongs.
    struct Placed {
        Module* module = nullptr;
        Rule* rule = nullptr;
        Node* node = nullptr;
        /// Keys of its name that belong to the path.
        std::size_t constantKeys = 0;
    };

    // rule_tree.cpp
    void place(std::vector<Module>& modules);
    void placeRule(Module& module, Rule& rule);
    void kindOf(Placed& placed);
    void checkTree(const Node& node);
    Node& childOf(Node& parent, const Value& key);

    // compiler.cpp
    void lower(Placed& placed, Globals& globals);
    void checkImports(const Module& module, const Globals& globals);
    void finishNodes(Node& node);

    // recursion.cpp
    void checkRecursion();

    void error(Fault fault, std::string_view file, Position at, std::string message) {
        m_messages.add(fault, file, at, std::move(message));
    }

    ProgramCode& m_program;
    const CompileOptions& m_options;
    Messages m_messages;
    std::vector<Placed> m_placed;
    /// Names of the rules of each package, and an example of each node's definitions for messages.
    std::map<std::vector<std::string>, std::set<std::string>> m_packageRules;
    std::map<const Node*, std::pair<std::string, Position>> m_defined;
    std::vector<Dependency> m_dependencies;
};

} // namespace countersign::policy
