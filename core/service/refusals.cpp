#include "core/service/refusals_p.h"

namespace countersign::service {

namespace {

constexpr std::size_t kMostNames = 256;
constexpr std::chrono::seconds kPeriod{60};

void add(Refusals::ByName& counts, std::string_view name, Code code) {
    auto key = std::string(name);
    if (counts.size() >= kMostNames && !counts.contains(key)) {
        key = "other";
    }
    ++counts[key][std::string(codeName(code))];
}

} // namespace

Refusals::Refusals(std::function<void(Counts)> deliver)
    : m_deliver(std::move(deliver)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Refusals::~Refusals() {
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void Refusals::countStranger(std::string_view source, Code code) {
    m_total.fetch_add(1, std::memory_order_relaxed);
    const std::scoped_lock lock(m_mutex);
    add(m_counts.sources, source, code);
}

void Refusals::countCaller(std::string_view principal, Code code) {
    const std::scoped_lock lock(m_mutex);
    add(m_counts.callers, principal, code);
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
