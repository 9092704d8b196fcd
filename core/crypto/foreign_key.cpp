#include "core/crypto/foreign_key.h"

#include "core/crypto/keys.h"
#include "core/crypto/openssl_p.h"

#include <algorithm>
#include <array>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace countersign::crypto {

using namespace detail;

struct ForeignKey::Impl {
    KeyPtr key;
};

namespace {

using ParametersPtr = std::unique_ptr<OSSL_PARAM, Releaser<OSSL_PARAM, OSSL_PARAM_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, Releaser<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using EcdsaPtr = std::unique_ptr<ECDSA_SIG, Releaser<ECDSA_SIG, ECDSA_SIG_free>>;

constexpr int kMostRsaBits = 16384;

std::unexpected<Error> invalid(std::string detail) {
    return fail(Code::KeyInvalid, std::move(detail));
}

const Bytes* find(std::span<const ForeignKey::Part> parts, std::string_view name) {
    const auto found = std::ranges::find(parts, name, &ForeignKey::Part::first);
    return found != parts.end() ? &found->second : nullptr;
}

NumberPtr number(ByteView bytes) {
    return NumberPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

/// Never asks anybody: a key that is locked is refused.
int noPassphrase(char*, int, int, void*) {
    return -1;
}

KeyPtr readPem(std::string_view pem) {
    const auto attempt = [&](auto read) { return KeyPtr(read(reading(pem).get())); };
    if (pem.find("CERTIFICATE-----") != std::string_view::npos) {
        const CertificatePtr certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, noPassphrase, nullptr));
        return KeyPtr(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
    }
    if (pem.find("PRIVATE KEY-----") != std::string_view::npos) {
        return attempt([](BIO* bio) { return PEM_read_bio_PrivateKey(bio, nullptr, noPassphrase, nullptr); });
    }
    if (pem.find("RSA PUBLIC KEY-----") != std::string_view::npos) {
        char* name = nullptr;
        char* header = nullptr;
        unsigned char* data = nullptr;
        long size = 0;
        if (PEM_read_bio(reading(pem).get(), &name, &header, &data, &size) != 1) {
            return {};
        }
        const unsigned char* at = data;
        KeyPtr key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, size));
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_free(data);
        return key;
    }
    return attempt([](BIO* bio) { return PEM_read_bio_PUBKEY(bio, nullptr, noPassphrase, nullptr); });
}

bool fits(const EVP_PKEY* key, SignatureScheme scheme) {
    switch (scheme) {
    case SignatureScheme::RsaPkcs1:
        return EVP_PKEY_is_a(key, "RSA") == 1;
    case SignatureScheme::RsaPss:
        return EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1;
    case SignatureScheme::Ecdsa:
        return EVP_PKEY_is_a(key, "EC") == 1;
    case SignatureScheme::Ed25519:
        return EVP_PKEY_is_a(key, "ED25519") == 1;
    }
    return false;
}

/// Bytes of r, and of s.
std::size_t halfOf(const EVP_PKEY* key) {
    return static_cast<std::size_t>(EVP_PKEY_get_bits(key) + 7) / 8;
}

Bytes toDer(ByteView pair) {
    EcdsaPtr signature(ECDSA_SIG_new());
    const std::size_t half = pair.size() / 2;
    ECDSA_SIG_set0(signature.get(), number(pair.first(half)).release(), number(pair.subspan(half)).release());
    unsigned char* data = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &data);
    Bytes der(data, data + std::max(size, 0));
    OPENSSL_free(data);
    return der;
}

Result<Bytes> fromDer(ByteView der, std::size_t half) {
    const unsigned char* at = der.data();
    const EcdsaPtr signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    Bytes pair(half * 2);
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), pair.data(), static_cast<int>(half)) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), pair.data() + half, static_cast<int>(half)) < 0) {
        return fail(Code::Internal, "A signature could not be written.");
    }
    return pair;
}

/// Sets the padding; false when OpenSSL refuses. PSS takes a salt of the hash's length when it signs, any when it
/// verifies.
bool setPadding(EVP_PKEY_CTX* context, SignatureScheme scheme, int saltLength) {
    if (scheme == SignatureScheme::RsaPkcs1) {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    }
    return scheme != SignatureScheme::RsaPss || (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
                                                 EVP_PKEY_CTX_set_rsa_pss_saltlen(context, saltLength) == 1);
}

bool verifyEd25519(EVP_PKEY* key, ByteView message, ByteView signature) {
    std::array<std::uint8_t, PublicKey::kSize> raw{};
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1) {
        return false;
    }
    const auto own = PublicKey::fromBytes(raw);
    const auto parsed = Signature::fromBytes(signature);
    return own && parsed && verifyRaw(*own, message, *parsed);
}

} // namespace

Result<ForeignKey> ForeignKey::fromPem(std::string_view pem) {
    KeyPtr key = readPem(pem);
    if (!key || (EVP_PKEY_is_a(key.get(), "RSA") == 1 && EVP_PKEY_get_bits(key.get()) > kMostRsaBits)) {
        return invalid("failed to parse a PEM key");
    }
    return ForeignKey(std::make_shared<const Impl>(std::move(key)));
}

