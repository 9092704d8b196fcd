// The one-shot EVP call looks its algorithm up each time, which costs more than hashing 64 bytes.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/crypto/hash.h"

#include "core/crypto/sodium_p.h"

#include <openssl/sha.h>

#include <cassert>

namespace countersign::crypto {

Digest sha256(ByteView data) {
    return sha256(std::initializer_list<ByteView>{data});
}

Digest sha256(std::initializer_list<ByteView> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const ByteView part : parts) {
        SHA256_Update(&context, part.data(), part.size());
    }
    Digest digest;
    SHA256_Final(digest.raw().data(), &context);
    return digest;
}

bool constantTimeEqual(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::array<std::uint8_t, 16> challengeMac(ByteView key, ByteView data) {
    assert(key.size() == 32);
    readySodium();
    std::array<std::uint8_t, 16> mac{};
    crypto_generichash(mac.data(), mac.size(), data.data(), data.size(), key.data(), key.size());
    return mac;
}

} // namespace countersign::crypto
