#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Times as Go's package time has them, as far as OPA's functions need it: the proleptic Gregorian calendar, zones of
/// the system's database, layouts written with the reference time `Mon Jan 2 15:04:05 MST 2006`.
namespace countersign::policy::detail {

using Seconds = std::int64_t;

/// What a clock on the wall says, and how far it is from UTC.
struct CivilTime {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned nanosecond = 0;
    /// East of Greenwich.
    Seconds offset = 0;
    /// E.g. `CET`; empty when only the offset is known.
    std::string zone = "UTC";
};

/// Offset and name of a zone at a moment.
struct ZoneOffset {
    Seconds offset = 0;
    std::string name = "UTC";
};

/// A zone of the database of time zones; `UTC` when empty. PolicyError when there is none of that name.
class TimeZone {
public:
    static Result<TimeZone> load(std::string_view name);

    [[nodiscard]] ZoneOffset at(Seconds sinceEpoch) const;
    /// The moment that a clock on the wall means there; in the gap and in the doubled hour of a change of the offset,
    /// as Go chooses.
    [[nodiscard]] Seconds toEpoch(Seconds wall) const;

private:
    /// TZif version 2 or 3 (RFC 8536): transitions, then a rule for all that comes after them.
    std::string m_data;
};

/// Days since 1970-01-01; months and days beyond their range are carried over.
[[nodiscard]] std::int64_t daysOf(std::int64_t year, std::int64_t month, std::int64_t day);
/// The civil time of a wall clock's seconds.
[[nodiscard]] CivilTime civilOf(Seconds wall);
/// The wall clock's seconds of a civil time.
[[nodiscard]] Seconds wallOf(const CivilTime& time);

/// 0 is Sunday.
[[nodiscard]] unsigned weekdayOf(Seconds wall);
[[nodiscard]] std::string_view weekdayName(unsigned weekday);

[[nodiscard]] std::string formatTime(std::string_view layout, const CivilTime& time);
/// The moment, in nanoseconds since 1970, which may be beyond 64 bits: seconds and what is left. PolicyError with Go's
/// words when the text is not what the layout says.
struct Moment {
    Seconds seconds = 0;
    unsigned nanoseconds = 0;
};
[[nodiscard]] Result<Moment> parseTime(std::string_view layout, std::string_view text);

/// A name of Go's layouts (`RFC3339`, `ANSIC`, …), or the text itself.
[[nodiscard]] std::string_view layoutOf(std::string_view nameOrLayout);

/// Go's durations: `1h15m30.918s`, `-1.5h`. PolicyError for all else.
[[nodiscard]] Result<std::int64_t> parseDuration(std::string_view text);

} // namespace countersign::policy::detail
