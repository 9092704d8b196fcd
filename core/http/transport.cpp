#include "core/http/transport_p.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <sys/socket.h>

namespace countersign::http {

namespace {

class PlainTransport final : public Transport {
public:
    explicit PlainTransport(int descriptor) : m_descriptor(descriptor) {}

    IoResult read(char* data, std::size_t size) override {
        const ssize_t got = ::recv(m_descriptor, data, size, 0);
        if (got > 0) {
            const auto count = static_cast<std::size_t>(got);
            return {IoState::Done, count, count < size};
        }
        return got == 0 ? IoResult{IoState::Ended} : failure(IoState::NeedsRead);
    }

    IoResult write(const char* data, std::size_t size) override {
        const ssize_t put = ::send(m_descriptor, data, size, MSG_NOSIGNAL);
        return put >= 0 ? IoResult{IoState::Done, static_cast<std::size_t>(put)} : failure(IoState::NeedsWrite);
    }

    bool holdsInput() const override { return false; }
    void finish() override {}

private:
    static IoResult failure(IoState blocked) {
        const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
        return {again ? blocked : IoState::Failed};
    }

    int m_descriptor;
};

struct SslFree {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslHandle = std::unique_ptr<SSL, SslFree>;

class TlsTransport final : public Transport {
public:
    explicit TlsTransport(SslHandle ssl) : m_ssl(std::move(ssl)) {}

    IoResult read(char* data, std::size_t size) override {
        ERR_clear_error();
        std::size_t got = 0;
        const int status = SSL_read_ex(m_ssl.get(), data, size, &got);
        return status == 1 ? IoResult{IoState::Done, got} : failure(status);
    }

    IoResult write(const char* data, std::size_t size) override {
        ERR_clear_error();
        std::size_t put = 0;
        const int status = SSL_write_ex(m_ssl.get(), data, size, &put);
        return status == 1 ? IoResult{IoState::Done, put} : failure(status);
    }

    bool holdsInput() const override { return SSL_pending(m_ssl.get()) > 0; }

    void finish() override {
        if (SSL_is_init_finished(m_ssl.get()) == 1) {
            ERR_clear_error();
            SSL_shutdown(m_ssl.get());
        }
    }

private:
    [[nodiscard]] IoResult failure(int status) const {
        switch (SSL_get_error(m_ssl.get(), status)) {
        case SSL_ERROR_WANT_READ:
            return {IoState::NeedsRead};
        case SSL_ERROR_WANT_WRITE:
            return {IoState::NeedsWrite};
        case SSL_ERROR_ZERO_RETURN:
            return {IoState::Ended};
        default:
            return {IoState::Failed};
        }
    }

    SslHandle m_ssl;
};

/// ALPN (RFC 7301): this server speaks one protocol.
int selectProtocol(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* offered,
                   unsigned int offeredSize, void*) {
    static constexpr std::array<unsigned char, 9> kProtocol{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* selected = nullptr;
    if (SSL_select_next_proto(&selected, outSize, kProtocol.data(), kProtocol.size(), offered, offeredSize) !=
        OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    *out = selected;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

TlsContext::~TlsContext() {
    SSL_CTX_free(m_context);
}

Result<std::shared_ptr<TlsContext>> TlsContext::load(const TlsFiles& files) {
    SSL_CTX* raw = SSL_CTX_new(TLS_server_method());
    if (raw == nullptr) {
        return fail(Code::Internal, "no TLS context can be made");
    }
    std::shared_ptr<TlsContext> context(new TlsContext(raw));
    SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(raw,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(raw, selectProtocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(raw, files.certificate.c_str()) != 1) {
        return fail(Code::InvalidArgument, "`" + files.certificate + "` holds no readable PEM certificate");
    }
    if (SSL_CTX_use_PrivateKey_file(raw, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(raw) != 1) {
        return fail(Code::InvalidArgument,
                    "`" + files.key +
                        "` holds no readable PEM key of that certificate; give the key that belongs to it");
    }
    return context;
}

std::unique_ptr<Transport> plainTransport(int descriptor) {
    return std::make_unique<PlainTransport>(descriptor);
}

std::unique_ptr<Transport> tlsTransport(int descriptor, const TlsContext& context) {
    SslHandle ssl(SSL_new(context.get()));
    if (ssl == nullptr || SSL_set_fd(ssl.get(), descriptor) != 1) {
        return nullptr;
    }
    SSL_set_accept_state(ssl.get());
    return std::make_unique<TlsTransport>(std::move(ssl));
}

} // namespace countersign::http
