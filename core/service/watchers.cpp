#include "core/service/watchers_p.h"

#include <vector>

namespace countersign::service {

Watchers::Watchers() : m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Watchers::~Watchers() {
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
    for (auto& [key, entry] : m_entries) {
        entry.notify(Wake::Closing);
    }
}

void Watchers::add(const RequestId& request, Duration wait, Notify notify) {
    {
        const std::scoped_lock lock(m_mutex);
        const auto key = std::pair(std::chrono::steady_clock::now() + wait, m_next++);
        m_entries.emplace(key, Entry{request, std::move(notify)});
        m_byRequest.emplace(request, key);
    }
    m_wake.notify_all();
}

void Watchers::changed(const RequestId& request) {
    std::vector<Notify> woken;
    {
        const std::scoped_lock lock(m_mutex);
        const auto [begin, end] = m_byRequest.equal_range(request);
        for (auto it = begin; it != end; ++it) {
            const auto entry = m_entries.find(it->second);
            woken.push_back(std::move(entry->second.notify));
            m_entries.erase(entry);
        }
        m_byRequest.erase(begin, end);
    }
    for (auto& notify : woken) {
        notify(Wake::Changed);
    }
}

void Watchers::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (m_entries.empty()) {
            m_wake.wait(lock, stop, [this] { return !m_entries.empty(); });
            continue;
        }
        const auto first = m_entries.begin()->first;
        if (std::chrono::steady_clock::now() < first.first) {
            m_wake.wait_until(lock, stop, first.first,
                              [this, first] { return m_entries.empty() || m_entries.begin()->first != first; });
            continue;
        }
        auto entry = std::move(m_entries.begin()->second);
        m_entries.erase(m_entries.begin());
        const auto [begin, end] = m_byRequest.equal_range(entry.request);
        for (auto it = begin; it != end; ++it) {
            if (it->second == first) {
                m_byRequest.erase(it);
                break;
            }
        }
        lock.unlock();
        entry.notify(Wake::TimedOut);
        lock.lock();
    }
}

} // namespace countersign::service
