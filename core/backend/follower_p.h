#pragma once

#include "core/backend/backend.h"
#include "core/service/engine.h"

#include <mutex>

namespace countersign::backend {

/// Reads the engine's records in order, a batch at a time, and hands them on; woken by each commit.
class Follower : public std::enable_shared_from_this<Follower> {
public:
    using Receive = std::function<void(const Backend::Batch&)>;

    /// The engine lives until stop() has returned.
    Follower(service::Engine& engine, std::uint64_t from, Receive receive)
        : m_engine(&engine), m_next(from), m_receive(std::move(receive)) {}

    void start();
    /// Nothing is delivered once this has returned, unless it was called from within a delivery.
    void stop();

private:
    void wake();
    void read();
    void take(Result<Backend::Batch> batch);

    std::mutex m_mutex;
    /// Held during a delivery, so that stop() can wait for it.
    std::recursive_mutex m_delivery;
    /// Null once stopped.
    service::Engine* m_engine;
    std::shared_ptr<void> m_commits;
    std::uint64_t m_next;
    Receive m_receive;
    bool m_reading = false;
    /// A commit came in while a batch was being read.
    bool m_more = false;
};

} // namespace countersign::backend
