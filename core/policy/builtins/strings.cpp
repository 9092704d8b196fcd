#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"
#include "core/policy/builtins/runes_p.h"
#include "core/policy/builtins/sprintf_p.h"
#include "core/policy/builtins/template_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

BuiltinResult concat(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view separator, stringOperand(arguments, 0));
    TRY(const auto parts, stringsOperand(arguments, 1));
    std::size_t size = parts.size() * separator.size();
    for (const std::string_view part : parts) {
        size += part.size();
    }
    CHECK(context.charge(size));
    std::string joined;
    joined.reserve(size);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        joined += i == 0 ? std::string_view() : separator;
        joined += parts[i];
    }
    return Value::string(joined);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}
bool startsWith(std::string_view text, std::string_view part) {
    return text.starts_with(part);
}
bool endsWith(std::string_view text, std::string_view part) {
    return text.ends_with(part);
}

/// Any of the second operand's characters.
bool isAmong(std::string_view characters, std::string_view rune) {
    return contains(characters, rune);
}

std::string_view trimLeft(std::string_view text, std::string_view characters) {
    while (!text.empty()) {
        const std::size_t length = runeLength(text, 0);
        if (!isAmong(characters, text.substr(0, length))) {
            break;
        }
        text.remove_prefix(length);
    }
    return text;
}

/// Where the last code point begins.
std::size_t lastRune(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) {
        --at;
    }
    return at + runeLength(text, at) == text.size() ? at : text.size() - 1;
}

std::string_view trimRight(std::string_view text, std::string_view characters) {
    while (!text.empty()) {
        const std::size_t last = lastRune(text);
        if (!isAmong(characters, text.substr(last))) {
            break;
        }
        text = text.substr(0, last);
    }
    return text;
}

std::string_view trimBoth(std::string_view text, std::string_view characters) {
    return trimRight(trimLeft(text, characters), characters);
}
std::string_view trimPrefix(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}
std::string_view trimSuffix(std::string_view text, std::string_view suffix) {
    return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

std::string_view trimSpaceOf(std::string_view text) {
    while (!text.empty() && isSpace(runeAt(text, 0))) {
        text.remove_prefix(runeLength(text, 0));
    }
    while (!text.empty() && isSpace(runeAt(text, lastRune(text)))) {
        text = text.substr(0, lastRune(text));
    }
    return text;
}

template <bool (*holds)(std::string_view, std::string_view)>
BuiltinResult test(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view part, stringOperand(arguments, 1));
    CHECK(context.step(text.size() / 64));
    return Value::boolean(holds(text, part));
}

template <std::string_view (*cut)(std::string_view, std::string_view)>
BuiltinResult trim(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view part, stringOperand(arguments, 1));
    return madeString(context, cut(text, part));
}

BuiltinResult trimSpace(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    return madeString(context, trimSpaceOf(text));
}

template <std::string (*map)(std::string_view)>
BuiltinResult mapCase(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.step(text.size() / 16));
    return madeString(context, map(text));
}

BuiltinResult reverse(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.charge(text.size()));
    const auto runes = runesOf(text);
    std::string reversed;
    reversed.reserve(text.size());
    for (auto rune = runes.rbegin(); rune != runes.rend(); ++rune) {
        reversed += *rune;
    }
    return Value::string(reversed);
}

BuiltinResult formatInteger(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Number));
    CHECK(wants(arguments, 1, Kind::Number));
    const auto base = arguments[1].asInteger();
    if (!base || (*base != 2 && *base != 8 && *base != 10 && *base != 16)) {
        return operandError(1, "must be one of {2, 8, 10, 16}");
    }
    TRY(const Value whole, rounded(arguments[0], toDouble(arguments[0]) < 0 ? Rounding::Up : Rounding::Down));
    const auto integer = toInteger(whole);
    return madeString(context, integerText(*integer, static_cast<unsigned>(*base)));
}

BuiltinResult indexOf(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view part, stringOperand(arguments, 1));
    if (part.empty()) {
        return builtinError("empty search character");
    }
    CHECK(context.step(text.size() / 64));
    const std::size_t at = text.find(part);
    return Value::integer(at == std::string_view::npos ? -1
                                                       : static_cast<std::int64_t>(countRunes(text.substr(0, at))));
}

