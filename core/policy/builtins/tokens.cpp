#include "core/policy/builtins/jwt_p.h"
#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

constexpr int kMostNested = 10;

Result<Value> objectOf(const std::string& json, std::string_view what) {
    auto value = parseJson(json);
    if (!value || !value->isObject()) {
        return builtinError("invalid JWT " + std::string(what) + ": " +
                            (value ? std::string("it is no object") : value.error().detail));
    }
    return *std::move(value);
}

BuiltinResult decode(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    std::string inner(text);
    for (int depth = 0; depth < kMostNested; ++depth) {
        CHECK(context.charge(inner.size()));
        TRY(const Token token, Token::split(inner));
        TRY(const TokenHeader header, TokenHeader::parse(token));
        TRY(std::string payload, Token::decoded(token.payload, "payload"));
        if (header.isNested) {
            inner = std::move(payload);
            continue;
        }
        TRY(const Value claims, objectOf(payload, "payload"));
        TRY(const std::string signature, Token::decoded(token.signature, "signature"));
        return Value::array(std::vector{header.all, claims, Value::string(toHex(asBytes(signature)))});
    }
    return builtinError("JWT is nested too deeply");
}

/// verify_rs256 and its like: the algorithm is that of the function.
BuiltinResult verifyWithKeys(BuiltinContext& context, Arguments arguments, std::string_view algorithmName) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view trusted, stringOperand(arguments, 1));
    CHECK(context.step(text.size() + 1000));
    TRY(const Token token, Token::split(text));
    TRY(const auto keys, trustedKeys(trusted));
    TRY(const std::string signature, Token::decoded(token.signature, "signature"));
    TRY(const TokenHeader header, TokenHeader::parse(token));
    return Value::boolean(isSigned(*findAlgorithm(algorithmName), keys, header, token.signedPart, asBytes(signature)));
}

BuiltinResult verifyWithSecret(BuiltinContext& context, Arguments arguments, std::string_view algorithmName) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::string_view secret, stringOperand(arguments, 1));
    CHECK(context.step(text.size() + 100));
    TRY(const Token token, Token::split(text));
    TRY(const std::string signature, Token::decoded(token.signature, "signature"));
    return Value::boolean(isSigned(*findAlgorithm(algorithmName), secret, token.signedPart, asBytes(signature)));
}

/// A string that a template can take.
template <std::size_t N>
struct Name {
    std::array<char, N> text{};
    constexpr Name(const char (&literal)[N]) { std::copy_n(literal, N, text.begin()); }
    [[nodiscard]] constexpr std::string_view view() const { return {text.data(), N - 1}; }
};

template <Name name>
BuiltinResult verify(BuiltinContext& context, Arguments arguments) {
    return name.view().starts_with("HS") ? verifyWithSecret(context, arguments, name.view())
                                         : verifyWithKeys(context, arguments, name.view());
}

/// What a token must be to be believed.
struct Constraints {
    std::vector<TrustedKey> keys;
    std::optional<std::string_view> secret;
    std::optional<std::string_view> algorithm;
    std::optional<std::string_view> issuer;
    std::optional<std::string_view> audience;
    Value now;
};

Result<Constraints> constraintsOperand(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 1, Kind::Object));
    Constraints constraints;
    constraints.now = Value::integer(context.nowNanoseconds());
    for (const Member& member : arguments[1].members()) {
        const std::string_view name = member.key.asString();
        if (name == "time") {
            if (!member.value.isNumber()) {
                return builtinError("token time constraint: must be a number");
            }
            constraints.now = member.value;
            continue;
        }
        if (name != "cert" && name != "secret" && name != "alg" && name != "iss" && name != "aud") {
            return builtinError("unknown token validation constraint: " + member.key.text());
        }
        if (!member.value.isString()) {
            return builtinError(std::string(name) + " constraint: must be a string");
        }
        const std::string_view text = member.value.asString();
        if (name == "cert") {
            TRY(constraints.keys, trustedKeys(text));
        } else {
            (name == "secret" ? constraints.secret
             : name == "alg"  ? constraints.algorithm
             : name == "iss"  ? constraints.issuer
                              : constraints.audience) = text;
        }
    }
    if (!constraints.keys.empty() && constraints.secret) {
        return builtinError("duplicate key constraints");
    }
    if (constraints.keys.empty() && !constraints.secret) {
        return builtinError("no key constraint");
    }
    return constraints;
}

