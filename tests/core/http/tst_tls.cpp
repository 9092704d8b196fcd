#include "tests/core/http/echo_handler.h"
#include "tests/core/http/wire_peer.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace countersign;

/// HTTPS with a certificate that each run makes for itself.
class TstTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void speaksTls13();
    void refusesOlderVersions();
    void sendsAndTakesMuch();
    void closesWhoNeverShakesHands();
    void refusesPlainHttp();
    void refusesFilesThatAreNoPair();

private:
    void start(http::Limits limits = {});
    std::string ask(int version, const std::string& bytes);
    [[nodiscard]] std::string path(const char* name) const {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }

    QTemporaryDir m_folder;
    std::shared_ptr<peer::EchoHandler> m_handler;
    std::unique_ptr<http::Server> m_server;
};

namespace {

template <auto Free>
struct Freed {
    void operator()(auto* object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<SSL_free>>;
using File = std::unique_ptr<FILE, Freed<fclose>>;

/// A self-signed certificate of a new P-256 key.
void makePair(const std::string& certificatePath, const std::string& keyPath) {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    QVERIFY(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    const File certificateFile(fopen(certificatePath.c_str(), "w"));
    const File keyFile(fopen(keyPath.c_str(), "w"));
    QVERIFY(PEM_write_X509(certificateFile.get(), certificate.get()) == 1);
    QVERIFY(PEM_write_PrivateKey(keyFile.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

} // namespace

void TstTls::initTestCase() {
    makePair(path("cert.pem"), path("key.pem"));
    makePair(path("other_cert.pem"), path("other_key.pem"));
}

void TstTls::start(http::Limits limits) {
    m_server.reset();
    m_handler = std::make_shared<peer::EchoHandler>();
    http::ServerOptions options;
    options.limits = limits;
    options.tls = http::TlsFiles{.certificate = path("cert.pem"), .key = path("key.pem")};
    auto server = http::Server::start(options, m_handler);
    QVERIFY2(server, server ? "" : server.error().detail.c_str());
    m_server = std::move(*server);
}

/// What comes back over that version of TLS until the server closes; `no handshake` when there was none.
std::string TstTls::ask(int version, const std::string& bytes) {
    const peer::RawPeer client(m_server->port());
    const Context context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0); // so that the client would speak the old versions
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    SSL_CTX_load_verify_locations(context.get(), path("cert.pem").c_str(), nullptr);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    const Session session(SSL_new(context.get()));
    SSL_set_fd(session.get(), client.socket());
    SSL_set1_host(session.get(), "localhost");
    if (SSL_connect(session.get()) != 1) {
        return "no handshake";
    }
    SSL_write(session.get(), bytes.data(), static_cast<int>(bytes.size()));
    std::string received;
    char buffer[16 * 1024];
    for (int got = SSL_read(session.get(), buffer, sizeof(buffer)); got > 0;
         got = SSL_read(session.get(), buffer, sizeof(buffer))) {
        received.append(buffer, static_cast<std::size_t>(got));
    }
    return received;
}

void TstTls::speaksTls13() {
    start();
    QVERIFY(m_server->address().starts_with("https://127.0.0.1:"));
    const auto answer = ask(TLS1_3_VERSION, "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QCOMPARE(peer::statusOf(answer), 200);
    QCOMPARE(peer::bodyOf(answer), std::string("GET /a? "));
}

void TstTls::refusesOlderVersions() {
    start();
    QCOMPARE(ask(TLS1_2_VERSION, "GET /a HTTP/1.1\r\n\r\n"), std::string("no handshake"));
    QCOMPARE(ask(TLS1_1_VERSION, "GET /a HTTP/1.1\r\n\r\n"), std::string("no handshake"));
    QCOMPARE(m_handler->handled.load(), 0);
}

void TstTls::sendsAndTakesMuch() {
    start();
    const std::string body(200'000, 'b');
    const auto answer =
        ask(TLS1_3_VERSION, "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n" + body +
                                "GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.find("POST /a? " + body) != std::string::npos);
    QVERIFY(answer.ends_with(std::string(1024 * 1024, 'x')));
}

void TstTls::closesWhoNeverShakesHands() {
    http::Limits limits;
    limits.headerDeadline = std::chrono::milliseconds(50);
    start(limits);
    peer::RawPeer silent(m_server->port());
    QCOMPARE(silent.readAll(), std::string());
    peer::RawPeer halfway(m_server->port());
    halfway.send("\x16\x03\x01\x02");
    QCOMPARE(halfway.readAll(), std::string());
}

void TstTls::refusesPlainHttp() {
    start();
    peer::RawPeer plain(m_server->port());
    plain.send("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(peer::statusOf(plain.readAll()) != 200);
    QCOMPARE(m_handler->handled.load(), 0);
}

void TstTls::refusesFilesThatAreNoPair() {
    const auto codeOf = [&](const char* certificate, const char* key) {
        http::ServerOptions options;
        options.tls = http::TlsFiles{.certificate = path(certificate), .key = path(key)};
        const auto server = http::Server::start(options, m_handler);
        return server ? std::string("started") : std::string(codeName(server.error().code));
    };
    QCOMPARE(codeOf("cert.pem", "other_key.pem"), std::string("invalid_argument"));
    QCOMPARE(codeOf("absent.pem", "key.pem"), std::string("invalid_argument"));
    QCOMPARE(codeOf("key.pem", "cert.pem"), std::string("invalid_argument"));
}

QTEST_GUILESS_MAIN(TstTls)
#include "tst_tls.moc"
