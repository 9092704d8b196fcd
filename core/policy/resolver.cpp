#include "core/policy/resolver_p.h"

#include <algorithm>

namespace countersign::policy {

namespace {

constexpr std::size_t kMaxMessages = 10;

bool isRoot(std::string_view name) {
    return name == "input" || name == "data";
}

} // namespace

void Messages::add(Fault fault, std::string_view file, Position at, std::string message) {
    ++m_count;
    Diagnostic made{fault, std::string(file), at, std::move(message)};
    if (m_all.size() < kMaxMessages && std::ranges::find(m_all, made) == m_all.end()) {
        m_all.push_back(std::move(made));
    }
}

std::vector<Diagnostic> Messages::take() {
    std::ranges::stable_sort(m_all, [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.at.row, a.at.column) < std::tie(b.file, b.at.row, b.at.column);
    });
    return std::exchange(m_all, {});
}

void Resolver::error(Position at, std::string message) {
    m_messages.add(Fault::Compile, m_globals.file, at, std::move(message));
}

std::int32_t Resolver::fresh(std::string_view name, Position at) {
    m_variables.push_back({.name = std::string(name), .at = at, .generated = name.empty() || name == "_"});
    return static_cast<std::int32_t>(m_variables.size() - 1);
}

Global* Resolver::global(std::string_view name) {
    const auto found = m_globals.names.find(name);
    return found == m_globals.names.end() ? nullptr : &found->second;
}

std::optional<std::int32_t> Resolver::find(std::string_view name) {
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
        if (const auto found = scope->declared.find(name); found != scope->declared.end()) {
            return found->second;
        }
    }
    return std::nullopt;
}

void Resolver::rule(Rule& rule) {
    m_scopes.emplace_back();
    for (auto& argument : rule.arguments) {
        declarePattern(argument);
    }
    // The keys of the head and the value see what the body declares.
    m_scopes.emplace_back();
    m_implicit.clear();
    body(rule.body);
    if (rule.name.isReference()) {
        for (std::size_t i = 1; i < rule.name.items.size(); ++i) {
            term(rule.name.items[i]);
        }
    }
    if (rule.value) {
        term(*rule.value);
    }
    m_scopes.pop_back();
    for (auto& branch : rule.branches) {
        m_scopes.emplace_back();
        m_implicit.clear();
        body(branch.body);
        if (branch.value) {
            term(*branch.value);
        }
        m_scopes.pop_back();
    }
    m_scopes.pop_back();
}

void Resolver::query(Body& body) {
    m_scopes.emplace_back();
    this->body(body);
}

void Resolver::constantValue(Term& value) {
    m_scopes.emplace_back();
    term(value);
    m_scopes.pop_back();
}

void Resolver::unusedVariables() {
    for (const auto& variable : m_variables) {
        if (variable.declared && !variable.used && !variable.generated) {
            error(variable.at, "assigned var `" + variable.name + "` unused: leave it away, or name it `_`");
        }
    }
}

void Resolver::body(Body& body) {
    for (auto& entry : body) {
        literal(entry);
    }
    std::erase_if(body, [](const Literal& entry) { return entry.kind == LiteralKind::Some; });
}

void Resolver::literal(Literal& literal) {
    switch (literal.kind) {
    case LiteralKind::Some:
        for (auto& entry : literal.terms) {
            declare(entry);
        }
        return;
    case LiteralKind::SomeIn:
        term(literal.terms.back());
        for (std::size_t i = 0; i + 1 < literal.terms.size(); ++i) {
            declarePattern(literal.terms[i]);
        }
        break;
    case LiteralKind::Every:
        every(literal);
        break;
    case LiteralKind::Expression: {
        auto& expression = literal.terms.front();
        if (expression.isCall() && expression.infix && expression.items.front().name() == "assign") {
            // The values of `with` come before the variables that the assignment makes.
            withs(literal);
            assignment(expression);
            return;
        }
        term(expression);
        break;
    }
    }
    withs(literal);
}

void Resolver::every(Literal& literal) {
    term(literal.terms.back());
    m_scopes.emplace_back();
    for (std::size_t i = 0; i + 1 < literal.terms.size(); ++i) {
        declare(literal.terms[i]);
    }
    body(literal.body);
    m_scopes.pop_back();
}

void Resolver::withs(Literal& literal) {
    for (auto& with : literal.with) {
        auto& head = with.target.isReference() ? with.target.items.front() : with.target;
        const auto name = std::string(head.name());
        if (head.isVariable() && !isRoot(name) && global(name) == nullptr) {
            // A built-in function: its name is no variable.
            head.variable = kUnresolved;
        } else {
            term(with.target);
        }
        // So may be what replaces it.
        auto& value = with.value.isReference() ? with.value.items.front() : with.value;
        if (value.isVariable() && !isRoot(value.name()) && !find(value.name()) && global(value.name()) == nullptr &&
            !m_implicit.contains(value.name())) {
            value.variable = kUnresolved;
        } else {
            term(with.value);
        }
    }
}

