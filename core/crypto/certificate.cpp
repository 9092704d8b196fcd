#include "core/crypto/certificate.h"

#include "core/crypto/openssl_p.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <ctime>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace countersign::crypto {

using namespace detail;

struct Certificate::Impl {
    CertificatePtr certificate;
};

namespace {

using RequestPtr = std::unique_ptr<X509_REQ, Releaser<X509_REQ, X509_REQ_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Releaser<X509_STORE, X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Releaser<X509_STORE_CTX, X509_STORE_CTX_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Releaser<GENERAL_NAMES, GENERAL_NAMES_free>>;
using ConstraintsPtr = std::unique_ptr<BASIC_CONSTRAINTS, Releaser<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>>;

inline void freeExtensions(STACK_OF(X509_EXTENSION) * stack) {
    sk_X509_EXTENSION_pop_free(stack, X509_EXTENSION_free);
}
inline void freeStack(STACK_OF(X509) * stack) {
    sk_X509_free(stack);
}

constexpr std::size_t kMostCertificates = 100;
constexpr std::string_view kPem = "-----BEGIN";

/// Never asks anybody: what is locked is refused.
int noPassphrase(char*, int, int, void*) {
    return -1;
}

bool isPem(ByteView bytes) {
    return asText(bytes).find(kPem) != std::string_view::npos;
}

std::string textOf(const ASN1_STRING* text) {
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, text);
    std::string out(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(std::max(size, 0)));
    OPENSSL_free(utf8);
    return out;
}

Bytes bytesOf(const ASN1_STRING* text) {
    if (text == nullptr) {
        return {};
    }
    const unsigned char* data = ASN1_STRING_get0_data(text);
    return {data, data + ASN1_STRING_length(text)};
}

CertificateFacts::Name nameOf(const X509_NAME* name) {
    CertificateFacts::Name out;
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        const int id = OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry));
        out.emplace_back(id == NID_undef ? "" : OBJ_nid2sn(id), textOf(X509_NAME_ENTRY_get_data(entry)));
    }
    return out;
}

std::string timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::string decimalOf(const ASN1_INTEGER* number) {
    const NumberPtr value(ASN1_INTEGER_to_BN(number, nullptr));
    char* digits = BN_bn2dec(value.get());
    std::string out = digits == nullptr ? "0" : digits;
    OPENSSL_free(digits);
    return out;
}

void readNames(CertificateFacts& facts, const GENERAL_NAMES* names) {
    for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
        switch (name->type) {
        case GEN_DNS:
            facts.dnsNames.push_back(textOf(name->d.dNSName));
            break;
        case GEN_EMAIL:
            facts.emailAddresses.push_back(textOf(name->d.rfc822Name));
            break;
        case GEN_URI:
            facts.uris.push_back(textOf(name->d.uniformResourceIdentifier));
            break;
        case GEN_IPADD: {
            const Bytes bytes = bytesOf(name->d.iPAddress);
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (bytes.size() == 4 || bytes.size() == 16) {
                ::inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
                facts.ipAddresses.emplace_back(text.data());
            }
            break;
        }
        default:
            break;
        }
    }
}

std::string algorithmOf(const X509_PUBKEY* key) {
    ASN1_OBJECT* algorithm = nullptr;
    X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, key);
    return OBJ_nid2ln(OBJ_obj2nid(algorithm));
}

Result<std::vector<CertificatePtr>> readAll(ByteView input) {
    std::vector<CertificatePtr> all;
    const auto refused = [] { return fail(Code::KeyInvalid, "no certificate, or something else beside it"); };
    if (isPem(input)) {
        const BioPtr bio = reading(asText(input));
        while (all.size() < kMostCertificates) {
            CertificatePtr next(PEM_read_bio_X509(bio.get(), nullptr, noPassphrase, nullptr));
            if (!next) {
                break;
            }
            all.push_back(std::move(next));
        }
    } else {
        const unsigned char* at = input.data();
        const unsigned char* end = at + input.size();
        while (at < end && all.size() < kMostCertificates) {
            CertificatePtr next(d2i_X509(nullptr, &at, static_cast<long>(end - at)));
            if (!next) {
                return refused();
            }
            all.push_back(std::move(next));
        }
    }
    if (all.empty()) {
        return refused();
    }
    return all;
}

} // namespace

Result<std::vector<Certificate>> Certificate::parseAll(ByteView pemOrDer) {
    TRY(auto raw, readAll(pemOrDer));
    std::vector<Certificate> all;
    for (CertificatePtr& certificate : raw) {
        all.push_back(Certificate(std::make_shared<const Impl>(std::move(certificate))));
    }
    return all;
}

