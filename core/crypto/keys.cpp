#include "core/crypto/keys.h"

#include "core/crypto/hash.h"
#include "core/crypto/sodium_p.h"

#include <algorithm>

namespace countersign::crypto {
namespace {

Bytes withDomain(Domain domain, ByteView message) {
    const ByteView line = asBytes(domainLine(domain));
    Bytes bytes;
    bytes.reserve(line.size() + 1 + message.size());
    bytes.insert(bytes.end(), line.begin(), line.end());
    bytes.push_back('\n');
    bytes.insert(bytes.end(), message.begin(), message.end());
    return bytes;
}

} // namespace

Result<Thumbprint> Thumbprint::parse(std::string_view text) {
    const auto bytes = fromBase64Url(text);
    if (!bytes || bytes->size() != Digest::kSize) {
        return fail(Code::KeyInvalid, "a thumbprint is the unpadded base64url of a SHA-256 value, 43 characters");
    }
    Thumbprint thumbprint;
    thumbprint.m_text = text;
    return thumbprint;
}

Result<Signature> Signature::fromBytes(ByteView bytes) {
    if (bytes.size() != kSize) {
        return fail(Code::SignatureInvalid,
                    "an Ed25519 signature has 64 bytes, this one has " + std::to_string(bytes.size()));
    }
    Signature signature;
    std::ranges::copy(bytes, signature.m_bytes.begin());
    return signature;
}

Result<Signature> Signature::fromBase64(std::string_view text) {
    const auto bytes = countersign::fromBase64(text);
    if (!bytes) {
        return fail(Code::SignatureInvalid, "the signature is not padded base64: " + bytes.error().detail);
    }
    return fromBytes(*bytes);
}

Result<PublicKey> PublicKey::fromBytes(ByteView bytes) {
    if (bytes.size() != kSize) {
        return fail(Code::KeyInvalid,
                    "an Ed25519 public key has 32 bytes, this one has " + std::to_string(bytes.size()));
    }
    readySodium();
    if (crypto_core_ed25519_is_valid_point(bytes.data()) == 0) {
        return fail(Code::KeyInvalid, "these 32 bytes are no Ed25519 public key: not a point of the main subgroup in "
                                      "its canonical encoding");
    }
    PublicKey key;
    std::ranges::copy(bytes, key.m_bytes.begin());
    return key;
}

Result<PublicKey> PublicKey::fromBase64(std::string_view text) {
    const auto bytes = countersign::fromBase64(text);
    if (!bytes) {
        return fail(Code::KeyInvalid, "the public key is not padded base64: " + bytes.error().detail);
    }
    return fromBytes(*bytes);
}

Thumbprint PublicKey::thumbprint() const {
    const std::string members = R"({"crv":"Ed25519","kty":"OKP","x":")" + toBase64Url(m_bytes) + R"("})";
    Thumbprint thumbprint;
    thumbprint.m_text = toBase64Url(sha256(asBytes(members)).bytes());
    return thumbprint;
}

json::Value PublicKey::jwk() const {
    return json::Object{{"crv", "Ed25519"}, {"kty", "OKP"}, {"x", toBase64Url(m_bytes)}};
}

std::string_view domainLine(Domain domain) {
    switch (domain) {
    case Domain::Command:
        return "countersign/command/v1";
    case Domain::Approval:
        return "countersign/approval/v1";
    case Domain::Possession:
        return "countersign/possession/v1";
    case Domain::Owner:
        return "countersign/owner/v1";
    case Domain::OperatorSession:
        return "countersign/operator-session/v1";
    }
    std::unreachable();
}

SigningKey SigningKey::generate(Random& random) {
    SecretBytes seed(crypto_sign_SEEDBYTES);
    random.fill(seed.bytes());
    return *fromSeed(seed.bytes());
}

Result<SigningKey> SigningKey::fromSeed(ByteView seed) {
    if (seed.size() != crypto_sign_SEEDBYTES) {
        return fail(Code::KeyInvalid,
                    "an Ed25519 private key has 32 bytes, this one has " + std::to_string(seed.size()));
    }
    readySodium();
    SigningKey key;
    key.m_secret = SecretBytes(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(key.m_public.m_bytes.data(), key.m_secret.bytes().data(), seed.data());
    return key;
}

SecretBytes SigningKey::seed() const {
    return SecretBytes::copyOf(m_secret.bytes().first(crypto_sign_SEEDBYTES));
}

Signature SigningKey::signRaw(ByteView message) const {
    Signature signature;
    crypto_sign_detached(signature.m_bytes.data(), nullptr, message.data(), message.size(), m_secret.bytes().data());
    return signature;
}

Signature SigningKey::sign(Domain domain, ByteView message) const {
    return signRaw(withDomain(domain, message));
}

SigningKey SigningKey::clone() const {
    SigningKey copy;
    copy.m_secret = m_secret.clone();
    copy.m_public = m_public;
    return copy;
}

bool verifyRaw(const PublicKey& key, ByteView message, const Signature& signature) {
    readySodium();
    return crypto_sign_verify_detached(signature.bytes().data(), message.data(), message.size(), key.bytes().data()) ==
           0;
}

bool verify(const PublicKey& key, Domain domain, ByteView message, const Signature& signature) {
    return verifyRaw(key, withDomain(domain, message), signature);
}

} // namespace countersign::crypto
