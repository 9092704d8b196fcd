#include "core/base/bytes.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstring>

namespace countersign {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

using DecodeTable = std::array<std::int8_t, 256>;

constexpr DecodeTable decodeTable(std::string_view alphabet) {
    DecodeTable table{};
    table.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::int8_t>(i);
    }
    return table;
}

constexpr DecodeTable kFromHex = decodeTable(kHexDigits);
constexpr DecodeTable kFromBase64 = decodeTable(kBase64);
constexpr DecodeTable kFromBase64Url = decodeTable(kBase64Url);

/// Without padding.
std::string encodeBase64(ByteView bytes, std::string_view alphabet) {
    std::string out((bytes.size() * 8 + 5) / 6, '\0');
    auto next = out.begin();
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8U) | byte;
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            *next++ = alphabet[(buffer >> bits) & 0x3FU];
        }
    }
    if (bits > 0) {
        *next = alphabet[(buffer << (6 - bits)) & 0x3FU];
    }
    return out;
}

/// Without padding.
Result<Bytes> decodeBase64(std::string_view text, const DecodeTable& table, std::string_view what) {
    if (text.size() % 4 == 1) {
        return fail(Code::InvalidArgument, std::string(what) + " has an impossible length: send the complete text");
    }
    Bytes out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::int8_t value = table[static_cast<std::uint8_t>(text[i])];
        if (value < 0) {
            return fail(Code::InvalidArgument, std::string(what) + " has a character outside its alphabet at offset " +
                                                   std::to_string(i) + ": send it without spaces or line breaks");
        }
        buffer = (buffer << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out.push_back(static_cast<std::uint8_t>((buffer >> bits) & 0xFFU));
        }
    }
    if ((buffer & ((1U << bits) - 1U)) != 0) {
        return fail(Code::InvalidArgument,
                    std::string(what) + " ends in bits that are not zero: encode the bytes again");
    }
    return out;
}

bool isDisplayControl(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

void appendHex(std::string& out, std::uint32_t value, unsigned digits) {
    while (digits < 8 && (value >> (4 * digits)) != 0) {
        ++digits;
    }
    for (unsigned i = digits; i-- > 0;) {
        out += kHexDigits[(value >> (4 * i)) & 0xFU];
    }
}

} // namespace

std::string toHex(ByteView bytes) {
    std::string out(bytes.size() * 2, '\0');
    auto next = out.begin();
    for (const std::uint8_t byte : bytes) {
        *next++ = kHexDigits[byte >> 4U];
        *next++ = kHexDigits[byte & 0xFU];
    }
    return out;
}

Result<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return fail(Code::InvalidArgument, "hexadecimal text has an odd number of digits: send two for each byte");
    }
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = kFromHex[static_cast<std::uint8_t>(text[i])];
        const int low = kFromHex[static_cast<std::uint8_t>(text[i + 1])];
        if (high < 0 || low < 0) {
            return fail(Code::InvalidArgument, "hexadecimal text has a character other than 0-9 and a-f at offset " +
                                                   std::to_string(high < 0 ? i : i + 1) + ": write it in lower case");
        }
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string toBase64(ByteView bytes) {
    std::string out = encodeBase64(bytes, kBase64);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

Result<Bytes> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return fail(Code::InvalidArgument,
                    "base64 text is not a multiple of four characters: send its padding as well");
    }
    // At most two padding characters belong to the end; any other `=` is outside the alphabet.
    for (int i = 0; i < 2 && text.ends_with('='); ++i) {
        text.remove_suffix(1);
    }
    return decodeBase64(text, kFromBase64, "base64 text");
}

std::string toBase64Url(ByteView bytes) {
    return encodeBase64(bytes, kBase64Url);
}

Result<Bytes> fromBase64Url(std::string_view text) {
    return decodeBase64(text, kFromBase64Url, "base64url text");
}

bool isUtf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t word = 0;
        if (text.size() - at >= sizeof word) {
            std::memcpy(&word, text.data() + at, sizeof word);
            if ((word & 0x8080808080808080ULL) == 0) {
                at += sizeof word;
                continue;
            }
        }
        const std::size_t length = detail::decodeUtf8(text, at).length;
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

std::string escapeControls(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const auto [value, length] = detail::decodeUtf8(text, at);
        if (length == 0) {
            out += "\\x";
            appendHex(out, static_cast<std::uint8_t>(text[at]), 2);
            ++at;
            continue;
        }
        if (isDisplayControl(value)) {
            out += "\\u{";
            appendHex(out, value, 4);
            out += '}';
        } else {
            out.append(text, at, length);
        }
        at += length;
    }
    return out;
}

Result<Digest> Digest::fromHex(std::string_view text) {
    if (text.size() != 2 * kSize) {
        return fail(Code::InvalidArgument,
                    "a SHA-256 value is 64 hexadecimal digits, not " + std::to_string(text.size()) + " characters");
    }
    TRY(const Bytes bytes, countersign::fromHex(text));
    return fromBytes(bytes);
}

Result<Digest> Digest::fromBytes(ByteView bytes) {
    if (bytes.size() != kSize) {
        return fail(Code::InvalidArgument, "a SHA-256 value is 32 bytes, not " + std::to_string(bytes.size()));
    }
    Digest digest;
    std::ranges::copy(bytes, digest.m_bytes.begin());
    return digest;
}

} // namespace countersign
