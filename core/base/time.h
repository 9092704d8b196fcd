#pragma once

#include "core/base/result.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace countersign {

using Duration = std::chrono::milliseconds;

/// An instant in UTC with a resolution of one millisecond, between the years 1970 and 9999. Text form is RFC 3339 with
/// `Z`, written with exactly three fraction digits (`2026-11-23T10:00:00.000Z`); parsing also accepts 0 to 3 digits and
/// refuses offsets, leap seconds and lower-case letters, so that a value has few spellings. Arithmetic may leave those
/// years: text() then writes the nearest end.
class Timestamp {
public:
    Timestamp() = default;
    explicit constexpr Timestamp(std::int64_t millisecondsSinceEpoch) : m_milliseconds(millisecondsSinceEpoch) {}

    static Result<Timestamp> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t milliseconds() const { return m_milliseconds; }
    [[nodiscard]] std::string text() const;

    friend constexpr Timestamp operator+(Timestamp t, Duration d) { return Timestamp(t.m_milliseconds + d.count()); }
    friend constexpr Timestamp operator-(Timestamp t, Duration d) { return Timestamp(t.m_milliseconds - d.count()); }
    friend constexpr Duration operator-(Timestamp a, Timestamp b) {
        return Duration(a.m_milliseconds - b.m_milliseconds);
    }
    friend constexpr auto operator<=>(Timestamp, Timestamp) = default;

private:
    std::int64_t m_milliseconds = 0;
};

/// Where time comes from; injected, so that tests turn it. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall-clock time; may jump.
    [[nodiscard]] virtual Timestamp wallNow() const = 0;
    /// Time since boot, suspend included; never jumps. Comparable only with itself within one boot.
    [[nodiscard]] virtual Duration bootNow() const = 0;
};

/// The machine's clocks (CLOCK_REALTIME, CLOCK_BOOTTIME).
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp wallNow() const override;
    [[nodiscard]] Duration bootNow() const override;
};

} // namespace countersign