BuiltinResult indexOfAll(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view part, stringOperand(arguments, 1));
    if (part.empty()) {
        return builtinError("empty search character");
    }
    CHECK(context.step(text.size()));
    std::vector<Value> indices;
    std::int64_t index = 0;
    for (std::size_t at = 0; at < text.size(); at += runeLength(text, at), ++index) {
        if (text.substr(at).starts_with(part)) {
            CHECK(context.charge(sizeof(Value)));
            indices.push_back(Value::integer(index));
        }
    }
    return Value::array(indices);
}

/// How often it is there, without overlaps; an empty one is before each character and at the end.
std::size_t occurrences(std::string_view text, std::string_view part) {
    if (part.empty()) {
        return countRunes(text) + 1;
    }
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

BuiltinResult count(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view part, stringOperand(arguments, 1));
    CHECK(context.step(text.size() / 16));
    return Value::integer(static_cast<std::int64_t>(occurrences(text, part)));
}

using Replacements = std::vector<std::pair<std::string_view, std::string_view>>;

/// At each place the first pattern that fits is replaced; an empty one fits between any two characters, once.
Result<std::string> replaceAll(BuiltinContext& context, std::string_view text, const Replacements& replacements) {
    std::string out;
    bool wasEmpty = false;
    for (std::size_t at = 0; at <= text.size();) {
        const auto fits = std::ranges::find_if(replacements, [&](const auto& pair) {
            return pair.first.empty() ? !wasEmpty : text.substr(at).starts_with(pair.first);
        });
        if (fits != replacements.end()) {
            CHECK(context.charge(fits->second.size()));
            out += fits->second;
            at += fits->first.size();
            wasEmpty = fits->first.empty();
            continue;
        }
        if (at == text.size()) {
            break;
        }
        const std::size_t length = runeLength(text, at);
        out += text.substr(at, length);
        at += length;
        wasEmpty = false;
    }
    return out;
}

BuiltinResult replace(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view old, stringOperand(arguments, 1));
    TRY(const std::string_view replacement, stringOperand(arguments, 2));
    CHECK(context.charge(text.size()));
    TRY(const std::string out, replaceAll(context, text, {{old, replacement}}));
    return Value::string(out);
}

BuiltinResult replaceMany(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    Replacements replacements;
    for (const Member& member : arguments[0].members()) {
        if (!member.key.isString() || !member.value.isString()) {
            return operandError(0, "non-string value found in pattern object");
        }
        replacements.emplace_back(member.key.asString(), member.value.asString());
    }
    CHECK(context.charge(text.size()));
    CHECK(context.step(text.size() * replacements.size() / 4));
    TRY(const std::string out, replaceAll(context, text, replacements));
    return Value::string(out);
}

BuiltinResult split(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view separator, stringOperand(arguments, 1));
    if (separator.empty()) {
        CHECK(context.charge(text.size() * sizeof(std::string_view)));
        return madeStrings(context, runesOf(text));
    }
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, from)) {
        parts.push_back(text.substr(from, at - from));
        from = at + separator.size();
    }
    parts.push_back(text.substr(from));
    return madeStrings(context, parts);
}

BuiltinResult substring(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::int64_t offset, integerOperand(arguments, 1));
    TRY(const std::int64_t length, integerOperand(arguments, 2));
    if (offset < 0) {
        return builtinError("negative offset");
    }
    const auto skip = [&](std::size_t at, std::int64_t runes) {
        for (; at < text.size() && runes > 0; --runes) {
            at += runeLength(text, at);
        }
        return at;
    };
    CHECK(context.step(text.size() / 16));
    const std::size_t first = skip(0, offset);
    const std::size_t last = length < 0 ? text.size() : skip(first, length);
    return madeString(context, text.substr(first, last - first));
}

/// A string, or the strings of a list.
Result<std::vector<std::string_view>> oneOrMany(Arguments arguments, std::size_t position) {
    if (arguments[position].isString()) {
        return std::vector{arguments[position].asString()};
    }
    CHECK(wants(arguments, position, {Kind::String, Kind::Set, Kind::Array}));
    return stringsOperand(arguments, position);
}

