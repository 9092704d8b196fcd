#include "core/service/engine_clock.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr Duration kBehind{30'000};
constexpr Duration kJump{5 * 60 * 1000};

} // namespace

EngineClock::EngineClock(const Clock& clock, Timestamp lastAt)
    : m_clock(clock), m_reached(lastAt), m_baseWall(clock.wallNow()), m_baseBoot(clock.bootNow()),
      m_suspectSince(lastAt), m_suspectBoot(m_baseBoot) {}

EngineClock::Reading EngineClock::read() {
    const std::scoped_lock lock(m_mutex);
    const auto wall = m_clock.wallNow();
    const auto boot = m_clock.bootNow();
    if (!m_suspect) {
        const auto expected = m_baseWall + (boot - m_baseBoot);
        const auto jump = wall - expected;
        if (m_reached - wall > kBehind || jump > kJump || jump < -kJump) {
            m_suspect = true;
            // From where time stood when the wall clock could last be trusted.
            m_suspectSince = std::max(m_reached, expected);
            m_suspectBoot = boot;
        }
    }
    m_reached = std::max(m_reached, m_suspect ? m_suspectSince + (boot - m_suspectBoot) : wall);
    return {m_reached, m_suspect};
}

void EngineClock::recorded(Timestamp at) {
    const std::scoped_lock lock(m_mutex);
    m_reached = std::max(m_reached, at);
}

Result<void> EngineClock::checkAcceptable(Timestamp claimed) {
    const std::scoped_lock lock(m_mutex);
    const auto wall = m_clock.wallNow();
    if (m_reached - wall > kBehind) {
        return fail(Code::ClockSuspect, "the wall clock is behind the ledger's last record at " + m_reached.text() +
                                            "; set the clock right, then accept it");
    }
    if (wall - claimed > kBehind || claimed - wall > kBehind) {
        return fail(Code::ClockSuspect, "the wall clock says " + wall.text() + ", not " + claimed.text() +
                                            "; look at both clocks, then sign again");
    }
    return {};
}

void EngineClock::accept() {
    const std::scoped_lock lock(m_mutex);
    m_suspect = false;
    m_baseWall = m_clock.wallNow();
    m_baseBoot = m_clock.bootNow();
}

} // namespace countersign::service
