#include "core/crypto/certificate.h"

#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

using crypto::Certificate;
using crypto::CertificateFacts;

/// PEM as it is; anything else is base64 of PEM or DER.
Result<Bytes> certificateBytes(Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    if (text.find("-----BEGIN") != std::string_view::npos) {
        return Bytes(text.begin(), text.end());
    }
    std::string plain(text);
    std::erase_if(plain, [](char c) { return c == '\n' || c == '\r'; });
    auto bytes = fromBase64(plain);
    if (!bytes) {
        return builtinError("illegal base64 data");
    }
    return *std::move(bytes);
}

using Members = std::vector<Member>;

void add(Members& members, std::string_view name, Value value) {
    members.push_back({Value::string(name), std::move(value)});
}

/// Go writes an empty list as null.
Value listOf(const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return {};
    }
    std::vector<Value> values;
    std::ranges::transform(texts, std::back_inserter(values),
                           [](const std::string& text) { return Value::string(text); });
    return Value::array(values);
}

Value base64Of(const Bytes& bytes) {
    return bytes.empty() ? Value() : Value::string(toBase64(bytes));
}

/// A name as Go's pkix.Name: attributes of which there may be many are lists.
Value nameValue(const CertificateFacts::Name& name) {
    struct Row {
        std::string_view attribute;
        std::string_view member;
    };
    constexpr std::array kLists = std::to_array<Row>({{"C", "Country"},
                                                      {"O", "Organization"},
                                                      {"OU", "OrganizationalUnit"},
                                                      {"L", "Locality"},
                                                      {"ST", "Province"},
                                                      {"street", "StreetAddress"},
                                                      {"postalCode", "PostalCode"}});
    Members members;
    const auto valuesOf = [&](std::string_view attribute) {
        std::vector<std::string> values;
        for (const auto& [key, value] : name) {
            if (key == attribute) {
                values.push_back(value);
            }
        }
        return values;
    };
    for (const auto& [attribute, member] : kLists) {
        add(members, member, listOf(valuesOf(attribute)));
    }
    for (const auto& [attribute, member] : {Row{"CN", "CommonName"}, Row{"serialNumber", "SerialNumber"}}) {
        const auto values = valuesOf(attribute);
        add(members, member, Value::string(values.empty() ? "" : values.back()));
    }
    return Value::object(std::move(members));
}

struct Numbered {
    std::string_view name;
    int number;
};

/// The number that Go's crypto/x509 has for an algorithm; 0 when it has none.
template <std::size_t N>
Value numberOf(const std::array<Numbered, N>& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Numbered::name);
    return Value::integer(found != table.end() ? found->number : 0);
}

constexpr std::array kSignatureAlgorithms = std::to_array<Numbered>({{"md5WithRSAEncryption", 2},
                                                                     {"sha1WithRSAEncryption", 3},
                                                                     {"sha256WithRSAEncryption", 4},
                                                                     {"sha384WithRSAEncryption", 5},
                                                                     {"sha512WithRSAEncryption", 6},
                                                                     {"ecdsa-with-SHA1", 9},
                                                                     {"ecdsa-with-SHA256", 10},
                                                                     {"ecdsa-with-SHA384", 11},
                                                                     {"ecdsa-with-SHA512", 12},
                                                                     {"ED25519", 16}});
constexpr std::array kKeyAlgorithms =
    std::to_array<Numbered>({{"rsaEncryption", 1}, {"dsaEncryption", 2}, {"id-ecPublicKey", 3}, {"ED25519", 4}});

void addCommon(Members& members, const CertificateFacts& facts) {
    add(members, "Raw", base64Of(facts.der));
    add(members, "Version", Value::integer(facts.version));
    add(members, "Subject", nameValue(facts.subject));
    add(members, "SignatureAlgorithm", numberOf(kSignatureAlgorithms, facts.signatureAlgorithm));
    add(members, "PublicKeyAlgorithm", numberOf(kKeyAlgorithms, facts.keyAlgorithm));
    add(members, "DNSNames", listOf(facts.dnsNames));
    add(members, "EmailAddresses", listOf(facts.emailAddresses));
    add(members, "IPAddresses", listOf(facts.ipAddresses));
}

Value certificateValue(const CertificateFacts& facts) {
    Members members;
    addCommon(members, facts);
    add(members, "SerialNumber", Value::number(facts.serialNumber).value_or(Value()));
    add(members, "Issuer", nameValue(facts.issuer));
    add(members, "NotBefore", Value::string(facts.notBefore));
    add(members, "NotAfter", Value::string(facts.notAfter));
    add(members, "KeyUsage", Value::integer(facts.keyUsage));
    add(members, "BasicConstraintsValid", Value::boolean(facts.hasBasicConstraints));
    add(members, "IsCA", Value::boolean(facts.isAuthority));
    add(members, "MaxPathLen",
        Value::integer(facts.pathLength.value_or(facts.hasBasicConstraints && facts.isAuthority ? -1 : 0)));
    add(members, "MaxPathLenZero", Value::boolean(facts.pathLength == 0));
    add(members, "SubjectKeyId", base64Of(facts.subjectKeyId));
    add(members, "AuthorityKeyId", base64Of(facts.authorityKeyId));
    add(members, "URIStrings", listOf(facts.uris));
    return Value::object(std::move(members));
}

