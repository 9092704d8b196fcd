#include "core/http/connection_p.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace countersign::http {

namespace {

constexpr std::size_t kFirstBuffer = 4 * 1024;
/// What a peer may send ahead while a request of its is being answered.
constexpr std::size_t kAhead = 64 * 1024;
using Socket = boost::asio::ip::tcp::socket;

} // namespace

Connection::Connection(std::shared_ptr<Loop> loop, std::shared_ptr<Site> site, Socket socket,
                       std::unique_ptr<Transport> transport, LocalEnd local, Peer peer, Place place)
    : m_loop(std::move(loop)), m_site(std::move(site)), m_socket(std::move(socket)), m_transport(std::move(transport)),
      m_local(std::move(local)), m_peer(std::move(peer)), m_crowded(place == Place::Kept),
      m_timer(m_socket.get_executor()) {}

Connection::~Connection() {
    m_transport.reset();
    leave();
}

void Connection::leave() {
    if (!std::exchange(m_left, true)) {
        m_site->counter.leave(m_peer.key);
    }
}

void Connection::post(std::shared_ptr<Connection> connection, Work work) {
    Loop& loop = *connection->m_loop;
    if (std::holds_alternative<Response>(work) && loop.isCurrent()) {
        connection->perform(std::move(work));
        return;
    }
    loop.post(std::move(connection), std::move(work));
}

void Connection::start() {
    m_loop->add(this);
    m_now = std::chrono::steady_clock::now();
    m_began = m_active = m_now;
    settle();
}

void Connection::perform(Work work) {
    m_now = std::chrono::steady_clock::now();
    if (auto* response = std::get_if<Response>(&work)) {
        answer(*response);
    } else if (auto* open = std::get_if<OpenStream>(&work)) {
        openStream(std::move(*open));
    } else if (auto* chunk = std::get_if<SendChunk>(&work)) {
        sendChunk(std::move(*chunk));
    } else {
        endStream();
    }
    if (!m_processing) {
        settle();
    }
}

void Connection::onReadable() {
    m_now = std::chrono::steady_clock::now();
    if (m_phase == Phase::Lingering) {
        discardInput();
    } else if (m_phase == Phase::Open) {
        readInput();
    }
    settle();
}

void Connection::readInput() {
    for (;;) {
        if ((m_busy || unsent() >= m_site->limits.unsentBytes) && input().size() >= kAhead) {
            return;
        }
        makeRoom();
        const bool wasEmpty = m_begin == m_end;
        const IoResult got = m_transport->read(m_in.data() + m_end, m_in.size() - m_end);
        switch (got.state) {
        case IoState::Done:
            if (wasEmpty) {
                m_began = m_now;
            }
            m_end += got.size;
            break;
        case IoState::NeedsRead:
            return;
        case IoState::NeedsWrite:
            waitWritable();
            return;
        case IoState::Ended:
            m_ended = true;
            return;
        case IoState::Failed:
            close();
            return;
        }
        // What is there is taken before more is read: limits hold, and one peer cannot keep the loop.
        if (got.drained || !m_busy) {
            process();
            if (got.drained || m_phase != Phase::Open || m_closeAfter) {
                return;
            }
        }
    }
}

void Connection::discardInput() {
    std::array<char, 16 * 1024> waste; // NOLINT(cppcoreguidelines-pro-type-member-init)
    for (int round = 0; round < 16; ++round) {
        const IoResult got = m_transport->read(waste.data(), waste.size());
        if (got.state == IoState::Ended || got.state == IoState::Failed) {
            close();
            return;
        }
        if (got.state != IoState::Done || got.drained) {
            return;
        }
    }
}

