#include "core/policy/builtins/calendar_p.h"
#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <limits>

namespace countersign::policy::detail {

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::string_view kRfc3339 = "2006-01-02T15:04:05Z07:00";
constexpr std::string_view kRfc3339Nano = "2006-01-02T15:04:05.999999999Z07:00";

/// A moment in the zone in which it is looked at.
struct ZonedTime {
    std::int64_t nanoseconds = 0;
    TimeZone zone;
    std::string_view layout = kRfc3339Nano;

    [[nodiscard]] CivilTime civil() const {
        std::int64_t seconds = nanoseconds / kNanoseconds;
        std::int64_t rest = nanoseconds % kNanoseconds;
        if (rest < 0) {
            rest += kNanoseconds;
            --seconds;
        }
        ZoneOffset offset = zone.at(seconds);
        CivilTime time = civilOf(seconds + offset.offset);
        time.nanosecond = static_cast<unsigned>(rest);
        time.offset = offset.offset;
        time.zone = std::move(offset.name);
        return time;
    }
};

/// Nanoseconds, or `[nanoseconds, zone]`, or `[nanoseconds, zone, layout]`.
Result<ZonedTime> timeOperand(Arguments arguments, std::size_t position) {
    const Value& operand = arguments[position];
    const auto elements = operand.elements();
    if (!operand.isNumber() && (!operand.isArray() || elements.empty())) {
        return operandTypeError(position, operand, {"either number (ns) or [number (ns), string (tz)]"});
    }
    const Value& number = operand.isNumber() ? operand : elements[0];
    if (!number.isNumber()) {
        return operandTypeError(position, number, {"number"});
    }
    ZonedTime time;
    for (std::size_t i = 1; i < std::min<std::size_t>(elements.size(), 3); ++i) {
        if (!elements[i].isString()) {
            return operandTypeError(position, elements[i], {"string"});
        }
    }
    if (elements.size() > 1) {
        TRY(time.zone, TimeZone::load(elements[1].asString()));
    }
    if (elements.size() > 2 && !elements[2].asString().empty()) {
        time.layout = layoutOf(elements[2].asString());
    }
    const auto integer = toInteger(number);
    if (!integer || *integer > std::numeric_limits<std::int64_t>::max() ||
        *integer < std::numeric_limits<std::int64_t>::min()) {
        return builtinError("timestamp too big");
    }
    time.nanoseconds = static_cast<std::int64_t>(*integer);
    return time;
}

BuiltinResult ofMoment(const Moment& moment) {
    const Integer nanoseconds = Integer(moment.seconds) * kNanoseconds + moment.nanoseconds;
    if (nanoseconds > std::numeric_limits<std::int64_t>::max() ||
        nanoseconds < std::numeric_limits<std::int64_t>::min()) {
        return builtinError("time outside of valid range");
    }
    return Value::integer(static_cast<std::int64_t>(nanoseconds));
}

BuiltinResult now(BuiltinContext& context, Arguments) {
    return Value::integer(context.nowNanoseconds());
}

BuiltinResult parse(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view layout, stringOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    CHECK(context.step(layout.size()));
    TRY(const Moment moment, parseTime(layoutOf(layout), text));
    return ofMoment(moment);
}

BuiltinResult parseRfc3339(BuiltinContext&, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const Moment moment, parseTime(kRfc3339, text));
    return ofMoment(moment);
}

BuiltinResult parseDurationNs(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.step(text.size()));
    TRY(const std::int64_t duration, parseDuration(text));
    return Value::integer(duration);
}

Value numbers(std::initializer_list<std::int64_t> list) {
    std::vector<Value> values;
    std::ranges::transform(list, std::back_inserter(values), Value::integer);
    return Value::array(values);
}

BuiltinResult date(BuiltinContext&, Arguments arguments) {
    TRY(const ZonedTime time, timeOperand(arguments, 0));
    const CivilTime civil = time.civil();
    return numbers({civil.year, civil.month, civil.day});
}

BuiltinResult clock(BuiltinContext&, Arguments arguments) {
    TRY(const ZonedTime time, timeOperand(arguments, 0));
    const CivilTime civil = time.civil();
    return numbers({civil.hour, civil.minute, civil.second});
}

BuiltinResult weekday(BuiltinContext&, Arguments arguments) {
    TRY(const ZonedTime time, timeOperand(arguments, 0));
    return Value::string(weekdayName(weekdayOf(wallOf(time.civil()))));
}

