#pragma once

#include "core/http/host_policy.h"
#include "core/http/server.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

namespace countersign::http {

/// Counts open connections, all and by address. Thread-safe.
class ConnectionCounter {
public:
    enum class Entry {
        Taken,
        /// Beyond what those under this key may have, in a place that is kept.
        CrowdedKey,
        /// Beyond what all may have, in a place that is kept.
        CrowdedServer,
        /// Nothing counted: the kept places are taken as well.
        Refused
    };
    [[nodiscard]] Entry enter(const std::string& key, std::size_t perKey, const Limits& limits);
    /// Whether more are counted than common places are there.
    [[nodiscard]] bool isCrowded(const std::string& key, std::size_t perKey, std::size_t total) const;
    void leave(const std::string& key);
    /// Waits until nobody is counted, or the time is over.
    void awaitNone(std::chrono::steady_clock::time_point until);
    [[nodiscard]] std::size_t total() const { return m_total.load(); }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unordered_map<std::string, std::size_t> m_counts;
    std::atomic<std::size_t> m_total{0};
};

/// What all connections of a server share.
struct Site {
    Limits limits;
    HostPolicy policy;
    std::shared_ptr<Handler> handler;
    ConnectionCounter counter;
    std::atomic<bool> draining{false};
};

} // namespace countersign::http
