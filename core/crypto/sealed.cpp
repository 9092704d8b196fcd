#include "core/crypto/sealed.h"

#include "core/crypto/sodium_p.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace countersign::crypto {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::string_view kKind = "countersign-key";
constexpr std::string_view kDerivation = "argon2id13";
constexpr std::string_view kCipher = "xchacha20poly1305-ietf";
constexpr std::string_view kNoPassphrase = "none";
constexpr std::int64_t kMaximumPasses = 8;
constexpr std::int64_t kMinimumMemory = 8192;
constexpr std::int64_t kMaximumMemory = 1024LL * 1024 * 1024;
constexpr std::size_t kMaximumText = 64UL * 1024;
constexpr std::size_t kSaltSize = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kSealedSeedSize = crypto_sign_SEEDBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;

struct SealedSeed {
    std::int64_t passes = 0;
    std::int64_t memory = 0;
    Bytes salt;
    Bytes nonce;
    Bytes sealed;
    std::string associatedData;
};

/// What stands in a key file. INVARIANT: every size and cost is within its bounds.
struct KeyFile {
    PublicKey publicKey;
    std::optional<SealedSeed> sealed;
    /// In clear, when there is no sealed one.
    SecretBytes seed;
};

std::unexpected<Error> invalid(std::string_view what) {
    return fail(Code::KeyFileInvalid, "this is not a countersign key file: " + std::string(what));
}

Bytes randomBytes(Random& random, std::size_t size) {
    Bytes bytes(size);
    random.fill(bytes);
    return bytes;
}

/// False when there is not enough memory.
bool deriveKey(SecretBytes& key, const SecretBytes& passphrase, ByteView salt, std::int64_t passes,
               std::int64_t memory) {
    return crypto_pwhash_argon2id(key.bytes().data(), key.size(), asText(passphrase.bytes()).data(), passphrase.size(),
                                  salt.data(), static_cast<unsigned long long>(passes),
                                  static_cast<std::size_t>(memory), crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0;
}

Result<Bytes> readBytes(json::Reader& reader, std::string_view name, std::size_t size) {
    TRY(const auto text, reader.string(name));
    auto bytes = fromBase64(text);
    if (!bytes || bytes->size() != size) {
        return invalid("`" + std::string(name) + "` is not the base64 of " + std::to_string(size) + " bytes");
    }
    return bytes;
}

Result<void> readExactly(json::Reader& reader, std::string_view name, std::string_view expected) {
    TRY(const auto text, reader.string(name));
    if (text != expected) {
        return invalid("`" + std::string(name) + "` is not `" + std::string(expected) + "`");
    }
    return {};
}

Result<std::int64_t> readCost(json::Reader& reader, std::string_view name, std::int64_t least, std::int64_t most) {
    TRY(const auto cost, reader.integer(name));
    if (cost < least || cost > most) {
        return invalid("`" + std::string(name) + "` is not between " + std::to_string(least) + " and " +
                       std::to_string(most));
    }
    return cost;
}

Result<SealedSeed> readSealedSeed(json::Reader& reader, const json::Object& file) {
    SealedSeed seed;
    TRY(const json::Object* derivation, reader.object("kdf"));
    const json::Value derivationValue(*derivation);
    TRY(auto kdf, json::Reader::of(derivationValue, "key derivation"));
    CHECK(readExactly(kdf, "name", kDerivation));
    TRY(seed.passes, readCost(kdf, "passes", 1, kMaximumPasses));
    TRY(seed.memory, readCost(kdf, "memory_bytes", kMinimumMemory, kMaximumMemory));
    TRY(seed.salt, readBytes(kdf, "salt", kSaltSize));
    CHECK(kdf.finish());
    CHECK(readExactly(reader, "cipher", kCipher));
    TRY(seed.nonce, readBytes(reader, "nonce", kNonceSize));
    TRY(seed.sealed, readBytes(reader, "sealed", kSealedSeedSize));
    json::Object header = file;
    header.erase("sealed");
    seed.associatedData = json::canonical(header);
    return seed;
}

Result<KeyFile> readMembers(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "key file"));
    CHECK(readExactly(reader, "kind", kKind));
    TRY(const auto version, reader.integer("v"));
    if (version != kVersion) {
        return fail(Code::KeyFileInvalid,
                    "the key file has version " + std::to_string(version) + ", this program reads version 1");
    }
    KeyFile file;
    TRY(const auto publicKey, reader.string("public_key"));
    TRY(file.publicKey, PublicKey::fromBase64(publicKey));
    if (value.asObject()->find("seed") != nullptr) {
        CHECK(readExactly(reader, "passphrase", kNoPassphrase));
        TRY(auto seed, readBytes(reader, "seed", crypto_sign_SEEDBYTES));
        file.seed = SecretBytes::copyOf(seed);
        wipe(seed);
    } else {
        TRY(file.sealed, readSealedSeed(reader, *value.asObject()));
    }
    CHECK(reader.finish());
    return file;
}

Result<KeyFile> parseKeyFile(std::string_view text) {
    const auto value = json::parse(text, {.bytes = kMaximumText, .depth = 4});
    if (!value) {
        return invalid(value.error().detail);
    }
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    if (json::canonical(*value) != text) {
        return invalid("its JSON is not in canonical form (RFC 8785)");
    }
    auto file = readMembers(*value);
    if (!file && file.error().code != Code::KeyFileInvalid) {
        return invalid(file.error().detail);
    }
    return file;
}

