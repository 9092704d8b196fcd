#include "core/ledger/record_scan_p.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace countersign::ledger {

namespace {

/// The first quotation mark, or `end`. Eight bytes at a step: most strings of a record are shorter than a call of
/// memchr is worth.
const char* findQuote(const char* at, const char* end) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kQuotes = kOnes * '"';
    if constexpr (std::endian::native == std::endian::little) {
        for (; end - at >= 8; at += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, at, 8);
            eight ^= kQuotes;
            // The lowest bit set is that of the first zero byte; others above it may be wrong.
            if (const auto zero = (eight - kOnes) & ~eight & (kOnes << 7)) {
                return at + std::countr_zero(zero) / 8;
            }
        }
    }
    return std::find(at, end, '"');
}

bool isEscaped(const char* begin, const char* quote) {
    const char* first = quote;
    while (first != begin && first[-1] == '\\') {
        --first;
    }
    return (quote - first) % 2 != 0;
}

} // namespace

std::optional<std::string_view> Scanner::string() {
    if (!take('"')) {
        return {};
    }
    const char* const begin = m_at;
    while (m_at != m_end) {
        const char* const quote = findQuote(m_at, m_end);
        if (quote == m_end) {
            break;
        }
        m_at = quote + 1;
        if (quote == begin || quote[-1] != '\\' || !isEscaped(begin, quote)) {
            return std::string_view(begin, quote);
        }
    }
    m_at = m_end;
    return {};
}

std::optional<std::string_view> Scanner::plainString() {
    auto text = string();
    if (text && text->contains('\\')) {
        text.reset();
    }
    return text;
}

std::optional<std::string_view> Scanner::value() {
    const char* const begin = m_at;
    if (m_at == m_end) {
        return {};
    }
    if (*m_at == '"') {
        if (!string()) {
            return {};
        }
    } else if (*m_at == '{' || *m_at == '[') {
        if (!skipNested()) {
            return {};
        }
    } else {
        while (m_at != m_end && *m_at != ',' && *m_at != '}' && *m_at != ']' && *m_at != '"') {
            ++m_at;
        }
    }
    return m_at == begin ? std::nullopt : std::optional(std::string_view(begin, m_at));
}

bool Scanner::skipNested() {
    std::size_t depth = 0;
    while (m_at != m_end) {
        switch (*m_at) {
        case '"':
            if (!string()) {
                return false;
            }
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            --depth;
            break;
        default:
            break;
        }
        ++m_at;
        if (depth == 0) {
            return true;
        }
    }
    return false;
}

} // namespace countersign::ledger
