#pragma once

#include "core/base/time.h"

#include <atomic>

namespace countersign::sample {

/// A clock that is turned on through a past: both its clocks together, never back. Thread-safe.
class TurnedClock final : public Clock {
public:
    explicit TurnedClock(Timestamp start) : m_start(start), m_now(start.milliseconds()) {}

    [[nodiscard]] Timestamp wallNow() const override { return Timestamp(m_now); }
    [[nodiscard]] Duration bootNow() const override { return Timestamp(m_now) - m_start; }
    /// No effect when that is past.
    void turnTo(Timestamp time) {
        if (time > wallNow()) {
            m_now = time.milliseconds();
        }
    }

private:
    const Timestamp m_start;
    std::atomic<std::int64_t> m_now;
};

} // namespace countersign::sample
