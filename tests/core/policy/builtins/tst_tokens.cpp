#include "core/base/bytes.h"
#include "tests/core/policy/builtins/rows.h"

using namespace countersign;
using namespace countersign::policy;

namespace {

// A key made for this test; it protects nothing.
constexpr std::string_view kRsaJwk =
    "{\"kty\":\"RSA\",\"n\":\"tFcs7Ty8dO74f39Ke-Zq9LaxyJ9Rpcoi4dbqi4KVDUbvoUeX5XkFZ3k3L7_OV5hrQ7QTRjoBLrQ3uJD1xS"
    "2Oeodk-ejxgin77APcHLKVB4kmZIY1HWx7x-3K2QcN5bv5dl4HUTc5WLajwJOQAj3smiW90v5B603P8Kdm0OK4n2PcMCAuMCp1_Q"
    "Wa4eT_CpKOppo6ZjmSedY2CJFMq5_8OwrNZ0W__z6reR293NE8s5Sa1fN-IHUrlElTnFnqlHvGhS_WOr9-rokS8YOrK1TNQJKYkj"
    "HUt-cfHY2bgwBBZ25QrMaztrok11aRsbQFASPvOuuLzGIGZJhKCzxT1SZeZQ\",\"e\":\"AQAB\",\"d\":\"FbvR0sTN6NZp7_eiaDHZ3v"
    "nA4u7saJYRQ8q3roODZ2Zj97mzQSOndpPBsQlPxU0S_vBN8wSHjZ4zfunywfDJFH7fuPc4BS9TyIWjOnl9LhDQey8_acyKqGAXNm"
    "Dmwwfh5cApkpdHW9J7A_jkqJiCPLDit8cOS7IvfA8N_DZD-MAHeIjn0IH26iVZoQwg9t6P4SfafyXYZznWKnuA9iSoKiCEPt69pd"
    "8NoS7mQ5xDDJ2fPlxz7ns9LUwnRPGi3ZZQkHwwDa6W0-mbacDGXpj6FZp7FLNPJObj4IE45ZiorUYq0o63w1yew1jadHtkN1cWdP"
    "FCFAz28UOE3KomKxIxmw\",\"p\":\"4ZfJyV-BV1dfyDgpgZnbaEYbD62mo0EkatxGwcP5E0TzeN45ZD5bFtIEMphrXLzkUeebS52Hc"
    "AavGQZHef5o9rduDYPSQ3mLNMq-RTuNojg6uIPVuw7l7uGiEw2JgVJT1qvnjE9JWWVt_5IZraJlq26CuFWMswXk4_QdINiEfx8\","
    "\"q\":\"zKXtgZQjJRJtNfe69dC3GqGReZz5cAbaNdJZ__PpMc9n_5t0IzTB6MyHrEHpggv2QIPeQzH7xeAXs4JPDrhRIt909aXlB9P"
    "dM5h2g0YvIukfV3lxluPhiKzaY9VGDsmrDiCFcnVOYRmu3HeQmEpXJ_tqvjwYS7JrF9GbeXSZ5fs\",\"dp\":\"Kuys0oo_nBTd_sTg"
    "8O4Ll32vbH5INMwSV9ruA7R8UjROd3MhTHeo8WCot8_UreKrNwJwxCSHPsOm0YYmV4oXAsrIP_4TJg-cc0EYjyfTvUghtDYxltQw"
    "4BFCu4lZ3qeBmFlBR6tWc5IfKf_sruM1oTb33Ic6rF20vcMXP8ay_1U\",\"dq\":\"RfTWqrv8A5k38gHcTFlrrlPayerKLex5vXpJv"
    "8AeUCOpVmxKmBpZyv3Xxx_E9eqm5EjvuqKkgXDoSTnbUpnZSoV-ktaB41oePJv6r0dXp6RvTVS7aqw9lZ4ZDZWDXFy995dQZt8Iy"
    "xKffsf0isqm3okIZT1fxMiZ6UuCzVL5pO8\",\"qi\":\"LQ6u3Xlp242QaMvRoPRNzKIoed53m5_3U7LKgCos4f10MBZRLb35ECKkUd"
    "X7iCR9oQbKQgLvAzZFKT-ojrEHAnWH59XZQojUq-9opw8ptVvfxUVE-79nN68G9iSTlDQTqswnk1id6TiRxA6lg9nf2Hlofc011I"
    "3klRuADyA6OzM\"}";

constexpr std::string_view kRsaPublic = "-----BEGIN PUBLIC KEY-----\n"
                                        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtFcs7Ty8dO74f39Ke+Zq\n"
                                        "9LaxyJ9Rpcoi4dbqi4KVDUbvoUeX5XkFZ3k3L7/OV5hrQ7QTRjoBLrQ3uJD1xS2O\n"
                                        "eodk+ejxgin77APcHLKVB4kmZIY1HWx7x+3K2QcN5bv5dl4HUTc5WLajwJOQAj3s\n"
                                        "miW90v5B603P8Kdm0OK4n2PcMCAuMCp1/QWa4eT/CpKOppo6ZjmSedY2CJFMq5/8\n"
                                        "OwrNZ0W//z6reR293NE8s5Sa1fN+IHUrlElTnFnqlHvGhS/WOr9+rokS8YOrK1TN\n"
                                        "QJKYkjHUt+cfHY2bgwBBZ25QrMaztrok11aRsbQFASPvOuuLzGIGZJhKCzxT1SZe\n"
                                        "ZQIDAQAB\n"
                                        "-----END PUBLIC KEY-----\n";

constexpr std::string_view kCertificate = "-----BEGIN CERTIFICATE-----\n"
                                          "MIIDKTCCAhGgAwIBAgIUdIpDWkzYOW374t8oAMztBREOvrMwDQYJKoZIhvcNAQEL\n"
                                          "BQAwIzEPMA0GA1UEAwwGaXNzdWVyMRAwDgYDVQQKDAdFeGFtcGxlMCAXDTI2MTIw\n"
                                          "MTA3MTcwMVoYDzIxMjYxMTA3MDcxNzAxWjAjMQ8wDQYDVQQDDAZpc3N1ZXIxEDAO\n"
                                          "BgNVBAoMB0V4YW1wbGUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC0\n"
                                          "VyztPLx07vh/f0p75mr0trHIn1GlyiLh1uqLgpUNRu+hR5fleQVneTcvv85XmGtD\n"
                                          "tBNGOgEutDe4kPXFLY56h2T56PGCKfvsA9wcspUHiSZkhjUdbHvH7crZBw3lu/l2\n"
                                          "XgdRNzlYtqPAk5ACPeyaJb3S/kHrTc/wp2bQ4rifY9wwIC4wKnX9BZrh5P8Kko6m\n"
                                          "mjpmOZJ51jYIkUyrn/w7Cs1nRb//Pqt5Hb3c0TyzlJrV834gdSuUSVOcWeqUe8aF\n"
                                          "L9Y6v36uiRLxg6srVM1AkpiSMdS35x8djZuDAEFnblCsxrO2uiTXVpGxtAUBI+86\n"
                                          "64vMYgZkmEoLPFPVJl5lAgMBAAGjUzBRMB0GA1UdDgQWBBQmvb3QgMEZeAsnZyWF\n"
                                          "W1i1QAuiyzAfBgNVHSMEGDAWgBQmvb3QgMEZeAsnZyWFW1i1QAuiyzAPBgNVHRMB\n"
                                          "Af8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQA7qYaJbENAEY2HmfLExtvSnCRu\n"
                                          "bcM9A4HioKkiuH4op8q7WBGrWNRdVNYLGYZv+vOdEb584/raVxEzEU3evObJapXW\n"
                                          "mW7BZeYQhCZ0pqaU7Xo5lV6hxq+fb6nklDqnqauRFR6Qd+PwWkEVEnlE8+ZOnj+f\n"
                                          "ZN4LytDWx5/F6iu7QGNRKrEfRaOkqbMZtRVpk8QNwGdgKTDQyL9wir781B7qsBZB\n"
                                          "jhOUScX8d9FeYxo6AUfyPFu2w6M8jiQ5wjGYCrp6ikkzMYOmqjbQnjYgXt1USRKl\n"
                                          "DhZiNlFHLD+4fgnqNKI2EZ2Otnyjhf5Q4W4/dOtAHukIpRb4usLz1xsYMn+0\n"
                                          "-----END CERTIFICATE-----\n";

// RFC 7515 A.1 and RFC 8037 A.1; the second is made for this test.
constexpr std::string_view kSecretJwk =
    R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"})";
constexpr std::string_view kEcJwk =
    R"({"kty":"EC","crv":"P-256","x":"VFPyOagVvhwGvzwl70XeUeZrBfAUbn4_-oTNzy5ahuM","y":"EIu4jeHBcRq6NJdqBgQZt2UH8nx0b5sg9LVcyDow73g","d":"FgGAp7skkt2yP8po1nsyPIRTKNhBWLUZ0AzdWAINYUs"})";
constexpr std::string_view kEdJwk =
    R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwaaPJHURXo"})";

std::string jsonText(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string arguments(std::initializer_list<std::string_view> texts) {
    std::string out;
    for (const std::string_view text : texts) {
        out += (out.empty() ? "[" : ",") + jsonText(text);
    }
    return out + "]";
}

/// A token over those claims, signed by io.jwt itself.
std::string token(std::string_view algorithm, std::string_view jwk, std::string_view claims = R"({"iss":"me"})",
                  std::string_view more = "") {
    const std::string header = R"({"alg":")" + std::string(algorithm) + "\"" + std::string(more) + "}";
    const std::string text = answer("io.jwt.encode_sign_raw", arguments({header, claims, jwk}));
    return text.starts_with('"') ? text.substr(1, text.size() - 2) : text;
}

} // namespace

