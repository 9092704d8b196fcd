#pragma once

#include "core/policy/diagnostic.h"
#include "core/policy/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the parser makes of a module: its text as a tree, names not yet resolved.
namespace countersign::policy {

/// Which syntax: V1 wants `if` and `contains`, V0 does without them.
enum class Version : std::uint8_t { V0, V1 };

struct Literal;

enum class TermKind : std::uint8_t {
    Constant,            ///< `value`
    Variable,            ///< name in `value`; `_` stands for a new one each time
    Reference,           ///< items: what is looked into, then the keys
    Array,               ///< items: elements
    Set,                 ///< items: elements
    Object,              ///< items: key, value, key, value, …
    ArrayComprehension,  ///< items: element; body
    SetComprehension,    ///< items: element; body
    ObjectComprehension, ///< items: key, value; body
    Call,                ///< items: the name (a Variable or a Reference), then the arguments
    Template             ///< items: constant strings and terms in turn
};

struct Term {
    TermKind kind = TermKind::Constant;
    /// A string that was written between backquotes; kept for the formatter.
    bool raw = false;
    /// A key that was written behind a dot. Kept for the formatter.
    bool dotted = false;
    /// A call that was written as an operator (`a + b`).
    bool infix = false;
    /// Written in parentheses: they matter for `in`.
    bool grouped = false;
    Position at;
    /// Behind its last character.
    Position end;
    /// Of a variable, once the compiler knows which: see core/policy/resolver_p.h.
    std::int32_t variable = -1;
    Value value;
    std::vector<Term> items;
    std::vector<Literal> body;

    Term() noexcept;
    Term(const Term&);
    Term(Term&&) noexcept;
    Term& operator=(const Term&);
    Term& operator=(Term&&) noexcept;
    ~Term();

    static Term constant(Value value, Position at);
    static Term named(std::string_view name, Position at);
    static Term composite(TermKind kind, std::vector<Term> items, Position at);

    [[nodiscard]] bool isConstant() const { return kind == TermKind::Constant; }
    [[nodiscard]] bool isVariable() const { return kind == TermKind::Variable; }
    [[nodiscard]] bool isReference() const { return kind == TermKind::Reference; }
    [[nodiscard]] bool isCall() const { return kind == TermKind::Call; }
    [[nodiscard]] bool isComprehension() const;
    /// Of a variable.
    [[nodiscard]] std::string_view name() const { return value.asString(); }
    /// Of a call: `count`, `io.jwt.decode`, `plus` for `+`.
    [[nodiscard]] std::string callName() const;
};

/// Whether both are the same constant, or the same variable after the compiler numbered it.
[[nodiscard]] bool sameKey(const Term& a, const Term& b);

/// `a.b["c"]` for a reference of constants and variables.
[[nodiscard]] std::string dottedName(const Term& term);

struct With {
    Position at;
    Term target;
    Term value;
};

enum class LiteralKind : std::uint8_t {
    Expression, ///< terms: one
    Some,       ///< terms: variables
    SomeIn,     ///< terms: [key,] value, domain
    Every       ///< terms: [key,] value, domain; body
};

/// One line of a body.
struct Literal {
    LiteralKind kind = LiteralKind::Expression;
    bool negated = false;
    Position at;
    /// Where it ends.
    Position end;
    std::vector<Term> terms;
    std::vector<Literal> body;
    std::vector<With> with;
};

using Body = std::vector<Literal>;

enum class RuleKind : std::uint8_t {
    /// One value: `p := 1`, `p[x] := y`, `f(x) := y`.
    Single,
    /// A set: `p contains x`.
    Multiple
};

struct ElseBranch {
    Position at;
    /// Absent: `true`.
    std::optional<Term> value;
    Body body;
};

struct Rule {
    Position at;
    Position end;
    RuleKind kind = RuleKind::Single;
    bool isDefault = false;
    bool isFunction = false;
    /// Written with `=`, as v0 does, where v1 writes `:=`.
    bool unified = false;
    /// A body in braces; else it is one literal behind `if`, or there is none.
    bool braces = false;
    /// A Variable, or a Reference that begins with one.
    Term name;
    std::vector<Term> arguments;
    /// The value, or the element of a set. Absent: `true`.
    std::optional<Term> value;
    Body body;
    std::vector<ElseBranch> branches;
};

struct Import {
    Position at;
    /// A Variable or a Reference: `data.a.b`, `input.x`, `rego.v1`, `future.keywords.in`.
    Term path;
    /// Empty: the last part of the path.
    std::string alias;

    /// By which name the module knows it.
    [[nodiscard]] std::string name() const;
};

struct Comment {
    Position at;
    /// Without the `#`.
    std::string text;
};

struct Module {
    std::string file;
    Version version = Version::V1;
    Position packageAt;
    /// Without `data`.
    std::vector<std::string> package;
    std::vector<Import> imports;
    std::vector<Rule> rules;
    std::vector<Comment> comments;
};

} // namespace countersign::policy
