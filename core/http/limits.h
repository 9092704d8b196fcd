#pragma once

#include <chrono>
#include <cstddef>

namespace countersign::http {

/// What a peer may use of a server before and while it is heard. All of them hold before anything is parsed.
struct Limits {
    /// Request line and fields together, with their line ends: 431.
    std::size_t headerBytes = 16 * 1024;
    /// Length of the request target: 414.
    std::size_t targetBytes = 4 * 1024;
    /// Number of fields: 431.
    std::size_t fields = 64;
    /// 413.
    std::size_t bodyBytes = 1024 * 1024;
    /// From the first byte of a request (of the connection, for its first one) to the end of its fields: 408. The TLS
    /// handshake has the same time.
    std::chrono::milliseconds headerDeadline{10'000};
    /// From the end of the fields to the end of the body: 408.
    std::chrono::milliseconds bodyDeadline{30'000};
    /// Between two requests; then the connection is closed without a word.
    std::chrono::milliseconds idleDeadline{60'000};
    /// How long a peer may leave answered bytes unread.
    std::chrono::milliseconds writeDeadline{30'000};
    /// A stream says something at least this often, if only a comment line: so its peer knows that the silence is not a
    /// broken connection, and the server that the peer still reads.
    std::chrono::milliseconds silence{15'000};
    /// How long what a refused peer still sends is read and thrown away, so that the answer reaches it.
    std::chrono::milliseconds lingerDeadline{1'000};
    /// How long stop() waits for requests in flight.
    std::chrono::milliseconds drainDeadline{10'000};
    /// Open connections of one address (of one /64 for IPv6). Beyond, the one that has been waiting longest for its
    /// peer is closed (503 when a part of a request came).
    std::size_t perAddress = 64;
    /// The same for loopback, where everybody shares one address.
    std::size_t perLoopback = 2048;
    /// All open connections.
    std::size_t total = 4096;
    /// Beyond these, when nobody can be closed because all are being answered: places for requests of operators; others
    /// get 503. When they are taken too, connections are closed without a word.
    std::size_t kept = 32;
    /// Unsent answer bytes of one connection, beyond which its next request waits.
    std::size_t unsentBytes = 256 * 1024;
};

} // namespace countersign::http