/// Hashes, MACs and JSON Web Tokens.
class TstTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hashes_data();
    void hashes() { checkRow(); }
    void verifiesPublishedTokens();
    void verifiesWhatItSigns_data();
    void verifiesWhatItSigns();
    void choosesTheKeyByItsId();
    void decodes();
    void checksConstraints_data();
    void checksConstraints();
    void refusesWhatConfuses();
};

void TstTokens::hashes_data() {
    addRows({
        {"crypto.md5", R"(["message"])", R"("78e731027d8fd50ed642340b7c9a63b3")"},
        {"crypto.sha1", R"(["message"])", R"("6f9b9af3cd6e8b8a73c2cdced37fe9f59226e27d")"},
        {"crypto.sha256", R"(["message"])", R"("ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d")"},
        {"crypto.hmac.md5", R"(["message", "key"])", R"("4e4748e62b463521f6775fbf921234b5")"},
        {"crypto.hmac.sha1", R"(["message", "key"])", R"("2088df74d5f2146b48146caf4965377e9d0be3a4")"},
        {"crypto.hmac.sha256", R"(["message", "key"])",
         R"("6e9ef29b75fffc5b7abae527d58fdadb2fe42e7219011976917343065f58ed4a")"},
        {"crypto.hmac.sha512", R"(["message", ""])",
         R"("08fce52f6395d59c2a3fb8abb281d74ad6f112b9a9c787bcea290d94dadbc82b2ca3e5e12bf2277c7fedbb0154d5493e41bb7459f63c8e39554ea3651b812492")"},
        {"crypto.hmac.equal", R"(["ab", "ab"])", "true"},
        {"crypto.hmac.equal", R"(["ab", "abc"])", "false"},
        {"crypto.sha256", "[1]", "type: crypto.sha256: operand 1 must be string but got number"},
    });
}

