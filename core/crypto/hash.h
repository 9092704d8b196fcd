#pragma once

#include "core/base/bytes.h"

namespace countersign::crypto {

/// SHA-256 (FIPS 180-4) over the concatenation of the parts.
[[nodiscard]] Digest sha256(ByteView data);
[[nodiscard]] Digest sha256(std::initializer_list<ByteView> parts);

/// Comparison in constant time; false when the lengths differ.
[[nodiscard]] bool constantTimeEqual(ByteView a, ByteView b);

/// The 16-byte keyed MAC of a sentry's challenge (BLAKE2b, libsodium crypto_generichash, key of 32 bytes).
[[nodiscard]] std::array<std::uint8_t, 16> challengeMac(ByteView key, ByteView data);

} // namespace countersign::crypto
