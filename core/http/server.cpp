#include "core/http/server.h"

#include "core/http/connection_p.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace countersign::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

bool isLoopback(const asio::ip::address& address) {
    return address.is_loopback() || (address.is_v6() && address.to_v6().is_v4_mapped() &&
                                     asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback());
}

/// One household counts as one: an address of IPv4, a /64 of IPv6.
std::string counterKey(const asio::ip::address& address) {
    if (address.is_v6()) {
        auto bytes = address.to_v6().to_bytes();
        std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
        return asio::ip::address_v6(bytes).to_string();
    }
    return address.to_string();
}

std::string urlOf(const tcp::endpoint& end, Scheme scheme) {
    const std::string host = end.address().to_string();
    return (scheme == Scheme::Https ? "https://" : "http://") + (end.address().is_v6() ? "[" + host + "]" : host) +
           ":" + std::to_string(end.port());
}

class AsioServer final : public Server {
public:
    AsioServer(std::shared_ptr<Site> site, std::shared_ptr<TlsContext> tls)
        : m_site(std::move(site)), m_tls(std::move(tls)) {}
    ~AsioServer() override { stop(); }

    [[nodiscard]] Result<void> listen(const asio::ip::address& address, const ServerOptions& options);

    [[nodiscard]] const std::string& address() const override { return m_address; }
    [[nodiscard]] std::uint16_t port() const override { return m_port; }
    [[nodiscard]] std::size_t connections() const override { return m_site->counter.total(); }
    void stop() override;

private:
    void accept();
    void take(std::shared_ptr<Loop> loop, tcp::socket socket);
    void awaitDrained();
    template <class Work>
    void onEachLoop(Work work);

    std::shared_ptr<Site> m_site;
    std::shared_ptr<TlsContext> m_tls;
    std::vector<std::shared_ptr<Loop>> m_loops;
    std::size_t m_next = 0;
    std::optional<tcp::acceptor> m_acceptor;
    std::optional<asio::steady_timer> m_retry;
    std::string m_address;
    std::uint16_t m_port = 0;
    std::vector<asio::executor_work_guard<asio::io_context::executor_type>> m_guards;
    bool m_stopped = false;
};

Result<void> AsioServer::listen(const asio::ip::address& address, const ServerOptions& options) {
    for (unsigned i = 0; i < options.threads; ++i) {
        m_loops.push_back(std::make_shared<Loop>());
        m_guards.push_back(asio::make_work_guard(m_loops.back()->context()));
    }
    const tcp::endpoint end(address, options.port);
    boost::system::error_code error;
    m_acceptor.emplace(m_loops.front()->context());
    m_retry.emplace(m_loops.front()->context());
    m_acceptor->open(end.protocol(), error);
    if (!error) {
        m_acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        m_acceptor->bind(end, error);
    }
    if (!error) {
        m_acceptor->listen(1024, error);
    }
    if (error) {
        return fail(Code::Unavailable, "cannot listen on " + urlOf(end, m_site->policy.scheme()) + ": " +
                                           error.message() + "; choose another address or port");
    }
    const tcp::endpoint taken = m_acceptor->local_endpoint(error);
    m_port = taken.port();
    m_address = urlOf(taken, m_site->policy.scheme());
    m_site->handler->listening(m_address);
    for (const auto& loop : m_loops) {
        loop->start();
    }
    asio::post(m_loops.front()->context(), [this] { accept(); });
    return {};
}

void AsioServer::accept() {
    auto loop = m_loops[m_next++ % m_loops.size()];
    asio::io_context& context = loop->context();
    m_acceptor->async_accept(
        context, [this, loop = std::move(loop)](boost::system::error_code error, tcp::socket socket) mutable {
            if (!m_acceptor->is_open()) {
                return;
            }
            if (error) {
                // Out of descriptors, most likely: those that are open will end.
                m_retry->expires_after(std::chrono::milliseconds(50));
                m_retry->async_wait([this](boost::system::error_code cancelled) {
                    if (!cancelled && m_acceptor->is_open()) {
                        accept();
                    }
                });
                return;
            }
            take(std::move(loop), std::move(socket));
            accept();
        });
}

