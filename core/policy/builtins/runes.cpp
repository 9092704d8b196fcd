#include "core/policy/builtins/runes_p.h"

#include <array>
#include <clocale>
#include <cwctype>

namespace countersign::policy::detail {

namespace {

/// A locale that knows all of Unicode and no language; it lives as long as the process.
locale_t unicodeLocale() {
    static const locale_t kLocale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return kLocale;
}

template <class Map>
std::string mapped(std::string_view text, const Map& map) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); at += runeLength(text, at)) {
        appendRune(out, map(runeAt(text, at)));
    }
    return out;
}

} // namespace

void appendRune(std::string& out, char32_t rune) {
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000)) {
        rune = U'\uFFFD';
    }
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((rune >> shift) & 0x3FU)); };
    if (rune < 0x80) {
        out += static_cast<char>(rune);
        return;
    }
    if (rune < 0x800) {
        out += static_cast<char>(0xC0U | (rune >> 6U));
    } else {
        if (rune < 0x10000) {
            out += static_cast<char>(0xE0U | (rune >> 12U));
        } else {
            out += static_cast<char>(0xF0U | (rune >> 18U));
            tail(12);
        }
        tail(6);
    }
    tail(0);
}

std::string toLower(std::string_view text) {
    return mapped(text, [](char32_t rune) {
        return static_cast<char32_t>(::towlower_l(static_cast<wint_t>(rune), unicodeLocale()));
    });
}

std::string toUpper(std::string_view text) {
    return mapped(text, [](char32_t rune) {
        return static_cast<char32_t>(::towupper_l(static_cast<wint_t>(rune), unicodeLocale()));
    });
}

bool isSpace(char32_t rune) {
    constexpr std::array kOthers =
        std::to_array<char32_t>({0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000});
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || (rune >= 0x2000 && rune <= 0x200A) ||
           std::ranges::find(kOthers, rune) != kOthers.end();
}

} // namespace countersign::policy::detail