void Connection::makeRoom() {
    if (m_in.size() - m_end >= kFirstBuffer / 2) {
        return;
    }
    if (m_begin > 0) {
        std::memmove(m_in.data(), m_in.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_in.size() - m_end < kFirstBuffer / 2) {
        m_in.resize(std::max(kFirstBuffer, m_in.size() * 2));
    }
}

void Connection::process() {
    m_processing = true;
    while (m_phase == Phase::Open && !m_busy && !m_closeAfter && unsent() < m_site->limits.unsentBytes) {
        if (!takeRequest()) {
            break;
        }
    }
    m_processing = false;
}

bool Connection::takeHead() {
    const auto size = m_scanner.scan(input(), m_site->limits);
    if (!size) {
        refuse(size.error());
        return false;
    }
    if (*size == 0) {
        return false;
    }
    const auto parsed = parseHead(input().substr(0, *size), m_site->limits, m_site->policy, m_local, m_head);
    if (!parsed) {
        refuse(parsed.error());
        return false;
    }
    m_headSize = *size;
    m_bodySize = m_head.contentLength;
    m_headEnded = m_now;
    m_headAt = input().data();
    if (m_head.expectsContinue && input().size() < m_headSize + m_bodySize) {
        m_out += "HTTP/1.1 100 Continue\r\n\r\n";
    }
    return true;
}

bool Connection::takeRequest() {
    if (m_begin == m_end || (m_headSize == 0 && !takeHead())) {
        return false;
    }
    const std::size_t size = m_headSize + m_bodySize;
    if (input().size() < size) {
        return false;
    }
    // The fields are views into a buffer that may have moved while the body came.
    if (m_headAt != input().data() &&
        !parseHead(input().substr(0, m_headSize), m_site->limits, m_site->policy, m_local, m_head)) {
        refuse({500, Error{Code::Internal, "the request changed while it was read"}});
        return false;
    }
    Request request = RequestBuilder::build(input().substr(0, size), m_headSize, m_head, m_peer.address);
    m_keepAlive = !m_head.close;
    m_content = request.method() == Method::Head ? Content::HeadOnly : Content::WithBody;
    m_begin += size;
    m_headSize = 0;
    m_scanner.reset();
    m_began = m_now;
    if (m_begin == m_end) {
        m_begin = m_end = 0;
        if (m_in.size() > kAhead) {
            m_in = {};
        }
    }
    if (m_crowded && !mayStay(request)) {
        refuse({503, Error{Code::Unavailable, "too many connections are open; try again"}});
        return false;
    }
    m_busy = true;
    m_site->handler->handle(std::move(request), Responder(shared_from_this()));
    return true;
}

void Connection::refuse(const Refusal& refusal) {
    m_begin = m_end = 0;
    appendResponse(m_out, errorResponse(refusal.status, refusal.error), KeepAlive::No, Content::WithBody);
    m_closeAfter = true;
    m_site->handler->refused(m_peer.address, refusal.error.code);
}

void Connection::answer(const Response& response) {
    if (m_phase != Phase::Open) {
        m_busy = false;
        return;
    }
    m_busy = false;
    m_answered = true;
    m_active = m_began = m_now;
    m_closeAfter = !m_keepAlive || m_site->draining.load(std::memory_order_relaxed);
    appendResponse(m_out, response, m_closeAfter ? KeepAlive::No : KeepAlive::Yes, m_content);
}

void Connection::openStream(OpenStream open) {
    m_onClosed = std::move(open.closed);
    if (m_phase != Phase::Open) {
        m_busy = false;
        close();
        if (m_onClosed) {
            std::exchange(m_onClosed, {})(); // closed before it was opened
        }
        return;
    }
    m_streaming = true;
    m_active = m_now;
    appendStreamHead(m_out, open.contentType);
    if (m_site->draining.load(std::memory_order_relaxed)) {
        endStream(); // begun too late: a whole, empty stream, not a connection cut off
    }
}

void Connection::sendChunk(SendChunk chunk) {
    if (!m_streaming || m_phase != Phase::Open || m_closeAfter) {
        chunk.next(StreamState::Closed);
        return;
    }
    appendChunk(m_out, chunk.data);
    m_active = m_now;
    m_next = std::move(chunk.next);
}

void Connection::endStream() {
    if (!m_streaming) {
        return;
    }
    m_streaming = false;
    m_busy = false;
    appendLastChunk(m_out);
    m_closeAfter = true;
}

void Connection::drain() {
    m_now = std::chrono::steady_clock::now();
    if (m_streaming) {
        endStream();
    }
    if (m_phase == Phase::Open && !m_busy && !m_closeAfter) {
        // What had arrived by now is answered, and so is a request of which a part has: its own deadline bounds it.
        readInput();
    }
    const bool asked = m_busy || m_begin != m_end;
    if (!asked && unsent() == 0) {
        close();
        return;
    }
    m_closeAfter = m_closeAfter || !asked;
    settle();
}

void Connection::settle() {
    // What was answered together is written together; what waited for room is taken once it is written.
    while (m_phase == Phase::Open) {
        flush();
        if (m_phase != Phase::Open || unsent() > 0) {
            break;
        }
        process();
        if (unsent() == 0) {
            break;
        }
    }
    if (m_phase == Phase::Open && unsent() == 0) {
        if (m_closeAfter) {
            linger();
        } else if (m_ended && (!m_busy || m_streaming)) {
            close();
        }
    }
    if (m_phase == Phase::Closed) {
        return;
    }
    if (m_phase == Phase::Lingering ||
        (!m_ended && !m_closeAfter && (!m_busy || input().size() < kAhead) && unsent() < m_site->limits.unsentBytes)) {
        waitReadable();
    }
    armTimer();
}

void Connection::flush() {
    while (unsent() > 0) {
        const IoResult put = m_transport->write(m_out.data() + m_sent, unsent());
        if (put.state == IoState::Done) {
            m_sent += put.size;
            m_progress = m_now;
            continue;
        }
        if (put.state == IoState::NeedsWrite || put.state == IoState::NeedsRead) {
            if (!m_waitsWrite) {
                m_progress = m_now;
            }
            waitWritable();
            return;
        }
        close();
        return;
    }
    m_sent = 0;
    if (m_out.capacity() > kAhead) {
        m_out = {};
    } else {
        m_out.clear();
    }
    if (m_next) {
        std::exchange(m_next, {})(StreamState::Open);
    }
}

void Connection::linger() {
    m_transport->finish();
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    if (m_ended) {
        close();
        return;
    }
    m_phase = Phase::Lingering;
    m_lingering = m_now;
    m_in = {};
    m_begin = m_end = 0;
    m_transport = plainTransport(m_socket.native_handle()); // what still comes is not read, only taken
}

void Connection::close() {
    if (m_phase == Phase::Closed) {
        return;
    }
    m_phase = Phase::Closed;
    m_loop->remove(this);
    m_timer.cancel();
    boost::system::error_code ignored;
    m_socket.close(ignored);
    m_streaming = false;
    m_in = {};
    m_begin = m_end = 0;
    m_out = {};
    m_sent = 0;
    if (m_next) {
        std::exchange(m_next, {})(StreamState::Closed);
    }
    if (m_onClosed) {
        std::exchange(m_onClosed, {})();
    }
    if (!m_busy) {
        leave(); // one whose request is being worked on counts until that is over
    }
}

void Connection::waitReadable() {
    if (m_waitsRead) {
        return;
    }
    m_waitsRead = true;
    if (m_transport->holdsInput()) {
        boost::asio::post(m_socket.get_executor(), [self = shared_from_this()] {
            self->m_waitsRead = false;
            self->onReadable();
        });
        return;
    }
    m_socket.async_wait(Socket::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        self->m_waitsRead = false;
        if (!error) {
            self->onReadable();
        }
    });
}

void Connection::waitWritable() {
    if (m_waitsWrite) {
        return;
    }
    m_waitsWrite = true;
    m_socket.async_wait(Socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
        self->m_waitsWrite = false;
        if (!error && self->m_phase == Phase::Open) {
            self->m_now = std::chrono::steady_clock::now();
            self->flush();
            self->onReadable();
        }
    });
}

} // namespace countersign::http
