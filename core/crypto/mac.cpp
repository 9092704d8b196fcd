#include "core/crypto/mac.h"

#include "core/crypto/openssl_p.h"

#include <openssl/hmac.h>

namespace countersign::crypto {

Bytes hashOf(HashFunction function, ByteView data) {
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    EVP_Digest(data.data(), data.size(), out.data(), &size, detail::evpHash(function), nullptr);
    out.resize(size);
    return out;
}

Bytes hmac(HashFunction function, ByteView key, ByteView data) {
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    // An empty key is one, but not a null pointer.
    const std::uint8_t none = 0;
    HMAC(detail::evpHash(function), key.empty() ? &none : key.data(), static_cast<int>(key.size()), data.data(),
         data.size(), out.data(), &size);
    out.resize(size);
    return out;
}

} // namespace countersign::crypto
