#pragma once

#include "core/crypto/mac.h"

#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace countersign::crypto {

/// How a signature is made (RFC 7518 section 3.1, RFC 8037); the hash is a parameter of its own.
enum class SignatureScheme : std::uint8_t { RsaPkcs1, RsaPss, Ecdsa, Ed25519 };

/// A key of somebody else's making: RSA, ECDSA over P-256, P-384 and P-521, or Ed25519; public, or private. For
/// checking what other issuers signed and for policies that sign; the product's own signatures are those of keys.h.
/// Ed25519 is verified by the one verifier of keys.h, whatever the key came from. Immutable; any thread.
class ForeignKey {
public:
    /// A certificate, a public key (`PUBLIC KEY`, `RSA PUBLIC KEY`) or a private key in PEM; KeyInvalid otherwise.
    static Result<ForeignKey> fromPem(std::string_view pem);
    /// Members of a JWK (RFC 7518 section 6, RFC 8037) by name, base64url decoded: `n`, `e`, `d`, `x`, `y` …
    using Part = std::pair<std::string_view, Bytes>;
    static Result<ForeignKey> rsa(std::span<const Part> parts);
    /// `curve` is `P-256`, `P-384` or `P-521`.
    static Result<ForeignKey> ecdsa(std::string_view curve, std::span<const Part> parts);
    static Result<ForeignKey> ed25519(std::span<const Part> parts);

    /// False also when the scheme is not one of this key. An ECDSA signature is r and s, one after the other.
    [[nodiscard]] bool verify(SignatureScheme scheme, HashFunction hash, ByteView message, ByteView signature) const;
    /// KeyInvalid when this is no private key of that scheme.
    [[nodiscard]] Result<Bytes> sign(SignatureScheme scheme, HashFunction hash, ByteView message) const;

private:
    struct Impl;
    explicit ForeignKey(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}
    static Result<ForeignKey> fromParameters(const char* type, void* builder, int selection);

    std::shared_ptr<const Impl> m_impl;
};

} // namespace countersign::crypto
