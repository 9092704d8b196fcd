#pragma once

#include "core/backend/event_lines_p.h"
#include "core/backend/link_p.h"
#include "core/backend/remote_session_p.h"

namespace countersign::backend {

/// One follow() of a remote store: connects, reads, and after a break connects again from the next record on.
class RemoteFeed : public std::enable_shared_from_this<RemoteFeed> {
public:
    using Receive = std::function<void(const Backend::Batch&)>;
    using Backoff = std::function<Duration(unsigned)>;

    RemoteFeed(HttpClient& client, std::shared_ptr<RemoteSession> session, std::shared_ptr<LinkHub> link,
               Backoff backoff, std::uint64_t from, Receive receive)
        : m_client(&client), m_session(std::move(session)), m_link(std::move(link)), m_backoff(std::move(backoff)),
          m_next(from), m_receive(std::move(receive)) {}

    void start();
    /// Nothing is delivered once this has returned, unless it was called from within a delivery.
    void stop();

private:
    void connect(const Result<RemoteSession::Token>& token);
    void read(std::string_view piece);
    void ended(const RemoteSession::Token& token, const Result<HttpAnswer>& answer);
    void retry(const std::string& why);

    std::recursive_mutex m_mutex;
    /// Null once stopped.
    HttpClient* m_client;
    std::shared_ptr<RemoteSession> m_session;
    std::shared_ptr<LinkHub> m_link;
    Backoff m_backoff;
    std::shared_ptr<void> m_stream;
    EventLines m_lines;
    std::uint64_t m_next;
    unsigned m_attempt = 0;
    Receive m_receive;
};

} // namespace countersign::backend
