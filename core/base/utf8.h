#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace countersign::detail {

/// One code point and the number of bytes it takes; length 0: the bytes there are ill-formed.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;
};

/// Decodes at `at` (below text.size()) after RFC 3629 section 4.
[[nodiscard]] inline CodePoint decodeUtf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
    const auto tail = [&](std::size_t i, std::uint8_t low, std::uint8_t high) {
        return at + i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const auto bits = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3FU); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    if (first >= 0xC2 && first <= 0xDF && tail(1, 0x80, 0xBF)) {
        return {(static_cast<char32_t>(first & 0x1FU) << 6U) | bits(1), 2};
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
        const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
        if (tail(1, low, high) && tail(2, 0x80, 0xBF)) {
            return {(static_cast<char32_t>(first & 0x0FU) << 12U) | (bits(1) << 6U) | bits(2), 3};
        }
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
        if (tail(1, low, high) && tail(2, 0x80, 0xBF) && tail(3, 0x80, 0xBF)) {
            return {(static_cast<char32_t>(first & 0x07U) << 18U) | (bits(1) << 12U) | (bits(2) << 6U) | bits(3), 4};
        }
    }
    return {};
}

} // namespace countersign::detail
