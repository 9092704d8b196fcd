#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace countersign::service {

/// Counts refusals that leave no record of their own and hands them over once a minute, so that nobody floods the
/// ledger. Bounded: past 256 different sources, or callers, further ones count under `other`.
class Refusals {
public:
    using ByName = std::map<std::string, std::map<std::string, std::uint64_t>>; // name -> code -> count
    struct Counts {
        /// Of callers who are not known, by source address.
        ByName sources;
        /// Of callers who are, by principal.
        ByName callers;
        [[nodiscard]] bool empty() const { return sources.empty() && callers.empty(); }
    };
    /// Called on a thread of its own, every minute with the counts since the last time (empty ones too: whoever takes
    /// them also tidies), and once at the end.
    explicit Refusals(std::function<void(Counts)> deliver);
    ~Refusals();
    Refusals(const Refusals&) = delete;
    Refusals& operator=(const Refusals&) = delete;

    void countStranger(std::string_view source, Code code);
    void countCaller(std::string_view principal, Code code);
    /// Of strangers, since the start.
    [[nodiscard]] std::uint64_t total() const { return m_total.load(std::memory_order_relaxed); }

private:
    void run(const std::stop_token& stop);
    Counts take();

    std::function<void(Counts)> m_deliver;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Counts m_counts;
    std::atomic<std::uint64_t> m_total = 0;
    std::jthread m_thread;
};

} // namespace countersign::service
