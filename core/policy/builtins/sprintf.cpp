#include "core/policy/builtins/sprintf_p.h"

#include "core/base/bytes.h"
#include "core/policy/builtins/runes_p.h"

#include <array>
#include <charconv>
#include <cmath>

namespace countersign::policy::detail {

std::string integerText(const Integer& integer, unsigned base) {
    if (base == 10) {
        return integer.str();
    }
    const Integer magnitude = boost::multiprecision::abs(integer);
    std::string digits;
    if (base == 2) {
        for (Integer rest = magnitude; rest != 0; rest >>= 1U) {
            digits += (rest & 1) != 0 ? '1' : '0';
        }
        std::ranges::reverse(digits);
    } else {
        digits = magnitude.str(0, base == 8 ? std::ios_base::oct : std::ios_base::hex);
        std::ranges::transform(digits, digits.begin(),
                               [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    }
    return (integer < 0 ? "-" : "") + (digits.empty() ? "0" : digits);
}

namespace {

constexpr int kMostWidth = 1'000'000; // Go's own bound

struct Flags {
    bool plus = false;
    bool minus = false;
    bool sharp = false;
    bool space = false;
    bool zero = false;
    std::optional<int> width;
    std::optional<int> precision;
};

/// An argument as Go gets it: an integer of 64 bits, a larger one, a double, or text.
struct Argument {
    enum class Form : std::uint8_t { Integer, BigInteger, Double, Text };
    Form form = Form::Text;
    Integer integer;
    double number = 0;
    std::string text;
};

Argument textArgument(std::string text) {
    return {Argument::Form::Text, 0, 0, std::move(text)};
}

Argument argumentOf(const Value& value) {
    if (value.isString()) {
        return textArgument(std::string(value.asString()));
    }
    if (!value.isNumber()) {
        return textArgument(value.text());
    }
    const std::string spelling = value.numberText();
    if (spelling.find_first_of(".eE") == std::string::npos) {
        if (const auto integer = toInteger(value)) {
            return {value.asInteger() ? Argument::Form::Integer : Argument::Form::BigInteger, *integer, 0, {}};
        }
    }
    const double number = toDouble(value);
    if (std::isinf(number)) {
        return textArgument(spelling);
    }
    return {Argument::Form::Double, 0, number, {}};
}

std::string_view typeName(Argument::Form form) {
    switch (form) {
    case Argument::Form::Integer:
        return "int";
    case Argument::Form::BigInteger:
        return "*big.Int";
    case Argument::Form::Double:
        return "float64";
    case Argument::Form::Text:
        return "string";
    }
    std::unreachable();
}

std::string padded(const Flags& flags, std::string text) {
    const std::size_t runes = countRunes(text);
    const auto width = static_cast<std::size_t>(flags.width.value_or(0));
    if (runes >= width) {
        return text;
    }
    return flags.minus ? text.append(width - runes, ' ') : text.insert(0, std::string(width - runes, ' '));
}

/// Zeros go between the sign and the digits.
std::string paddedNumber(const Flags& flags, std::string sign, const std::string& digits) {
    if (flags.zero && !flags.minus && flags.width) {
        const std::size_t size = sign.size() + digits.size();
        const auto width = static_cast<std::size_t>(*flags.width);
        return sign + (size < width ? std::string(width - size, '0') : "") + digits;
    }
    return padded(flags, sign + digits);
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

std::string signOf(const Flags& flags, bool negative) {
    return negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
}

std::string formatInteger(Flags flags, const Integer& integer, unsigned base, std::string_view prefix, bool isUpper) {
    std::string digits = integerText(boost::multiprecision::abs(integer), base);
    if (flags.precision) {
        flags.zero = false;
        if (*flags.precision == 0 && integer == 0) {
            digits.clear();
        }
        const auto least = static_cast<std::size_t>(*flags.precision);
        digits.insert(0, least > digits.size() ? least - digits.size() : 0, '0');
    }
    digits.insert(0, flags.sharp && !(base == 8 && digits.starts_with('0')) ? prefix : "");
    return paddedNumber(flags, signOf(flags, integer < 0), isUpper ? upper(digits) : digits);
}

/// What std::to_chars writes has an exponent of at least two digits, as Go's.
std::string digitsOf(double magnitude, char verb, std::optional<int> precision) {
    std::array<char, 2048> buffer{};
    const auto write = [&](std::chars_format format) {
        const auto result =
            precision ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, format, *precision)
                      : std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, format);
        return std::string(buffer.data(), result.ptr);
    };
    if (verb == 'e') {
        return write(std::chars_format::scientific);
    }
    if (verb == 'f') {
        return write(std::chars_format::fixed);
    }
    if (precision) {
        return write(std::chars_format::general);
    }
    const std::string scientific = write(std::chars_format::scientific);
    const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
    return exponent < -4 || exponent >= 6 ? scientific : write(std::chars_format::fixed);
}

std::string formatDouble(const Flags& flags, double number, char verb, std::optional<int> precision) {
    const char lower = static_cast<char>(verb | 0x20);
    std::string digits = digitsOf(std::abs(number), lower, flags.precision ? flags.precision : precision);
    if (verb != lower) {
        digits = upper(digits);
    }
    return paddedNumber(flags, signOf(flags, std::signbit(number)), digits);
}

std::string quoted(const Flags& flags, std::string_view text) {
    if (flags.sharp && text.find('`') == std::string_view::npos) {
        return padded(flags, "`" + std::string(text) + "`");
    }
    return padded(flags, Value::string(text).text());
}

std::string hexText(const Flags& flags, std::string_view text, bool isUpper) {
    std::string out;
    for (const char c :
         text.substr(0, static_cast<std::size_t>(flags.precision.value_or(static_cast<int>(text.size()))))) {
        if (flags.space && !out.empty()) {
            out += ' ';
        }
        if (flags.sharp && (flags.space || out.empty())) {
            out += "0x";
        }
        out += toHex(asBytes(std::string_view(&c, 1)));
    }
    return padded(flags, isUpper ? upper(out) : out);
}

std::string badVerb(std::string_view verb, const Argument& argument);

std::string formatInteger(const Flags& flags, const Argument& argument, std::string_view verb) {
    const Integer& integer = argument.integer;
    const bool isBig = argument.form == Argument::Form::BigInteger;
    switch (verb.front()) {
    case 'v':
    case 'd':
        return formatInteger(flags, integer, 10, "", false);
    case 's':
        return isBig ? formatInteger(flags, integer, 10, "", false) : badVerb(verb, argument);
    case 'b':
        return formatInteger(flags, integer, 2, "0b", false);
    case 'o':
        return formatInteger(flags, integer, 8, "0", false);
    case 'O': {
        Flags prefixed = flags;
        prefixed.sharp = true;
        return formatInteger(prefixed, integer, 8, "0o", false);
    }
    case 'x':
        return formatInteger(flags, integer, 16, "0x", false);
    case 'X':
        return formatInteger(flags, integer, 16, "0X", true);
    default:
        break;
    }
    if (isBig) {
        return badVerb(verb, argument);
    }
    const char32_t rune = integer >= 0 && integer <= 0x10FFFF ? static_cast<char32_t>(integer) : U'\uFFFD';
    std::string character;
    appendRune(character, rune);
    if (verb == "c") {
        return padded(flags, character);
    }
    if (verb == "q") {
        const std::string text = Value::string(character).text();
        return padded(flags, character == "'"    ? "'\\''"
                             : character == "\"" ? "'\"'"
                                                 : "'" + text.substr(1, text.size() - 2) + "'");
    }
    if (verb == "U") {
        std::string digits = upper(integerText(integer, 16));
        digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
        return padded(flags, "U+" + digits + (flags.sharp ? " '" + character + "'" : ""));
    }
    return badVerb(verb, argument);
}

std::string formatText(const Flags& flags, const Argument& argument, std::string_view verb) {
    std::string_view text = argument.text;
    if (flags.precision && verb.front() != 'x' && verb.front() != 'X') {
        std::size_t at = 0;
        for (int runes = *flags.precision; runes > 0 && at < text.size(); --runes) {
            at += runeLength(text, at);
        }
        text = text.substr(0, at);
    }
    switch (verb.front()) {
    case 'v':
        return padded(flags, flags.sharp ? Value::string(text).text() : std::string(text));
    case 's':
        return padded(flags, std::string(text));
    case 'q':
        return quoted(flags, text);
    case 'x':
    case 'X':
        return hexText(flags, text, verb.front() == 'X');
    default:
        return badVerb(verb, argument);
    }
}

std::string formatArgument(const Flags& flags, const Argument& argument, std::string_view verb) {
    if (verb == "T") {
        return padded(flags, std::string(typeName(argument.form)));
    }
    switch (argument.form) {
    case Argument::Form::Integer:
    case Argument::Form::BigInteger:
        return formatInteger(flags, argument, verb);
    case Argument::Form::Text:
        return formatText(flags, argument, verb);
    case Argument::Form::Double:
        break;
    }
    switch (verb.front()) {
    case 'v':
        return formatDouble(flags, argument.number, 'g', std::nullopt);
    case 'g':
    case 'G':
        return formatDouble(flags, argument.number, verb.front(), std::nullopt);
    case 'e':
    case 'E':
    case 'f':
        return formatDouble(flags, argument.number, verb.front(), 6);
    case 'F':
        return formatDouble(flags, argument.number, 'f', 6);
    default:
        return badVerb(verb, argument);
    }
}

std::string badVerb(std::string_view verb, const Argument& argument) {
    return "%!" + std::string(verb) + "(" + std::string(typeName(argument.form)) + "=" +
           formatArgument({}, argument, "v") + ")";
}

/// One walk over the format.
class Printer {
public:
    Printer(BuiltinContext& context, std::string_view format, std::span<const Value> values)
        : m_context(context), m_format(format), m_values(values) {}

    Result<std::string> run() {
        while (m_at < m_format.size()) {
            const std::size_t percent = std::min(m_format.find('%', m_at), m_format.size());
            m_out += m_format.substr(m_at, percent - m_at);
            m_at = percent;
            if (m_at < m_format.size()) {
                ++m_at;
                CHECK(directive());
            }
            CHECK(m_context.charge(m_out.size() - m_charged));
            m_charged = m_out.size();
        }
        if (!m_reordered && m_next < m_values.size()) {
            appendExtra();
        }
        CHECK(m_context.charge(m_out.size() - m_charged));
        return std::move(m_out);
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_format.size() ? m_format[m_at] : '\0'; }

    void appendExtra() {
        m_out += "%!(EXTRA ";
        for (std::size_t i = m_next; i < m_values.size(); ++i) {
            const Argument argument = argumentOf(m_values[i]);
            m_out += (i == m_next ? "" : ", ") + std::string(typeName(argument.form)) + "=" +
                     formatArgument({}, argument, "v");
        }
        m_out += ')';
    }

    /// Digits; nothing when there are none. Too many of them are as good as none, as in Go.
    std::optional<int> number() {
        int value = 0;
        const char* begin = m_format.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_format.data() + m_format.size(), value);
        if (peek() == '-' || end == begin) {
            return std::nullopt;
        }
        m_at += static_cast<std::size_t>(end - begin);
        return error == std::errc() && value <= kMostWidth ? std::optional(value) : std::nullopt;
    }

    /// `[n]`.
    void argumentIndex() {
        if (peek() != '[') {
            return;
        }
        m_reordered = true;
        const std::size_t close = m_format.find(']', m_at);
        if (close == std::string_view::npos) {
            m_isGoodIndex = false;
            ++m_at;
            return;
        }
        ++m_at;
        const auto index = number();
        if (index && m_at == close && *index >= 1 && std::cmp_less_equal(*index, m_values.size())) {
            m_next = static_cast<std::size_t>(*index) - 1;
        } else {
            m_isGoodIndex = false;
        }
        m_at = close + 1;
        m_afterIndex = true;
    }

    /// `*`: the next argument.
    std::optional<int> starred(std::string_view complaint) {
        ++m_at;
        std::optional<int> value;
        if (m_next < m_values.size()) {
            const auto integer = m_values[m_next].asInteger();
            ++m_next;
            if (integer && *integer >= -kMostWidth && *integer <= kMostWidth) {
                value = static_cast<int>(*integer);
            }
        }
        if (!value) {
            m_out += complaint;
        }
        m_afterIndex = false;
        return value;
    }

    void readFlags(Flags& flags) {
        for (;; ++m_at) {
            switch (peek()) {
            case '+':
                flags.plus = true;
                break;
            case '-':
                flags.minus = true;
                break;
            case '#':
                flags.sharp = true;
                break;
            case ' ':
                flags.space = true;
                break;
            case '0':
                flags.zero = true;
                break;
            default:
                return;
            }
        }
    }

    void readWidth(Flags& flags) {
        argumentIndex();
        if (peek() == '*') {
            flags.width = starred("%!(BADWIDTH)");
            if (flags.width && *flags.width < 0) {
                flags.minus = true;
                flags.width = -*flags.width;
            }
        } else {
            flags.width = number();
            if (m_afterIndex && flags.width) {
                m_isGoodIndex = false;
            }
        }
    }

    void readPrecision(Flags& flags) {
        if (peek() != '.') {
            return;
        }
        ++m_at;
        if (m_afterIndex) {
            m_isGoodIndex = false;
        }
        argumentIndex();
        if (peek() == '*') {
            flags.precision = starred("%!(BADPREC)");
            if (flags.precision && *flags.precision < 0) {
                flags.precision.reset();
                m_out += "%!(BADPREC)";
            }
        } else {
            flags.precision = number().value_or(0);
        }
    }

    Result<void> directive() {
        Flags flags;
        m_isGoodIndex = true;
        m_afterIndex = false;
        readFlags(flags);
        readWidth(flags);
        readPrecision(flags);
        if (!m_afterIndex) {
            argumentIndex();
        }
        if (m_at >= m_format.size()) {
            m_out += "%!(NOVERB)";
            return {};
        }
        const std::string_view verb = m_format.substr(m_at, runeLength(m_format, m_at));
        m_at += verb.size();
        CHECK(m_context.charge(static_cast<std::size_t>(flags.width.value_or(0)) +
                               static_cast<std::size_t>(flags.precision.value_or(0))));
        if (verb == "%") {
            m_out += '%';
        } else if (!m_isGoodIndex) {
            m_out += "%!" + std::string(verb) + "(BADINDEX)";
        } else if (m_next >= m_values.size()) {
            m_out += "%!" + std::string(verb) + "(MISSING)";
        } else {
            m_out += formatArgument(flags, argumentOf(m_values[m_next++]), verb);
        }
        return {};
    }

    BuiltinContext& m_context;
    std::string_view m_format;
    std::span<const Value> m_values;
    std::size_t m_at = 0;
    std::size_t m_next = 0;
    std::size_t m_charged = 0;
    bool m_reordered = false;
    bool m_isGoodIndex = true;
    bool m_afterIndex = false;
    std::string m_out;
};

} // namespace

Result<std::string> formatted(BuiltinContext& context, std::string_view format, std::span<const Value> values) {
    return Printer(context, format, values).run();
}

} // namespace countersign::policy::detail