Result<SigningKey> matchingKey(ByteView seed, const PublicKey& expected) {
    TRY(auto key, SigningKey::fromSeed(seed));
    if (key.publicKey() != expected) {
        return invalid("its private key does not belong to its public key");
    }
    return key;
}

} // namespace

std::string sealKeyFile(const SigningKey& key, const SecretBytes& passphrase, Random& random,
                        const PassphraseCost& cost) {
    readySodium();
    json::Object file{{"v", json::Value::integer(kVersion)}, {"kind", kKind}, {"public_key", key.publicKey().base64()}};
    const SecretBytes seed = key.seed();
    if (passphrase.empty()) {
        file.set("passphrase", kNoPassphrase);
        file.set("seed", toBase64(seed.bytes()));
        return json::canonical(file) + "\n";
    }
    const auto passes = std::clamp<std::int64_t>(cost.passes, 1, kMaximumPasses);
    const auto memory =
        static_cast<std::int64_t>(std::clamp<std::uint64_t>(cost.bytes, kMinimumMemory, kMaximumMemory));
    const Bytes salt = randomBytes(random, kSaltSize);
    const Bytes nonce = randomBytes(random, kNonceSize);
    file.set("kdf", json::Object{{"name", kDerivation},
                                 {"passes", json::Value::integer(passes)},
                                 {"memory_bytes", json::Value::integer(memory)},
                                 {"salt", toBase64(salt)}});
    file.set("cipher", kCipher);
    file.set("nonce", toBase64(nonce));
    const std::string associatedData = json::canonical(file);

    SecretBytes sealingKey(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    if (!deriveKey(sealingKey, passphrase, salt, passes, memory)) {
        throw std::bad_alloc();
    }
    Bytes sealed(kSealedSeedSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, seed.bytes().data(), seed.size(),
                                               asBytes(associatedData).data(), associatedData.size(), nullptr,
                                               nonce.data(), sealingKey.bytes().data());
    file.set("sealed", toBase64(sealed));
    return json::canonical(file) + "\n";
}

Result<SigningKey> openKeyFile(std::string_view text, const SecretBytes& passphrase) {
    readySodium();
    TRY(const auto file, parseKeyFile(text));
    if (!file.sealed) {
        return matchingKey(file.seed.bytes(), file.publicKey);
    }
    if (passphrase.empty()) {
        return fail(Code::WrongPassphrase, "the key file is sealed: give its passphrase");
    }
    const SealedSeed& sealed = *file.sealed;
    SecretBytes sealingKey(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    if (!deriveKey(sealingKey, passphrase, sealed.salt, sealed.passes, sealed.memory)) {
        return fail(Code::Unavailable,
                    "not enough memory to open the key file: it asks for " + std::to_string(sealed.memory) + " bytes");
    }
    SecretBytes seed(crypto_sign_SEEDBYTES);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(seed.bytes().data(), nullptr, nullptr, sealed.sealed.data(),
                                                   sealed.sealed.size(), asBytes(sealed.associatedData).data(),
                                                   sealed.associatedData.size(), sealed.nonce.data(),
                                                   sealingKey.bytes().data()) != 0) {
        return fail(Code::WrongPassphrase, "the passphrase is wrong, or the key file was changed");
    }
    return matchingKey(seed.bytes(), file.publicKey);
}

Result<PublicKey> keyFilePublicKey(std::string_view text) {
    TRY(const auto file, parseKeyFile(text));
    return file.publicKey;
}

Result<bool> keyFileIsSealed(std::string_view text) {
    TRY(const auto file, parseKeyFile(text));
    return file.sealed.has_value();
}

Bytes sealTo(const PublicKey& recipient, const SecretBytes& secret) {
    readySodium();
    std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> key{};
    if (crypto_sign_ed25519_pk_to_curve25519(key.data(), recipient.bytes().data()) != 0) {
        // Only a default-constructed key gets here; sealing to it would lose the secret.
        std::terminate();
    }
    Bytes sealed(secret.size() + crypto_box_SEALBYTES);
    crypto_box_seal(sealed.data(), secret.bytes().data(), secret.size(), key.data());
    return sealed;
}

Result<SecretBytes> openSealed(const SigningKey& recipient, ByteView sealed) {
    readySodium();
    if (sealed.size() < crypto_box_SEALBYTES) {
        return fail(Code::KeyFileInvalid, "the sealed secret is too short");
    }
    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> signingPublic{};
    SecretBytes signingSecret(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(signingPublic.data(), signingSecret.bytes().data(), recipient.seed().bytes().data());
    std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> boxPublic{};
    SecretBytes boxSecret(crypto_box_SECRETKEYBYTES);
    SecretBytes secret(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_sign_ed25519_pk_to_curve25519(boxPublic.data(), signingPublic.data()) != 0 ||
        crypto_sign_ed25519_sk_to_curve25519(boxSecret.bytes().data(), signingSecret.bytes().data()) != 0 ||
        crypto_box_seal_open(secret.bytes().data(), sealed.data(), sealed.size(), boxPublic.data(),
                             boxSecret.bytes().data()) != 0) {
        return fail(Code::KeyFileInvalid, "the secret was not sealed to this key, or was changed");
    }
    return secret;
}

} // namespace countersign::crypto
