#pragma once

#include "core/crypto/foreign_key.h"
#include "core/policy/builtins/operands_p.h"

/// JSON Web Tokens in compact form (RFC 7515, RFC 7519), as the io.jwt functions see them.
namespace countersign::policy::detail {

enum class SignatureKind : std::uint8_t { Hmac, Rsa, Pss, Ecdsa, EdDsa };

/// An algorithm of RFC 7518 section 3.1 or RFC 8037.
struct JwsAlgorithm {
    std::string_view name;
    SignatureKind kind;
    crypto::HashFunction hash;
};

/// Null pointer for an unknown name. `Ed25519` (RFC 9864) is known as EdDSA is.
[[nodiscard]] const JwsAlgorithm* findAlgorithm(std::string_view name);

struct Token {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    /// header.payload: what is signed.
    std::string_view signedPart;

    /// PolicyError when there are not three parts.
    static Result<Token> split(std::string_view text);
    /// A part's bytes as text; PolicyError when it is no base64url.
    static Result<std::string> decoded(std::string_view part, std::string_view what);
};

/// The members of a header that matter.
struct TokenHeader {
    Value all;
    std::string_view algorithm;
    std::string_view keyId;
    /// The payload is a token itself.
    bool isNested = false;
    /// There is an `alg`, and nothing that must be understood (`crit`) or decrypted (`enc`).
    bool isUsable = false;

    static Result<TokenHeader> parse(const Token& token);
};

/// A key that somebody trusts, with what its JWK says of it.
struct TrustedKey {
    crypto::ForeignKey key;
    std::string id;
    std::string algorithm;
};

/// A PEM certificate, a PEM public key, or a JWK set.
[[nodiscard]] Result<std::vector<TrustedKey>> trustedKeys(std::string_view text);

/// The key of a JWK; of the kinds RSA, EC and OKP.
[[nodiscard]] Result<crypto::ForeignKey> keyOfJwk(const Value& jwk);
/// A base64url member of a JWK; nothing when it is missing or malformed.
[[nodiscard]] std::optional<Bytes> jwkBytes(const Value& jwk, std::string_view name);

/// Whether any of the keys made the signature; the one of that id alone, where there is one.
[[nodiscard]] bool isSigned(const JwsAlgorithm& algorithm, std::span<const TrustedKey> keys, const TokenHeader& header,
                            std::string_view signedPart, ByteView signature);
[[nodiscard]] bool isSigned(const JwsAlgorithm& algorithm, std::string_view secret, std::string_view signedPart,
                            ByteView signature);
[[nodiscard]] crypto::SignatureScheme schemeOf(SignatureKind kind);

} // namespace countersign::policy::detail
