#include "core/policy/builtins/glob_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include <re2/re2.h>

namespace countersign::policy::detail {

namespace {

using re2::RE2;
using re2::StringPiece;

StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

std::string_view view(const StringPiece& text) {
    return {text.data(), text.size()};
}

/// A match and its groups; a group that took no part has no data.
using Match = std::vector<StringPiece>;

/// Calls `use` with each match from left to right that does not overlap the one before, as Go finds them: an empty one
/// is not taken directly after another match. Stops when `use` says so.
template <class Use>
Result<void> eachMatch(BuiltinContext& context, const RE2& regex, std::string_view text, const Use& use) {
    Match groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    std::size_t at = 0;
    std::size_t previousEnd = std::string_view::npos;
    while (at <= text.size()) {
        CHECK(context.step(1 + (text.size() - at) / 64));
        if (!regex.Match(piece(text), at, text.size(), RE2::UNANCHORED, groups.data(),
                         static_cast<int>(groups.size()))) {
            break;
        }
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t end = begin + groups[0].size();
        const bool isTaken = begin != end || begin != previousEnd;
        previousEnd = end;
        if (isTaken && !use(groups)) {
            break;
        }
        if (end > at) {
            at = end;
        } else if (at < text.size()) {
            at += runeLength(text, at);
        } else {
            break;
        }
    }
    return {};
}

BuiltinResult match(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view pattern, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    TRY(const auto regex, context.patterns().regex(pattern));
    CHECK(context.step(text.size() / 8));
    return Value::boolean(RE2::PartialMatch(piece(text), *regex));
}

BuiltinResult isValid(BuiltinContext& context, Arguments arguments) {
    return Value::boolean(arguments[0].isString() && context.patterns().regex(arguments[0].asString()).has_value());
}

/// Whether the third operand's number of matches is reached; a negative one is none.
class Countdown {
public:
    explicit Countdown(std::int64_t most) : m_left(most) {}
    [[nodiscard]] bool isOver() const { return m_left == 0; }
    bool next() { return --m_left != 0; }

private:
    std::int64_t m_left;
};

BuiltinResult findN(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view pattern, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    TRY(const std::int64_t most, integerOperand(arguments, 2));
    TRY(const auto regex, context.patterns().regex(pattern));
    std::vector<std::string_view> found;
    Countdown countdown(most);
    if (!countdown.isOver()) {
        CHECK(eachMatch(context, *regex, text, [&](const Match& groups) {
            found.push_back(view(groups[0]));
            return countdown.next();
        }));
    }
    return madeStrings(context, found);
}

BuiltinResult findSubmatches(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view pattern, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    TRY(const std::int64_t most, integerOperand(arguments, 2));
    TRY(const auto regex, context.patterns().regex(pattern));
    std::vector<Match> found;
    Countdown countdown(most);
    if (!countdown.isOver()) {
        CHECK(eachMatch(context, *regex, text, [&](const Match& groups) {
            found.push_back(groups);
            return countdown.next();
        }));
    }
    std::vector<Value> all;
    for (const Match& groups : found) {
        std::vector<std::string_view> texts;
        std::ranges::transform(groups, std::back_inserter(texts), view);
        TRY(const auto strings, madeStrings(context, texts));
        all.push_back(*strings);
    }
    return Value::array(all);
}

/// Go's expansion of `$1`, `${1}`, `$name` and `$$`.
class Replacement {
public:
    Replacement(const RE2& regex, std::string_view text) : m_names(regex.NamedCapturingGroups()), m_text(text) {}

    void expand(std::string& out, const Match& groups) const {
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t dollar = std::min(m_text.find('$', at), m_text.size());
            out += m_text.substr(at, dollar - at);
            at = dollar;
            if (at < m_text.size()) {
                at = expandOne(out, at, groups);
            }
        }
    }

private:
    static bool isWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Returns where to go on.
    std::size_t expandOne(std::string& out, std::size_t at, const Match& groups) const {
        std::string_view rest = m_text.substr(at + 1);
        if (rest.starts_with('$')) {
            out += '$';
            return at + 2;
        }
        const bool isBraced = rest.starts_with('{');
        if (isBraced) {
            rest.remove_prefix(1);
        }
        const auto length = static_cast<std::size_t>(std::ranges::find_if_not(rest, isWord) - rest.begin());
        if (length == 0 || (isBraced && !rest.substr(length).starts_with('}'))) {
            out += '$';
            return at + 1;
        }
        appendGroup(out, rest.substr(0, length), groups);
        return at + 1 + length + (isBraced ? 2 : 0);
    }

    void appendGroup(std::string& out, std::string_view name, const Match& groups) const {
        std::size_t index = groups.size();
        if (name.find_first_not_of("0123456789") == std::string_view::npos) {
            index = name.size() > 8 ? index : static_cast<std::size_t>(std::stoul(std::string(name)));
        } else if (const auto found = m_names.find(std::string(name)); found != m_names.end()) {
            index = static_cast<std::size_t>(found->second);
        }
        if (index < groups.size()) {
            out += view(groups[index]);
        }
    }