Value certificatesValue(const std::vector<Certificate>& certificates) {
    std::vector<Value> values;
    std::ranges::transform(certificates, std::back_inserter(values),
                           [](const Certificate& certificate) { return certificateValue(certificate.facts()); });
    return Value::array(values);
}

Result<std::vector<Certificate>> certificatesOperand(BuiltinContext& context, Arguments arguments) {
    TRY(const Bytes bytes, certificateBytes(arguments));
    CHECK(context.charge(bytes.size() * 8));
    auto certificates = Certificate::parseAll(bytes);
    if (!certificates) {
        return builtinError("failed to parse the certificates: " + certificates.error().detail);
    }
    return *std::move(certificates);
}

BuiltinResult parse(BuiltinContext& context, Arguments arguments) {
    TRY(const auto certificates, certificatesOperand(context, arguments));
    return certificatesValue(certificates);
}

BuiltinResult verified(BuiltinContext& context, Arguments arguments, const Certificate::Check& check) {
    CHECK(wants(arguments, 0, Kind::String));
    const auto certificates = certificatesOperand(context, arguments);
    const auto chain = certificates ? Certificate::verifyChain(*certificates, check)
                                    : Result<std::vector<Certificate>>(std::unexpected(certificates.error()));
    return chain ? Value::array(std::vector{Value::boolean(true), certificatesValue(*chain)})
                 : Value::array(std::vector{Value::boolean(false), Value::emptyArray()});
}

constexpr std::int64_t kNanoseconds = 1'000'000'000;

BuiltinResult parseAndVerify(BuiltinContext& context, Arguments arguments) {
    return verified(context, arguments, {context.nowNanoseconds() / kNanoseconds, ""});
}

BuiltinResult parseAndVerifyWithOptions(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 1, Kind::Object));
    Certificate::Check check{context.nowNanoseconds() / kNanoseconds, ""};
    for (const Member& member : arguments[1].members()) {
        const std::string_view name = member.key.asString();
        const auto integer = member.value.asInteger();
        if (name == "DNSName" && member.value.isString()) {
            check.host = member.value.asString();
        } else if (name == "CurrentTime" && integer) {
            check.at = *integer / kNanoseconds;
        } else if (name != "MaxConstraintComparisons" && name != "KeyUsages") {
            return builtinError("invalid key option or value of " + member.key.text());
        }
    }
    return verified(context, arguments, check);
}

BuiltinResult parseRequest(BuiltinContext& context, Arguments arguments) {
    TRY(const Bytes bytes, certificateBytes(arguments));
    CHECK(context.charge(bytes.size() * 8));
    const auto facts = crypto::parseCertificateRequest(bytes);
    if (!facts) {
        return builtinError("failed to parse the request: " + facts.error().detail);
    }
    Members members;
    addCommon(members, *facts);
    add(members, "URIs", listOf(facts->uris));
    return Value::object(std::move(members));
}

BuiltinResult parseRsaKey(BuiltinContext& context, Arguments arguments) {
    TRY(const Bytes bytes, certificateBytes(arguments));
    CHECK(context.charge(bytes.size()));
    const auto parts = crypto::parseRsaPrivateKey(asText(bytes));
    if (!parts) {
        return builtinError("failed to parse the key: " + parts.error().detail);
    }
    Members members;
    add(members, "kty", Value::string("RSA"));
    for (const auto& [name, number] : *parts) {
        add(members, name, Value::string(toBase64Url(number)));
    }
    return Value::object(std::move(members));
}

constexpr Declaration kParse = takes({kString}, of(kArray, kObject));

constexpr std::array kTable = std::to_array<Builtin>({
    {"crypto.x509.parse_certificates", kParse, parse, "The certificates of a PEM or base64 text, each as an object."},
    {"crypto.x509.parse_and_verify_certificates", takes({kString}, kArray), parseAndVerify,
     "Whether the certificates lead from the first, which is trusted, to the last, a server's; and the chain.",
     Trait::Nondeterministic},
    {"crypto.x509.parse_and_verify_certificates_with_options", takes({kString, kObject}, kArray),
     parseAndVerifyWithOptions, "The same, for a host (DNSName) or a time (CurrentTime, in nanoseconds).",
     Trait::Nondeterministic},
    {"crypto.x509.parse_certificate_request", takes({kString}, kObject), parseRequest,
     "A certificate request as an object."},
    {"crypto.x509.parse_rsa_private_key", takes({kString}, kObject), parseRsaKey,
     "The JWK of an RSA private key in PEM or base64."},
});

} // namespace

std::span<const Builtin> certificateBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
