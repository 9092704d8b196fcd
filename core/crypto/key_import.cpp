#include "core/crypto/key_import.h"

#include <algorithm>
#include <array>
#include <optional>

namespace countersign::crypto {
namespace {

/// Room for the largest RSA key that somebody may paste by mistake, so that it can be named.
constexpr std::size_t kMaximumText = 16UL * 1024;
constexpr std::string_view kSpace = " \t\r\n";
/// SubjectPublicKeyInfo of Ed25519 up to the key itself (RFC 8410 section 4).
constexpr std::array<std::uint8_t, 12> kSpkiPrefix = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
                                                      0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

// No message repeats what was pasted: it may be a secret.
std::unexpected<Error> invalid(std::string detail) {
    return fail(Code::KeyInvalid, std::move(detail));
}

std::unexpected<Error> privateKey(std::string_view form) {
    return invalid("this is a private key (" + std::string(form) +
                   "): give the public half only, and replace the key if others may have seen it");
}

std::unexpected<Error> otherKey(std::string_view name) {
    return invalid("this is " + std::string(name) + ": only Ed25519 public keys are accepted");
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// --- base64 ---------------------------------------------------------------------------------------------------------

/// Either alphabet, padded or not.
std::optional<Bytes> decodeAnyBase64(std::string_view text) {
    std::string plain(text);
    std::ranges::replace(plain, '+', '-');
    std::ranges::replace(plain, '/', '_');
    const bool mixed =
        text.find_first_of("-_") != std::string_view::npos && text.find_first_of("+/") != std::string_view::npos;
    if (plain.ends_with('=')) {
        if (plain.size() % 4 != 0) {
            return std::nullopt;
        }
        plain.resize(plain.size() - (plain.ends_with("==") ? 2 : 1));
    }
    auto bytes = fromBase64Url(plain);
    if (mixed || !bytes) {
        return std::nullopt;
    }
    return std::move(*bytes);
}

bool isHex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

Result<PublicKey> fromRaw(std::string_view text) {
    if (isHex(text) && (text.size() == 64 || text.size() == 128)) {
        return invalid("this looks like hexadecimal: give the 32 bytes of the public key in base64");
    }
    auto bytes = decodeAnyBase64(text);
    if (!bytes) {
        return invalid("this is no form of public key that is known here: give base64 of 32 bytes, a JWK, a PEM block "
                       "`BEGIN PUBLIC KEY` or an OpenSSH line `ssh-ed25519 ...`");
    }
    if (bytes->size() == 64) {
        return privateKey("64 bytes, which holds the private and the public half; a public key has 32");
    }
    if (bytes->size() == kSpkiPrefix.size() + PublicKey::kSize &&
        std::ranges::equal(kSpkiPrefix, std::span(*bytes).first<12>())) {
        return invalid("this is the inside of a PEM block: give it with its lines `BEGIN PUBLIC KEY` and `END PUBLIC "
                       "KEY`");
    }
    if (bytes->size() == 48 && (*bytes)[0] == 0x30 && (*bytes)[1] == 0x2e) {
        return privateKey("PKCS #8");
    }
    if (bytes->size() == 51 && contains(asText(*bytes), "ssh-ed25519")) {
        return invalid("this is the inside of an OpenSSH line: put `ssh-ed25519` and a space before it");
    }
    return PublicKey::fromBytes(*bytes);
}

// --- JSON -----------------------------------------------------------------------------------------------------------

const std::string* textMember(const json::Object& object, std::string_view name) {
    const json::Value* value = object.find(name);
    return value == nullptr ? nullptr : value->asString();
}

std::string_view jwkKind(std::string_view type, std::string_view curve) {
    if (type == "RSA") {
        return "an RSA key";
    }
    if (type == "EC") {
        return "an ECDSA key";
    }
    if (type == "OKP" && (curve == "X25519" || curve == "X448")) {
        return "a key for key agreement (X25519 or X448), which cannot sign";
    }
    if (type == "OKP" && curve == "Ed448") {
        return "an Ed448 key";
    }
    if (type == "AKP") {
        return "a post-quantum key";
    }
    return {};
}

Result<PublicKey> fromJwk(const json::Object& jwk) {
    const std::string* type = textMember(jwk, "kty");
    const std::string* curve = textMember(jwk, "crv");
    if (type != nullptr && *type == "oct") {
        return invalid("this is a shared secret (JWK of kty `oct`), no public key: replace it if others may have seen "
                       "it");
    }
    for (const std::string_view secret : {"d", "p", "q", "dp", "dq", "qi", "priv"}) {
        if (jwk.find(secret) != nullptr) {
            return privateKey("a JWK with the member `" + std::string(secret) + "`");
        }
    }
    if (type == nullptr || *type != "OKP" || curve == nullptr || *curve != "Ed25519") {
        const auto kind = jwkKind(type == nullptr ? "" : *type, curve == nullptr ? "" : *curve);
        return otherKey(kind.empty() ? "a JWK whose `kty` and `crv` are not `OKP` and `Ed25519`" : kind);
    }
    if (const json::Value* use = jwk.find("use"); use != nullptr && *use != json::Value("sig")) {
        return invalid("the JWK is not for signatures: its `use` is not `sig`");
    }
    if (const json::Value* algorithm = jwk.find("alg");
        algorithm != nullptr && *algorithm != json::Value("EdDSA") && *algorithm != json::Value("Ed25519")) {
        return invalid("the JWK's `alg` is neither `EdDSA` nor `Ed25519`");
    }
    const std::string* x = textMember(jwk, "x");
    const auto bytes = x == nullptr ? Result<Bytes>(invalid("")) : fromBase64Url(*x);
    if (!bytes) {
        return invalid("the JWK's `x` is missing or not unpadded base64url");
    }
    return PublicKey::fromBytes(*bytes);
}

Result<ImportedKey> readSeedObject(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "agent key"));
    ImportedKey imported;
    TRY(imported.agentId, reader.string("agent_id"));
    TRY(const auto key, reader.string("public_key"));
    TRY(imported.key, fromRaw(key));
    if (reader.optional("capabilities") != nullptr) {
        TRY(const json::Array* capabilities, reader.array("capabilities"));
        for (const json::Value& capability : *capabilities) {
            if (capability.asString() == nullptr) {
                return invalid("`capabilities` is not a list of texts");
            }
            imported.capabilities.push_back(*capability.asString());
        }
    }
    CHECK(reader.finish());
    return imported;
}

Result<ImportedKey> fromJson(std::string_view text) {
    const auto value = json::parse(text, {.bytes = kMaximumText, .depth = 8});
    if (!value) {
        return invalid("this looks like JSON but is not well-formed: " + value.error().detail);
    }
    const json::Object& object = *value->asObject();
    for (const std::string_view secret : {"private_key", "secret_key", "seed"}) {
        if (object.find(secret) != nullptr) {
            return privateKey("JSON with the member `" + std::string(secret) + "`");
        }
    }
    if (object.find("kty") != nullptr) {
        TRY(const auto key, fromJwk(object));
        return ImportedKey{.key = key, .agentId = {}, .capabilities = {}};
    }
    if (object.find("keys") != nullptr) {
        return invalid("this is a set of keys (JWK set): give one of its keys");
    }
    if (object.find("public_key") == nullptr) {
        return invalid("this JSON has neither `kty` (a JWK) nor `public_key`");
    }
    auto imported = readSeedObject(*value);
    if (!imported && imported.error().code != Code::KeyInvalid) {
        return invalid(imported.error().detail);
    }
    return imported;
}

// --- PEM ------------------------------------------------------------------------------------------------------------

struct ObjectIdentifier {
    std::string_view der;
    std::string_view name;
};

using namespace std::string_view_literals;
constexpr std::array kObjectIdentifiers = {
    ObjectIdentifier{"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01"sv, "an RSA key"},
    ObjectIdentifier{"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"sv, "an ECDSA key"},
    ObjectIdentifier{"\x06\x07\x2a\x86\x48\xce\x38\x04\x01"sv, "a DSA key"},
    ObjectIdentifier{"\x06\x03\x2b\x65\x6e"sv, "an X25519 key, which cannot sign"},
    ObjectIdentifier{"\x06\x03\x2b\x65\x6f"sv, "an X448 key, which cannot sign"},
    ObjectIdentifier{"\x06\x03\x2b\x65\x71"sv, "an Ed448 key"},
    ObjectIdentifier{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03"sv, "a post-quantum key"},
};

Result<PublicKey> fromSpki(ByteView der) {
    if (der.size() == kSpkiPrefix.size() + PublicKey::kSize && std::ranges::equal(kSpkiPrefix, der.first<12>())) {
        return PublicKey::fromBytes(der.subspan<12>());
    }
    // The algorithm stands within the first few bytes; further in, the same bytes may be part of a key.
    const auto start = asText(der.first(std::min<std::size_t>(der.size(), 24)));
    for (const ObjectIdentifier& identifier : kObjectIdentifiers) {
        if (contains(start, identifier.der)) {
            return otherKey(identifier.name);
        }
    }
    if (contains(start, "\x06\x03\x2b\x65\x70"sv)) {
        return invalid("the PEM block holds an Ed25519 key in another encoding than that of RFC 8410");
    }
    return invalid("the PEM block does not hold a public key of a kind known here: only Ed25519 is accepted");
}

Result<PublicKey> fromPem(std::string_view text) {
    static constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
    static constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";
    if (text.starts_with("-----BEGIN RSA PUBLIC KEY-----")) {
        return otherKey("an RSA key");
    }
    if (text.starts_with("-----BEGIN CERTIFICATE-----")) {
        return otherKey("a certificate");
    }
    if (text.starts_with("-----BEGIN PGP")) {
        return otherKey("an OpenPGP key");
    }
    if (!text.starts_with(kBegin)) {
        return invalid("a PEM block of a public key begins with the line `BEGIN PUBLIC KEY`, this one does not");
    }
    text.remove_prefix(kBegin.size());
    if (!text.ends_with(kEnd)) {
        return invalid("the PEM block does not end with the line `END PUBLIC KEY`, or something follows it");
    }
    text.remove_suffix(kEnd.size());
    std::string body;
    std::ranges::copy_if(text, std::back_inserter(body), [](char c) { return c != '\n' && c != '\r'; });
    const auto der = fromBase64(body);
    if (!der) {
        return invalid("the PEM block `PUBLIC KEY` does not hold padded base64 alone");
    }
    return fromSpki(*der);
}

// --- OpenSSH --------------------------------------------------------------------------------------------------------

std::string_view takeWord(std::string_view& line) {
    const auto start = std::min(line.find_first_not_of(" \t"), line.size());
    const auto end = std::min(line.find_first_of(" \t", start), line.size());
    const auto word = line.substr(start, end - start);
    line.remove_prefix(end);
    return word;
}

/// A string of RFC 4251 section 5; nothing when the length goes beyond the end.
std::optional<ByteView> takeString(ByteView& blob) {
    if (blob.size() < 4) {
        return std::nullopt;
    }
    const std::size_t size = (std::size_t{blob[0]} << 24U) | (std::size_t{blob[1]} << 16U) |
                             (std::size_t{blob[2]} << 8U) | std::size_t{blob[3]};
    blob = blob.subspan(4);
    if (size > blob.size()) {
        return std::nullopt;
    }
    const ByteView text = blob.first(size);
    blob = blob.subspan(size);
    return text;
}

std::string_view sshKind(std::string_view type) {
    if (contains(type, "-cert-v")) {
        return "an OpenSSH certificate";
    }
    if (type == "ssh-rsa" || type.starts_with("rsa-sha2-")) {
        return "an RSA key";
    }
    if (type.starts_with("ecdsa-sha2-")) {
        return "an ECDSA key";
    }
    if (type == "ssh-dss") {
        return "a DSA key";
    }
    if (type.starts_with("sk-")) {
        return "a key of a security token, whose signatures have another form";
    }
    if (type.starts_with("ssh-") && type != "ssh-ed25519") {
        return "an OpenSSH key of another kind";
    }
    return {};
}

bool isSshLine(std::string_view text) {
    std::string_view rest = text.substr(0, text.find_first_of("\r\n"));
    return contains(rest, "ssh-ed25519 ") || !sshKind(takeWord(rest)).empty() || text == "ssh-ed25519";
}

Result<PublicKey> fromSshLine(std::string_view text) {
    if (text.find_first_of("\r\n") != std::string_view::npos) {
        return invalid("this is more than one line: give one OpenSSH line, unbroken");
    }
    const auto type = takeWord(text);
    if (const auto kind = sshKind(type); !kind.empty()) {
        return otherKey(kind);
    }
    if (type != "ssh-ed25519") {
        return invalid("the OpenSSH line has options or a host name before `ssh-ed25519`: remove them, they mean "
                       "nothing here");
    }
    const auto blob = fromBase64(takeWord(text));
    if (!blob) {
        return invalid("the OpenSSH line's second word is not padded base64");
    }
    ByteView rest = *blob;
    const auto inner = takeString(rest);
    const auto key = inner ? takeString(rest) : std::nullopt;
    if (!key || !rest.empty()) {
        return invalid("the OpenSSH line's base64 is cut off or has something after the key");
    }
    if (asText(*inner) != type) {
        const auto kind = sshKind(asText(*inner));
        return invalid("the OpenSSH line says `ssh-ed25519` but holds " +
                       (kind.empty() ? std::string("something else") : std::string(kind)));
    }
    return PublicKey::fromBytes(*key);
}

Result<PublicKey> fromText(std::string_view text) {
    if (text.starts_with("-----BEGIN ")) {
        return fromPem(text);
    }
    if (contains(text, "-----BEGIN ")) {
        return invalid("something stands before the PEM block: give the block alone");
    }
    if (text.starts_with("---- BEGIN SSH2 PUBLIC KEY")) {
        return invalid("this is an SSH2 block (RFC 4716): `ssh-keygen -i` turns it into an OpenSSH line");
    }
    if (isSshLine(text)) {
        return fromSshLine(text);
    }
    return fromRaw(text);
}

} // namespace

Result<ImportedKey> importPublicKey(std::string_view text) {
    if (text.size() > kMaximumText) {
        return invalid("this is larger than 16 KiB, which no public key is");
    }
    text = trimmed(text);
    if (text.empty()) {
        return invalid("there is no key: give base64, a JWK, a PEM block or an OpenSSH line");
    }
    if (contains(text, "PRIVATE KEY-----") || contains(text, "PRIVATE KEY BLOCK-----")) {
        return privateKey(contains(text, "OPENSSH PRIVATE KEY-----") ? "OpenSSH" : "PEM");
    }
    if (text.starts_with("PuTTY-User-Key-File-")) {
        return privateKey("PuTTY");
    }
    if (text.starts_with('{')) {
        return fromJson(text);
    }
    TRY(const auto key, fromText(text));
    return ImportedKey{.key = key, .agentId = {}, .capabilities = {}};
}

} // namespace countersign::crypto
