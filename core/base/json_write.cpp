#include "core/base/json.h"
#include "core/base/json_decimal_p.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace countersign::json {

namespace {

constexpr std::size_t kIndent = 2;

void appendEscaped(std::string& out, char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        out += "\\u00";
        out += kHex[static_cast<std::uint8_t>(c) >> 4U];
        out += kHex[static_cast<std::uint8_t>(c) & 0xFU];
    }
}

bool isPlain(char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// How much of the beginning is plain, looked at in eights.
std::size_t plainBeginning(std::string_view text) {
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    constexpr std::uint64_t kHighs = 0x8080808080808080ULL;
    // The high bit of each byte that is zero, and perhaps of one above such a byte.
    const auto zeros = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
    std::size_t at = 0;
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t controls = (word - kOnes * 0x20) & ~word & kHighs;
        if ((controls | (word & kHighs) | zeros(word ^ kOnes * '"') | zeros(word ^ kOnes * '\\')) != 0) {
            break;
        }
    }
    return at;
}

/// In one piece, which is what most strings are written in.
void appendQuoted(std::string& out, std::string_view text) {
    const std::size_t before = out.size();
    const std::size_t after = before + text.size() + 2;
    // The size that is handed to the function is the capacity in GCC 12, not what was asked for.
    out.resize_and_overwrite(after, [&](char* data, std::size_t) {
        data[before] = data[after - 1] = '"';
        std::ranges::copy(text, data + before + 1);
        return after;
    });
}

/// Scalars, and containers without content; false for anything else.
bool appendLeaf(std::string& out, const Value& value) {
    if (const bool* boolean = value.asBool()) {
        out += *boolean ? "true" : "false";
    } else if (const double* number = value.asNumber()) {
        appendNumber(out, *number);
    } else if (const std::string* text = value.asString()) {
        appendString(out, *text);
    } else if (const Array* array = value.asArray()) {
        if (!array->empty()) {
            return false;
        }
        out += "[]";
    } else if (const Object* object = value.asObject()) {
        if (!object->empty()) {
            return false;
        }
        out += "{}";
    } else {
        out += "null";
    }
    return true;
}

void appendPretty(std::string& out, const Value& value, std::size_t indent) {
    if (appendLeaf(out, value)) {
        return;
    }
    const auto newLine = [&](std::size_t spaces) {
        out += '\n';
        out.append(spaces, ' ');
    };
    const Array* array = value.asArray();
    char separator = array != nullptr ? '[' : '{';
    if (array != nullptr) {
        for (const Value& item : *array) {
            out += separator;
            newLine(indent + kIndent);
            appendPretty(out, item, indent + kIndent);
            separator = ',';
        }
    } else {
        for (const auto& [name, member] : *value.asObject()) {
            out += separator;
            newLine(indent + kIndent);
            appendString(out, name);
            out += ": ";
            appendPretty(out, member, indent + kIndent);
            separator = ',';
        }
    }
    newLine(indent);
    out += array != nullptr ? ']' : '}';
}

} // namespace

void appendString(std::string& out, std::string_view text) {
    std::size_t at = plainBeginning(text);
    while (at < text.size() && isPlain(text[at])) {
        ++at;
    }
    if (at == text.size()) {
        appendQuoted(out, text);
        return;
    }
    out += '"';
    std::size_t begin = 0;
    while (at < text.size()) {
        if (isPlain(text[at])) {
            ++at;
            continue;
        }
        if (static_cast<std::uint8_t>(text[at]) >= 0x80) {
            const std::size_t length = countersign::detail::decodeUtf8(text, at).length;
            if (length != 0) {
                at += length;
                continue;
            }
        }
        out.append(text, begin, at - begin);
        if (static_cast<std::uint8_t>(text[at]) >= 0x80) {
            out += "\uFFFD";
        } else {
            appendEscaped(out, text[at]);
        }
        begin = ++at;
    }
    out.append(text, begin);
    out += '"';
}

/// ECMAScript Number::toString, which RFC 8785 section 3.2.2.3 prescribes.
void appendNumber(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    const detail::Decimal decimal = detail::shortestDecimal(value);
    const std::string_view digits = decimal.text();
    const auto count = static_cast<long>(digits.size());
    if (decimal.negative) {
        out += '-';
    }
    if (decimal.point > 21 || decimal.point <= -6) {
        out += digits.front();
        if (count > 1) {
            out += '.';
            out += digits.substr(1);
        }
        out += decimal.point > 0 ? "e+" : "e-";
        appendInteger(out, std::abs(decimal.point - 1));
    } else if (decimal.point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-decimal.point), '0');
        out += digits;
    } else if (count <= decimal.point) {
        out += digits;
        out.append(static_cast<std::size_t>(decimal.point - count), '0');
    } else {
        out += digits.substr(0, static_cast<std::size_t>(decimal.point));
        out += '.';
        out += digits.substr(static_cast<std::size_t>(decimal.point));
    }
}

void appendInteger(std::string& out, std::int64_t value) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    out.append(buffer.data(), end.ptr);
}

void appendCanonical(std::string& out, const Value& value) {
    if (appendLeaf(out, value)) {
        return;
    }
    if (const Array* array = value.asArray()) {
        char separator = '[';
        for (const Value& item : *array) {
            out += separator;
            appendCanonical(out, item);
            separator = ',';
        }
        out += ']';
        return;
    }
    char separator = '{';
    for (const auto& [name, member] : *value.asObject()) {
        out += separator;
        appendString(out, name);
        out += ':';
        appendCanonical(out, member);
        separator = ',';
    }
    out += '}';
}

std::string canonical(const Value& value) {
    std::string out;
    appendCanonical(out, value);
    return out;
}

std::string pretty(const Value& value) {
    std::string out;
    appendPretty(out, value, 0);
    return out;
}

} // namespace countersign::json
