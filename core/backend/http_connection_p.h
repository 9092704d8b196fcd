#pragma once

#include "core/backend/http_client.h"
#include "core/backend/url_p.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace countersign::backend {

/// One connection to the server; used by one coroutine at a time, on the client's thread.
class HttpConnection {
public:
    virtual ~HttpConnection() = default;

    /// Connected (and, with TLS, verified) by `until`.
    static boost::asio::awaitable<Result<std::unique_ptr<HttpConnection>>>
    open(const ServerAddress& address, boost::asio::ssl::context& tls, std::chrono::steady_clock::time_point until);

    /// Sends a request and reads its whole answer by `until`.
    virtual boost::asio::awaitable<Result<HttpAnswer>> exchange(const HttpRequest& request,
                                                                std::chrono::steady_clock::time_point until) = 0;
    /// Sends a request and hands on the body piece by piece.
    virtual boost::asio::awaitable<Result<HttpAnswer>> stream(const HttpRequest& request,
                                                              const std::function<void(std::string_view)>& chunk) = 0;
    /// Whether the last answer left it open, and the server has not said anything since.
    [[nodiscard]] virtual bool reusable() = 0;
    virtual void close() = 0;
};

} // namespace countersign::backend
