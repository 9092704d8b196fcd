#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

/// A version of semver.org 2.0.0. Its numbers may be of any size, so they stay digits.
struct Version {
    std::array<std::string_view, 3> numbers;
    std::vector<std::string_view> prerelease;
};

bool isNumeric(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool isNumber(std::string_view text) {
    return isNumeric(text) && (text.size() == 1 || text.front() != '0');
}

bool isIdentifier(std::string_view text) {
    constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t dot = text.find('.');
        parts.push_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(dot + 1);
    }
}

std::optional<Version> parse(std::string_view text) {
    const std::size_t plus = text.find('+');
    if (plus != std::string_view::npos && !std::ranges::all_of(split(text.substr(plus + 1)), isIdentifier)) {
        return std::nullopt;
    }
    text = text.substr(0, plus);
    const std::size_t hyphen = text.find('-');
    Version version;
    if (hyphen != std::string_view::npos) {
        version.prerelease = split(text.substr(hyphen + 1));
        const bool isGood = std::ranges::all_of(version.prerelease, [](std::string_view part) {
            return isIdentifier(part) && (!isNumeric(part) || isNumber(part));
        });
        if (!isGood) {
            return std::nullopt;
        }
    }
    const auto numbers = split(text.substr(0, hyphen));
    if (numbers.size() != 3 || !std::ranges::all_of(numbers, isNumber)) {
        return std::nullopt;
    }
    std::ranges::copy(numbers, version.numbers.begin());
    return version;
}

std::strong_ordering compareNumbers(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
}

/// Section 11: numbers before words, and by their size.
std::strong_ordering compareIdentifiers(std::string_view a, std::string_view b) {
    if (isNumeric(a) != isNumeric(b)) {
        return isNumeric(a) ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return isNumeric(a) ? compareNumbers(a, b) : a <=> b;
}

std::strong_ordering compareVersions(const Version& a, const Version& b) {
    const auto numbers = std::lexicographical_compare_three_way(a.numbers.begin(), a.numbers.end(), b.numbers.begin(),
                                                                b.numbers.end(), compareNumbers);
    if (numbers != 0) {
        return numbers;
    }
    if (a.prerelease.empty() || b.prerelease.empty()) {
        return b.prerelease.size() <=> a.prerelease.size();
    }
    return std::lexicographical_compare_three_way(a.prerelease.begin(), a.prerelease.end(), b.prerelease.begin(),
                                                  b.prerelease.end(), compareIdentifiers);
}

Result<Version> versionOperand(Arguments arguments, std::size_t position) {
    TRY(const std::string_view text, stringOperand(arguments, position));
    if (auto version = parse(text)) {
        return *std::move(version);
    }
    return builtinError("operand " + std::to_string(position + 1) + ": string " + arguments[position].text() +
                        " is not a valid SemVer");
}

BuiltinResult compare(BuiltinContext&, Arguments arguments) {
    TRY(const Version a, versionOperand(arguments, 0));
    TRY(const Version b, versionOperand(arguments, 1));
    const auto order = compareVersions(a, b);
    return Value::integer(order < 0 ? -1 : order > 0 ? 1 : 0);
}

BuiltinResult isValid(BuiltinContext&, Arguments arguments) {
    return Value::boolean(arguments[0].isString() && parse(arguments[0].asString()).has_value());
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"semver.compare", takes({kString, kString}, kNumber), compare,
     "-1, 0 or 1: whether the first version comes before the second, is equal, or comes after it."},
    {"semver.is_valid", takes({kAny}, kBoolean), isValid, "Whether the string is a semantic version."},
});

} // namespace

std::span<const Builtin> semverBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
