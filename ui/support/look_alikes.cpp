#include "ui/support/look_alikes.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace countersign::ui {

namespace {

using Range = std::pair<char32_t, char32_t>;

/// In order, both ends included.
constexpr std::array kAlike{
    Range{0x01C0, 0x01C0},                                                 // |
    Range{0x01C3, 0x01C3},                                                 // !
    Range{0x0251, 0x0251},                                                 // a
    Range{0x0261, 0x0262},                                                 // g, G
    Range{0x0269, 0x026A},                                                 // i, I
    Range{0x0274, 0x0274},                                                 // N
    Range{0x0280, 0x0280},                                                 // R
    Range{0x0299, 0x0299},                                                 // B
    Range{0x029C, 0x029C},                                                 // H
    Range{0x029F, 0x029F},                                                 // L
    Range{0x02B9, 0x02BC},                                                 // '
    Range{0x02C8, 0x02C8},                                                 // '
    Range{0x02D0, 0x02D0},                                                 // :
    Range{0x02D7, 0x02D7},                                                 // -
    Range{0x037E, 0x037E},                                                 // ;
    Range{0x0387, 0x0387},                                                 // .
    Range{0x0589, 0x0589},                                                 // :
    Range{0x05C0, 0x05C0},                                                 // |
    Range{0x05C3, 0x05C3},                                                 // :
    Range{0x066A, 0x066A},                                                 // %
    Range{0x066D, 0x066D},                                                 // *
    Range{0x06D4, 0x06D4},                                                 // .
    Range{0x1D00, 0x1D22},                                                 // small capitals
    Range{0x2010, 0x2012},                                                 // -
    Range{0x201A, 0x201A},                                                 // ,
    Range{0x2024, 0x2024},                                                 // .
    Range{0x2043, 0x2044},                                                 // -, /
    Range{0x204E, 0x204E},                                                 // *
    Range{0x204F, 0x204F},                                                 // ;
    Range{0x2052, 0x2053},                                                 // %, ~
    Range{0x2060, 0x2064},                                                 // nothing
    Range{0x210A, 0x2115},                                                 // letters of mathematics
    Range{0x2119, 0x211D},   Range{0x2124, 0x2124}, Range{0x212A, 0x212A}, // K
    Range{0x212C, 0x2134},   Range{0x2139, 0x2139},                        // i
    Range{0x2145, 0x2149},   Range{0x2160, 0x217F},                        // Roman numerals
    Range{0x2212, 0x2212},                                                 // -
    Range{0x2215, 0x2217},                                                 // /, \, *
    Range{0x2223, 0x2223},                                                 // |
    Range{0x2236, 0x2236},                                                 // :
    Range{0x223C, 0x223C},                                                 // ~
    Range{0x24B6, 0x24E9},                                                 // letters in circles
    Range{0x2571, 0x2573},                                                 // /, \, X
    Range{0x2768, 0x2775},                                                 // brackets
    Range{0x27CB, 0x27CB},                                                 // /
    Range{0x27CD, 0x27CD},                                                 // a backslash
    Range{0x2983, 0x2984},                                                 // { }
    Range{0x29F5, 0x29F5},                                                 // a backslash
    Range{0x29F8, 0x29F9},                                                 // /, a backslash
    Range{0x3014, 0x3015},                                                 // ( )
    Range{0xA4F8, 0xA4FD},                                                 // . , : ;
    Range{0xA731, 0xA731},                                                 // S
    Range{0xA789, 0xA789},                                                 // :
    Range{0xFE50, 0xFE6B},                                                 // small forms
    Range{0xFF01, 0xFF5E},                                                 // full width
    Range{0x1D400, 0x1D7FF},                                               // styled alphabets of mathematics
};

constexpr bool isOrdered() {
    for (std::size_t i = 1; i < kAlike.size(); ++i) {
        if (kAlike[i - 1].second >= kAlike[i].first) {
            return false;
        }
    }
    return true;
}

constexpr std::u32string_view kTwins =
    // Greek
    U"\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03B1\u03B3\u03B9\u03BA"
    U"\u03BD\u03BF\u03C1\u03C3\u03C5\u03F2\u03F3\u03F9"
    // Cyrillic
    U"\u0405\u0406\u0408\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0430\u0433\u0435"
    U"\u043A\u043E\u043F\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0461\u0474\u0475\u04AE\u04AF\u04BA\u04BB\u04BD"
    U"\u04C0\u04CF\u0501\u050C\u051A\u051B\u051C\u051D"
    // Armenian
    U"\u054D\u054F\u0555\u0561\u0563\u0566\u0570\u0578\u057C\u057D\u0581\u0584\u0585";

} // namespace

bool isLookAlike(char32_t c) {
    static_assert(isOrdered());
    const auto at = std::ranges::lower_bound(kAlike, c, {}, &Range::second);
    return at != kAlike.end() && at->first <= c;
}

bool isTwin(char32_t c) {
    const auto script = QChar::script(c);
    // Most of these two look like Latin capitals.
    return kTwins.contains(c) || script == QChar::Script_Cherokee || script == QChar::Script_Lisu;
}

} // namespace countersign::ui