bool isForAudience(const Value* claim, const std::optional<std::string_view>& audience) {
    if (claim == nullptr) {
        return !audience;
    }
    if (!audience) {
        return false;
    }
    return (claim->isString() && claim->asString() == *audience) ||
           (claim->isArray() && std::ranges::any_of(claim->elements(), [&](const Value& each) {
                return each.isString() && each.asString() == *audience;
            }));
}

/// The registered claims (RFC 7519 section 4.1) against what was asked for, and the time.
Result<bool> claimsHold(const Value& claims, const Constraints& constraints) {
    if (constraints.issuer) {
        const Value* issuer = claims.find("iss");
        if (issuer == nullptr || *issuer != Value::string(*constraints.issuer)) {
            return false;
        }
    }
    if (!isForAudience(claims.find("aud"), constraints.audience)) {
        return false;
    }
    TRY(const Value seconds, calculate(Operation::Divide, constraints.now, Value::integer(1'000'000'000)));
    if (const Value* expiry = claims.find("exp")) {
        if (!expiry->isNumber()) {
            return builtinError("exp value must be a number");
        }
        if (seconds >= *expiry) {
            return false;
        }
    }
    if (const Value* begin = claims.find("nbf")) {
        if (!begin->isNumber()) {
            return builtinError("nbf value must be a number");
        }
        if (seconds < *begin) {
            return false;
        }
    }
    return true;
}

/// Whether the token is signed as the constraints want it.
Result<bool> signatureHolds(const Token& token, const TokenHeader& header, const Constraints& constraints) {
    if (!header.isUsable || (constraints.algorithm && *constraints.algorithm != header.algorithm)) {
        return false;
    }
    const JwsAlgorithm* algorithm = findAlgorithm(header.algorithm);
    if (algorithm == nullptr) {
        return builtinError("unknown JWS algorithm: " + std::string(header.algorithm));
    }
    TRY(const std::string signature, Token::decoded(token.signature, "signature"));
    return constraints.secret ? isSigned(*algorithm, *constraints.secret, token.signedPart, asBytes(signature))
                              : isSigned(*algorithm, constraints.keys, header, token.signedPart, asBytes(signature));
}

BuiltinResult decodeAndVerify(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const Constraints constraints, constraintsOperand(context, arguments));
    const Value refused = Value::array(std::vector{Value::boolean(false), Value::emptyObject(), Value::emptyObject()});
    std::string inner(text);
    for (int depth = 0; depth < kMostNested; ++depth) {
        CHECK(context.charge(inner.size()));
        TRY(const Token token, Token::split(inner));
        TRY(const TokenHeader header, TokenHeader::parse(token));
        TRY(const bool isGood, signatureHolds(token, header, constraints));
        if (!isGood) {
            return refused;
        }
        TRY(std::string payload, Token::decoded(token.payload, "payload"));
        if (header.isNested) {
            inner = std::move(payload);
            continue;
        }
        TRY(const Value claims, objectOf(payload, "payload"));
        TRY(const bool holds, claimsHold(claims, constraints));
        return holds ? Value::array(std::vector{Value::boolean(true), header.all, claims}) : refused;
    }
    return builtinError("JWT is nested too deeply");
}

Result<Bytes> signatureOf(const JwsAlgorithm& algorithm, const Value& jwk, std::string_view message) {
    if (algorithm.kind == SignatureKind::Hmac) {
        const Value* type = jwk.find("kty");
        const auto secret = jwkBytes(jwk, "k");
        if (!secret || type == nullptr || *type != Value::string("oct")) {
            return builtinError("the key is not one for " + std::string(algorithm.name));
        }
        return crypto::hmac(algorithm.hash, *secret, asBytes(message));
    }
    const auto key = keyOfJwk(jwk);
    if (!key) {
        return builtinError("failed to parse the JWK: " + key.error().detail);
    }
    auto signature = key->sign(schemeOf(algorithm.kind), algorithm.hash, asBytes(message));
    if (!signature) {
        return builtinError(signature.error().detail);
    }
    return *std::move(signature);
}

BuiltinResult signedToken(BuiltinContext& context, const std::string& headers, const std::string& payload,
                          const std::string& key) {
    CHECK(context.charge((headers.size() + payload.size()) * 2));
    const auto header = parseJson(headers);
    if (!header) {
        return builtinError(header.error().detail);
    }
    const auto jwk = parseJson(key);
    if (!jwk || !jwk->isObject()) {
        return builtinError("failed to parse the JWK");
    }
    const Value* name = header->find("alg");
    const JwsAlgorithm* algorithm = name != nullptr ? findAlgorithm(name->asString()) : nullptr;
    if (algorithm == nullptr) {
        return builtinError("unknown signature algorithm");
    }
    const Value* type = header->find("typ");
    if ((type == nullptr || *type == Value::string("JWT")) && !parseJson(payload)) {
        return builtinError("type is JWT but payload is not JSON");
    }
    const std::string message = toBase64Url(asBytes(headers)) + "." + toBase64Url(asBytes(payload));
    TRY(const Bytes signature, signatureOf(*algorithm, *jwk, message));
    return Value::string(message + "." + toBase64Url(signature));
}

BuiltinResult encodeAndSign(BuiltinContext& context, Arguments arguments) {
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(wants(arguments, i, Kind::Object));
    }
    return signedToken(context, toJson(arguments[0]), toJson(arguments[1]), toJson(arguments[2]));
}

BuiltinResult encodeAndSignRaw(BuiltinContext& context, Arguments arguments) {
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(wants(arguments, i, Kind::String));
    }
    return signedToken(context, std::string(arguments[0].asString()), std::string(arguments[1].asString()),
                       std::string(arguments[2].asString()));
}

