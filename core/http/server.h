#pragma once

#include "core/base/result.h"
#include "core/http/limits.h"
#include "core/http/request.h"
#include "core/http/responder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace countersign::http {

/// PEM files: the certificate chain, leaf first, and its key.
struct TlsFiles {
    std::string certificate;
    std::string key;
};

struct ServerOptions {
    /// A numeric address. One that is not loopback needs `tls`.
    std::string address = "127.0.0.1";
    /// 0: any free one.
    std::uint16_t port = 0;
    unsigned threads = 1;
    std::optional<TlsFiles> tls;
    Limits limits;
    /// Further names to answer to, beside the address and `localhost`.
    std::vector<std::string> allowedHosts;
};

/// What a server serves. Called on the server's threads, which it must not block; it may answer later from any thread.
class Handler {
public:
    virtual ~Handler() = default;
    virtual void handle(Request request, Responder responder) = 0;
    /// A request was refused before it could be handed over.
    virtual void refused(std::string_view source, Code code) = 0;
    /// Where the server listens; before the first request.
    virtual void listening(const std::string& address) = 0;
    /// The server stops: whoever waits for something should answer now. Called on the thread that stops it.
    virtual void draining() = 0;
};

/// An HTTP/1.1 server (RFC 9112) on threads of its own: strict, bounded in everything a peer can use (Limits), one
/// request of a connection at a time, pipelined ones in order with their answers written together. TLS 1.3 with
/// `tls`.
class Server {
public:
    /// Listens when it returns. InvalidArgument: no numeric address, not loopback without TLS, threads 0, certificate
    /// or key unreadable or not a pair; Unavailable: the port is taken.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, std::shared_ptr<Handler> handler);
    virtual ~Server() = default;

    /// `http://127.0.0.1:8440`, with the port that was taken.
    [[nodiscard]] virtual const std::string& address() const = 0;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    [[nodiscard]] virtual std::size_t connections() const = 0;
    /// No new connections; waits for requests in flight until the drain deadline, then closes what is left and joins
    /// the threads. Idempotent; the destructor does it too. Not from a thread of the server.
    virtual void stop() = 0;
};

} // namespace countersign::http