    const std::map<std::string, int>& m_names;
    std::string_view m_text;
};

BuiltinResult replace(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view pattern, stringOperand(arguments, 1));
    TRY(const std::string_view by, stringOperand(arguments, 2));
    TRY(const auto regex, context.patterns().regex(pattern));
    const Replacement replacement(*regex, by);
    std::string out;
    std::size_t copied = 0;
    Result<void> paid;
    CHECK(eachMatch(context, *regex, text, [&](const Match& groups) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t before = out.size();
        out += text.substr(copied, begin - copied);
        replacement.expand(out, groups);
        copied = begin + groups[0].size();
        paid = context.charge(out.size() - before);
        return paid.has_value();
    }));
    CHECK(paid);
    out += text.substr(copied);
    return madeString(context, out);
}

BuiltinResult split(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view pattern, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    TRY(const auto regex, context.patterns().regex(pattern));
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    std::size_t end = 0;
    CHECK(eachMatch(context, *regex, text, [&](const Match& groups) {
        const auto from = static_cast<std::size_t>(groups[0].data() - text.data());
        // As Go: an empty match at the very beginning splits nothing.
        if (from + groups[0].size() != 0) {
            end = from;
            parts.push_back(text.substr(begin, end - begin));
            begin = from + groups[0].size();
        }
        return true;
    }));
    if (!text.empty() && end != text.size()) {
        parts.push_back(text.substr(begin));
    } else if (text.empty() && !pattern.empty()) {
        parts.push_back(text);
    }
    return madeStrings(context, parts);
}

/// A pattern whose regular expressions stand between two delimiters; all else is meant literally.
BuiltinResult templateMatch(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view pattern, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    TRY(const std::string_view open, stringOperand(arguments, 2));
    TRY(const std::string_view close, stringOperand(arguments, 3));
    if (open.size() != 1) {
        return builtinError("start delimiter has to be exactly one character long but is " +
                            std::to_string(open.size()) + " long");
    }
    if (close.size() != 1) {
        return builtinError("end delimiter has to be exactly one character long but is " +
                            std::to_string(close.size()) + " long");
    }
    std::string whole = "^";
    std::size_t literal = 0;
    std::size_t inner = 0;
    int depth = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == open.front()) {
            if (depth++ == 0) {
                whole += RE2::QuoteMeta(piece(pattern.substr(literal, at - literal)));
                inner = at + 1;
            }
        } else if (pattern[at] == close.front()) {
            if (--depth == 0) {
                whole += "(" + std::string(pattern.substr(inner, at - inner)) + ")";
                literal = at + 1;
            } else if (depth < 0) {
                return builtinError("unbalanced braces in \"" + std::string(pattern) + "\"");
            }
        }
    }
    if (depth != 0) {
        return builtinError("unbalanced braces in \"" + std::string(pattern) + "\"");
    }
    whole += RE2::QuoteMeta(piece(pattern.substr(literal))) + "$";
    TRY(const auto regex, context.patterns().regex(whole));
    CHECK(context.step(text.size() / 8));
    return Value::boolean(RE2::PartialMatch(piece(text), *regex));
}

BuiltinResult globsMatch(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view a, stringOperand(arguments, 0));
    TRY(const std::string_view b, stringOperand(arguments, 1));
    TRY(const bool intersect, globsIntersect(context, a, b));
    return Value::boolean(intersect);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"regex.match", takes({kString, kString}, kBoolean), match, "Whether the pattern is found anywhere in the text."},
    {"re_match", takes({kString, kString}, kBoolean), match, "Whether the pattern is found anywhere in the text.",
     Trait::Deprecated},
    {"regex.is_valid", takes({kAny}, kBoolean), isValid, "Whether the string is a regular expression."},
    {"regex.find_n", takes({kString, kString, kNumber}, kStrings), findN,
     "Up to that many matches of the pattern in the text; all of them for a negative number."},
    {"regex.find_all_string_submatch_n", takes({kString, kString, kNumber}, of(kArray, kArray)), findSubmatches,
     "Up to that many matches, each an array of the match and its groups."},
    {"regex.replace", takes({kString, kString, kString}, kString), replace,
     "The text with every match replaced; $1 and ${name} stand for groups."},
    {"regex.split", takes({kString, kString}, kStrings), split, "The parts of the text between the matches."},
    {"regex.template_match", takes({kString, kString, kString, kString}, kBoolean), templateMatch,
     "Whether the text is what the template says; regular expressions stand between the two delimiters."},
    {"regex.globs_match", takes({kString, kString}, kBoolean), globsMatch,
     "Whether any text matches both glob-style expressions, which know ., [], + and *."},
});

} // namespace

std::span<const Builtin> regexBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
