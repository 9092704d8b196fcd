#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/json_decimal_p.h"

#include <boost/json/basic_parser_impl.hpp>

#include <charconv>
#include <iterator>
#include <limits>

namespace countersign::json {

namespace {

constexpr std::int64_t kLargestInteger = (std::int64_t{1} << 53) - 1;

/// The double of a literal that is exact (see parse()); nothing for any other.
std::optional<double> exactNumber(std::string_view literal) {
    const auto decimal = detail::decimalOf(literal);
    if (!decimal || (decimal->count == 0 && decimal->negative)) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), value);
    if (error != std::errc() || end != literal.data() + literal.size() ||
        std::abs(value) > static_cast<double>(kLargestInteger) || detail::shortestDecimal(value) != *decimal) {
        return std::nullopt;
    }
    return value;
}

/// What the handler collects; kept by each thread, so that a parse need not grow it anew.
struct Scratch {
    /// Values whose container is not complete yet, and the names of those that are members.
    std::vector<Value> values;
    std::vector<std::string> names;
    /// Pieces of the string and of the number at hand.
    std::string text;
    std::string literal;

    void clear() {
        constexpr std::size_t kKept = 1024;
        values.clear();
        names.clear();
        text.clear();
        literal.clear();
        if (values.capacity() > kKept || names.capacity() > kKept || text.capacity() > 64 * kKept ||
            literal.capacity() > kKept) {
            *this = Scratch();
        }
    }
};

/// Events of boost::json::basic_parser; its names are not ours to choose.
class Handler {
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;
    using Problem = boost::json::error_code;
    using Text = boost::json::string_view;

    explicit Handler(Scratch& scratch) : m_scratch(&scratch) {}

    /// Why the handler itself stopped, if it did.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    [[nodiscard]] Value take() { return std::move(m_scratch->values.back()); }

    bool on_document_begin(Problem&) { return true; }
    bool on_document_end(Problem&) { return true; }
    bool on_array_begin(Problem&) { return true; }
    bool on_object_begin(Problem&) { return true; }
    bool on_comment_part(Text, Problem&) { return true; }
    bool on_comment(Text, Problem&) { return true; }

    bool on_array_end(std::size_t count, Problem&) {
        auto& values = m_scratch->values;
        const auto first = values.end() - static_cast<std::ptrdiff_t>(count);
        Array array(std::make_move_iterator(first), std::make_move_iterator(values.end()));
        values.erase(first, values.end());
        values.emplace_back(std::move(array));
        return true;
    }

    bool on_object_end(std::size_t count, Problem& problem) {
        auto& [values, names, text, literal] = *m_scratch;
        const auto firstValue = values.end() - static_cast<std::ptrdiff_t>(count);
        const auto firstName = names.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<Object::Member> members;
        members.reserve(count);
        auto value = firstValue;
        for (auto name = firstName; name != names.end(); ++name, ++value) {
            members.emplace_back(std::move(*name), std::move(*value));
        }
        values.erase(firstValue, values.end());
        names.erase(firstName, names.end());
        auto object = Object::of(std::move(members));
        if (!object) {
            return stop(std::move(object).error(), problem);
        }
        values.emplace_back(*std::move(object));
        return true;
    }

    bool on_key_part(Text part, std::size_t, Problem&) { return collect(part); }
    bool on_key(Text last, std::size_t, Problem&) {
        m_scratch->names.push_back(joined(last));
        return true;
    }
    bool on_string_part(Text part, std::size_t, Problem&) { return collect(part); }
    bool on_string(Text last, std::size_t, Problem&) {
        m_scratch->values.emplace_back(joined(last));
        return true;
    }

    bool on_number_part(Text part, Problem&) {
        m_scratch->literal.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t value, Text last, Problem& problem) {
        if (value != 0 && value >= -kLargestInteger && value <= kLargestInteger) {
            m_scratch->literal.clear();
            m_scratch->values.push_back(Value::integer(value));
            return true;
        }
        return number(last, problem);
    }
    bool on_uint64(std::uint64_t, Text last, Problem& problem) { return number(last, problem); }
    // Its doubles are not always the nearest ones: only the literal counts.
    bool on_double(double, Text last, Problem& problem) { return number(last, problem); }

