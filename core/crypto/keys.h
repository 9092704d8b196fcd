#pragma once

#include "core/base/json.h"
#include "core/crypto/secret.h"

#include <optional>
#include <string>

namespace countersign::crypto {

/// RFC 7638 thumbprint (SHA-256, base64url, 43 characters) of an Ed25519 JWK (RFC 8037).
class Thumbprint {
public:
    Thumbprint() = default;
    static Result<Thumbprint> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool empty() const { return m_text.empty(); }
    friend auto operator<=>(const Thumbprint&, const Thumbprint&) = default;

private:
    friend class PublicKey;
    std::string m_text;
};

/// An Ed25519 signature (RFC 8032), 64 bytes. Text form is padded base64.
class Signature {
public:
    static constexpr std::size_t kSize = 64;
    Signature() = default;
    static Result<Signature> fromBytes(ByteView bytes);
    /// SignatureInvalid when it is not the base64 of 64 bytes.
    static Result<Signature> fromBase64(std::string_view text);
    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    [[nodiscard]] std::string base64() const { return toBase64(m_bytes); }
    friend bool operator==(const Signature&, const Signature&) = default;

private:
    friend class SigningKey;
    std::array<std::uint8_t, kSize> m_bytes{};
};

/// An Ed25519 public key that was checked to be a point of the main subgroup (crypto_core_ed25519_is_valid_point).
class PublicKey {
public:
    static constexpr std::size_t kSize = 32;
    PublicKey() = default;
    /// KeyInvalid unless 32 bytes that are a valid point: small order, mixed order and non-canonical are refused.
    static Result<PublicKey> fromBytes(ByteView bytes);
    /// Padded base64 of the 32 bytes (the store's and the wire's form).
    static Result<PublicKey> fromBase64(std::string_view text);

    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    [[nodiscard]] std::string base64() const { return toBase64(m_bytes); }
    [[nodiscard]] Thumbprint thumbprint() const;
    /// RFC 8037 public JWK.
    [[nodiscard]] json::Value jwk() const;

    friend auto operator<=>(const PublicKey&, const PublicKey&) = default;

private:
    friend class SigningKey;
    std::array<std::uint8_t, kSize> m_bytes{};
};

/// What a signature stands for. Each signed form of ours is signed as `<domain line>\n<bytes>`, so that no signature
/// can stand for another thing (design section 4).
enum class Domain { Command, Approval, Possession, Owner, OperatorSession };
/// e.g. `countersign/command/v1`.
[[nodiscard]] std::string_view domainLine(Domain domain);

/// An Ed25519 private key (seed and expanded form in SecretBytes). Move-only.
class SigningKey {
public:
    static SigningKey generate(Random& random);
    /// 32 bytes (RFC 8032 seed), else KeyInvalid.
    static Result<SigningKey> fromSeed(ByteView seed);

    [[nodiscard]] const PublicKey& publicKey() const { return m_public; }
    [[nodiscard]] SecretBytes seed() const;
    /// Raw signature over exactly these bytes; for foreign forms (C2SP notes, challenges whose line is their own
    /// domain).
    [[nodiscard]] Signature signRaw(ByteView message) const;
    /// Signature over domain line, newline, message.
    [[nodiscard]] Signature sign(Domain domain, ByteView message) const;
    [[nodiscard]] SigningKey clone() const;

private:
    SigningKey() = default;
    SecretBytes m_secret;
    PublicKey m_public;
};

/// The only verifier of our own keys (libsodium, strict: small order and non-canonical values are refused).
[[nodiscard]] bool verifyRaw(const PublicKey& key, ByteView message, const Signature& signature);
[[nodiscard]] bool verify(const PublicKey& key, Domain domain, ByteView message, const Signature& signature);

} // namespace countersign::crypto

template <>
struct std::hash<countersign::crypto::Thumbprint> {
    std::size_t operator()(const countersign::crypto::Thumbprint& t) const noexcept {
        return std::hash<std::string>{}(t.text());
    }
};
