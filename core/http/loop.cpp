#include "core/http/loop_p.h"

#include "core/base/together.h"
#include "core/http/connection_p.h"

#include <boost/asio/post.hpp>

#include <csignal>

namespace countersign::http {

void Loop::start() {
    m_thread = std::thread([this] {
        m_id = std::this_thread::get_id();
        // OpenSSL writes with write(): a peer that is gone must be an error there, not a signal.
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        m_context.run();
    });
}

void Loop::join() {
    if (!m_thread.joinable()) {
        return;
    }
    m_thread.join();
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    // What was posted while the thread ended.
    m_context.restart();
    m_context.run();
    takePosted();
}

void Loop::post(std::shared_ptr<Connection> connection, Work work) {
    bool first = false;
    bool ended = false;
    {
        const std::lock_guard lock(m_mutex);
        ended = m_ended;
        first = m_posted.empty();
        if (!ended) {
            m_posted.emplace_back(std::move(connection), std::move(work));
        }
    }
    if (ended) {
        connection->perform(std::move(work)); // closed long ago: only tells the caller so
    } else if (first) {
        // Waking the loop for the first of many answers would have it send them one by one.
        Together::afterwards([self = shared_from_this()] { self->wake(); });
    }
}

void Loop::wake() {
    const std::lock_guard lock(m_mutex);
    if (!m_ended) {
        boost::asio::post(m_context, [self = shared_from_this()] { self->takePosted(); });
    }
}

void Loop::takePosted() {
    std::vector<std::pair<std::shared_ptr<Connection>, Work>> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (auto& [connection, work] : posted) {
        connection->perform(std::move(work));
    }
}

void Loop::drainConnections() {
    const std::vector<Connection*> all(m_connections.begin(), m_connections.end());
    for (Connection* connection : all) {
        if (m_connections.contains(connection)) {
            connection->shared_from_this()->drain();
        }
    }
}

void Loop::makeRoom(const std::string& key) {
    Connection* longest = nullptr;
    std::optional<Connection::Waiting> since;
    for (Connection* connection : m_connections) {
        const auto waits = key.empty() || connection->counterKey() == key ? connection->waiting() : std::nullopt;
        if (waits && (!since || *waits < *since)) {
            longest = connection;
            since = waits;
        }
    }
    if (longest != nullptr) {
        longest->shared_from_this()->giveWay();
    }
}

void Loop::closeConnections() {
    while (!m_connections.empty()) {
        (*m_connections.begin())->shared_from_this()->close();
    }
}

} // namespace countersign::http