    bool on_bool(bool value, Problem&) {
        m_scratch->values.emplace_back(value);
        return true;
    }
    bool on_null(Problem&) {
        m_scratch->values.emplace_back(nullptr);
        return true;
    }

private:
    bool collect(Text part) {
        m_scratch->text.append(part.data(), part.size());
        return true;
    }

    std::string joined(Text last) {
        std::string& text = m_scratch->text;
        if (text.empty()) {
            return {last.data(), last.size()};
        }
        text.append(last.data(), last.size());
        std::string whole(text);
        text.clear();
        return whole;
    }

    bool number(Text last, Problem& problem) {
        std::string& literal = m_scratch->literal;
        std::string_view whole(last.data(), last.size());
        if (!literal.empty()) {
            literal.append(whole);
            whole = literal;
        }
        const auto value = exactNumber(whole);
        if (!value) {
            return stop({Code::NumberNotExact,
                         "number `" + std::string(whole.substr(0, 64)) + "` is not exact: send it as a string"},
                        problem);
        }
        m_scratch->values.push_back(Value::number(*value));
        literal.clear();
        return true;
    }

    bool stop(Error failure, Problem& problem) {
        m_failure = std::move(failure);
        problem = boost::json::error::syntax;
        return false;
    }

    Scratch* m_scratch;
    std::optional<Error> m_failure;
};

/// Whether the text ends in the escape of a high surrogate, with or without the backslash of another escape.
bool endsInHighSurrogate(std::string_view text) {
    constexpr std::size_t kEscape = 6;
    if (text.ends_with('\\')) {
        text.remove_suffix(1);
    }
    if (text.size() < kEscape) {
        return false;
    }
    const std::string_view escape = text.substr(text.size() - kEscape);
    const std::size_t before = text.substr(0, text.size() - kEscape + 1).find_last_not_of('\\');
    const std::size_t backslashes = text.size() - kEscape - (before == std::string_view::npos ? 0 : before + 1) + 1;
    return backslashes % 2 == 1 && escape[1] == 'u' && (escape[2] == 'd' || escape[2] == 'D') &&
           std::string_view("89abAB").find(escape[3]) != std::string_view::npos;
}

Error describe(std::string_view text, std::size_t used, const boost::json::error_code& problem) {
    using enum boost::json::error;
    if (problem == too_deep) {
        return {Code::JsonTooDeep, "JSON text is nested too deeply: flatten it"};
    }
    if (problem == exponent_overflow) {
        return {Code::NumberNotExact, "a number's exponent is out of range: send it as a string"};
    }
    if (problem == illegal_leading_surrogate || problem == illegal_trailing_surrogate ||
        problem == expected_utf16_escape || (problem == syntax && endsInHighSurrogate(text.substr(0, used)))) {
        return {Code::TextNotUtf8, "JSON text has an escaped surrogate without its other half: send whole characters"};
    }
    if (!isUtf8(text)) {
        return {Code::TextNotUtf8, "JSON text is not UTF-8: encode it again"};
    }
    if (problem == incomplete) {
        return {Code::JsonMalformed, "JSON text ends too early: send all of it"};
    }
    return {Code::JsonMalformed, "JSON text breaks the grammar of RFC 8259: correct it"};
}

std::unexpected<Error> failAt(Error error, std::size_t offset) {
    error.detail += " (byte offset " + std::to_string(offset) + ")";
    return std::unexpected(std::move(error));
}

Result<Value> parseInto(Scratch& scratch, std::string_view text, const Limits& limits) {
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    boost::json::basic_parser<Handler> parser(options, scratch);
    boost::json::error_code problem;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), problem);
    if (problem) {
        const auto& failure = parser.handler().failure();
        return failAt(failure ? *failure : describe(text, used, problem), used);
    }
    if (used != text.size()) {
        return failAt({Code::JsonMalformed, "JSON text is followed by something else: send one value alone"}, used);
    }
    return parser.handler().take();
}

} // namespace

Result<Value> parse(std::string_view text, const Limits& limits) {
    if (text.size() > limits.bytes) {
        return fail(Code::TooLarge, "JSON text has " + std::to_string(text.size()) + " bytes: send at most " +
                                        std::to_string(limits.bytes));
    }
    thread_local Scratch scratch;
    auto result = parseInto(scratch, text, limits);
    scratch.clear();
    return result;
}

} // namespace countersign::json
