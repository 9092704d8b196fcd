#include "core/policy/builtins/calendar_p.h"

#include <algorithm>
#include <array>
#include <limits>

namespace countersign::policy::detail {

namespace {

constexpr Seconds kDay = 86400;

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::array<std::string_view, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};

struct NamedLayout {
    std::string_view name;
    std::string_view layout;
};

constexpr std::array kLayouts = std::to_array<NamedLayout>({
    {"ANSIC", "Mon Jan _2 15:04:05 2006"},
    {"UnixDate", "Mon Jan _2 15:04:05 MST 2006"},
    {"RubyDate", "Mon Jan 02 15:04:05 -0700 2006"},
    {"RFC822", "02 Jan 06 15:04 MST"},
    {"RFC822Z", "02 Jan 06 15:04 -0700"},
    {"RFC850", "Monday, 02-Jan-06 15:04:05 MST"},
    {"RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"},
    {"RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"},
    {"RFC3339", "2006-01-02T15:04:05Z07:00"},
    {"RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00"},
});

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

constexpr std::array kUnits = std::to_array<Unit>({
    {"ns", 1},
    {"us", 1'000},
    {"\u00B5s", 1'000},
    {"\u03BCs", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"m", 60'000'000'000},
    {"h", 3'600'000'000'000},
});

std::size_t digitsAt(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
}

} // namespace

std::int64_t daysOf(std::int64_t year, std::int64_t month, std::int64_t day) {
    year += floorDivide(month - 1, 12);
    month = month - 1 - floorDivide(month - 1, 12) * 12 + 1;
    // Years from March, so that the leap day is the last of them.
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = floorDivide(y, 400);
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468 + day - 1;
}

CivilTime civilOf(Seconds wall) {
    const std::int64_t days = floorDivide(wall, kDay);
    const std::int64_t second = wall - days * kDay;
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floorDivide(shifted, 146097);
    const std::int64_t dayOfEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shiftedMonth = (5 * dayOfYear + 2) / 153;
    CivilTime time;
    time.day = static_cast<unsigned>(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1);
    time.month = static_cast<unsigned>(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
    time.year = yearOfEra + era * 400 + (time.month <= 2 ? 1 : 0);
    time.hour = static_cast<unsigned>(second / 3600);
    time.minute = static_cast<unsigned>(second / 60 % 60);
    time.second = static_cast<unsigned>(second % 60);
    return time;
}

Seconds wallOf(const CivilTime& time) {
    return daysOf(time.year, time.month, time.day) * kDay + Seconds{time.hour} * 3600 + Seconds{time.minute} * 60 +
           Seconds{time.second};
}

unsigned weekdayOf(Seconds wall) {
    constexpr std::int64_t kThursday = 4; // 1970-01-01
    const std::int64_t days = floorDivide(wall, kDay) + kThursday;
    return static_cast<unsigned>(days - floorDivide(days, 7) * 7);
}

std::string_view weekdayName(unsigned weekday) {
    return kWeekdays[weekday];
}

std::string_view layoutOf(std::string_view nameOrLayout) {
    for (const auto& [name, layout] : kLayouts) {
        if (name == nameOrLayout) {
            return layout;
        }
    }
    return nameOrLayout;
}

Result<std::int64_t> parseDuration(std::string_view text) {
    const auto invalid = [&] {
        return fail(Code::PolicyError, "time: invalid duration \"" + std::string(text) + "\"");
    };
    std::string_view rest = text;
    const bool isNegative = rest.starts_with('-');
    if (isNegative || rest.starts_with('+')) {
        rest.remove_prefix(1);
    }
    if (rest == "0") {
        return 0;
    }
    if (rest.empty()) {
        return invalid();
    }
    __extension__ using Wide = __int128;
    constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
    Wide total = 0;
    while (!rest.empty()) {
        const std::size_t whole = digitsAt(rest, 0);
        const std::string_view digits = rest.substr(0, whole);
        rest.remove_prefix(whole);
        std::string_view fraction;
        if (rest.starts_with('.')) {
            fraction = rest.substr(1, digitsAt(rest, 1));
            rest.remove_prefix(1 + fraction.size());
        }
        if (digits.empty() && fraction.empty()) {
            return invalid();
        }
        const std::size_t length = std::min(rest.find_first_of(".0123456789"), rest.size());
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                       [&](const Unit& row) { return row.name == rest.substr(0, length); });
        if (unit == kUnits.end()) {
            return fail(Code::PolicyError,
                        (length == 0
                             ? "time: missing unit in duration \""
                             : "time: unknown unit \"" + std::string(rest.substr(0, length)) + "\" in duration \"") +
                            std::string(text) + "\"");
        }
        rest.remove_prefix(length);
        Wide value = 0;
        for (const char c : digits) {
            value = value * 10 + (c - '0');
            if (value > kMost + 1) {
                return invalid();
            }
        }
        total += value * unit->nanoseconds;
        if (!fraction.empty()) {
            Wide scale = 1;
            Wide exact = 0;
            // More digits than that no nanosecond shows.
            for (const char c : fraction.substr(0, 18)) {
                exact = exact * 10 + (c - '0');
                scale *= 10;
            }
            total += exact * unit->nanoseconds / scale;
        }
        if (total > kMost + (isNegative ? 1 : 0)) {
            return invalid();
        }
    }
    return static_cast<std::int64_t>(isNegative ? -total : total);
}

} // namespace countersign::policy::detail
