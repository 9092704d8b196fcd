#pragma once

#include "core/http/head_p.h"
#include "core/http/loop_p.h"
#include "core/http/site_p.h"
#include "core/http/transport_p.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace countersign::http {

/// Whether a connection is one of those that everybody may have, or beyond them, where places are kept.
enum class Place { Common, Kept };

/// Who is at the other end.
struct Peer {
    /// Numeric, without port.
    std::string address;
    /// Under which it was counted.
    std::string key;
    /// How many common places those under this key may have.
    std::size_t most = 0;
};

/// One connection: reads, refuses or hands over, writes. Lives on one loop; post() is for all threads.
/// INVARIANT: at most one request is with the handler; its answer is written before the next is taken.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(std::shared_ptr<Loop> loop, std::shared_ptr<Site> site, boost::asio::ip::tcp::socket socket,
               std::unique_ptr<Transport> transport, LocalEnd local, Peer peer, Place place);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Any thread. A response is taken at once when the caller is on the loop's thread.
    static void post(std::shared_ptr<Connection> connection, Work work);

    // On the loop's thread only.
    void start();
    void perform(Work work);
    /// Ends as soon as nothing is in flight.
    void drain();
    void close();
    /// Since when it has been waiting for its peer; `begun`: for the rest of a request. None while the peer waits for
    /// us.
    struct Waiting {
        bool begun = false;
        std::chrono::steady_clock::time_point since;
        friend auto operator<=>(const Waiting&, const Waiting&) = default;
    };
    [[nodiscard]] std::optional<Waiting> waiting() const;
    [[nodiscard]] const std::string& counterKey() const { return m_peer.key; }
    /// Ends, for another one to be taken.
    void giveWay();

private:
    using Time = std::chrono::steady_clock::time_point;
    enum class Phase { Open, Lingering, Closed };

    void onReadable();
    void readInput();
    void discardInput();
    void process();
    [[nodiscard]] bool takeRequest();
    [[nodiscard]] bool takeHead();
    [[nodiscard]] bool mayStay(const Request& request);
    void refuse(const Refusal& refusal);
    void answer(const Response& response);
    void openStream(OpenStream open);
    void sendChunk(SendChunk chunk);
    void endStream();
    void settle();
    void flush();
    void linger();
    void leave();
    void waitReadable();
    void waitWritable();
    [[nodiscard]] Time deadline() const;
    void armTimer();
    void onTimer();
    void makeRoom();
    [[nodiscard]] std::string_view input() const { return {m_in.data() + m_begin, m_end - m_begin}; }
    [[nodiscard]] std::size_t unsent() const { return m_out.size() - m_sent; }

    std::shared_ptr<Loop> m_loop;
    std::shared_ptr<Site> m_site;
    boost::asio::ip::tcp::socket m_socket;
    std::unique_ptr<Transport> m_transport;
    LocalEnd m_local;
    Peer m_peer;

    Phase m_phase = Phase::Open;
    bool m_ended = false;      // the peer sends nothing more
    bool m_busy = false;       // a request is with the handler
    bool m_processing = false; // process() is on the stack
    bool m_closeAfter = false; // close once everything is written
    bool m_streaming = false;
    bool m_answered = false; // at least once
    bool m_crowded = false;  // in a place that is kept, as far as is known
    bool m_left = false;     // no longer counted
    bool m_waitsRead = false;
    bool m_waitsWrite = false;

    std::vector<char> m_in;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    HeadScanner m_scanner;
    std::size_t m_headSize = 0; // 0: not complete
    std::size_t m_bodySize = 0;
    Head m_head;
    const char* m_headAt = nullptr; // the bytes that m_head views into
    bool m_keepAlive = true;
    Content m_content = Content::WithBody;

    std::string m_out;
    std::size_t m_sent = 0;
    EventStream::Next m_next;
    std::move_only_function<void()> m_onClosed;

    boost::asio::steady_timer m_timer;
    Time m_timerAt = Time::max();
    Time m_now;       // of the event being handled
    Time m_began;     // first byte of the request being read, or accepted
    Time m_headEnded; // end of its fields
    Time m_active;    // last answer
    Time m_progress;  // last byte written
    Time m_lingering; // since when
};

} // namespace countersign::http
