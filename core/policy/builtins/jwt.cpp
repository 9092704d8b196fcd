#include "core/policy/builtins/jwt_p.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace countersign::policy::detail {

using crypto::ForeignKey;
using crypto::HashFunction;
using crypto::SignatureScheme;

namespace {

constexpr std::array kAlgorithms = std::to_array<JwsAlgorithm>({
    {"HS256", SignatureKind::Hmac, HashFunction::Sha256},
    {"HS384", SignatureKind::Hmac, HashFunction::Sha384},
    {"HS512", SignatureKind::Hmac, HashFunction::Sha512},
    {"RS256", SignatureKind::Rsa, HashFunction::Sha256},
    {"RS384", SignatureKind::Rsa, HashFunction::Sha384},
    {"RS512", SignatureKind::Rsa, HashFunction::Sha512},
    {"PS256", SignatureKind::Pss, HashFunction::Sha256},
    {"PS384", SignatureKind::Pss, HashFunction::Sha384},
    {"PS512", SignatureKind::Pss, HashFunction::Sha512},
    {"ES256", SignatureKind::Ecdsa, HashFunction::Sha256},
    {"ES384", SignatureKind::Ecdsa, HashFunction::Sha384},
    {"ES512", SignatureKind::Ecdsa, HashFunction::Sha512},
    {"EdDSA", SignatureKind::EdDsa, HashFunction::Sha512},
    {"Ed25519", SignatureKind::EdDsa, HashFunction::Sha512},
});

std::string_view textMember(const Value& object, std::string_view name) {
    const Value* member = object.find(name);
    return member != nullptr ? member->asString() : std::string_view();
}

/// Base64url, padded or not.
std::optional<Bytes> fromUrl(std::string_view text) {
    const std::size_t end = text.find_last_not_of('=');
    auto bytes = fromBase64Url(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
    return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
}

bool accepts(const TrustedKey& trusted, const JwsAlgorithm& algorithm, std::string_view signedPart,
             ByteView signature) {
    return trusted.key.verify(schemeOf(algorithm.kind), algorithm.hash, asBytes(signedPart), signature);
}

} // namespace

const JwsAlgorithm* findAlgorithm(std::string_view name) {
    const auto found = std::ranges::find(kAlgorithms, name, &JwsAlgorithm::name);
    return found != kAlgorithms.end() ? &*found : nullptr;
}

SignatureScheme schemeOf(SignatureKind kind) {
    switch (kind) {
    case SignatureKind::Rsa:
        return SignatureScheme::RsaPkcs1;
    case SignatureKind::Pss:
        return SignatureScheme::RsaPss;
    case SignatureKind::Ecdsa:
        return SignatureScheme::Ecdsa;
    case SignatureKind::Hmac: // has no scheme of a pair of keys; no key fits it
    case SignatureKind::EdDsa:
        return SignatureScheme::Ed25519;
    }
    std::unreachable();
}

Result<Token> Token::split(std::string_view text) {
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
        return builtinError("encoded JWT must have 3 sections, found " +
                            std::to_string(std::ranges::count(text, '.') + 1));
    }
    return Token{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1),
                 text.substr(0, second)};
}

Result<std::string> Token::decoded(std::string_view part, std::string_view what) {
    const auto bytes = fromUrl(part);
    if (!bytes) {
        return builtinError("JWT " + std::string(what) + " had invalid encoding: illegal base64 data");
    }
    return std::string(asText(*bytes));
}

Result<TokenHeader> TokenHeader::parse(const Token& token) {
    TRY(const std::string text, Token::decoded(token.header, "header"));
    auto value = parseJson(text);
    if (!value || !value->isObject()) {
        return builtinError("invalid JWT header: " + (value ? std::string("it is no object") : value.error().detail));
    }
    TokenHeader header;
    header.all = *std::move(value);
    if (header.all.find("enc") != nullptr) {
        return builtinError("JWT is a JWE object, which is not supported");
    }
    header.algorithm = textMember(header.all, "alg");
    header.keyId = textMember(header.all, "kid");
    std::string content(textMember(header.all, "cty"));
    std::ranges::transform(content, content.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    header.isNested = content == "JWT";
    header.isUsable = !header.algorithm.empty() && header.all.find("crit") == nullptr;
    return header;
}

std::optional<Bytes> jwkBytes(const Value& jwk, std::string_view name) {
    const Value* member = jwk.find(name);
    return member != nullptr && member->isString() ? fromUrl(member->asString()) : std::nullopt;
}

Result<ForeignKey> keyOfJwk(const Value& jwk) {
    constexpr std::array<std::string_view, 10> kMembers{"n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y"};
    std::vector<ForeignKey::Part> parts;
    for (const std::string_view name : kMembers) {
        if (auto bytes = jwkBytes(jwk, name)) {
            parts.emplace_back(name, *std::move(bytes));
        }
    }
    const std::string_view type = textMember(jwk, "kty");
    const std::string_view curve = textMember(jwk, "crv");
    if (type == "RSA") {
        return ForeignKey::rsa(parts);
    }
    if (type == "EC") {
        return ForeignKey::ecdsa(curve, parts);
    }
    if (type == "OKP" && curve == "Ed25519") {
        return ForeignKey::ed25519(parts);
    }
    return fail(Code::KeyInvalid, "unsupported kty or crv");
}

Result<std::vector<TrustedKey>> trustedKeys(std::string_view text) {
    std::vector<TrustedKey> keys;
    if (text.find("-----BEGIN") != std::string_view::npos) {
        auto key = ForeignKey::fromPem(text);
        if (!key) {
            return builtinError("failed to parse a PEM certificate or key");
        }
        keys.push_back({*std::move(key), "", ""});
        return keys;
    }
    const auto set = parseJson(text);
    if (!set || !set->isObject()) {
        return builtinError("failed to parse a JWK key (set)");
    }
    const Value* listed = set->find("keys");
    const std::vector<Value> rows = listed != nullptr
                                        ? std::vector<Value>(listed->elements().begin(), listed->elements().end())
                                        : std::vector<Value>{*set};
    for (const Value& row : rows) {
        // Keys of kinds that nobody here knows do not spoil the others.
        if (auto key = keyOfJwk(row)) {
            keys.push_back({*std::move(key), std::string(textMember(row, "kid")), std::string(textMember(row, "alg"))});
        }
    }
    if (keys.empty()) {
        return builtinError("failed to parse a JWK key (set)");
    }
    return keys;
}

bool isSigned(const JwsAlgorithm& algorithm, std::span<const TrustedKey> keys, const TokenHeader& header,
              std::string_view signedPart, ByteView signature) {
    if (!header.keyId.empty()) {
        const auto named = std::ranges::find(keys, header.keyId, &TrustedKey::id);
        if (named != keys.end()) {
            return accepts(*named, algorithm, signedPart, signature);
        }
    }
    return std::ranges::any_of(keys, [&](const TrustedKey& key) {
        return (key.algorithm.empty() || key.algorithm == header.algorithm) &&
               accepts(key, algorithm, signedPart, signature);
    });
}

bool isSigned(const JwsAlgorithm& algorithm, std::string_view secret, std::string_view signedPart, ByteView signature) {
    return algorithm.kind == SignatureKind::Hmac &&
           crypto::constantTimeEqual(crypto::hmac(algorithm.hash, asBytes(secret), asBytes(signedPart)), signature);
}

} // namespace countersign::policy::detail