void AsioServer::take(std::shared_ptr<Loop> loop, tcp::socket socket) {
    boost::system::error_code error;
    const auto local = socket.local_endpoint(error);
    const auto remote = error ? tcp::endpoint() : socket.remote_endpoint(error);
    if (!error) {
        socket.non_blocking(true, error);
    }
    if (error) {
        return;
    }
    socket.set_option(tcp::no_delay(true), error);
    const Limits& limits = m_site->limits;
    Peer peer{.address = remote.address().to_string(),
              .key = counterKey(remote.address()),
              .most = isLoopback(remote.address()) ? limits.perLoopback : limits.perAddress};
    const auto entry = m_site->counter.enter(peer.key, peer.most, limits);
    if (entry != ConnectionCounter::Entry::Taken) {
        // At once where this is that loop, so that nobody gives way who was being answered; always before the new one
        // starts there. Connections are spread evenly, so each loop gives up its share.
        const bool any = entry == ConnectionCounter::Entry::CrowdedServer;
        asio::dispatch(loop->context(), [loop, key = any ? std::string() : peer.key] { loop->makeRoom(key); });
    }
    if (entry == ConnectionCounter::Entry::Refused) {
        m_site->handler->refused(peer.address, Code::Unavailable);
        return;
    }
    auto transport = m_tls ? tlsTransport(socket.native_handle(), *m_tls) : plainTransport(socket.native_handle());
    if (transport == nullptr) {
        m_site->counter.leave(peer.key);
        return;
    }
    auto connection = std::make_shared<Connection>(
        loop, m_site, std::move(socket), std::move(transport), LocalEnd{local.address().to_string(), local.port()},
        std::move(peer), entry == ConnectionCounter::Entry::Taken ? Place::Common : Place::Kept);
    asio::post(loop->context(), [connection = std::move(connection)] { connection->start(); });
}

template <class Work>
void AsioServer::onEachLoop(Work work) {
    for (const auto& loop : m_loops) {
        asio::post(loop->context(), [loop, work] { work(*loop); });
    }
}

void AsioServer::awaitDrained() {
    const auto end = std::chrono::steady_clock::now() + m_site->limits.drainDeadline;
    m_site->counter.awaitNone(end);
}

void AsioServer::stop() {
    if (std::exchange(m_stopped, true)) {
        return;
    }
    m_site->draining = true;
    if (m_port != 0) {
        asio::post(m_loops.front()->context(), [this] {
            boost::system::error_code ignored;
            m_acceptor->close(ignored);
            m_retry->cancel();
        });
        m_site->handler->draining();
        onEachLoop([](Loop& loop) { loop.drainConnections(); });
        awaitDrained();
        onEachLoop([](Loop& loop) { loop.closeConnections(); });
    }
    m_guards.clear();
    for (const auto& loop : m_loops) {
        loop->join();
    }
    m_acceptor.reset();
    m_retry.reset();
}

} // namespace

ConnectionCounter::Entry ConnectionCounter::enter(const std::string& key, std::size_t perKey, const Limits& limits) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_counts.find(key);
    const std::size_t count = found == m_counts.end() ? 0 : found->second;
    if (count >= perKey + limits.kept || m_total >= limits.total + limits.kept) {
        return Entry::Refused;
    }
    m_counts[key] = count + 1;
    const std::size_t all = m_total++;
    return count >= perKey ? Entry::CrowdedKey : all >= limits.total ? Entry::CrowdedServer : Entry::Taken;
}

bool ConnectionCounter::isCrowded(const std::string& key, std::size_t perKey, std::size_t total) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_counts.find(key);
    return m_total > total || (found != m_counts.end() && found->second > perKey);
}

void ConnectionCounter::leave(const std::string& key) {
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_counts.find(key);
        if (found != m_counts.end() && --found->second == 0) {
            m_counts.erase(found);
        }
        --m_total;
    }
    m_changed.notify_all();
}

void ConnectionCounter::awaitNone(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_until(lock, until, [this] { return m_total == 0; });
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, std::shared_ptr<Handler> handler) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return fail(Code::InvalidArgument, "`" + options.address + "` is no numeric address to listen on");
    }
    if (!isLoopback(address) && !options.tls) {
        return fail(Code::InvalidArgument, "`" + options.address +
                                               "` is not loopback: give a TLS certificate and key, or listen on "
                                               "127.0.0.1 only");
    }
    if (options.threads == 0) {
        return fail(Code::InvalidArgument, "a server needs at least one thread");
    }
    std::shared_ptr<TlsContext> tls;
    if (options.tls) {
        TRY(tls, TlsContext::load(*options.tls));
    }
    const Scheme scheme = tls ? Scheme::Https : Scheme::Http;
    std::shared_ptr<Site> site(new Site{.limits = options.limits,
                                        .policy = HostPolicy(scheme, options.allowedHosts),
                                        .handler = std::move(handler),
                                        .counter = {},
                                        .draining = false});
    auto server = std::make_unique<AsioServer>(std::move(site), std::move(tls));
    CHECK(server->listen(address, options));
    return server;
}

} // namespace countersign::http
