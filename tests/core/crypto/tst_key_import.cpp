#include "core/crypto/key_import.h"

#include <QtTest>

using namespace countersign;

namespace {

/// The public key of RFC 8032 7.1 TEST 1 (and of RFC 8037 appendix A) in its forms.
const std::string kBase64 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const std::string kBase64Url = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const std::string kSpki = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const std::string kSshBlob = "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

std::string pem(const std::string& body, const std::string& label = "PUBLIC KEY") {
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
}

std::string jwk(const std::string& more) {
    return R"({"kty":"OKP","crv":"Ed25519","x":")" + kBase64Url + "\"" + more + "}";
}

QByteArray bytes(const std::string& text) {
    return QByteArray::fromStdString(text);
}

} // namespace

class TstKeyImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void acceptsTheSeedForm();
    void refuses_data();
    void refuses();
    void refusesPrivateKeys_data();
    void refusesPrivateKeys();
    void namesOtherKeys_data();
    void namesOtherKeys();
    void refusesLargeInput();
    void neverRepeatsTheInput();
    void everyTruncationIsRefused();
    void everyBitChanged();
};

void TstKeyImport::accepts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("base64") << bytes(kBase64);
    QTest::newRow("base64 without padding") << bytes(kBase64.substr(0, 43));
    QTest::newRow("base64url") << bytes(kBase64Url);
    QTest::newRow("base64url padded") << bytes(kBase64Url + "=");
    QTest::newRow("white space around") << bytes("\r\n\t " + kBase64 + " \r\n");
    QTest::newRow("JWK") << bytes(jwk(""));
    QTest::newRow("JWK with more members")
        << bytes(jwk(R"(,"kid":"k1","use":"sig","alg":"EdDSA","key_ops":["verify"])"));
    QTest::newRow("JWK of RFC 9864") << bytes(jwk(R"(,"alg":"Ed25519")"));
    QTest::newRow("JWK with white space")
        << bytes("{\n  \"x\": \"" + kBase64Url + "\",\n  \"crv\": \"Ed25519\",\n  \"kty\": \"OKP\"\n}\n");
    QTest::newRow("PEM") << bytes(pem(kSpki));
    QTest::newRow("PEM with CR LF") << bytes("-----BEGIN PUBLIC KEY-----\r\n" + kSpki +
                                             "\r\n-----END PUBLIC KEY-----\r\n");
    QTest::newRow("PEM in short lines") << bytes(pem(kSpki.substr(0, 20) + "\n" + kSpki.substr(20)));
    QTest::newRow("OpenSSH") << bytes("ssh-ed25519 " + kSshBlob);
    QTest::newRow("OpenSSH with comment") << bytes("ssh-ed25519 " + kSshBlob + " alice at desk\n");
    QTest::newRow("OpenSSH with tab") << bytes("ssh-ed25519 \t" + kSshBlob + "\talice");
    QTest::newRow("seed form") << bytes(R"({"public_key":")" + kBase64 + R"(","agent_id":"a"})");
}

void TstKeyImport::accepts() {
    QFETCH(QByteArray, text);
    const auto imported = crypto::importPublicKey(text.toStdString());
    QVERIFY2(imported, imported ? "" : imported.error().detail.c_str());
    QCOMPARE(imported->key.base64(), kBase64);
    QVERIFY(imported->capabilities.empty());
}

void TstKeyImport::acceptsTheSeedForm() {
    const auto imported = crypto::importPublicKey(R"({"agent_id": "agent_42", "public_key": ")" + kBase64Url +
                                                  R"(", "capabilities": ["read:repo", "write:pr"]})");
    QVERIFY2(imported, imported ? "" : imported.error().detail.c_str());
    QCOMPARE(imported->key.base64(), kBase64);
    QCOMPARE(imported->agentId, std::string("agent_42"));
    QCOMPARE(imported->capabilities, (std::vector<std::string>{"read:repo", "write:pr"}));
    QVERIFY(crypto::importPublicKey(kBase64)->agentId.empty());
}

