#pragma once

#include "core/base/time.h"

#include <mutex>

namespace countersign::service {

/// The engine's time (design section 4): max(wall, last record's `at`), never backwards. Suspect when the wall clock is
/// more than 30 s behind the last `at`, or jumped by more than 5 minutes against the boot clock; engine time then goes
/// on with the boot clock from where it was, until accept(). Thread-safe.
class EngineClock {
public:
    EngineClock(const Clock& clock, Timestamp lastAt);

    struct Reading {
        Timestamp now;
        bool suspect = false;
    };
    [[nodiscard]] Reading read();
    /// A record with this `at` was committed.
    void recorded(Timestamp at);
    /// ClockSuspect unless the wall clock is at most 30 s behind the ledger, and within 30 s of what is claimed.
    [[nodiscard]] Result<void> checkAcceptable(Timestamp claimed);
    /// The wall clock is right after all.
    void accept();

private:
    std::mutex m_mutex;
    const Clock& m_clock;
    /// The latest time ever told or recorded: engine time never goes back behind it.
    Timestamp m_reached;
    Timestamp m_baseWall;
    Duration m_baseBoot{0};
    Timestamp m_suspectSince;
    Duration m_suspectBoot{0};
    bool m_suspect = false;
};

} // namespace countersign::service
