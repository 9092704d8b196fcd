#pragma once

#include "core/policy/ast.h"
#include "core/policy/builtins/builtins.h"
#include "core/policy/compiler.h"
#include "core/policy/value.h"

#include <map>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <vector>

/// A compiled bundle: variables are slots of a frame, bodies are steps in an order in which each finds what it needs.
/// All of it lives in one arena and is read by any thread.
namespace countersign::policy {

struct Block;
struct Closure;
struct Node;
struct Print;

enum class Operation : std::uint8_t {
    Constant,
    Slot,
    Input,
    /// items: base, then keys.
    Lookup,
    /// items: keys behind `data`.
    Data,
    Array,
    Set,
    /// items: key, value, …
    Object,
    ArrayOf,
    SetOf,
    ObjectOf,
    /// items: arguments.
    Builtin,
    Function,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// items: element, domain.
    Member,
    /// items: key, value, domain.
    MemberWithKey,
    /// items: constants, and closures that collect what an expression says.
    Template
};

/// Something with at most one value. Every variable in it has one when it is evaluated.
struct Expression {
    Operation operation = Operation::Constant;
    std::uint32_t row = 0;
    std::uint32_t slot = 0;
    Value value;
    std::span<const Expression* const> items;
    union {
        const Builtin* builtin = nullptr;
        /// Of Function.
        const Node* node;
        /// Of comprehensions.
        const Closure* closure;
    };
};

struct Closure {
    const Block* block = nullptr;
    const Expression* key = nullptr;
    const Expression* value = nullptr;
};

enum class PatternKind : std::uint8_t { Any, Bind, Equal, Array, Object };

/// What a value is held against: gives slots their values, or does not fit.
struct Pattern {
    PatternKind kind = PatternKind::Any;
    std::uint32_t slot = 0;
    /// Of Equal.
    const Expression* expression = nullptr;
    /// Of Object, one a part.
    std::span<const Expression* const> keys;
    std::span<const Pattern* const> parts;
};

/// A key of a reference: a value, or a pattern that every key is held against.
struct ScanKey {
    const Expression* expression = nullptr;
    const Pattern* pattern = nullptr;
};

/// Every value that a reference with unknown keys has.
struct Scan {
    /// Null: `data`.
    const Expression* base = nullptr;
    std::span<const ScanKey> keys;
};

enum class TargetKind : std::uint8_t { Input, Data, Builtin, Function };

/// One `with`.
struct Replacement {
    TargetKind kind = TargetKind::Input;
    std::span<const Value> path;
    const Builtin* builtin = nullptr;
    const Node* function = nullptr;
    /// What stands in its place: a value, or a function.
    const Expression* value = nullptr;
    const Builtin* byBuiltin = nullptr;
    const Node* byFunction = nullptr;
};

enum class StepKind : std::uint8_t {
    /// expression is defined and not false.
    Test,
    /// slot := expression.
    Let,
    /// expression fits the pattern.
    Match,
    /// slot := each of scan.
    Scan,
    /// slot := each result of a relation (expression is its call).
    Each,
    Not,
    /// expression is the domain; slot and keySlot are what block sees.
    Every,
    With,
    /// items of expression are the arguments.
    Print,
    Fail
};

struct Step {
    StepKind kind = StepKind::Test;
    /// Whether coverage counts it: false for what the compiler added.
    bool written = true;
    std::uint32_t row = 0;
    std::uint32_t slot = 0;
    std::uint32_t keySlot = 0;
    const Expression* expression = nullptr;
    const Pattern* pattern = nullptr;
    const Scan* scan = nullptr;
    const Block* block = nullptr;
    std::span<const Replacement> replacements = {};
};

struct Block {
    std::span<const Step> steps;
};

/// A body and the value that it gives.
struct Branch {
    const Block* block = nullptr;
    const Expression* value = nullptr;
    std::uint32_t row = 0;
};

struct RuleCode {
    const Node* node = nullptr;
    std::string_view file;
    std::uint32_t row = 0;
    std::uint32_t slots = 0;
    bool multiple = false;
    /// The same value however often it succeeds.
    bool constant = false;
    std::span<const Pattern* const> parameters;
    /// Behind the path of the node; they have values when the body succeeded.
    std::span<const Expression* const> keys;
    /// The first that succeeds counts.
    std::span<const Branch> branches;
};

enum class NodeKind : std::uint8_t {
    /// A package, or a part of the way to a rule.
    Inner,
    Complete,
    Function,
    /// Sets and objects, and what is below them.
    Partial
};

class RuleIndex;

/// A place in the tree of documents that rules make.
struct Node {
    Value key;
    Node* parent = nullptr;
    NodeKind kind = NodeKind::Inner;
    bool isPackage = false;
    std::uint32_t id = 0;
    std::size_t arity = 0;
    std::map<Value, std::unique_ptr<Node>> children;
    std::vector<const RuleCode*> rules;
    const RuleCode* otherwise = nullptr;
    /// All rules say the same, so one is enough.
    bool oneIsEnough = false;
    std::unique_ptr<const RuleIndex> index;
    /// `data.a.b`.
    std::string name;

    [[nodiscard]] const Node* child(const Value& below) const {
        const auto found = children.find(below);
        return found == children.end() ? nullptr : found->second.get();
    }
    Node();
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
};

/// Memory of what never changes and dies together. Destructors do not run: what is in it owns nothing.
class Arena {
public:
    template <class T>
    T* make(T value = {}) {
        return new (m_memory.allocate(sizeof(T), alignof(T))) T(std::move(value));
    }
    template <class T>
    std::span<const T> list(const std::vector<T>& values) {
        if (values.empty()) {
            return {};
        }
        auto* out = static_cast<T*>(m_memory.allocate(sizeof(T) * values.size(), alignof(T)));
        std::uninitialized_copy(values.begin(), values.end(), out);
        return {out, values.size()};
    }
    std::string_view text(std::string_view text) {
        auto* out = static_cast<char*>(m_memory.allocate(text.size() + 1, 1));
        std::ranges::copy(text, out);
        return {out, text.size()};
    }

private:
    std::pmr::monotonic_buffer_resource m_memory{4096};
};

struct ProgramCode {
    Arena arena;
    FrozenValues constants;
    Node root;
    std::uint32_t nodes = 0;
    Value data;
    CompileOptions options;
    /// Regular expressions that evaluations compiled; it looks after its own threads.
    mutable PatternCache patterns;
};

/// A body of its own that is asked of a program.
struct QueryCode {
    Arena arena;
    FrozenValues constants;
    std::uint32_t slots = 0;
    const Block* block = nullptr;
    /// Variables of the query that are its answer.
    std::vector<std::pair<std::string, std::uint32_t>> variables;
};

} // namespace countersign::policy
