#pragma once

#include "core/crypto/mac.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string_view>

/// OpenSSL's objects with owners.
namespace countersign::crypto::detail {

template <class T, void (*release)(T*)>
struct Releaser {
    void operator()(T* object) const { release(object); }
};

inline void freeBio(BIO* bio) {
    BIO_free_all(bio);
}

using BioPtr = std::unique_ptr<BIO, Releaser<BIO, freeBio>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY, EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using HashContextPtr = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX, EVP_MD_CTX_free>>;
using CertificatePtr = std::unique_ptr<X509, Releaser<X509, X509_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Releaser<BIGNUM, BN_clear_free>>;

[[nodiscard]] inline BioPtr reading(std::string_view text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

[[nodiscard]] inline const EVP_MD* evpHash(HashFunction function) {
    switch (function) {
    case HashFunction::Md5:
        return EVP_md5();
    case HashFunction::Sha1:
        return EVP_sha1();
    case HashFunction::Sha256:
        return EVP_sha256();
    case HashFunction::Sha384:
        return EVP_sha384();
    case HashFunction::Sha512:
        return EVP_sha512();
    }
    return nullptr;
}

} // namespace countersign::crypto::detail
