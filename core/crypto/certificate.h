#pragma once

#include "core/base/bytes.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::crypto {

/// What a certificate or a request for one (RFC 5280, RFC 2986) says; nothing of it is verified.
struct CertificateFacts {
    /// Attributes of a name by their short names (`CN`, `O`, `C` …), in their order.
    using Name = std::vector<std::pair<std::string, std::string>>;

    Bytes der;
    int version = 0;
    /// Decimal.
    std::string serialNumber;
    Name issuer;
    Name subject;
    /// RFC 3339, UTC.
    std::string notBefore;
    std::string notAfter;
    /// Bits of RFC 5280 section 4.2.1.3, the first one being 1.
    unsigned keyUsage = 0;
    bool hasBasicConstraints = false;
    bool isAuthority = false;
    std::optional<std::int64_t> pathLength;
    std::vector<std::string> dnsNames;
    std::vector<std::string> emailAddresses;
    std::vector<std::string> ipAddresses;
    std::vector<std::string> uris;
    Bytes subjectKeyId;
    Bytes authorityKeyId;
    /// OpenSSL's long names, e.g. `sha256WithRSAEncryption` and `rsaEncryption`.
    std::string signatureAlgorithm;
    std::string keyAlgorithm;
};

class Certificate {
public:
    /// All certificates of a PEM text, or of DER written one after the other; KeyInvalid when there is none, or
    /// anything else.
    static Result<std::vector<Certificate>> parseAll(ByteView pemOrDer);

    [[nodiscard]] CertificateFacts facts() const;

    struct Check {
        /// Seconds since 1970.
        std::int64_t at = 0;
        /// The leaf's name; any when empty.
        std::string host;
    };
    /// Whether the last certificate is one for a TLS server that leads by way of the others to the first, which is
    /// trusted; the way, leaf first, or VerificationFailed.
    static Result<std::vector<Certificate>> verifyChain(std::span<const Certificate> rootToLeaf, const Check& check);

private:
    struct Impl;
    explicit Certificate(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}
    std::shared_ptr<const Impl> m_impl;
};

/// A request in PEM or DER; KeyInvalid otherwise.
[[nodiscard]] Result<CertificateFacts> parseCertificateRequest(ByteView pemOrDer);

/// The numbers of an RSA private key in PEM by the names of their JWK members (RFC 7518 section 6.3); KeyInvalid for
/// everything else.
[[nodiscard]] Result<std::map<std::string, Bytes>> parseRsaPrivateKey(std::string_view pem);

} // namespace countersign::crypto
