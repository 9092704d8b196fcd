#pragma once

#include "core/http/server.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

namespace peer {

using namespace countersign;

/// Answers `METHOD path?query body`; `…/hold` waits until the test releases it, `/stream` becomes a stream for the
/// test,
/// `/forget` is dropped, `/large` answers a megabyte.
class EchoHandler final : public http::Handler {
public:
    void handle(http::Request request, http::Responder responder) override {
        ++handled;
        if (request.path().ends_with("/hold")) {
            const std::lock_guard lock(m_mutex);
            m_held.push_back(std::move(responder));
            m_changed.notify_all();
            return;
        }
        if (request.path() == "/stream") {
            auto stream = responder.stream("text/event-stream", [this] {
                const std::lock_guard lock(m_mutex);
                ++m_closed;
                m_changed.notify_all();
            });
            const std::lock_guard lock(m_mutex);
            m_streams.push_back(std::move(stream));
            m_changed.notify_all();
            return;
        }
        if (request.path() == "/forget") {
            return;
        }
        http::Response response;
        response.contentType = "text/plain";
        if (request.path() == "/large") {
            response.body.assign(1024 * 1024, 'x');
        } else {
            response.body = std::string(methodName(request.method())) + " " + std::string(request.path()) + "?" +
                            std::string(request.query()) + " " + std::string(request.body());
        }
        responder.send(std::move(response));
    }
    void refused(std::string_view, Code code) override {
        const std::lock_guard lock(m_mutex);
        m_refusals.push_back(code);
    }
    void listening(const std::string& address) override { heard = address; }
    void draining() override {
        const std::lock_guard lock(m_mutex);
        m_draining = true;
        m_changed.notify_all();
    }

    http::Responder takeHeld() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_held.empty(); });
        auto held = std::move(m_held.front());
        m_held.pop_front();
        return held;
    }
    http::EventStream takeStream() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_streams.empty(); });
        auto stream = std::move(m_streams.front());
        m_streams.pop_front();
        return stream;
    }
    void awaitClosed(int count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed >= count; });
    }
    void awaitDraining() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_draining; });
    }
    std::vector<Code> refusals() {
        const std::lock_guard lock(m_mutex);
        return m_refusals;
    }

    std::atomic<int> handled{0};
    std::string heard;

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<http::Responder> m_held;
    std::deque<http::EventStream> m_streams;
    std::vector<Code> m_refusals;
    int m_closed = 0;
    bool m_draining = false;
};

} // namespace peer
