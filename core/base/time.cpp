#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <optional>
#include <time.h>

namespace countersign {

namespace {

constexpr std::int64_t kMillisecondsPerDay = 86'400'000;
/// 9999-12-31T23:59:59.999Z.
constexpr std::int64_t kLast = 253'402'300'799'999;

std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return value;
}

/// The fraction as milliseconds, from `.` up to the `Z`; nothing when it is not 0 to 3 digits.
std::optional<unsigned> fraction(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const std::size_t count = text.size() - 1;
    if (text.front() != '.' || count == 0 || count > 3) {
        return std::nullopt;
    }
    constexpr std::array<unsigned, 4> kScale{0, 100, 10, 1};
    const auto value = digits(text, 1, count);
    return value ? std::optional(*value * kScale[count]) : std::nullopt;
}

std::optional<Timestamp> parseTimestamp(std::string_view text) {
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    if (text.size() <= kShape.size() || text.back() != 'Z') {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < kShape.size(); ++i) {
        if (kShape[i] != '0' && text[i] != kShape[i]) {
            return std::nullopt;
        }
    }
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    const auto milli = fraction(text.substr(kShape.size(), text.size() - kShape.size() - 1));
    if (!year || !month || !day || !hour || !minute || !second || !milli) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (*year < 1970 || !date.ok() || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t seconds = (std::int64_t{*hour} * 60 + *minute) * 60 + *second;
    return Timestamp(days * kMillisecondsPerDay + seconds * 1000 + *milli);
}

void putDigits(std::string& out, std::size_t at, std::size_t count, std::int64_t value) {
    for (std::size_t i = at + count; i-- > at; value /= 10) {
        out[i] = static_cast<char>('0' + value % 10);
    }
}

timespec now(clockid_t clock) {
    timespec value{};
    ::clock_gettime(clock, &value);
    return value;
}

std::int64_t milliseconds(const timespec& value) {
    return std::int64_t{value.tv_sec} * 1000 + value.tv_nsec / 1'000'000;
}

} // namespace

Result<Timestamp> Timestamp::parse(std::string_view text) {
    if (const auto parsed = parseTimestamp(text)) {
        return *parsed;
    }
    return fail(Code::InvalidArgument, "`" + std::string(text.substr(0, 64)) +
                                           "` is no timestamp: write UTC such as 2026-11-23T10:00:00.000Z");
}

std::string Timestamp::text() const {
    const std::int64_t value = std::clamp<std::int64_t>(m_milliseconds, 0, kLast);
    const std::int64_t inDay = value % kMillisecondsPerDay;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(value / kMillisecondsPerDay))};
    std::string out = "0000-00-00T00:00:00.000Z";
    putDigits(out, 0, 4, static_cast<int>(date.year()));
    putDigits(out, 5, 2, static_cast<unsigned>(date.month()));
    putDigits(out, 8, 2, static_cast<unsigned>(date.day()));
    putDigits(out, 11, 2, inDay / 3'600'000);
    putDigits(out, 14, 2, inDay / 60'000 % 60);
    putDigits(out, 17, 2, inDay / 1000 % 60);
    putDigits(out, 20, 3, inDay % 1000);
    return out;
}

Timestamp SystemClock::wallNow() const {
    return Timestamp(milliseconds(now(CLOCK_REALTIME)));
}

Duration SystemClock::bootNow() const {
    return Duration(milliseconds(now(CLOCK_BOOTTIME)));
}

} // namespace countersign