void TstKeyImport::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const std::string& text, const char* says) {
        QTest::newRow(name) << bytes(text) << QString::fromLatin1(says);
    };
    row("nothing", "", "no key");
    row("white space", " \r\n\t", "no key");
    row("words", "my key", "no form of public key");
    row("31 bytes", toBase64(Bytes(31, 1)), "has 31");
    row("33 bytes", toBase64(Bytes(33, 1)), "has 33");
    row("hexadecimal", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "hexadecimal");
    row("mixed alphabets", "+1-YAYKxCrfVSa7TyWQHOg7hcvPapiMlrwIaaPcHURo", "no form of public key");
    row("too much padding", kBase64 + "=", "no form of public key");
    row("trailing bits", kBase64.substr(0, 42) + "p=", "no form of public key");
    row("line break inside", kBase64.substr(0, 20) + "\n" + kBase64.substr(20), "no form of public key");
    row("small order", toBase64(Bytes(32, 0)), "no Ed25519 public key");
    row("SPKI without lines", kSpki, "inside of a PEM block");
    row("OpenSSH without type", kSshBlob, "inside of an OpenSSH line");

    row("broken JSON", "{\"kty\":", "looks like JSON");
    row("duplicate member", jwk(R"(,"x":"a")"), "looks like JSON");
    row("JSON with text after", jwk("") + "x", "looks like JSON");
    row("empty JSON", "{}", "neither");
    row("JWK set", R"({"keys":[)" + jwk("") + "]}", "set of keys");
    row("JWK for encryption", jwk(R"(,"use":"enc")"), "`use`");
    row("JWK of another algorithm", jwk(R"(,"alg":"ES256")"), "`alg`");
    row("JWK without x", R"({"kty":"OKP","crv":"Ed25519"})", "`x`");
    row("JWK with padded x", R"({"kty":"OKP","crv":"Ed25519","x":")" + kBase64Url + "=\"}", "`x`");
    row("JWK with number x", R"({"kty":"OKP","crv":"Ed25519","x":1})", "`x`");
    row("JWK with short x", R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})", "has 3");
    row("JWK of small order", R"({"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})",
        "no Ed25519 public key");
    row("seed form without agent", R"({"public_key":")" + kBase64 + "\"}", "agent_id");
    row("seed form with more", R"({"agent_id":"a","owner":"b","public_key":")" + kBase64 + "\"}", "owner");
    row("seed form with numbers", R"({"agent_id":"a","capabilities":[1],"public_key":")" + kBase64 + "\"}",
        "list of texts");
    row("seed form with a text for a list", R"({"agent_id":"a","capabilities":"x","public_key":")" + kBase64 + "\"}",
        "capabilities");

    row("PEM cut off", "-----BEGIN PUBLIC KEY-----\n" + kSpki, "does not end");
    row("PEM with text after", pem(kSpki) + "more", "does not end");
    row("PEM with text before", "here: " + pem(kSpki), "before the PEM block");
    row("PEM twice", pem(kSpki) + pem(kSpki), "padded base64 alone");
    row("PEM with headers", pem("Comment: x\n\n" + kSpki), "padded base64 alone");
    row("PEM without padding", pem(kSpki.substr(0, kSpki.size() - 1)), "padded base64 alone");
    row("PEM empty", pem(""), "kind known here");
    row("PEM unknown", pem(kSpki, "SOMETHING"), "BEGIN PUBLIC KEY");
    row("PEM with parameters", pem("MCwwBwYDK2VwBQADIQDXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg=="),
        "another encoding");
    row("PEM with a byte after", pem("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURoA"),
        "another encoding");
    row("PEM of small order", pem("MCowBQYDK2VwAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        "no Ed25519 public key");

    row("OpenSSH type only", "ssh-ed25519", "cut off");
    row("OpenSSH options", "no-pty,command=\"x y\" ssh-ed25519 " + kSshBlob, "remove them");
    row("OpenSSH known host", "example.com ssh-ed25519 " + kSshBlob, "remove them");
    row("OpenSSH two lines", "ssh-ed25519 " + kSshBlob + "\nssh-ed25519 " + kSshBlob, "more than one line");
    row("OpenSSH broken base64", "ssh-ed25519 AAAA*", "not padded base64");
    row("OpenSSH cut off",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E=", "cut off");
    row("OpenSSH with a byte after",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1EaAA==", "after the key");
    row("OpenSSH absurd length", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////9damAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
        "cut off");
    row("OpenSSH of another inner type",
        "ssh-ed25519 AAAAB3NzaC1yc2EAAAAg11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "holds an RSA key");
    row("SSH2 block", "---- BEGIN SSH2 PUBLIC KEY ----\n" + kSshBlob + "\n---- END SSH2 PUBLIC KEY ----",
        "ssh-keygen -i");
}

void TstKeyImport::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const auto imported = crypto::importPublicKey(text.toStdString());
    QVERIFY(!imported);
    QCOMPARE(imported.error().code, Code::KeyInvalid);
    QVERIFY2(imported.error().detail.find(says.toStdString()) != std::string::npos, imported.error().detail.c_str());
}

void TstKeyImport::refusesPrivateKeys_data() {
    QTest::addColumn<QByteArray>("text");
    // RFC 9421 B.1.4, RFC 8037 A.1; the others need only look like what they are.
    QTest::newRow("PKCS #8") << bytes(
        pem("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF", "PRIVATE KEY"));
    QTest::newRow("PKCS #8 without lines") << bytes("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF");
    QTest::newRow("encrypted PKCS #8") << bytes(pem("AAAA", "ENCRYPTED PRIVATE KEY"));
    QTest::newRow("PKCS #1") << bytes(pem("AAAA", "RSA PRIVATE KEY"));
    QTest::newRow("SEC 1") << bytes(pem("AAAA", "EC PRIVATE KEY"));
    QTest::newRow("OpenSSH") << bytes(pem("b3BlbnNzaC1rZXktdjEAAAAA", "OPENSSH PRIVATE KEY"));
    QTest::newRow("OpenPGP") << bytes(pem("AAAA", "PGP PRIVATE KEY BLOCK"));
    QTest::newRow("public and private") << bytes(pem(kSpki) + pem("AAAA", "PRIVATE KEY"));
    QTest::newRow("private cut off") << bytes("-----BEGIN PRIVATE KEY-----\nMC4C");
    QTest::newRow("PuTTY") << bytes("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n");
    QTest::newRow("JWK") << bytes(jwk(R"(,"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")"));
    QTest::newRow("JWK with null d") << bytes(jwk(R"(,"d":null)"));
    QTest::newRow("RSA JWK") << bytes(R"({"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"})");
    QTest::newRow("64 bytes") << bytes(toBase64(Bytes(64, 9)));
    QTest::newRow("64 bytes, base64url") << bytes(toBase64Url(Bytes(64, 0xff)));
    QTest::newRow("JSON with a private key")
        << bytes(R"({"agent_id":"a","private_key":"x","public_key":")" + kBase64 + "\"}");
    QTest::newRow("key file") << bytes(R"({"kind":"countersign-key","passphrase":"none","public_key":")" + kBase64 +
                                       R"(","seed":"nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=","v":1})");
}

