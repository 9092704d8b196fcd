#include "core/base/bytes.h"
#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

/// Bytes as a string of Rego: what is no UTF-8 stays as it is until it is written somewhere.
std::string textOf(const Bytes& bytes) {
    return std::string(asText(bytes));
}

std::string withoutLineEnds(std::string_view text) {
    std::string out(text);
    std::erase_if(out, [](char c) { return c == '\r' || c == '\n'; });
    return out;
}

/// Go's decoder: line ends are passed over, and bits that are left over may be anything.
std::optional<Bytes> decoded(std::string_view text, std::string_view alphabet) {
    Bytes out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out.push_back(static_cast<std::uint8_t>(bits >> count & 0xFFU));
        }
    }
    return count < 6 ? std::optional(out) : std::nullopt;
}

constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Takes the padding away, which must be as much as is needed.
bool unpad(std::string& text) {
    if (text.size() % 4 != 0) {
        return false;
    }
    for (int i = 0; i < 2 && text.ends_with('='); ++i) {
        text.pop_back();
    }
    return true;
}

std::optional<Bytes> decodedBase64(std::string_view encoded) {
    std::string text = withoutLineEnds(encoded);
    return unpad(text) ? decoded(text, kStandard) : std::nullopt;
}

BuiltinResult encodeBase64(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    return madeString(context, toBase64(asBytes(text)));
}

BuiltinResult decodeBase64(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    const auto bytes = decodedBase64(text);
    if (!bytes) {
        return builtinError("illegal base64 data");
    }
    return madeString(context, textOf(*bytes));
}

BuiltinResult isBase64(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.charge(text.size()));
    return Value::boolean(decodedBase64(text).has_value());
}

BuiltinResult encodeBase64UrlUnpadded(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    return madeString(context, toBase64Url(asBytes(text)));
}

BuiltinResult encodeBase64Url(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    std::string encoded = toBase64Url(asBytes(text));
    encoded.append((4 - encoded.size() % 4) % 4, '=');
    return madeString(context, encoded);
}

/// With or without padding.
BuiltinResult decodeBase64Url(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    std::string encoded = withoutLineEnds(text);
    if (encoded.ends_with('=') && !unpad(encoded)) {
        return builtinError("illegal base64 data");
    }
    const auto bytes = decoded(encoded, kUrl);
    if (!bytes) {
        return builtinError("illegal base64 data");
    }
    return madeString(context, textOf(*bytes));
}

BuiltinResult encodeHex(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    return madeString(context, toHex(asBytes(text)));
}

std::string hexDigitOf(std::string_view text, std::size_t at) {
    const std::string_view rune = text.substr(at, runeLength(text, at));
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string code;
    for (char32_t rest = runeAt(text, at); rest != 0; rest >>= 4U) {
        code.insert(code.begin(), kDigits[rest & 0xFU]);
    }
    code.insert(0, code.size() < 4 ? 4 - code.size() : 0, '0');
    return "U+" + code + " '" + std::string(rune) + "'";
}

BuiltinResult decodeHex(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
    const std::size_t wrong = text.find_first_not_of(kDigits);
    if (wrong != std::string_view::npos) {
        return builtinError("encoding/hex: invalid byte: " + hexDigitOf(text, wrong));
    }
    if (text.size() % 2 != 0) {
        return builtinError("encoding/hex: odd length hex string");
    }
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return madeString(context, textOf(fromHex(lower).value()));
}

std::string escapedQuery(std::string_view text) {
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (kPlain.find(c) != std::string_view::npos) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

Result<std::string> unescapedQuery(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at] == '+' ? ' ' : text[at];
            continue;
        }
        std::string digits(text.substr(at + 1, 2));
        std::ranges::transform(digits, digits.begin(),
                               [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c; });
        const auto byte = digits.size() == 2 ? fromHex(digits) : fail(Code::InvalidArgument, "");
        if (!byte) {
            return builtinError("invalid URL escape " + Value::string(text.substr(at, 3)).text());
        }
        out += static_cast<char>(byte->front());
        at += 2;
    }
    return out;
}

