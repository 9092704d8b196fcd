#include "core/base/bytes.h"
#include "tests/core/policy/builtins/rows.h"

using namespace countersign;
using namespace countersign::policy;

namespace {

// Made for this test; the keys were thrown away.
constexpr std::string_view kRoot = "-----BEGIN CERTIFICATE-----\n"
                                   "MIIBqjCCAU+gAwIBAgIUEorzPHtb7MmFWeMW24N2UXlUzMkwCgYIKoZIzj0EAwIw\n"
                                   "ITENMAsGA1UEAwwEcm9vdDEQMA4GA1UECgwHRXhhbXBsZTAgFw0yNjEyMDEwNzI2\n"
                                   "MzlaGA8yMTI1MDYyNTA3MjYzOVowITENMAsGA1UEAwwEcm9vdDEQMA4GA1UECgwH\n"
                                   "RXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLN+g1KeN3/K6XH+IyLL\n"
                                   "UwJ6t9sa8u+L2PqnoUqjkm9MZmguzoUdPBHeXot7FHMKlUM6qxpMH7NfckxdTsUE\n"
                                   "TZSjYzBhMB0GA1UdDgQWBBRCZ4QXcfsDYtoyaLjEfJ9rt5ZmPTAfBgNVHSMEGDAW\n"
                                   "gBRCZ4QXcfsDYtoyaLjEfJ9rt5ZmPTAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB\n"
                                   "/wQEAwIBBjAKBggqhkjOPQQDAgNJADBGAiEArnWW5fhHAaESHM6MgAb/2LQuRurh\n"
                                   "v14jkhXjm9aThyICIQCDg2b/tFlAT4YgyBvoxYRQXwAk1tK1GGzOQPJf4qkOFQ==\n"
                                   "-----END CERTIFICATE-----\n";

constexpr std::string_view kMiddle = "-----BEGIN CERTIFICATE-----\n"
                                     "MIIBmTCCAT6gAwIBAgIBAjAKBggqhkjOPQQDAjAhMQ0wCwYDVQQDDARyb290MRAw\n"
                                     "DgYDVQQKDAdFeGFtcGxlMCAXDTI2MTIwMTA3MjYzOVoYDzIxMjUwNjI1MDcyNjM5\n"
                                     "WjAjMQ8wDQYDVQQDDAZtaWRkbGUxEDAOBgNVBAoMB0V4YW1wbGUwWTATBgcqhkjO\n"
                                     "PQIBBggqhkjOPQMBBwNCAATadBqiaN6sXHveYYqa35OfQwtcesUGWKXICj0JXQka\n"
                                     "zu4EDfedbppmsZmuKrZRCSpo0GSQX4dJ+ZyswLitx9M9o2MwYTAPBgNVHRMBAf8E\n"
                                     "BTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUpexexiWW4qRkQ2qpNgMT\n"
                                     "jNgCyUwwHwYDVR0jBBgwFoAUQmeEF3H7A2LaMmi4xHyfa7eWZj0wCgYIKoZIzj0E\n"
                                     "AwIDSQAwRgIhAMcmh8kKp+nweoJjo/tmH/Xz5fhi8Jp0uSeZ6iSrzSWyAiEAp079\n"
                                     "6r5SikrhZEN014WrxN1AYKbT1eCs6hl7EVlJjro=\n"
                                     "-----END CERTIFICATE-----\n";

constexpr std::string_view kLeaf = "-----BEGIN CERTIFICATE-----\n"
                                   "MIICDTCCAbKgAwIBAgINAY7pD/bDc+DuTj8K0jAKBggqhkjOPQQDAjAjMQ8wDQYD\n"
                                   "VQQDDAZtaWRkbGUxEDAOBgNVBAoMB0V4YW1wbGUwIBcNMjYxMjAxMDcyNjM5WhgP\n"
                                   "MjEyNTA2MjUwNzI2MzlaMD4xCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdFeGFtcGxl\n"
                                   "MQ4wDAYDVQQLDAVUZXN0czENMAsGA1UEAwwEbGVhZjBZMBMGByqGSM49AgEGCCqG\n"
                                   "SM49AwEHA0IABBwcHYBbZ0GKJt+xVUg7ehKhwNU/FbkknSgL/gPE/2yUfAYT2DDP\n"
                                   "AsLjOm+tXUsbXi9g/5KkGiLgTWrssrPwivSjga0wgaowCQYDVR0TBAIwADAOBgNV\n"
                                   "HQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwOAYDVR0RBDEwL4IPd3d3\n"
                                   "LmV4YW1wbGUuY29thwR/AAABhhZzcGlmZmU6Ly9leGFtcGxlLmNvbS9hMB0GA1Ud\n"
                                   "DgQWBBSg5GK5RgZFXesTfGJx8e/fH2hn0jAfBgNVHSMEGDAWgBSl7F7GJZbipGRD\n"
                                   "aqk2AxOM2ALJTDAKBggqhkjOPQQDAgNJADBGAiEAnIiMx7TW3ASY6Ip7W/tc18lM\n"
                                   "6wv06E8mPs/TtcwaCtYCIQC6T9jLr/Uxb5LwYNVrK5Ga1XjCZapdAgegHmVWGKqZ\n"
                                   "7g==\n"
                                   "-----END CERTIFICATE-----\n";

constexpr std::string_view kRequest = "-----BEGIN CERTIFICATE REQUEST-----\n"
                                      "MIIBJjCBzQIBADA+MQswCQYDVQQGEwJERTEQMA4GA1UECgwHRXhhbXBsZTEOMAwG\n"
                                      "A1UECwwFVGVzdHMxDTALBgNVBAMMBGxlYWYwWTATBgcqhkjOPQIBBggqhkjOPQMB\n"
                                      "BwNCAAQcHB2AW2dBiibfsVVIO3oSocDVPxW5JJ0oC/4DxP9slHwGE9gwzwLC4zpv\n"
                                      "rV1LG14vYP+SpBoi4E1q7LKz8Ir0oC0wKwYJKoZIhvcNAQkOMR4wHDAaBgNVHREE\n"
                                      "EzARgg93d3cuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIgLODnhp/z28FX\n"
                                      "Xcz4g5lXnjnzBpS34uFaszwrUjiqaS0CIQCh3oNn8ato5K8qredWx5zkuC205WV4\n"
                                      "4SDanhREACIFnA==\n"
                                      "-----END CERTIFICATE REQUEST-----\n";

// Far too short to protect anything.
constexpr std::string_view kKey = "-----BEGIN RSA PRIVATE KEY-----\n"
                                  "MIICWwIBAAKBgQC4IJcPa2NKbZEU78JKUwRTwizhdk5TVnfQA+HkpMRmixZoDqDY\n"
                                  "a+jw7ZgdUdKP+miWmKpGpE6RsP6x0TsfslcbHAaO8LrKtyoslcK7FFCNeUnzvTA7\n"
                                  "QO8lyeRtcJ/mdoLpGb7QHT2y9ini14U4goExc74Gp8nPtmUYw9D6DIkqRwIDAQAB\n"
                                  "AoGAOSdsnI2yAW1nRn9x6M5CHpm8grPNdlL11+0MloOKr2XnK5+2z9cXNIob2KYI\n"
                                  "XUbWZkC3QjxIYzL0rE+NMbaTEMFQoWoD/ZVr70mH1qRHr/HQJsjOIHBJiXfoViCM\n"
                                  "K2X+7eeS5KlWX3aHT1qxEIeAvxSmXtvpJcJ3BReleunnSfECQQDg6RW58TtGD22o\n"
                                  "JtheHEG9VJAms5eq6CyOewshTESjvUbvmBYVu3S2X5Xm3z0M/TdXIFs/ybFLFVh/\n"
                                  "JHXQx6E5AkEA0ZRPL/L0aX9CY6WfovV8QKUbZJd6Xh20I6ryecgv/1DduCDo6kM/\n"
                                  "z5R3hl6jxyVJSVWbK0tWsByta93NPfSnfwJAUjA7FUj3HSIUM2eGl9WBnHtjdhEY\n"
                                  "8oaHicWjCpcBWkiXvIR6RZTMEL0bXVPkznNWHsufLM86r7JsNYIQX6wj2QJAESQA\n"
                                  "FfvY4Yf29g9lrv5E20SlqOR6rZfgU8p3al5lDoyelaCbbA1z+pY58FNtMaxrAgRu\n"
                                  "XGwc+updhKTvVFHeIQJAa7fnwJdBQ9eiEhxYOYlnmWYfXqU+wr+IzPKo8yzRs6Bg\n"
                                  "SaAOEIv3GjmIdDUYQsYg16bPgNV9wjGFAo4gdj2gwA==\n"
                                  "-----END RSA PRIVATE KEY-----\n";

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kIn2030 = 1'893'456'000 * kSecond;

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string joined(std::initializer_list<std::string_view> certificates) {
    std::string out;
    for (const std::string_view certificate : certificates) {
        out += certificate;
    }
    return jsonText(out);
}

Value called(std::string_view name, const std::string& arguments, std::int64_t now = kIn2030) {
    PatternCache patterns;
    BuiltinContext::Settings settings;
    settings.nowNanoseconds = now;
    BuiltinContext context(patterns, std::move(settings));
    const auto result = callBuiltin(*findBuiltin(name), context, parsed("[" + arguments + "]").elements());
    return result && *result ? **result : Value();
}

bool isVerified(const std::string& arguments, std::int64_t now = kIn2030) {
    return called("crypto.x509.parse_and_verify_certificates", arguments, now).find(Value::integer(0))->isTrue();
}

} // namespace

