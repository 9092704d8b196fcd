#include "core/policy/compiler_p.h"

#include <algorithm>

namespace countersign::policy {

namespace {

bool plainKey(const Value& key) {
    const auto text = key.asString();
    return key.isString() && !text.empty() && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

} // namespace

Node& Compiler::childOf(Node& parent, const Value& key) {
    const auto found = parent.children.find(key);
    if (found != parent.children.end()) {
        return *found->second;
    }
    const auto frozen = m_program.constants.freeze(key);
    auto made = std::make_unique<Node>();
    made->key = frozen;
    made->parent = &parent;
    made->id = ++m_program.nodes;
    made->name = parent.name;
    if (plainKey(key)) {
        made->name.append(".").append(key.asString());
    } else {
        made->name.append("[").append(key.text()).append("]");
    }
    return *parent.children.emplace(frozen, std::move(made)).first->second;
}

void Compiler::place(std::vector<Module>& modules) {
    m_program.root.name = "data";
    m_program.root.isPackage = true;
    for (auto& module : modules) {
        auto* node = &m_program.root;
        for (const auto& part : module.package) {
            node = &childOf(*node, Value::string(part));
            node->isPackage = true;
        }
        m_defined.try_emplace(node, module.file, module.packageAt);
        for (auto& rule : module.rules) {
            placeRule(module, rule);
        }
    }
    checkTree(m_program.root);
}

void Compiler::placeRule(Module& module, Rule& rule) {
    const auto& head = rule.name.isReference() ? rule.name.items.front() : rule.name;
    if (head.name() == "input" || head.name() == "data") {
        error(Fault::Compile, module.file, head.at,
              "rules must not shadow `" + std::string(head.name()) + "`: use another name");
        return;
    }
    auto* node = &m_program.root;
    for (const auto& part : module.package) {
        node = &childOf(*node, Value::string(part));
    }
    node = &childOf(*node, head.value);
    m_packageRules[module.package].emplace(head.name());
    Placed placed{.module = &module, .rule = &rule, .node = node, .constantKeys = 0};
    if (rule.name.isReference()) {
        for (std::size_t i = 1; i < rule.name.items.size(); ++i) {
            const auto& key = rule.name.items[i];
            if (!key.isConstant() || !key.value.isString()) {
                break;
            }
            placed.node = &childOf(*placed.node, key.value);
            ++placed.constantKeys;
        }
    }
    m_defined.try_emplace(placed.node, module.file, rule.at);
    kindOf(placed);
    m_placed.push_back(placed);
}

void Compiler::kindOf(Placed& placed) {
    auto& node = *placed.node;
    const auto& rule = *placed.rule;
    const auto refuse = [&](std::string message) {
        error(Fault::Type, placed.module->file, rule.at, std::move(message));
    };
    const bool dynamic = rule.name.isReference() && placed.constantKeys + 1 < rule.name.items.size();
    NodeKind kind = NodeKind::Complete;
    if (rule.isFunction) {
        kind = NodeKind::Function;
        if (dynamic) {
            refuse("the name of a function holds no variables");
            return;
        }
    } else if (dynamic || rule.kind == RuleKind::Multiple) {
        kind = NodeKind::Partial;
    }
    if (rule.isDefault && kind == NodeKind::Partial) {
        error(Fault::Compile, placed.module->file, rule.at, "a default needs a name without variables");
        return;
    }
    const auto [place, first] = m_defined.try_emplace(&node, placed.module->file, rule.at);
    if (node.kind != NodeKind::Inner && (node.kind != kind || node.arity != rule.arguments.size())) {
        refuse("conflicting rules " + node.name + " found: the one at " + place->second.first + ":" +
               std::to_string(place->second.second.row) + " is of another kind or has another number of arguments");
        return;
    }
    node.kind = kind;
    node.arity = rule.arguments.size();
}

void Compiler::checkTree(const Node& node) {
    for (const auto& [key, child] : node.children) {
        const bool closed = child->kind == NodeKind::Complete || child->kind == NodeKind::Function;
        if (closed && !child->children.empty()) {
            const auto& inner = *child->children.begin()->second;
            auto where = m_defined.find(&inner);
            const auto& at = where == m_defined.end() ? m_defined.at(child.get()) : where->second;
            error(Fault::Type, at.first, at.second,
                  "rule " + child->name + " conflicts with " + inner.name + ": both define what is there");
        }
        if (child->kind != NodeKind::Inner && child->isPackage) {
            const auto& at = m_defined.at(child.get());
            error(Fault::Compile, at.first, at.second,
                  "package " + child->name + " conflicts with a rule of the same name");
        }
        checkTree(*child);
    }
}

Globals Compiler::globals(const Module& module) {
    Globals out;
    out.file = module.file;
    for (const auto& name : m_packageRules[module.package]) {
        std::vector<Term> items;
        items.push_back(Term::named("data", {}));
        items.front().variable = kData;
        auto path = module.package;
        path.push_back(name);
        for (const auto& part : path) {
            items.push_back(Term::constant(Value::string(part), {}));
            items.back().dotted = plainKey(items.back().value);
        }
        out.names.emplace(name, Global{.path = Term::composite(TermKind::Reference, std::move(items), {})});
    }
    for (const auto& import : module.imports) {
        auto path = import.path;
        auto& head = path.isReference() ? path.items.front() : path;
        if (head.name() != "data" && head.name() != "input") {
            continue;
        }
        head.variable = head.name() == "data" ? kData : kInput;
        const auto name = import.name();
        if ((name == "data" || name == "input") && path.isReference()) {
            error(Fault::Compile, module.file, import.at, "imports must not shadow `" + name + "`: name it with `as`");
        } else if (path.isReference() || name != head.name()) {
            const auto found = out.names.find(name);
            if (found != out.names.end() && found->second.import != nullptr && module.version == Version::V1) {
                error(Fault::Compile, module.file, import.at,
                      "import must not shadow the import of `" + name + "` on line " +
                          std::to_string(found->second.import->at.row));
            } else if (found != out.names.end() && found->second.import == nullptr) {
                error(Fault::Compile, module.file, import.at, "import conflicts with rule `" + name + "`");
            }
            out.names.insert_or_assign(name, Global{.path = std::move(path), .import = &import});
        }
    }
    return out;
}

} // namespace countersign::policy