CertificateFacts Certificate::facts() const {
    X509* certificate = m_impl->certificate.get();
    CertificateFacts facts;
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    facts.der.assign(der, der + std::max(size, 0));
    OPENSSL_free(der);
    facts.version = static_cast<int>(X509_get_version(certificate)) + 1;
    facts.serialNumber = decimalOf(X509_get0_serialNumber(certificate));
    facts.issuer = nameOf(X509_get_issuer_name(certificate));
    facts.subject = nameOf(X509_get_subject_name(certificate));
    facts.notBefore = timeOf(X509_get0_notBefore(certificate));
    facts.notAfter = timeOf(X509_get0_notAfter(certificate));
    if (const std::uint32_t usage = X509_get_key_usage(certificate); usage != UINT32_MAX) {
        // OpenSSL's bits run from the top of each byte.
        for (unsigned bit = 0; bit < 9; ++bit) {
            const std::uint32_t mask = bit < 8 ? 0x80U >> bit : 0x8000U;
            facts.keyUsage |= (usage & mask) != 0 ? 1U << bit : 0U;
        }
    }
    const ConstraintsPtr constraints(
        static_cast<BASIC_CONSTRAINTS*>(X509_get_ext_d2i(certificate, NID_basic_constraints, nullptr, nullptr)));
    if (constraints) {
        facts.hasBasicConstraints = true;
        facts.isAuthority = constraints->ca != 0;
        if (constraints->pathlen != nullptr) {
            facts.pathLength = ASN1_INTEGER_get(constraints->pathlen);
        }
    }
    const NamesPtr names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    readNames(facts, names.get());
    facts.subjectKeyId = bytesOf(X509_get0_subject_key_id(certificate));
    facts.authorityKeyId = bytesOf(X509_get0_authority_key_id(certificate));
    facts.signatureAlgorithm = OBJ_nid2ln(X509_get_signature_nid(certificate));
    facts.keyAlgorithm = algorithmOf(X509_get_X509_PUBKEY(certificate));
    return facts;
}

Result<std::vector<Certificate>> Certificate::verifyChain(std::span<const Certificate> rootToLeaf, const Check& check) {
    const auto refused = [](std::string_view why) {
        return fail(Code::VerificationFailed, "the certificates make no chain: " + std::string(why));
    };
    if (rootToLeaf.size() < 2) {
        return refused("a root and a leaf are needed");
    }
    const StorePtr store(X509_STORE_new());
    const StoreContextPtr context(X509_STORE_CTX_new());
    const std::unique_ptr<STACK_OF(X509), Releaser<STACK_OF(X509), freeStack>> middle(sk_X509_new_null());
    X509_STORE_add_cert(store.get(), rootToLeaf.front().m_impl->certificate.get());
    for (const Certificate& certificate : rootToLeaf.subspan(1, rootToLeaf.size() - 2)) {
        sk_X509_push(middle.get(), certificate.m_impl->certificate.get());
    }
    X509* leaf = rootToLeaf.back().m_impl->certificate.get();
    X509_STORE_CTX_init(context.get(), store.get(), leaf, middle.get());
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(parameters, check.at);
    // What is given as the root is trusted, self-signed or not.
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    if (!check.host.empty()) {
        X509_VERIFY_PARAM_set1_host(parameters, check.host.data(), check.host.size());
    }
    if (X509_verify_cert(context.get()) != 1) {
        return refused(X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
    }
    const std::uint32_t usage = X509_get_extended_key_usage(leaf);
    if (usage != UINT32_MAX && (usage & (XKU_SSL_SERVER | XKU_ANYEKU)) == 0) {
        return refused("the leaf is not for servers");
    }
    std::vector<Certificate> chain;
    const STACK_OF(X509)* built = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(built); ++i) {
        X509* each = sk_X509_value(built, i);
        X509_up_ref(each);
        chain.push_back(Certificate(std::make_shared<const Impl>(CertificatePtr(each))));
    }
    return chain;
}

Result<CertificateFacts> parseCertificateRequest(ByteView pemOrDer) {
    RequestPtr request;
    if (isPem(pemOrDer)) {
        request.reset(PEM_read_bio_X509_REQ(reading(asText(pemOrDer)).get(), nullptr, noPassphrase, nullptr));
    } else {
        const unsigned char* at = pemOrDer.data();
        request.reset(d2i_X509_REQ(nullptr, &at, static_cast<long>(pemOrDer.size())));
    }
    if (!request) {
        return fail(Code::KeyInvalid, "no certificate request");
    }
    CertificateFacts facts;
    unsigned char* der = nullptr;
    const int size = i2d_X509_REQ(request.get(), &der);
    facts.der.assign(der, der + std::max(size, 0));
    OPENSSL_free(der);
    facts.version = static_cast<int>(X509_REQ_get_version(request.get()));
    facts.subject = nameOf(X509_REQ_get_subject_name(request.get()));
    facts.signatureAlgorithm = OBJ_nid2ln(X509_REQ_get_signature_nid(request.get()));
    facts.keyAlgorithm = algorithmOf(X509_REQ_get_X509_PUBKEY(request.get()));
    const std::unique_ptr<STACK_OF(X509_EXTENSION), Releaser<STACK_OF(X509_EXTENSION), freeExtensions>> extensions(
        X509_REQ_get_extensions(request.get()));
    const NamesPtr names(
        static_cast<GENERAL_NAMES*>(X509V3_get_d2i(extensions.get(), NID_subject_alt_name, nullptr, nullptr)));
    readNames(facts, names.get());
    return facts;
}

Result<std::map<std::string, Bytes>> parseRsaPrivateKey(std::string_view pem) {
    const KeyPtr key(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, noPassphrase, nullptr));
    if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1) {
        return fail(Code::KeyInvalid, "no RSA private key in PEM");
    }
    struct Row {
        const char* member;
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
    std::map<std::string, Bytes> parts;
    for (const auto& [member, parameter] : kRows) {
        BIGNUM* raw = nullptr;
        if (EVP_PKEY_get_bn_param(key.get(), parameter, &raw) != 1) {
            continue;
        }
        const NumberPtr number(raw);
        Bytes bytes(static_cast<std::size_t>(BN_num_bytes(raw)));
        BN_bn2bin(raw, bytes.data());
        parts.emplace(member, std::move(bytes));
    }
    return parts;
}

} // namespace countersign::crypto