void TstTokens::verifiesPublishedTokens() {
    // RFC 8037 A.4
    const std::string published =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    QCOMPARE(answer("io.jwt.verify_eddsa", arguments({published, kEdJwk})), std::string("true"));
    // RFC 7515 A.3
    const std::string ecdsa =
        "eyJhbGciOiJFUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    const std::string key =
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
    QCOMPARE(answer("io.jwt.verify_es256", arguments({ecdsa, key})), std::string("true"));
    // RFC 7515 A.1, with the octets of its key as a string of Rego
    const auto secret =
        fromBase64Url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    PatternCache patterns;
    BuiltinContext context(patterns, {});
    const std::vector values{
        Value::string("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
                      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        Value::string(asText(*secret))};
    QVERIFY((*callBuiltin(*findBuiltin("io.jwt.verify_hs256"), context, values))->isTrue());
    QVERIFY((*callBuiltin(*findBuiltin("io.jwt.verify_hs384"), context, values))->isFalse());
}

void TstTokens::verifiesWhatItSigns_data() {
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("jwk");
    for (const char* name : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(kRsaJwk.data(), static_cast<qsizetype>(kRsaJwk.size()));
    }
    QTest::newRow("ES256") << QByteArray("ES256") << QByteArray(kEcJwk.data(), static_cast<qsizetype>(kEcJwk.size()));
    QTest::newRow("EdDSA") << QByteArray("EdDSA") << QByteArray(kEdJwk.data(), static_cast<qsizetype>(kEdJwk.size()));
}

void TstTokens::verifiesWhatItSigns() {
    QFETCH(QByteArray, algorithm);
    QFETCH(QByteArray, jwk);
    const std::string made = token(algorithm.toStdString(), jwk.toStdString());
    QVERIFY2(made.starts_with("eyJ"), made.c_str());
    const std::string verify = "io.jwt.verify_" + algorithm.toLower().toStdString();
    QCOMPARE(answer(verify, arguments({made, jwk.toStdString()})), std::string("true"));
    std::string changed = made;
    changed[changed.size() - 10] = changed[changed.size() - 10] == 'A' ? 'B' : 'A';
    QCOMPARE(answer(verify, arguments({changed, jwk.toStdString()})), std::string("false"));
    if (algorithm.startsWith("RS")) {
        QCOMPARE(answer(verify, arguments({made, kRsaPublic})), std::string("true"));
        QCOMPARE(answer(verify, arguments({made, kCertificate})), std::string("true"));
        QCOMPARE(answer(verify, arguments({made, kEcJwk})), std::string("false"));
    }
}

void TstTokens::choosesTheKeyByItsId() {
    const auto withId = [](std::string_view jwk, std::string_view id) {
        return std::string(jwk.substr(0, jwk.size() - 1)) + R"(,"kid":")" + std::string(id) + R"("})";
    };
    const std::string made = token("EdDSA", kEdJwk, "{}", R"(,"kid":"b")");
    const auto set = [&](std::string_view edId, std::string_view ecId) {
        return R"({"keys":[)" + withId(kEdJwk, edId) + "," + withId(kEcJwk, ecId) + R"(,{"kty":"new"}]})";
    };
    QCOMPARE(answer("io.jwt.verify_eddsa", arguments({made, set("b", "a")})), std::string("true"));
    QCOMPARE(answer("io.jwt.verify_eddsa", arguments({made, set("a", "b")})), std::string("false"));
    QCOMPARE(answer("io.jwt.verify_eddsa", arguments({made, set("x", "y")})), std::string("true"));
}

void TstTokens::decodes() {
    const std::string made =
        answer("io.jwt.encode_sign", R"([{"typ":"JWT","alg":"HS256"},{"a":1},)" + std::string(kSecretJwk) + "]");
    const std::string decoded = answer("io.jwt.decode", "[" + made + "]");
    const std::string begin = R"([{"alg": "HS256", "typ": "JWT"}, {"a": 1}, ")";
    QVERIFY2(decoded.starts_with(begin), decoded.c_str());
    const std::string inner = token("HS256", kSecretJwk, made.substr(1, made.size() - 2), R"(,"cty":"JWT","typ":"x")");
    QCOMPARE(answer("io.jwt.decode", arguments({inner})), decoded);
    QCOMPARE(answer("io.jwt.decode", arguments({"a.b"})),
             std::string("error: io.jwt.decode: encoded JWT must have 3 sections, found 2"));
    QVERIFY(answer("io.jwt.decode", arguments({"e30.!.e30"})).starts_with("error: "));
    QCOMPARE(answer("io.jwt.encode_sign_raw", arguments({R"({"typ":"JWT","alg":"HS256"})", "x", kSecretJwk})),
             std::string("error: io.jwt.encode_sign_raw: type is JWT but payload is not JSON"));
    QCOMPARE(answer("io.jwt.encode_sign_raw", arguments({R"({"alg":"XX"})", "{}", kSecretJwk})),
             std::string("error: io.jwt.encode_sign_raw: unknown signature algorithm"));
}

