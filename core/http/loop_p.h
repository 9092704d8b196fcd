#pragma once

#include "core/http/responder.h"

#include <boost/asio/io_context.hpp>

#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <variant>
#include <vector>

namespace countersign::http {

/// What another thread wants of a connection.
struct OpenStream {
    std::string contentType;
    std::move_only_function<void()> closed;
};
struct SendChunk {
    std::string data;
    EventStream::Next next;
};
struct EndStream {};
using Work = std::variant<Response, OpenStream, SendChunk, EndStream>;

/// One thread with its io_context and the connections that live on it. Work for them may come from any thread; what
/// arrives while the loop is busy is taken in one go.
class Loop : public std::enable_shared_from_this<Loop> {
public:
    [[nodiscard]] boost::asio::io_context& context() { return m_context; }
    [[nodiscard]] bool isCurrent() const { return std::this_thread::get_id() == m_id.load(); }

    void start();
    /// Once nothing is left to do; from then on, work is refused on the caller's thread.
    void join();
    void post(std::shared_ptr<Connection> connection, Work work);

    // On the loop's thread only.
    void add(Connection* connection) { m_connections.insert(connection); }
    void remove(Connection* connection) { m_connections.erase(connection); }
    void drainConnections();
    void closeConnections();
    /// Ends the connection that has been waiting longest for its peer, of those counted under this key (empty: of all):
    /// one that is idle rather than one in the middle of a request.
    void makeRoom(const std::string& key);

private:
    void wake();
    void takePosted();

    boost::asio::io_context m_context{1};
    std::thread m_thread;
    std::atomic<std::thread::id> m_id;
    std::unordered_set<Connection*> m_connections;
    std::mutex m_mutex;
    bool m_ended = false;
    std::vector<std::pair<std::shared_ptr<Connection>, Work>> m_posted;
};

} // namespace countersign::http
