#pragma once

#include "core/store/read_store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace countersign::service {

/// A few threads, each with a read-only connection of its own. Queued work that did not start when the pool ends is run
/// with Unavailable.
class Readers {
public:
    using Work = std::move_only_function<void(Result<store::ReadStore*>)>;

    static Result<std::unique_ptr<Readers>> start(const std::string& path, unsigned threads);
    ~Readers();
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    /// Any thread.
    void post(Work work);

private:
    Readers() = default;
    void run(const std::stop_token& stop, store::ReadStore& store);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Work> m_queue;
    std::vector<std::jthread> m_threads;
};

} // namespace countersign::service