void TstKeyImport::refusesPrivateKeys() {
    QFETCH(QByteArray, text);
    const auto imported = crypto::importPublicKey(text.toStdString());
    QVERIFY(!imported);
    QCOMPARE(imported.error().code, Code::KeyInvalid);
    QVERIFY2(imported.error().detail.find("this is a private key") == 0, imported.error().detail.c_str());
}

void TstKeyImport::namesOtherKeys_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* name, const std::string& text, const char* says) {
        QTest::newRow(name) << bytes(text) << QString::fromLatin1(says);
    };
    row("RSA PEM",
        pem("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5fM2qkcsidqOgn13eKnL\n"
            "6HXZv1W/eEK8JhqR8Vbdo8gBmuzD5NJZbt7D98L3hYLJzmRD9UVze8QPaZW3TPgJ\n"
            "aEfoIdkvdevwQW49lOJYa37LsWdfyRbttR/2eRb6Ck0l6OcM5A6tHQ7S+Fo3VpYt\n"
            "Fwop0nQEo6FkTdoHJrNT/KktGEqAUYZB5Fk9WHRp3tDlq5C3OlMBCnHMhO/gsYr5\n"
            "7e5hPiGnNlXq1rHKgVgpHokmRJBuQzDOSlBccROAlwMSH+nODEMOGYYQWRwoLGs1\n"
            "Q3J78adjYiY3zBRSyPsO0rKFc/GrtkmfKE/1J9B1ob4FvuQZtT6OHEQz3UV0RZ0K\nnwIDAQAB"),
        "an RSA key");
    row("RSA PKCS #1", pem("AAAA", "RSA PUBLIC KEY"), "an RSA key");
    row("RSA OpenSSH", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDQRU user", "an RSA key");
    row("RSA JWK", R"({"kty":"RSA","n":"AQAB","e":"AQAB"})", "an RSA key");
    row("ECDSA PEM",
        pem("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAET+Vj5EKBWTaVGxf5AVKeGhCJfkuc\n"
            "aeJ2WyIFyOLZAadXW0ZhGHwahkCkoM0cZ+IJDD2MLr1wZnTVzqOqRkHryg=="),
        "an ECDSA key");
    row("ECDSA OpenSSH", "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI user", "an ECDSA key");
    row("ECDSA JWK", R"({"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB"})", "an ECDSA key");
    row("DSA OpenSSH", "ssh-dss AAAAB3NzaC1kc3MAAACB user", "a DSA key");
    row("security token", "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t user", "security token");
    row("certificate line", "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAx user",
        "an OpenSSH certificate");
    row("certificate", pem("AAAA", "CERTIFICATE"), "a certificate");
    row("OpenPGP", pem("AAAA", "PGP PUBLIC KEY BLOCK"), "an OpenPGP key");
    row("X25519 PEM", pem("MCowBQYDK2VuAyEAbLSxale5AS6BSr0p/5j0h0pGpPHkhXzHpbPKztYNEwo="), "an X25519 key");
    row("X25519 JWK", R"({"kty":"OKP","crv":"X25519","x":"AQAB"})", "cannot sign");
    row("X448 PEM",
        pem("MEIwBQYDK2VvAzkACsKhAKRnSEpV5YfXbAA4XmXLNfzpFefziEMSM6oEH8fshg94\nHtzWP0DY8SXqw4EAj679Rnb8wW8="),
        "an X448 key");
    row("Ed448 PEM",
        pem("MEMwBQYDK2VxAzoAQSkZOFo0+kr66jle99N9Uhd1MT4mUjFElG3K/j7WWlvJQL8V\nbQENaC0ZDbY3XELBIpKdPiSoGqCA"),
        "an Ed448 key");
    row("Ed448 JWK", R"({"kty":"OKP","crv":"Ed448","x":"AQAB"})", "an Ed448 key");
    row("unknown JWK", R"({"kty":"XYZ"})", "`kty`");
    row("shared secret", R"({"kty":"oct","k":"AQAB"})", "shared secret");
}

