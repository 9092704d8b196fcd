#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace countersign::service {

/// Does work in a thread of its own, on one thing after the other in the order in which they were put in. What `work`
/// touches belongs to that thread until finish() has returned. Used from one thread.
template <class T>
class Lane {
public:
    explicit Lane(std::function<void(T)> work) : m_work(std::move(work)), m_thread([this] { run(); }) {}
    ~Lane() { finish(); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    /// Waits while as much is unworked as may wait, so that a fast reader does not fill the memory.
    void put(T item) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.size() < kMayWait; });
        m_waiting.push_back(std::move(item));
        m_changed.notify_all();
    }

    /// Whether put() would wait: the other thread has more to do than this one.
    [[nodiscard]] bool full() const {
        const std::lock_guard lock(m_mutex);
        return m_waiting.size() >= kMayWait;
    }

    /// Waits until everything is done; nothing is put in afterwards.
    void finish() {
        {
            const std::lock_guard lock(m_mutex);
            m_finishing = true;
            m_changed.notify_all();
        }
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    static constexpr std::size_t kMayWait = 16;

    void run() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_finishing || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            T item = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_changed.notify_all();
            lock.unlock();
            m_work(std::move(item));
            lock.lock();
        }
    }

    std::function<void(T)> m_work;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_waiting;
    bool m_finishing = false;
    // Last: it uses the others.
    std::thread m_thread;
};

} // namespace countersign::service