void TstTokens::checksConstraints_data() {
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QByteArray>("constraints");
    QTest::addColumn<QByteArray>("begin");
    const auto row = [](const char* name, const char* claims, const char* constraints, const char* begin) {
        QTest::newRow(name) << QByteArray(claims) << QByteArray(constraints) << QByteArray(begin);
    };
    row("plain", "{}", "", "[true");
    row("issuer", R"({"iss":"me"})", R"(,"iss":"me")", "[true");
    row("other issuer", R"({"iss":"you"})", R"(,"iss":"me")", "[false");
    row("no issuer", "{}", R"(,"iss":"me")", "[false");
    row("audience", R"({"aud":["a","b"]})", R"(,"aud":"b")", "[true");
    row("other audience", R"({"aud":"a"})", R"(,"aud":"b")", "[false");
    row("audience not asked for", R"({"aud":"a"})", "", "[false");
    row("no audience", "{}", R"(,"aud":"b")", "[false");
    row("not expired", R"({"exp":11})", R"(,"time":10999999999)", "[true");
    row("expired", R"({"exp":11})", R"(,"time":11000000000)", "[false");
    row("expired by the clock", R"({"exp":41})", "", "[false");
    row("not yet", R"({"nbf":11})", R"(,"time":10999999999)", "[false");
    row("begun", R"({"nbf":11})", R"(,"time":11000000000)", "[true");
    row("no number", R"({"exp":"x"})", "", "error: ");
    row("algorithm", "{}", R"(,"alg":"EdDSA")", "[true");
    row("other algorithm", "{}", R"(,"alg":"ES256")", "[false");
    row("unknown constraint", "{}", R"(,"foo":"bar")", "error: ");
    row("two keys", "{}", R"(,"secret":"x")", "error: ");
}