void TstKeyImport::namesOtherKeys() {
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    const auto imported = crypto::importPublicKey(text.toStdString());
    QVERIFY(!imported);
    QCOMPARE(imported.error().code, Code::KeyInvalid);
    QVERIFY2(imported.error().detail.find(name.toStdString()) != std::string::npos, imported.error().detail.c_str());
}

void TstKeyImport::refusesLargeInput() {
    for (const char filler : {'A', '{', ' ', '\n', '-'}) {
        const auto imported = crypto::importPublicKey(std::string(2'000'000, filler));
        QVERIFY(!imported);
        QCOMPARE(imported.error().code, Code::KeyInvalid);
        QVERIFY(imported.error().detail.find("larger than 16 KiB") != std::string::npos);
    }
    const auto padded = std::string(16UL * 1024 - kBase64.size(), ' ') + kBase64;
    QVERIFY(crypto::importPublicKey(padded));
    QVERIFY(!crypto::importPublicKey(" " + padded));
}

void TstKeyImport::neverRepeatsTheInput() {
    const std::string secret = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    for (const std::string& text :
         {jwk(",\"d\":\"" + secret + "\""), secret + secret, "{\"" + secret + "\":", "ssh-ed25519 " + secret,
          pem(secret), pem(secret, "PRIVATE KEY"), secret + " ssh-ed25519 " + kSshBlob}) {
        const auto imported = crypto::importPublicKey(text);
        QVERIFY(!imported);
        QVERIFY2(imported.error().detail.find(secret) == std::string::npos, imported.error().detail.c_str());
    }
}

void TstKeyImport::everyTruncationIsRefused() {
    // From the end of the key on, what is missing is only a comment or padding.
    const std::vector<std::pair<std::string, std::size_t>> forms = {
        {kBase64, 43}, {jwk(""), jwk("").size()}, {pem(kSpki), pem(kSpki).size() - 1}, {"ssh-ed25519 " + kSshBlob, 80}};
    for (const auto& [text, enough] : forms) {
        for (std::size_t size = 0; size < enough; ++size) {
            QVERIFY2(!crypto::importPublicKey(text.substr(0, size)), text.substr(0, size).c_str());
        }
        QVERIFY(crypto::importPublicKey(text.substr(0, enough)));
    }
}

void TstKeyImport::everyBitChanged() {
    const std::string named = R"({"agent_id":"a","capabilities":["b"],"public_key":")" + kBase64 + "\"}";
    for (const std::string& form : {kBase64, jwk(""), pem(kSpki), "ssh-ed25519 " + kSshBlob + " c", named}) {
        for (std::size_t bit = 0; bit < form.size() * 8; ++bit) {
            auto text = form;
            text[bit / 8] = static_cast<char>(static_cast<unsigned char>(text[bit / 8]) ^ (1U << (bit % 8)));
            const auto imported = crypto::importPublicKey(text);
            if (imported) {
                QVERIFY(crypto::PublicKey::fromBytes(imported->key.bytes()) == imported->key);
            } else {
                QCOMPARE(imported.error().code, Code::KeyInvalid);
                QVERIFY(!imported.error().detail.empty());
            }
        }
    }
}

QTEST_APPLESS_MAIN(TstKeyImport)
#include "tst_key_import.moc"