class TstCertificates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void verifiesChains();
    void verifiesForHostAndTime();
    void parsesRequestsAndKeys();
    void refusesWhatIsNone();
};

void TstCertificates::parses() {
    const Value all = called("crypto.x509.parse_certificates", joined({kRoot, kLeaf}));
    QCOMPARE(all.size(), std::size_t{2});
    const Value& leaf = all.elements()[1];
    QCOMPARE(leaf.find("SerialNumber")->text(), std::string("123456789012345678901234567890"));
    QCOMPARE(leaf.find("Issuer")->find("CommonName")->text(), std::string("\"middle\""));
    QCOMPARE(leaf.find("Subject")->find("OrganizationalUnit")->text(), std::string("[\"Tests\"]"));
    QCOMPARE(leaf.find("DNSNames")->text(), std::string("[\"www.example.com\"]"));
    QCOMPARE(leaf.find("IPAddresses")->text(), std::string("[\"127.0.0.1\"]"));
    QCOMPARE(leaf.find("URIStrings")->text(), std::string("[\"spiffe://example.com/a\"]"));
    QCOMPARE(leaf.find("KeyUsage")->text(), std::string("1"));
    QVERIFY(leaf.find("IsCA")->isFalse());
    QVERIFY(all.elements()[0].find("IsCA")->isTrue());
    QCOMPARE(all.elements()[0].find("KeyUsage")->text(), std::string("96"));
    // DER in base64 is the same certificate.
    QCOMPARE(called("crypto.x509.parse_certificates", leaf.find("Raw")->text()).elements()[0], leaf);
}

