#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace countersign::ledger {
class Record;
}

/// Asking the ledger: the filter language and the exporters.
namespace countersign::audit {

/// What a filter can ask about; the names and what each means stand in fields().
enum class Field : std::uint8_t {
    Agent,
    User,
    Operator,
    Action,
    Resource,
    Outcome,
    Kind,
    Time,
    Approval,
    Request,
    Session,
    Policy,
    Reason,
    Scope,
    Seq,
};

enum class FieldType : std::uint8_t {
    /// One string; a record that has none compares as the empty string.
    Text,
    /// Any number of strings: a positive comparison holds when it holds for one of them, so for none in an empty set.
    TextSet,
    /// One string out of a closed set.
    Name,
    Time,
    Number,
};

struct FieldInfo {
    Field field;
    std::string_view name;
    FieldType type;
    /// One line for help texts.
    std::string_view help;
};

/// One row per Field, in its order.
[[nodiscard]] std::span<const FieldInfo> fields();
[[nodiscard]] const FieldInfo& fieldInfo(Field field);

/// The closed sets that `outcome` and `kind` are checked against (design section 4).
[[nodiscard]] std::span<const std::string_view> outcomeNames();
[[nodiscard]] std::span<const std::string_view> kindNames();

enum class Op : std::uint8_t {
    Equal,
    /// Exactly the negation of Equal, sets and absent values included; likewise NotMatches of Matches.
    NotEqual,
    /// Glob over the whole value: `*` stands for any characters or none; A-Z and a-z are the same.
    Matches,
    NotMatches,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// Equal to one of the operands.
    In,
};

/// As written in the language: `=`, `!=`, `~`, `!~`, `<`, `<=`, `>`, `>=`, `in`.
[[nodiscard]] std::string_view opText(Op op);

/// A string for Text, TextSet and Name, a Timestamp for Time, a number (at most 2^53-1) for Number.
using Operand = std::variant<std::string, Timestamp, std::uint64_t>;

/// INVARIANT (of whatever parse() returned): the operator suits the field's type (Matches never for Time and Number;
/// the orderings only for them), one operand of the field's type unless `op` is In, which has 1 to kMaxList.
struct Comparison {
    Field field = Field::Agent;
    /// Only for Field::Resource: the set holds the value of this key alone, if the record has it; empty: all values.
    std::string key;
    Op op = Op::Equal;
    std::vector<Operand> operands;

    friend bool operator==(const Comparison&, const Comparison&) = default;
};

struct Node;

/// INVARIANT: no part is itself an And, and there are two or more; only the filter of everything is an And of none.
struct And {
    std::vector<Node> parts;
};

/// INVARIANT: no part is itself an Or, and there are two or more.
struct Or {
    std::vector<Node> parts;
};

/// INVARIANT: never null.
struct Not {
    std::shared_ptr<const Node> part;
};

/// A condition on a record: true or false, never unknown.
struct Node {
    std::variant<Comparison, And, Or, Not> value;
};

[[nodiscard]] bool operator==(const And& a, const And& b);
[[nodiscard]] bool operator==(const Or& a, const Or& b);
[[nodiscard]] bool operator==(const Not& a, const Not& b);
[[nodiscard]] bool operator==(const Node& a, const Node& b);

/// The canonical spelling of a condition: single spaces, lower-case words, no needless parentheses or quotes, times in
/// full. Parsing it gives the same tree.
[[nodiscard]] std::string nodeText(const Node& node);

/// A filter over ledger records, e.g. `outcome = deny and agent ~ "code-*" and time > -7d and not action = mcp.ping`.
///
///     filter     = [ or ]                                    nothing: every record
///     or         = and { "or" and }
///     and        = not { "and" not }
///     not        = "not" not | "(" or ")" | comparison
///     comparison = field operator value | field "in" "(" value { "," value } ")"
///     field      = name of fields() | "resource." key
///     value      = word | '"' { any character but NUL | \" | \\ } '"'
///
/// A word is printable ASCII without any of `( ) , = ! ~ < > \ & | ;` or a quotation mark, and no keyword; everything
/// else is quoted. Names of fields and keywords may be in any case, values compare exactly unless globbed. A time is
/// RFC 3339 in UTC, `now`, relative to now (`-30s -15m -2h -7d -4w`), or a date (`2026-11-23`), which stands for that
/// whole day in UTC: `time = 2026-11-23` is the day, `time > 2026-11-23` starts the day after.
///
/// A value type; immutable, so usable from any thread.
class Filter {
public:
    static constexpr std::size_t kMaxBytes = 8 * 1024;
    /// Of nested parentheses and `not`.
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kMaxList = 100;
    static constexpr std::size_t kMaxComparisons = 128;

    /// The filter that every record passes; the text of it is empty.
    static Filter everything();

    /// Relative times are resolved against `now`, once, here. Errors are InvalidArgument (TextNotUtf8 for ill-formed
    /// UTF-8, TooLarge beyond a limit above; also when only the canonical text is too long); `detail` names the byte
    /// offset, what was expected there and, for a misspelt name, the nearest one.
    static Result<Filter> parse(std::string_view text, Timestamp now);

    /// The condition, with every time resolved.
    [[nodiscard]] const Node& root() const { return m_root; }

    /// Whether the record with that number in the ledger passes: what the language means, so whatever evaluates a
    /// filter elsewhere has to agree. Texts compare byte by byte. Time: the length of the compared texts, times the
    /// length of the pattern at worst.
    [[nodiscard]] bool matches(const ledger::Record& record, std::uint64_t seq) const;

    /// Canonical: parse(text(), any time) gives an equal filter.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Filter& a, const Filter& b) { return a.m_root == b.m_root; }

private:
    explicit Filter(Node root) : m_root(std::move(root)) {}
    Node m_root;
};

} // namespace countersign::audit
