#pragma once

#include "core/http/response.h"

#include <functional>
#include <memory>

namespace countersign::http {

class Connection;

enum class StreamState { Open, Closed };

/// An answer that goes on: chunk by chunk until one side ends it. Movable; any thread. Destroying it ends the stream.
class EventStream {
public:
    /// Called once, on a thread of the server, when the chunk is on its way (Open: send the next) or when the peer is
    /// gone or the server stops (Closed).
    using Next = std::move_only_function<void(StreamState)>;

    EventStream() = default;
    explicit EventStream(std::shared_ptr<Connection> connection);
    EventStream(EventStream&&) noexcept = default;
    EventStream& operator=(EventStream&& other) noexcept;
    EventStream(const EventStream&) = delete;
    EventStream& operator=(const EventStream&) = delete;
    ~EventStream();

    /// One chunk at a time: the next one after `next` was called. That is the backpressure.
    void send(std::string chunk, Next next);
    void end();

private:
    std::shared_ptr<Connection> m_connection;
};

/// The duty to answer one request: exactly once, from any thread, at any time. Movable. Destroyed without an answer, it
/// answers 500: a handler that forgets denies.
class Responder {
public:
    explicit Responder(std::shared_ptr<Connection> connection);
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&&) = delete;
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;
    ~Responder();

    void send(Response response);
    /// Answers 200 with chunks that follow. `closed` is called once, on a thread of the server, when the peer is gone,
    /// the server stops or the stream was ended.
    [[nodiscard]] EventStream stream(std::string contentType, std::move_only_function<void()> closed);

private:
    std::shared_ptr<Connection> m_connection;
};

} // namespace countersign::http
