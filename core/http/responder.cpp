#include "core/http/responder.h"

#include "core/http/connection_p.h"

namespace countersign::http {

EventStream::EventStream(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}

EventStream& EventStream::operator=(EventStream&& other) noexcept {
    if (this != &other) {
        end();
        m_connection = std::move(other.m_connection);
    }
    return *this;
}

EventStream::~EventStream() {
    end();
}

void EventStream::send(std::string chunk, Next next) {
    if (m_connection == nullptr) {
        next(StreamState::Closed);
        return;
    }
    Connection::post(m_connection, SendChunk{std::move(chunk), std::move(next)});
}

void EventStream::end() {
    if (m_connection != nullptr) {
        Connection::post(std::exchange(m_connection, nullptr), EndStream{});
    }
}

Responder::Responder(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}

Responder::~Responder() {
    if (m_connection != nullptr) {
        send(errorResponse(500, Error{Code::Internal, "the request was not answered; try again"}));
    }
}

void Responder::send(Response response) {
    if (m_connection != nullptr) {
        Connection::post(std::exchange(m_connection, nullptr), std::move(response));
    }
}

EventStream Responder::stream(std::string contentType, std::move_only_function<void()> closed) {
    if (m_connection == nullptr) {
        return {};
    }
    Connection::post(m_connection, OpenStream{std::move(contentType), std::move(closed)});
    return EventStream(std::exchange(m_connection, nullptr));
}

} // namespace countersign::http