void TstTokens::checksConstraints() {
    QFETCH(QByteArray, claims);
    QFETCH(QByteArray, constraints);
    QFETCH(QByteArray, begin);
    BuiltinContext::Settings settings;
    settings.nowNanoseconds = 42'000'000'000;
    const std::string text = answer("io.jwt.decode_verify",
                                    "[" + jsonText(token("EdDSA", kEdJwk, claims.toStdString())) + R"(,{"cert":)" +
                                        jsonText(kEdJwk) + constraints.toStdString() + "}]",
                                    settings);
    QVERIFY2(text.starts_with(begin.toStdString()), text.c_str());
}

void TstTokens::refusesWhatConfuses() {
    const auto verified = [](const std::string& made, const std::string& constraints) {
        return answer("io.jwt.decode_verify", "[" + jsonText(made) + "," + constraints + "]");
    };
    const std::string refused = "[false, {}, {}]";
    const std::string byRsa = R"({"cert":)" + jsonText(kRsaPublic) + "}";
    // A public key is no secret of an HMAC, and a secret is no key.
    const std::string secret = R"({"kty":"oct","k":")" + toBase64Url(asBytes(kRsaPublic)) + R"("})";
    QCOMPARE(verified(token("HS256", secret), byRsa), refused);
    QCOMPARE(verified(token("RS256", kRsaJwk), R"({"secret":"x"})"), refused);
    QCOMPARE(verified(token("RS256", kRsaJwk), byRsa), std::string(R"([true, {"alg": "RS256"}, {"iss": "me"}])"));
    // `crit` names what must be understood, and nothing is.
    QCOMPARE(verified(token("RS256", kRsaJwk, "{}", R"(,"crit":["b64"],"b64":false)"), byRsa), refused);
    QVERIFY(verified("eyJhbGciOiJub25lIn0.e30.", byRsa).starts_with("error: "));
    QVERIFY(verified(token("RS256", kRsaJwk), "{}").starts_with("error: "));
    QVERIFY(answer("io.jwt.verify_rs256", arguments({"e30.e30.", "-----BEGIN nothing"})).starts_with("error: "));
}

QTEST_APPLESS_MAIN(TstTokens)
#include "tst_tokens.moc"