BuiltinResult encodeQuery(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    return madeString(context, escapedQuery(text));
}

BuiltinResult decodeQuery(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string decodedText, unescapedQuery(text));
    return madeString(context, decodedText);
}

BuiltinResult encodeQueryObject(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    std::string out;
    for (const Member& member : arguments[0].members()) {
        if (!member.key.isString()) {
            return operandError(0, "must be object of strings but got key " + member.key.text());
        }
        const Value& value = member.value;
        if (!value.isString() && !value.isArray() && !value.isSet()) {
            return operandTypeError(0, value, {"string", "array", "set"});
        }
        const std::vector<Value> values =
            value.isString() ? std::vector{value} : std::vector(value.elements().begin(), value.elements().end());
        for (const Value& each : values) {
            if (!each.isString()) {
                return operandTypeError(0, each, {"string"});
            }
            CHECK(context.charge(member.key.asString().size() + each.asString().size()));
            out += (out.empty() ? "" : "&") + escapedQuery(member.key.asString()) + "=" + escapedQuery(each.asString());
        }
    }
    return madeString(context, out);
}

BuiltinResult decodeQueryObject(BuiltinContext& context, Arguments arguments) {
    TRY(std::string_view text, stringOperand(arguments, 0));
    CHECK(context.charge(text.size() * 2));
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) {
            continue;
        }
        if (pair.find(';') != std::string_view::npos) {
            return builtinError("invalid semicolon separator in query");
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        TRY(std::string name, unescapedQuery(pair.substr(0, equals)));
        TRY(std::string value, unescapedQuery(pair.substr(std::min(equals + 1, pair.size()))));
        pairs.emplace_back(std::move(name), std::move(value));
    }
    std::ranges::stable_sort(pairs, {}, &std::pair<std::string, std::string>::first);
    std::vector<Member> members;
    for (auto at = pairs.begin(); at != pairs.end();) {
        const auto next = std::find_if(at, pairs.end(), [&](const auto& pair) { return pair.first != at->first; });
        std::vector<Value> values;
        std::transform(at, next, std::back_inserter(values),
                       [](const auto& pair) { return Value::string(pair.second); });
        members.push_back({Value::string(at->first), Value::array(values)});
        at = next;
    }
    return Value::object(std::move(members));
}

constexpr Declaration kMap = takes({kString}, kString);

constexpr std::array kTable = std::to_array<Builtin>({
    {"base64.encode", kMap, encodeBase64, "The string in base64."},
    {"base64.decode", kMap, decodeBase64, "The string that base64 stands for."},
    {"base64.is_valid", takes({kString}, kBoolean), isBase64, "Whether the string is base64."},
    {"base64url.encode", kMap, encodeBase64Url, "The string in base64 for URLs, padded."},
    {"base64url.encode_no_pad", kMap, encodeBase64UrlUnpadded, "The string in base64 for URLs, without padding."},
    {"base64url.decode", kMap, decodeBase64Url, "The string that base64 for URLs stands for, padded or not."},
    {"hex.encode", kMap, encodeHex, "The string's bytes in hexadecimal."},
    {"hex.decode", kMap, decodeHex, "The string that hexadecimal digits stand for."},
    {"urlquery.encode", kMap, encodeQuery, "The string as a part of a URL's query."},
    {"urlquery.decode", kMap, decodeQuery, "The string that a part of a URL's query stands for."},
    {"urlquery.encode_object", takes({kObject}, kString), encodeQueryObject,
     "The members as a URL's query, in the order of their names."},
    {"urlquery.decode_object", takes({kString}, of(kObject, kArray)), decodeQueryObject,
     "An object of a URL's query: each name with the array of its values."},
});

} // namespace

std::span<const Builtin> encodingBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
