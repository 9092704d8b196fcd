// As hash.cpp: the one-shot EVP calls cost more than hashing.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/crypto/running_hash.h"

#include <openssl/sha.h>

namespace countersign::crypto {

struct RunningSha256::Context {
    SHA256_CTX sha;
};

RunningSha256::RunningSha256() : m_context(std::make_unique<Context>()) {
    SHA256_Init(&m_context->sha);
}

RunningSha256::~RunningSha256() = default;

void RunningSha256::add(ByteView piece) {
    SHA256_Update(&m_context->sha, piece.data(), piece.size());
}

Digest RunningSha256::digest() const {
    auto copy = m_context->sha;
    Digest digest;
    SHA256_Final(digest.raw().data(), &copy);
    return digest;
}

} // namespace countersign::crypto
