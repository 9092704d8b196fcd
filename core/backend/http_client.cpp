#include "core/backend/http_client.h"

#include "core/backend/http_connection_p.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace countersign::backend {

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxIdle = 4;

/// Calls back exactly once: with Cancelled when it is dropped.
class Once {
public:
    explicit Once(HttpClient::Done done) : m_done(std::move(done)) {}
    Once(Once&& other) noexcept : m_done(std::exchange(other.m_done, nullptr)) {}
    Once& operator=(Once&&) = delete;
    Once(const Once&) = delete;
    Once& operator=(const Once&) = delete;
    ~Once() {
        if (m_done) {
            m_done(fail(Code::Cancelled, "the connection was closed"));
        }
    }
    void operator()(Result<HttpAnswer> answer) {
        auto done = std::exchange(m_done, nullptr);
        done(std::move(answer));
    }

private:
    HttpClient::Done m_done;
};

/// What both ends of a stream hold.
struct Following {
    /// Held during a call, so that stop() waits for it.
    std::recursive_mutex mutex;
    bool stopped = false;
    std::function<void(std::string_view)> chunk;
    HttpClient::Done done;
    /// Of the client's thread.
    HttpConnection* connection = nullptr;
};

} // namespace

class HttpClient::Loop {
public:
    Loop(ServerAddress address, asio::ssl::context tls)
        : m_address(std::move(address)), m_tls(std::move(tls)), m_work(m_io.get_executor()),
          m_thread([this] { m_io.run(); }) {}
    ~Loop() {
        m_io.stop();
        m_thread.join();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    [[nodiscard]] const ServerAddress& address() const { return m_address; }
    asio::io_context& io() { return m_io; }

    asio::awaitable<Result<std::unique_ptr<HttpConnection>>> connection(Clock::time_point until) {
        while (!m_idle.empty()) {
            auto idle = std::move(m_idle.back());
            m_idle.pop_back();
            if (idle->reusable()) {
                co_return std::move(idle);
            }
        }
        co_return co_await HttpConnection::open(m_address, m_tls, until);
    }

    asio::awaitable<void> exchange(HttpRequest request, Once done) {
        const auto until = Clock::now() + request.deadline;
        auto connected = co_await connection(until);
        if (!connected) {
            done(std::unexpected(std::move(connected).error()));
            co_return;
        }
        auto link = std::move(*connected);
        auto answer = co_await link->exchange(request, until);
        if (answer && m_idle.size() < kMaxIdle) {
            m_idle.push_back(std::move(link));
        }
        done(std::move(answer));
    }

    asio::awaitable<void> follow(HttpRequest request, std::shared_ptr<Following> following) {
        auto connected = co_await HttpConnection::open(m_address, m_tls, Clock::now() + request.deadline);
        Result<HttpAnswer> answer = fail(Code::Unavailable, "");
        if (connected) {
            const auto link = std::move(*connected);
            following->connection = link.get();
            const auto hand = [following](std::string_view piece) {
                const std::scoped_lock lock(following->mutex);
                if (!following->stopped) {
                    following->chunk(piece);
                }
            };
            const std::function<void(std::string_view)> chunk(hand);
            answer = co_await link->stream(request, chunk);
            following->connection = nullptr;
        } else {
            answer = std::unexpected(std::move(connected).error());
        }
        const std::scoped_lock lock(following->mutex);
        if (!following->stopped) {
            following->stopped = true;
            following->done(std::move(answer));
        }
    }

private:
    ServerAddress m_address;
    asio::ssl::context m_tls;
    asio::io_context m_io{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    /// Of the client's thread. Declared after m_io: connections go first.
    std::vector<std::unique_ptr<HttpConnection>> m_idle;
    std::thread m_thread;
};

HttpClient::HttpClient(std::unique_ptr<Loop> loop) : m_loop(std::move(loop)) {}
HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::create(const Options& options) {
    TRY(auto address, ServerAddress::parse(options.url));
    asio::ssl::context tls(asio::ssl::context::tls_client);
    boost::system::error_code error;
    tls.set_options(asio::ssl::context::no_sslv2 | asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
    tls.set_verify_mode(asio::ssl::verify_peer);
    if (options.trustFile.empty()) {
        tls.set_default_verify_paths(error);
    } else {
        tls.load_verify_file(options.trustFile, error);
    }
    if (error && address.tls) {
        return fail(Code::InvalidArgument, "the certificates to trust cannot be read: " + error.message());
    }
    return std::unique_ptr<HttpClient>(new HttpClient(std::make_unique<Loop>(std::move(address), std::move(tls))));
}

const std::string& HttpClient::url() const {
    return m_loop->address().url;
}

void HttpClient::call(HttpRequest request, Done done) {
    asio::co_spawn(m_loop->io(), m_loop->exchange(std::move(request), Once(std::move(done))), asio::detached);
}

Result<HttpAnswer> HttpClient::callAndWait(HttpRequest request) {
    std::promise<Result<HttpAnswer>> promise;
    auto answer = promise.get_future();
    call(std::move(request), [&promise](Result<HttpAnswer> got) { promise.set_value(std::move(got)); });
    return answer.get();
}

std::shared_ptr<void> HttpClient::stream(HttpRequest request, std::function<void(std::string_view)> chunk, Done done) {
    auto following = std::make_shared<Following>();
    following->chunk = std::move(chunk);
    following->done = std::move(done);
    asio::co_spawn(m_loop->io(), m_loop->follow(std::move(request), following), asio::detached);
    auto* io = &m_loop->io();
    return {following.get(), [following, io](void*) {
                {
                    const std::scoped_lock lock(following->mutex);
                    following->stopped = true;
                }
                asio::post(*io, [following] {
                    if (following->connection != nullptr) {
                        following->connection->close();
                    }
                });
            }};
}

void HttpClient::after(Duration delay, std::function<void()> then) {
    auto timer = std::make_shared<asio::steady_timer>(m_loop->io(), delay);
    timer->async_wait([timer, then = std::move(then)](const boost::system::error_code& error) {
        if (!error) {
            then();
        }
    });
}

} // namespace countersign::backend
