#include "core/backend/http_connection_p.h"

#include "core/base/bytes.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <openssl/ssl.h>
#include <sys/socket.h>

namespace countersign::backend {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Until = std::chrono::steady_clock::time_point;
using boost::system::error_code;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMaxBody = 64 * 1024 * 1024;
constexpr std::size_t kPiece = 64 * 1024;

std::unexpected<Error> failed(const error_code& error, std::string_view doing) {
    if (error == beast::error::timeout || error == asio::error::timed_out) {
        return fail(Code::Timeout, "the server did not answer in time while " + std::string(doing));
    }
    if (error == http::error::body_limit) {
        return fail(Code::TooLarge, "the server's answer is too large");
    }
    return fail(Code::Unavailable, std::string(doing) + " failed: " + error.message());
}

http::request<http::string_body> message(const HttpRequest& request, const std::string& authority) {
    http::request<http::string_body> out(http::string_to_verb(request.method), request.target, 11);
    out.set(http::field::host, authority);
    out.set(http::field::user_agent, "countersign");
    out.set(http::field::accept, "application/json, text/event-stream");
    if (request.bearer) {
        out.set(http::field::authorization, "Bearer " + std::string(asText(request.bearer->bytes())));
    }
    if (!request.body.empty() || request.method == "POST") {
        out.set(http::field::content_type, "application/json");
        out.body() = request.body;
        out.prepare_payload();
    }
    return out;
}

template <class Stream>
class Connection final : public HttpConnection {
public:
    Connection(Stream stream, std::string authority) : m_stream(std::move(stream)), m_authority(std::move(authority)) {}

    asio::awaitable<Result<HttpAnswer>> exchange(const HttpRequest& request, Until until) override {
        m_open = false;
        lowest().expires_at(until);
        const auto sent = message(request, m_authority);
        const auto [writeError, written] = co_await http::async_write(m_stream, sent, kAwait);
        if (writeError) {
            co_return failed(writeError, "sending");
        }
        http::response_parser<http::string_body> parser;
        parser.body_limit(kMaxBody);
        const auto [readError, read] = co_await http::async_read(m_stream, m_buffer, parser, kAwait);
        if (readError) {
            co_return failed(readError, "waiting for the answer");
        }
        lowest().expires_never();
        m_open = parser.get().keep_alive();
        co_return HttpAnswer{.status = parser.get().result_int(), .body = std::move(parser.get().body())};
    }

    asio::awaitable<Result<HttpAnswer>> stream(const HttpRequest& request,
                                               const std::function<void(std::string_view)>& chunk) override {
        m_open = false;
        lowest().expires_after(request.deadline);
        const auto sent = message(request, m_authority);
        const auto [writeError, written] = co_await http::async_write(m_stream, sent, kAwait);
        if (writeError) {
            co_return failed(writeError, "sending");
        }
        http::response_parser<http::buffer_body> parser;
        parser.body_limit(boost::none);
        const auto [headError, head] = co_await http::async_read_header(m_stream, m_buffer, parser, kAwait);
        if (headError) {
            co_return failed(headError, "waiting for the answer");
        }
        HttpAnswer answer{.status = parser.get().result_int(), .body = {}};
        std::string piece(kPiece, '\0');
        while (!parser.is_done()) {
            parser.get().body().data = piece.data();
            parser.get().body().size = piece.size();
            lowest().expires_after(request.deadline);
            const auto [error, count] = co_await http::async_read_some(m_stream, m_buffer, parser, kAwait);
            if (error && error != http::error::need_buffer) {
                co_return failed(error, "following");
            }
            const auto got = std::string_view(piece).substr(0, piece.size() - parser.get().body().size);
            if (answer.status == 200) {
                chunk(got);
            } else if (answer.body.size() < kPiece) {
                answer.body.append(got);
            }
        }
        co_return answer;
    }

    bool reusable() override {
        char byte = 0;
        const auto count = ::recv(lowest().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return m_open && m_buffer.size() == 0 && count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    void close() override { lowest().close(); }

private:
    beast::tcp_stream& lowest() { return beast::get_lowest_layer(m_stream); }

    Stream m_stream;
    std::string m_authority;
    beast::flat_buffer m_buffer;
    bool m_open = false;
};

using TlsStream = beast::ssl_stream<beast::tcp_stream>;

asio::awaitable<Result<std::unique_ptr<HttpConnection>>>
handshake(beast::tcp_stream plain, const ServerAddress& address, asio::ssl::context& context) {
    TlsStream stream(std::move(plain), context);
    stream.set_verify_callback(asio::ssl::host_name_verification(address.host));
    if (SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str()) != 1) {
        co_return fail(Code::Unavailable, "the server's name cannot be sent in TLS");
    }
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::client, kAwait);
    if (error) {
        co_return failed(error, "proving the server's certificate");
    }
    co_return std::make_unique<Connection<TlsStream>>(std::move(stream), address.authority);
}

} // namespace

asio::awaitable<Result<std::unique_ptr<HttpConnection>>> HttpConnection::open(const ServerAddress& address,
                                                                              asio::ssl::context& tls, Until until) {
    const auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    asio::steady_timer timer(executor, until);
    timer.async_wait([&resolver](const error_code& error) {
        if (!error) {
            resolver.cancel();
        }
    });
    const auto [resolveError, found] = co_await resolver.async_resolve(address.host, address.port, kAwait);
    timer.cancel();
    if (resolveError) {
        co_return failed(resolveError, "looking up " + address.host);
    }
    beast::tcp_stream stream(executor);
    stream.expires_at(until);
    const auto [connectError, where] = co_await stream.async_connect(found, kAwait);
    if (connectError) {
        co_return failed(connectError, "connecting to " + address.authority);
    }
    error_code ignored;
    stream.socket().set_option(tcp::no_delay(true), ignored);
    if (address.tls) {
        co_return co_await handshake(std::move(stream), address, tls);
    }
    co_return std::make_unique<Connection<beast::tcp_stream>>(std::move(stream), address.authority);
}

} // namespace countersign::backend
