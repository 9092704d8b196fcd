#pragma once

#include "core/base/bytes.h"

namespace countersign::crypto {

/// Hash functions that others use. MD5 and SHA-1 are for comparing with what others made, never for signatures of ours.
enum class HashFunction : std::uint8_t { Md5, Sha1, Sha256, Sha384, Sha512 };

[[nodiscard]] Bytes hashOf(HashFunction function, ByteView data);

/// HMAC (RFC 2104); a key of any length.
[[nodiscard]] Bytes hmac(HashFunction function, ByteView key, ByteView data);

} // namespace countersign::crypto