void TstCertificates::verifiesChains() {
    QVERIFY(isVerified(joined({kRoot, kMiddle, kLeaf})));
    QVERIFY(!isVerified(joined({kRoot, kLeaf})));
    QVERIFY(!isVerified(joined({kLeaf, kMiddle, kRoot})));
    QVERIFY(!isVerified(joined({kLeaf})));
    QVERIFY(!isVerified(joined({kRoot, kMiddle, kLeaf}), 0));
    QVERIFY(!isVerified("\"rubbish\""));
    const Value chain =
        *called("crypto.x509.parse_and_verify_certificates", joined({kRoot, kMiddle, kLeaf})).find(Value::integer(1));
    QCOMPARE(chain.size(), std::size_t{3});
    QCOMPARE(chain.elements()[0].find("Subject")->find("CommonName")->text(), std::string("\"leaf\""));
}

void TstCertificates::verifiesForHostAndTime() {
    const auto verified = [](const std::string& options) {
        return called("crypto.x509.parse_and_verify_certificates_with_options",
                      joined({kRoot, kMiddle, kLeaf}) + "," + options, 0)
            .find(Value::integer(0))
            ->isTrue();
    };
    const std::string time = "\"CurrentTime\":" + std::to_string(kIn2030);
    QVERIFY(verified("{" + time + "}"));
    QVERIFY(verified("{\"DNSName\":\"www.example.com\"," + time + "}"));
    QVERIFY(!verified("{\"DNSName\":\"www.example.org\"," + time + "}"));
    QVERIFY(!verified("{}"));
}

void TstCertificates::parsesRequestsAndKeys() {
    const Value request = called("crypto.x509.parse_certificate_request", jsonText(kRequest));
    QCOMPARE(request.find("Subject")->find("CommonName")->text(), std::string("\"leaf\""));
    QCOMPARE(request.find("DNSNames")->text(), std::string("[\"www.example.com\"]"));
    const Value key = called("crypto.x509.parse_rsa_private_key", jsonText(kKey));
    QCOMPARE(key.find("kty")->text(), std::string("\"RSA\""));
    QCOMPARE(key.find("e")->text(), std::string("\"AQAB\""));
    QCOMPARE(
        key.find("n")->asString(),
        std::string_view("uCCXD2tjSm2RFO_CSlMEU8Is4XZOU1Z30APh5KTEZosWaA6g2Gvo8O2YHVHSj_polpiqRqROkbD-sdE7H7JXGxwGjv"
                         "C6yrcqLJXCuxRQjXlJ870wO0DvJcnkbXCf5naC6Rm-0B09svYp4teFOIKBMXO-BqfJz7ZlGMPQ-gyJKkc"));
    QVERIFY(key.find("qi") != nullptr);
}

void TstCertificates::refusesWhatIsNone() {
    for (const char* name : {"crypto.x509.parse_certificates", "crypto.x509.parse_certificate_request",
                             "crypto.x509.parse_rsa_private_key"}) {
        QVERIFY(answer(name, "[\"!\"]").starts_with("error: "));
        QVERIFY(answer(name, "[\"-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\"]")
                    .starts_with("error: "));
        QVERIFY(answer(name, "[\"AAAA\"]").starts_with("error: "));
        QVERIFY(answer(name, "[1]").starts_with("type: "));
    }
}

QTEST_APPLESS_MAIN(TstCertificates)
#include "tst_certificates.moc"