void Resolver::assignment(Term& call) {
    auto& left = call.items[1];
    term(call.items[2]);
    if (left.isVariable() || left.kind == TermKind::Array || left.kind == TermKind::Object) {
        declarePattern(left);
        return;
    }
    error(left.at, "cannot assign to this: `:=` gives values to variables; write `==` to compare");
}

void Resolver::declarePattern(Term& pattern) {
    switch (pattern.kind) {
    case TermKind::Variable:
        declare(pattern);
        return;
    case TermKind::Array:
        for (auto& item : pattern.items) {
            declarePattern(item);
        }
        return;
    case TermKind::Object:
        for (std::size_t i = 0; i + 1 < pattern.items.size(); i += 2) {
            term(pattern.items[i]);
            declarePattern(pattern.items[i + 1]);
        }
        return;
    default:
        term(pattern);
    }
}

void Resolver::declare(Term& name) {
    if (name.name() == "_") {
        name.variable = fresh("_", name.at);
        return;
    }
    if (isRoot(name.name())) {
        error(name.at, "variables must not shadow `" + std::string(name.name()) + "`: use another name");
        name.variable = fresh(name.name(), name.at);
        return;
    }
    auto& scope = m_scopes.back();
    if (const auto found = scope.declared.find(name.name()); found != scope.declared.end()) {
        // An argument may be there twice: both are the same then.
        if (m_scopes.size() > 1) {
            error(name.at, "var `" + std::string(name.name()) + "` assigned above");
        }
        name.variable = found->second;
        return;
    }
    if (const auto seen = scope.seen.find(name.name()); seen != scope.seen.end()) {
        error(name.at,
              "var `" + std::string(name.name()) + "` referenced above, on line " + std::to_string(seen->second.row));
    }
    name.variable = fresh(name.name(), name.at);
    m_variables.back().declared = m_scopes.size() > 1;
    scope.declared.emplace(name.name(), name.variable);
}

void Resolver::term(Term& entry) {
    switch (entry.kind) {
    case TermKind::Constant:
        return;
    case TermKind::Variable:
        variable(entry);
        return;
    case TermKind::Reference:
        reference(entry);
        return;
    case TermKind::Call:
        call(entry);
        return;
    case TermKind::ArrayComprehension:
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
        comprehension(entry);
        return;
    case TermKind::Array:
    case TermKind::Set:
    case TermKind::Object:
    case TermKind::Template:
        for (auto& item : entry.items) {
            term(item);
        }
    }
}

void Resolver::variable(Term& entry) {
    const std::string name(entry.name());
    if (name == "_") {
        entry.variable = fresh("_", entry.at);
        return;
    }
    if (auto& scope = m_scopes.back(); !scope.declared.contains(name)) {
        scope.seen.emplace(name, entry.at);
    }
    if (const auto local = find(name)) {
        entry.variable = *local;
        m_variables[static_cast<std::size_t>(*local)].used = true;
        return;
    }
    if (auto* found = global(name)) {
        found->used = true;
        const auto at = entry.at;
        entry = found->path;
        entry.at = at;
        return;
    }
    if (isRoot(name)) {
        entry.variable = name == "data" ? kData : kInput;
        return;
    }
    const auto [place, added] = m_implicit.try_emplace(name, 0);
    if (added) {
        place->second = fresh(name, entry.at);
    }
    entry.variable = place->second;
    m_variables[static_cast<std::size_t>(place->second)].used = true;
}

void Resolver::reference(Term& entry) {
    term(entry.items.front());
    for (std::size_t i = 1; i < entry.items.size(); ++i) {
        term(entry.items[i]);
    }
    // A global is a reference itself: `rule.x` becomes `data.package.rule.x`.
    if (entry.items.front().isReference() && !entry.items.front().grouped) {
        auto items = std::move(entry.items.front().items);
        items.insert(items.end(), std::make_move_iterator(entry.items.begin() + 1),
                     std::make_move_iterator(entry.items.end()));
        entry.items = std::move(items);
    }
}

void Resolver::call(Term& entry) {
    for (std::size_t i = 1; i < entry.items.size(); ++i) {
        term(entry.items[i]);
    }
    if (entry.infix) {
        return;
    }
    auto& name = entry.items.front();
    const std::string head(name.isReference() ? name.items.front().name() : name.name());
    if (find(head)) {
        error(name.at, "`" + head + "` is a variable here: it cannot be called");
        return;
    }
    if (global(head) != nullptr || isRoot(head)) {
        term(name);
    }
}

void Resolver::comprehension(Term& entry) {
    m_scopes.emplace_back();
    body(entry.body);
    for (auto& item : entry.items) {
        term(item);
    }
    m_scopes.pop_back();
}

} // namespace countersign::policy