Result<ForeignKey> ForeignKey::fromParameters(const char* type, void* builder, int selection) {
    const ParametersPtr parameters(OSSL_PARAM_BLD_to_param(static_cast<OSSL_PARAM_BLD*>(builder)));
    const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) != 1) {
        return invalid("the parts do not make a key");
    }
    return ForeignKey(std::make_shared<const Impl>(KeyPtr(key)));
}

Result<ForeignKey> ForeignKey::rsa(std::span<const Part> parts) {
    struct Row {
        std::string_view member;
        const char* parameter;
    };
    constexpr std::array kRows = std::to_array<Row>({{"n", OSSL_PKEY_PARAM_RSA_N},
                                                     {"e", OSSL_PKEY_PARAM_RSA_E},
                                                     {"d", OSSL_PKEY_PARAM_RSA_D},
                                                     {"p", OSSL_PKEY_PARAM_RSA_FACTOR1},
                                                     {"q", OSSL_PKEY_PARAM_RSA_FACTOR2},
                                                     {"dp", OSSL_PKEY_PARAM_RSA_EXPONENT1},
                                                     {"dq", OSSL_PKEY_PARAM_RSA_EXPONENT2},
                                                     {"qi", OSSL_PKEY_PARAM_RSA_COEFFICIENT1}});
    const BuilderPtr builder(OSSL_PARAM_BLD_new());
    std::vector<NumberPtr> numbers; // the builder keeps pointers to them
    for (const auto& [member, parameter] : kRows) {
        const Bytes* bytes = find(parts, member);
        if (bytes == nullptr || bytes->empty()) {
            if (member == "n" || member == "e") {
                return invalid("an RSA key needs n and e");
            }
            continue;
        }
        if (bytes->size() > kMostRsaBits / 8) {
            return invalid("an RSA key of more than " + std::to_string(kMostRsaBits) + " bits");
        }
        numbers.push_back(number(*bytes));
        OSSL_PARAM_BLD_push_BN(builder.get(), parameter, numbers.back().get());
    }
    return fromParameters("RSA", builder.get(), find(parts, "d") != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

Result<ForeignKey> ForeignKey::ecdsa(std::string_view curve, std::span<const Part> parts) {
    const std::size_t size = curve == "P-256" ? 32 : curve == "P-384" ? 48 : curve == "P-521" ? 66 : 0;
    const Bytes* x = find(parts, "x");
    const Bytes* y = find(parts, "y");
    if (size == 0 || x == nullptr || y == nullptr || x->size() > size || y->size() > size) {
        return invalid("an EC key needs a known curve, x and y");
    }
    Bytes point(1 + 2 * size);
    point[0] = 4; // not compressed
    std::ranges::copy(*x, point.begin() + static_cast<std::ptrdiff_t>(1 + size - x->size()));
    std::ranges::copy(*y, point.end() - static_cast<std::ptrdiff_t>(y->size()));
    const BuilderPtr builder(OSSL_PARAM_BLD_new());
    const std::string name(curve);
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, name.c_str(), 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    const Bytes* d = find(parts, "d");
    const NumberPtr secret = d != nullptr ? number(*d) : NumberPtr();
    if (secret) {
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
    }
    return fromParameters("EC", builder.get(), secret ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

Result<ForeignKey> ForeignKey::ed25519(std::span<const Part> parts) {
    const Bytes* x = find(parts, "x");
    const Bytes* d = find(parts, "d");
    KeyPtr key;
    if (d != nullptr) {
        key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, d->data(), d->size()));
    } else if (x != nullptr) {
        key.reset(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x->data(), x->size()));
    }
    if (!key) {
        return invalid("an Ed25519 key needs x or d of 32 bytes");
    }
    return ForeignKey(std::make_shared<const Impl>(std::move(key)));
}

bool ForeignKey::verify(SignatureScheme scheme, HashFunction hash, ByteView message, ByteView signature) const {
    EVP_PKEY* key = m_impl->key.get();
    if (!fits(key, scheme)) {
        return false;
    }
    if (scheme == SignatureScheme::Ed25519) {
        return verifyEd25519(key, message, signature);
    }
    Bytes der;
    if (scheme == SignatureScheme::Ecdsa) {
        if (signature.size() != halfOf(key) * 2) {
            return false;
        }
        der = toDer(signature);
        signature = der;
    }
    const HashContextPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    return EVP_DigestVerifyInit(context.get(), &keyContext, evpHash(hash), nullptr, key) == 1 &&
           setPadding(keyContext, scheme, RSA_PSS_SALTLEN_AUTO) &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

Result<Bytes> ForeignKey::sign(SignatureScheme scheme, HashFunction hash, ByteView message) const {
    EVP_PKEY* key = m_impl->key.get();
    if (!fits(key, scheme)) {
        return invalid("the key is not one for this algorithm");
    }
    const HashContextPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    const EVP_MD* digest = scheme == SignatureScheme::Ed25519 ? nullptr : evpHash(hash);
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), &keyContext, digest, nullptr, key) != 1 ||
        !setPadding(keyContext, scheme, RSA_PSS_SALTLEN_DIGEST) ||
        EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) {
        return invalid("the key cannot sign");
    }
    Bytes signature(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
        return invalid("the key cannot sign");
    }
    signature.resize(size);
    return scheme == SignatureScheme::Ecdsa ? fromDer(signature, halfOf(key)) : signature;
}

} // namespace countersign::crypto
