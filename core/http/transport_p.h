#pragma once

#include "core/base/result.h"
#include "core/http/server.h"

#include <cstddef>
#include <memory>

using SSL_CTX = struct ssl_ctx_st;

namespace countersign::http {

enum class IoState { Done, NeedsRead, NeedsWrite, Ended, Failed };
struct IoResult {
    IoState state = IoState::Failed;
    std::size_t size = 0;
    /// Nothing more is waiting to be read right now.
    bool drained = false;
};

/// Bytes over a non-blocking socket that somebody else owns; never waits, never throws, raises no SIGPIPE in threads
/// that block it.
class Transport {
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual IoResult read(char* data, std::size_t size) = 0;
    [[nodiscard]] virtual IoResult write(const char* data, std::size_t size) = 0;
    /// Whether bytes were taken from the socket that read() has not handed out.
    [[nodiscard]] virtual bool holdsInput() const = 0;
    /// Says goodbye, as far as that goes without waiting.
    virtual void finish() = 0;
};

/// Certificate and key, ready for connections over TLS 1.3.
class TlsContext {
public:
    static Result<std::shared_ptr<TlsContext>> load(const TlsFiles& files);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    ~TlsContext();
    [[nodiscard]] SSL_CTX* get() const { return m_context; }

private:
    explicit TlsContext(SSL_CTX* context) : m_context(context) {}
    SSL_CTX* m_context;
};

[[nodiscard]] std::unique_ptr<Transport> plainTransport(int descriptor);
/// Null when OpenSSL has no memory left.
[[nodiscard]] std::unique_ptr<Transport> tlsTransport(int descriptor, const TlsContext& context);

} // namespace countersign::http
