#include "core/service/refusals_p.h"

namespace countersign::service {

namespace {

constexpr std::size_t kMaxSources = 256;
constexpr std::chrono::seconds kPeriod{60};

} // namespace

Refusals::Refusals(std::function<void(Counts)> deliver)
    : m_deliver(std::move(deliver)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Refusals::~Refusals() {
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void Refusals::count(std::string_view source, Code code) {
    m_total.fetch_add(1, std::memory_order_relaxed);
    const std::scoped_lock lock(m_mutex);
    auto key = std::string(source);
    if (m_counts.size() >= kMaxSources && !m_counts.contains(key)) {
        key = "other";
    }
    ++m_counts[key][std::string(codeName(code))];
}

Refusals::Counts Refusals::take() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_counts, {});
}

void Refusals::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, kPeriod, [] { return false; });
        }
        m_deliver(take());
    }
}

} // namespace countersign::service