constexpr Declaration kVerify = takes({kString, kString}, kBoolean);
constexpr std::string_view kByKey = "Whether the token is signed so by a key of the PEM or the JWK set.";
constexpr std::string_view kBySecret = "Whether the token is signed so with the secret.";

constexpr std::array kTable = std::to_array<Builtin>({
    {"io.jwt.decode", takes({kString}, kArray), decode,
     "Header, payload and signature of a token; nothing is verified."},
    {"io.jwt.verify_rs256", kVerify, verify<"RS256">, kByKey},
    {"io.jwt.verify_rs384", kVerify, verify<"RS384">, kByKey},
    {"io.jwt.verify_rs512", kVerify, verify<"RS512">, kByKey},
    {"io.jwt.verify_ps256", kVerify, verify<"PS256">, kByKey},
    {"io.jwt.verify_ps384", kVerify, verify<"PS384">, kByKey},
    {"io.jwt.verify_ps512", kVerify, verify<"PS512">, kByKey},
    {"io.jwt.verify_es256", kVerify, verify<"ES256">, kByKey},
    {"io.jwt.verify_es384", kVerify, verify<"ES384">, kByKey},
    {"io.jwt.verify_es512", kVerify, verify<"ES512">, kByKey},
    {"io.jwt.verify_eddsa", kVerify, verify<"EdDSA">, kByKey},
    {"io.jwt.verify_hs256", kVerify, verify<"HS256">, kBySecret},
    {"io.jwt.verify_hs384", kVerify, verify<"HS384">, kBySecret},
    {"io.jwt.verify_hs512", kVerify, verify<"HS512">, kBySecret},
    {"io.jwt.decode_verify", takes({kString, kObject}, kArray), decodeAndVerify,
     "Whether the token meets the constraints (cert or secret, alg, iss, aud, time), with its header and payload.",
     Trait::Nondeterministic},
    {"io.jwt.encode_sign", takes({kObject, kObject, kObject}, kString), encodeAndSign,
     "A token of the headers and the payload, signed with a JWK.", Trait::Nondeterministic},
    {"io.jwt.encode_sign_raw", takes({kString, kString, kString}, kString), encodeAndSignRaw,
     "A token of headers, payload and JWK given as JSON texts.", Trait::Nondeterministic},
});

} // namespace

std::span<const Builtin> tokenBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
