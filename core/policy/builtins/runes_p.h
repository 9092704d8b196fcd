#pragma once

#include "core/base/utf8.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Text by code points, as Go sees it: a byte that is no UTF-8 counts as one.
namespace countersign::policy::detail {

/// How many bytes the code point at `at` takes.
[[nodiscard]] inline std::size_t runeLength(std::string_view text, std::size_t at) {
    return std::max<std::size_t>(countersign::detail::decodeUtf8(text, at).length, 1);
}

[[nodiscard]] inline std::vector<std::string_view> runesOf(std::string_view text) {
    std::vector<std::string_view> runes;
    for (std::size_t at = 0; at < text.size(); at += runes.back().size()) {
        runes.push_back(text.substr(at, runeLength(text, at)));
    }
    return runes;
}

[[nodiscard]] inline std::size_t countRunes(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += runeLength(text, at)) {
        ++count;
    }
    return count;
}

/// U+FFFD for what is no UTF-8.
[[nodiscard]] inline char32_t runeAt(std::string_view text, std::size_t at) {
    const auto point = countersign::detail::decodeUtf8(text, at);
    return point.length == 0 ? U'\uFFFD' : point.value;
}

/// The code point as UTF-8; U+FFFD for a surrogate or what is beyond Unicode.
void appendRune(std::string& out, char32_t rune);

/// Simple case mapping of Unicode, one code point to one, whatever the locale of the process.
[[nodiscard]] std::string toLower(std::string_view text);
[[nodiscard]] std::string toUpper(std::string_view text);

/// White space of Unicode (property White_Space).
[[nodiscard]] bool isSpace(char32_t rune);

} // namespace countersign::policy::detail
