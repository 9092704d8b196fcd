#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include <re2/re2.h>

namespace countersign::policy::detail {

namespace {

std::string quoted(std::string_view text) {
    return re2::RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

/// A glob as a regular expression, so that it is matched in linear time.
class Translator {
public:
    /// The delimiters are characters that `*` and `?` do not match.
    Translator(std::string_view glob, std::string_view delimiters) : m_glob(glob) {
        std::string none;
        for (const std::string_view rune : runesOf(delimiters)) {
            none += quoted(rune);
        }
        m_any = none.empty() ? "." : "[^" + none + "]";
    }

    Result<std::string> run() {
        TRY(const std::string body, sequence(0));
        if (m_at != m_glob.size()) {
            return malformed();
        }
        return "(?s)\\A(?:" + body + ")\\z";
    }

private:
    static constexpr unsigned kMostDepth = 50;

    std::unexpected<Error> malformed() const {
        return builtinError("malformed glob `" + std::string(m_glob) + "` at byte " + std::to_string(m_at));
    }

    std::string_view take() {
        const std::string_view rune = m_glob.substr(m_at, runeLength(m_glob, m_at));
        m_at += rune.size();
        return rune;
    }

    /// Up to the end, or inside braces up to the next `,` or `}`.
    Result<std::string> sequence(unsigned depth) {
        std::string out;
        while (m_at < m_glob.size()) {
            const char c = m_glob[m_at];
            if (depth > 0 && (c == ',' || c == '}')) {
                break;
            }
            TRY(const std::string piece, element(depth));
            out += piece;
        }
        return out;
    }

    Result<std::string> element(unsigned depth) {
        const std::string_view rune = take();
        if (rune == "*") {
            const bool isSuper = m_at < m_glob.size() && m_glob[m_at] == '*';
            while (m_at < m_glob.size() && m_glob[m_at] == '*') {
                ++m_at;
            }
            return isSuper ? std::string(".*") : m_any + "*";
        }
        if (rune == "?") {
            return m_any;
        }
        if (rune == "[") {
            return characters();
        }
        if (rune == "{") {
            return alternatives(depth + 1);
        }
        if (rune == "\\" && m_at < m_glob.size()) {
            return quoted(take());
        }
        return quoted(rune);
    }

    Result<std::string> alternatives(unsigned depth) {
        if (depth > kMostDepth) {
            return malformed();
        }
        std::string out = "(?:";
        for (;;) {
            TRY(const std::string body, sequence(depth));
            out += body;
            if (m_at >= m_glob.size()) {
                return malformed();
            }
            if (take() == "}") {
                return out + ")";
            }
            out += '|';
        }
    }

    /// `[abc]`, `[a-c]`, and both with `!`.
    Result<std::string> characters() {
        const bool isNegated = m_at < m_glob.size() && m_glob[m_at] == '!';
        m_at += isNegated ? 1 : 0;
        std::vector<std::string_view> runes;
        while (m_at < m_glob.size() && m_glob[m_at] != ']') {
            std::string_view rune = take();
            if (rune == "\\" && m_at < m_glob.size()) {
                rune = take();
            }
            runes.push_back(rune);
        }
        if (m_at >= m_glob.size() || runes.empty()) {
            return malformed();
        }
        take();
        std::string out = isNegated ? "[^" : "[";
        if (runes.size() == 3 && runes[1] == "-") {
            if (runes[0] > runes[2]) {
                return malformed();
            }
            out += quoted(runes[0]) + "-" + quoted(runes[2]);
        } else {
            for (const std::string_view rune : runes) {
                out += quoted(rune);
            }
        }
        return out + "]";
    }

    std::string_view m_glob;
    std::string m_any;
    std::size_t m_at = 0;
};

/// Null: none. An empty array: the dot.
Result<std::string> delimitersOperand(Arguments arguments) {
    if (arguments[1].isNull()) {
        return std::string();
    }
    CHECK(wants(arguments, 1, {Kind::Array, Kind::Null}));
    std::string delimiters;
    for (const Value& element : arguments[1].elements()) {
        if (!element.isString()) {
            return operandElementError(1, arguments[1], element, {"string"});
        }
        if (countRunes(element.asString()) != 1) {
            return builtinError("delimiters must be single characters, not " + element.text());
        }
        delimiters += element.asString();
    }
    return delimiters.empty() ? "." : delimiters;
}

BuiltinResult match(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view glob, stringOperand(arguments, 0));
    TRY(const std::string delimiters, delimitersOperand(arguments));
    TRY(const std::string_view text, stringOperand(arguments, 2));
    TRY(const std::string pattern, Translator(glob, delimiters).run());
    TRY(const auto regex, context.patterns().regex(pattern));
    CHECK(context.step(glob.size() + text.size() / 8));
    return Value::boolean(re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex));
}

BuiltinResult quoteMeta(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    std::string out;
    for (const char c : text) {
        if (std::string_view("*?\\[]{}").find(c) != std::string_view::npos) {
            out += '\\';
        }
        out += c;
    }
    return madeString(context, out);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"glob.match", takes({kString, of(kArray, kString) | kNull, kString}, kBoolean), match,
     "Whether the text matches the glob; * stops at the delimiters (a dot, unless others are given), ** does not."},
    {"glob.quote_meta", takes({kString}, kString), quoteMeta, "A glob that matches exactly this string."},
});

} // namespace

std::span<const Builtin> globBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