BuiltinResult format(BuiltinContext& context, Arguments arguments) {
    TRY(const ZonedTime time, timeOperand(arguments, 0));
    CHECK(context.step(time.layout.size()));
    return madeString(context, formatTime(time.layout, time.civil()));
}

BuiltinResult addDate(BuiltinContext&, Arguments arguments) {
    TRY(const ZonedTime time, timeOperand(arguments, 0));
    TRY(const std::int64_t years, integerOperand(arguments, 1));
    TRY(const std::int64_t months, integerOperand(arguments, 2));
    TRY(const std::int64_t days, integerOperand(arguments, 3));
    constexpr std::int64_t kMost = 1'000'000; // far beyond what 64 bits of nanoseconds hold
    if (std::abs(years) > kMost || std::abs(months) > kMost || std::abs(days) > kMost) {
        return builtinError("time outside of valid range");
    }
    CivilTime civil = time.civil();
    const Seconds ofDay = wallOf(civil) - daysOf(civil.year, civil.month, civil.day) * 86400;
    const std::int64_t day = daysOf(civil.year + years, civil.month + months, civil.day + days);
    return ofMoment({time.zone.toEpoch(day * 86400 + ofDay), civil.nanosecond});
}

/// Years, months, days, hours, minutes and seconds between two times, as a calendar counts them.
BuiltinResult diff(BuiltinContext&, Arguments arguments) {
    TRY(ZonedTime first, timeOperand(arguments, 0));
    TRY(ZonedTime second, timeOperand(arguments, 1));
    second.zone = first.zone;
    if (first.nanoseconds > second.nanoseconds) {
        std::swap(first.nanoseconds, second.nanoseconds);
    }
    const CivilTime a = first.civil();
    const CivilTime b = second.civil();
    const auto less = [](unsigned x, unsigned y) {
        return static_cast<std::int64_t>(x) - static_cast<std::int64_t>(y);
    };
    std::int64_t years = b.year - a.year;
    std::int64_t months = less(b.month, a.month);
    std::int64_t days = less(b.day, a.day);
    std::int64_t hours = less(b.hour, a.hour);
    std::int64_t minutes = less(b.minute, a.minute);
    std::int64_t seconds = less(b.second, a.second);
    const auto borrow = [](std::int64_t& unit, std::int64_t& larger, std::int64_t size) {
        if (unit < 0) {
            unit += size;
            --larger;
        }
    };
    borrow(seconds, minutes, 60);
    borrow(minutes, hours, 60);
    borrow(hours, days, 24);
    borrow(days, months, daysOf(a.year, a.month + 1, 1) - daysOf(a.year, a.month, 1));
    borrow(months, years, 12);
    return numbers({years, months, days, hours, minutes, seconds});
}

constexpr Type kTime{static_cast<std::uint8_t>(kNumber.kinds | kArray.kinds), kAny.kinds};
constexpr Type kNumbers = of(kArray, kNumber);

constexpr std::array kTable = std::to_array<Builtin>({
    {"time.now_ns", takes({}, kNumber), now, "The time of this decision, in nanoseconds since 1970.",
     Trait::Nondeterministic},
    {"time.parse_ns", takes({kString, kString}, kNumber), parse,
     "The nanoseconds that a text means which is written as the layout says (Go's, or a name like RFC1123)."},
    {"time.parse_rfc3339_ns", takes({kString}, kNumber), parseRfc3339,
     "The nanoseconds of a time like 2026-11-23T10:00:00Z."},
    {"time.parse_duration_ns", takes({kString}, kNumber), parseDurationNs, "The nanoseconds of a duration like 1h30m."},
    {"time.date", takes({kTime}, kNumbers), date, "Year, month and day, in UTC or the given zone."},
    {"time.clock", takes({kTime}, kNumbers), clock, "Hour, minute and second, in UTC or the given zone."},
    {"time.weekday", takes({kTime}, kString), weekday, "The name of the day of the week, in UTC or the given zone."},
    {"time.format", takes({kTime}, kString), format, "The time as text: RFC 3339, or as the given layout says."},
    {"time.add_date", takes({kTime, kNumber, kNumber, kNumber}, kNumber), addDate,
     "The time so many years, months and days later."},
    {"time.diff", takes({kTime, kTime}, kNumbers), diff,
     "Years, months, days, hours, minutes and seconds between two times."},
});

} // namespace

std::span<const Builtin> timeBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
