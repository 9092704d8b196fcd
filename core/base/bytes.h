#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace countersign {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a string, not copied; valid as long as the text is.
[[nodiscard]] inline ByteView asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Bytes seen as text, not copied; says nothing about their encoding.
[[nodiscard]] inline std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal.
[[nodiscard]] std::string toHex(ByteView bytes);
/// Accepts lower case only, even length (InvalidArgument otherwise), so that a value has one text.
[[nodiscard]] Result<Bytes> fromHex(std::string_view text);

/// RFC 4648 section 4, padded.
[[nodiscard]] std::string toBase64(ByteView bytes);
/// RFC 4648 section 4; refuses missing padding, white space and non-zero trailing bits (InvalidArgument).
[[nodiscard]] Result<Bytes> fromBase64(std::string_view text);

/// RFC 4648 section 5, unpadded (RFC 7515 section 2).
[[nodiscard]] std::string toBase64Url(ByteView bytes);
/// RFC 4648 section 5; refuses padding, white space and non-zero trailing bits (InvalidArgument).
[[nodiscard]] Result<Bytes> fromBase64Url(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
[[nodiscard]] bool isUtf8(std::string_view text);

/// Text for a terminal or a log: C0, C1, DEL, line and paragraph separators, bidi and zero-width controls and broken
/// UTF-8 become \u{XXXX} or \xNN; nothing else changes.
[[nodiscard]] std::string escapeControls(std::string_view text);

/// A SHA-256 value. Text form is lower-case hex.
class Digest {
public:
    static constexpr std::size_t kSize = 32;

    Digest() = default;
    explicit Digest(const std::array<std::uint8_t, kSize>& bytes) : m_bytes(bytes) {}

    /// 64 lower-case hex characters, else InvalidArgument.
    static Result<Digest> fromHex(std::string_view text);
    /// Exactly 32 bytes, else InvalidArgument.
    static Result<Digest> fromBytes(ByteView bytes);

    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    [[nodiscard]] std::string hex() const { return toHex(m_bytes); }
    [[nodiscard]] std::array<std::uint8_t, kSize>& raw() { return m_bytes; }
    [[nodiscard]] const std::array<std::uint8_t, kSize>& raw() const { return m_bytes; }

    friend auto operator<=>(const Digest&, const Digest&) = default;

private:
    std::array<std::uint8_t, kSize> m_bytes{};
};

} // namespace countersign
