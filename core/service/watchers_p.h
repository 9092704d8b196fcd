#pragma once

#include "core/base/id.h"
#include "core/base/time.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace countersign::service {

/// Long polls: each waits for its request to move, or for its deadline (steady clock: wall time may jump).
class Watchers {
public:
    enum class Wake { Changed, TimedOut, Closing };
    using Notify = std::move_only_function<void(Wake)>;

    Watchers();
    /// Wakes all with Closing.
    ~Watchers();
    Watchers(const Watchers&) = delete;
    Watchers& operator=(const Watchers&) = delete;

    /// `notify` is called once, on the thread that calls changed() or on the timer's own.
    void add(const RequestId& request, Duration wait, Notify notify);
    void changed(const RequestId& request);

private:
    using Steady = std::chrono::steady_clock::time_point;
    struct Entry {
        RequestId request;
        Notify notify;
    };
    void run(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::uint64_t m_next = 0;
    /// INVARIANT: both tables name the same entries.
    std::map<std::pair<Steady, std::uint64_t>, Entry> m_entries;
    std::unordered_multimap<RequestId, std::pair<Steady, std::uint64_t>> m_byRequest;
    std::jthread m_thread;
};

} // namespace countersign::service
