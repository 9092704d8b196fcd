#include "core/policy/compiler.h"

#include "core/policy/compiler_p.h"

#include "core/policy/lowering_p.h"
#include "core/policy/rule_index_p.h"

#include <algorithm>

namespace countersign::policy {

Node::Node() = default;
Node::~Node() = default;

Query::Query(std::unique_ptr<const QueryCode> code) : m_code(std::move(code)) {}
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;
Query::~Query() = default;

Program::Program(std::unique_ptr<ProgramCode> code) : m_code(std::move(code)) {}
Program::~Program() = default;

Checked<std::shared_ptr<const Program>> Program::compile(std::vector<Module> modules, const Value& data,
                                                         const CompileOptions& options) {
    auto code = std::make_unique<ProgramCode>();
    code->options = options;
    code->data = code->constants.freeze(data);
    Compiler compiler(*code, options);
    compiler.compile(std::move(modules));
    if (!compiler.messages().empty()) {
        return std::unexpected(compiler.messages().take());
    }
    return std::shared_ptr<const Program>(new Program(std::move(code)));
}

Checked<Query> Program::prepare(const Body& query) const {
    auto code = std::make_unique<QueryCode>();
    // A query adds no rules: the compiler only reads the program.
    Compiler compiler(*m_code, m_code->options);
    Globals none{.file = "query", .names = {}};
    Resolver resolver(none, compiler.messages());
    Body body = query;
    resolver.query(body);
    Lowering lowering(compiler, resolver, code->arena, code->constants, "query", nullptr);
    Lowering::Sequence sequence;
    std::vector<const Expression*> values;
    if (lowering.body(body, {}, sequence, values)) {
        const auto& variables = resolver.variables();
        Mentioned mentioned;
        for (const auto& literal : body) {
            mentioned.literal(literal);
        }
        for (std::size_t i = 0; i < variables.size(); ++i) {
            if (!variables[i].generated && mentioned.direct.has(static_cast<std::int32_t>(i))) {
                code->variables.emplace_back(variables[i].name, static_cast<std::uint32_t>(i));
            }
        }
        code->slots = static_cast<std::uint32_t>(variables.size());
        code->block = lowering.finish(std::move(sequence));
    }
    if (!compiler.messages().empty()) {
        return std::unexpected(compiler.messages().take());
    }
    return Query(std::move(code));
}

const Builtin* Compiler::builtin(std::string_view name) const {
    for (const auto* extra : m_options.builtins) {
        if (extra->name == name) {
            return extra;
        }
    }
    return findBuiltin(name);
}

Callee Compiler::callee(const Term& call) const {
    const auto& name = call.items.front();
    const auto& head = name.isReference() ? name.items.front() : name;
    if (head.variable != kData) {
        const auto* found = head.variable >= 0 ? nullptr : builtin(dottedName(name));
        return {.builtin = found,
                .function = nullptr,
                .arity = found == nullptr ? std::size_t{0} : found->declaration.arity};
    }
    const Node* node = &m_program.root;
    for (std::size_t i = 1; i < name.items.size() && node != nullptr && name.isReference(); ++i) {
        node = name.items[i].isConstant() ? node->child(name.items[i].value) : nullptr;
    }
    if (node == nullptr || node->kind != NodeKind::Function) {
        return {};
    }
    return {.builtin = nullptr, .function = node, .arity = node->arity};
}

void Compiler::compile(std::vector<Module> modules) {
    place(modules);
    if (!m_messages.empty()) {
        return;
    }
    std::vector<Globals> globals;
    globals.reserve(modules.size());
    for (const auto& module : modules) {
        globals.push_back(this->globals(module));
    }
    for (auto& placed : m_placed) {
        lower(placed, globals[static_cast<std::size_t>(placed.module - modules.data())]);
        // What was read is not needed any more; of ten thousand rules that matters.
        *placed.rule = Rule();
    }
    if (m_options.checks == Checks::Strict) {
        for (std::size_t i = 0; i < modules.size(); ++i) {
            checkImports(modules[i], globals[i]);
        }
    }
    checkRecursion();
    if (m_messages.empty()) {
        finishNodes(m_program.root);
    }
}

void Compiler::checkImports(const Module& module, const Globals& globals) {
    for (const auto& [name, global] : globals.names) {
        if (global.import != nullptr && !global.used) {
            error(Fault::Compile, module.file, global.import->at,
                  "import of `" + dottedName(global.import->path) + "` is unused: leave it away");
        }
    }
}

void Compiler::lower(Placed& placed, Globals& globals) {
    auto& rule = *placed.rule;
    auto& arena = m_program.arena;
    Resolver resolver(globals, m_messages);
    const auto before = m_messages.count();
    resolver.rule(rule);
    if (m_messages.count() > before) {
        return;
    }
    if (m_options.checks == Checks::Strict) {
        resolver.unusedVariables();
    }
    Lowering lowering(*this, resolver, arena, m_program.constants, placed.module->file, placed.node);
    const auto& head = rule.name.isReference() ? rule.name.items.front() : rule.name;
    if (!head.name().starts_with("test_")) {
        lowering.allowMocks(m_options.mocks);
    }
    RuleCode code;
    code.node = placed.node;
    code.file = arena.text(placed.module->file);
    code.row = rule.at.row;
    code.multiple = rule.kind == RuleKind::Multiple;
    Lowering::Sequence start;
    std::vector<const Pattern*> parameters;
    for (const auto& argument : rule.arguments) {
        parameters.push_back(lowering.parameter(argument, start));
    }
    code.parameters = arena.list(parameters);
    if (!start.steps.empty()) {
        error(Fault::Compile, placed.module->file, rule.at, "a parameter is a value or a pattern of variables");
    }
    const auto whole = Term::constant(Value::boolean(true), rule.at);
    std::vector<const Term*> heads;
    for (std::size_t i = placed.constantKeys + 1; rule.name.isReference() && i < rule.name.items.size(); ++i) {
        heads.push_back(&rule.name.items[i]);
    }
    std::vector<Branch> branches;
    const auto branch = [&](const Body& body, const std::optional<Term>& value, Position at) {
        auto with = heads;
        with.push_back(value ? &*value : &whole);
        Lowering::Sequence sequence{.bound = start.bound, .steps = {}};
        std::vector<const Expression*> values;
        if (!lowering.body(body, with, sequence, values)) {
            return;
        }
        const auto* result = values.back();
        values.pop_back();
        code.keys = arena.list(values);
        branches.push_back({.block = lowering.finish(std::move(sequence)), .value = result, .row = at.row});
    };
    branch(rule.body, rule.value, rule.at);
    for (const auto& other : rule.branches) {
        branch(other.body, other.value, other.at);
    }
    code.branches = arena.list(branches);
    code.slots = static_cast<std::uint32_t>(resolver.variables().size());
    code.constant = branches.size() == 1 && branches.front().value->operation == Operation::Constant;
    auto& node = *placed.node;
    if (!rule.isDefault) {
        node.rules.push_back(arena.make(code));
    } else if (node.otherwise != nullptr) {
        error(Fault::Type, placed.module->file, rule.at, "multiple default rules " + node.name + " found");
    } else {
        if (rule.value && !branches.empty() && !branches.front().block->steps.empty()) {
            error(Fault::Compile, placed.module->file, rule.value->at,
                  "a default value holds no variables, references or calls");
        }
        node.otherwise = arena.make(code);
    }
}

void Compiler::finishNodes(Node& node) {
    for (const auto& [key, child] : node.children) {
        finishNodes(*child);
    }
    if (node.rules.empty()) {
        return;
    }
    const auto* first = node.rules.front();
    node.oneIsEnough = std::ranges::all_of(node.rules, [&](const RuleCode* rule) {
        return rule->constant && first->constant &&
               rule->branches.front().value->value == first->branches.front().value->value;
    });
    node.index = RuleIndex::of(node);
}

} // namespace countersign::policy
