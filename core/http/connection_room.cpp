#include "core/http/connection_p.h"

namespace countersign::http {

namespace {

/// Whose requests have the places beyond the cap: who stops an agent must get in.
constexpr std::string_view kKeptFor = "/operator/";

} // namespace

Connection::Time Connection::deadline() const {
    const Limits& limits = m_site->limits;
    if (m_phase == Phase::Lingering) {
        return m_lingering + limits.lingerDeadline;
    }
    if (unsent() > 0) {
        return m_progress + limits.writeDeadline;
    }
    if (m_busy) {
        return m_streaming ? m_active + limits.silence : Time::max();
    }
    if (m_headSize > 0) {
        return m_headEnded + limits.bodyDeadline;
    }
    if (m_begin != m_end || !m_answered) {
        return m_began + limits.headerDeadline;
    }
    return m_active + limits.idleDeadline;
}

void Connection::armTimer() {
    const Time at = deadline();
    if (at >= m_timerAt) {
        return; // the timer that runs looks again when it ends
    }
    m_timerAt = at;
    m_timer.expires_at(at);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) {
            self->m_timerAt = Time::max();
            self->onTimer();
        }
    });
}

void Connection::onTimer() {
    m_now = std::chrono::steady_clock::now();
    if (m_phase == Phase::Closed) {
        return;
    }
    if (m_now < deadline()) {
        armTimer();
        return;
    }
    if (m_streaming && unsent() == 0) {
        appendChunk(m_out, ":\n\n");
        m_active = m_now;
        settle();
        return;
    }
    const bool partial = m_phase == Phase::Open && unsent() == 0 && m_begin != m_end;
    if (!partial) {
        close();
        return;
    }
    refuse({408, Error{Code::Timeout, "the request did not arrive in time"}});
    settle();
}

std::optional<Connection::Waiting> Connection::waiting() const {
    if (m_phase != Phase::Open || m_busy || m_closeAfter || unsent() > 0) {
        return std::nullopt;
    }
    const bool begun = m_begin != m_end;
    return Waiting{.begun = begun, .since = begun || !m_answered ? m_began : m_active};
}

void Connection::giveWay() {
    m_now = std::chrono::steady_clock::now();
    if (m_begin == m_end) {
        close();
        return;
    }
    refuse({503, Error{Code::Unavailable, "too many connections are open; try again"}});
    flush();
    close();
}

bool Connection::mayStay(const Request& request) {
    // Somebody who waited has given way meanwhile, most likely.
    m_crowded = m_site->counter.isCrowded(m_peer.key, m_peer.most, m_site->limits.total);
    return !m_crowded || request.path().starts_with(kKeptFor);
}

} // namespace countersign::http