template <bool (*holds)(std::string_view, std::string_view)>
BuiltinResult anyMatch(BuiltinContext& context, Arguments arguments) {
    TRY(const auto texts, oneOrMany(arguments, 0));
    TRY(const auto parts, oneOrMany(arguments, 1));
    CHECK(context.step(texts.size() * parts.size()));
    return Value::boolean(std::ranges::any_of(texts, [&](std::string_view text) {
        return std::ranges::any_of(parts, [&](std::string_view part) { return holds(text, part); });
    }));
}

BuiltinResult print(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view format, stringOperand(arguments, 0));
    CHECK(wants(arguments, 1, Kind::Array));
    TRY(const std::string text, formatted(context, format, arguments[1].elements()));
    return Value::string(text);
}

BuiltinResult renderTemplate(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(wants(arguments, 1, Kind::Object));
    TRY(const std::string rendered, render(context, text, arguments[1]));
    return Value::string(rendered);
}

constexpr Declaration kTest = takes({kString, kString}, kBoolean);
constexpr Declaration kCut = takes({kString, kString}, kString);
constexpr Declaration kMap = takes({kString}, kString);
constexpr Type kStringList = of(kList, kString);
constexpr Type kStringOrList{static_cast<std::uint8_t>(kString.kinds | kList.kinds), kString.kinds};

constexpr std::array kTable = std::to_array<Builtin>({
    {"concat", takes({kString, kStringList}, kString), concat, "The strings of a list, with a separator between them."},
    {"contains", kTest, test<contains>, "Whether the string has the other one in it."},
    {"startswith", kTest, test<startsWith>, "Whether the string begins with the other one."},
    {"endswith", kTest, test<endsWith>, "Whether the string ends with the other one."},
    {"format_int", takes({kNumber, kNumber}, kString), formatInteger,
     "The integer part of a number, written in base 2, 8, 10 or 16."},
    {"indexof", takes({kString, kString}, kNumber), indexOf,
     "The index of the character where the other string begins; -1 when it is not there."},
    {"indexof_n", takes({kString, kString}, of(kArray, kNumber)), indexOfAll,
     "The indices of all characters where the other string begins."},
    {"lower", kMap, mapCase<toLower>, "The string in lower case."},
    {"upper", kMap, mapCase<toUpper>, "The string in upper case."},
    {"replace", takes({kString, kString, kString}, kString), replace,
     "The string with every occurrence of the second replaced by the third."},
    {"split", takes({kString, kString}, kStrings), split, "The parts of the string between the separators."},
    {"sprintf", takes({kString, kArray}, kString), print,
     "The values of the array, written as the format says (%s, %d, %v …)."},
    {"strings.any_prefix_match", takes({kStringOrList, kStringOrList}, kBoolean), anyMatch<startsWith>,
     "Whether any of the strings begins with any of the prefixes."},
    {"strings.any_suffix_match", takes({kStringOrList, kStringOrList}, kBoolean), anyMatch<endsWith>,
     "Whether any of the strings ends with any of the suffixes."},
    {"strings.count", takes({kString, kString}, kNumber), count,
     "How often the other string is there, without overlaps."},
    {"strings.render_template", takes({kString, kObject}, kString), renderTemplate,
     "A template of Go's kind, filled with the members of an object."},
    {"strings.replace_n", takes({of(kObject, kString), kString}, kString), replaceMany,
     "The string with every key of the object replaced by its value."},
    {"strings.reverse", kMap, reverse, "The characters in reverse order."},
    {"substring", takes({kString, kNumber, kNumber}, kString), substring,
     "The given number of characters from an index on; all of them when it is negative."},
    {"trim", kCut, trim<trimBoth>, "The string without those characters at its ends."},
    {"trim_left", kCut, trim<trimLeft>, "The string without those characters at its beginning."},
    {"trim_right", kCut, trim<trimRight>, "The string without those characters at its end."},
    {"trim_prefix", kCut, trim<trimPrefix>, "The string without that beginning."},
    {"trim_suffix", kCut, trim<trimSuffix>, "The string without that end."},
    {"trim_space", kMap, trimSpace, "The string without white space at its ends."},
});

} // namespace

std::span<const Builtin> stringBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
