#include "core/policy/builtins/calendar_p.h"

#include <algorithm>
#include <array>

namespace countersign::policy::detail {

namespace {

enum class Field : std::uint8_t {
    Literal,
    LongMonth,
    Month,
    NumericMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    SpacedDay,
    ZeroDay,
    SpacedYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperHalf,
    LowerHalf,
    ZoneName,
    /// Offsets: `Z` for UTC when the layout begins with it.
    Offset,
    /// `.000` or `.999`, also with a comma.
    Fraction,
};

struct Piece {
    Field field = Field::Literal;
    std::string_view text;
};

struct Token {
    std::string_view text;
    Field field;
};

/// Longer ones first where one begins like another.
constexpr std::array kTokens = std::to_array<Token>({
    {"January", Field::LongMonth}, {"Jan", Field::Month},        {"Monday", Field::LongWeekday},
    {"Mon", Field::Weekday},       {"MST", Field::ZoneName},     {"2006", Field::LongYear},
    {"__2", Field::SpacedYearDay}, {"002", Field::ZeroYearDay},  {"01", Field::ZeroMonth},
    {"02", Field::ZeroDay},        {"03", Field::ZeroHour12},    {"04", Field::ZeroMinute},
    {"05", Field::ZeroSecond},     {"06", Field::Year},          {"15", Field::Hour},
    {"PM", Field::UpperHalf},      {"pm", Field::LowerHalf},     {"-07:00:00", Field::Offset},
    {"-070000", Field::Offset},    {"-07:00", Field::Offset},    {"-0700", Field::Offset},
    {"-07", Field::Offset},        {"Z07:00:00", Field::Offset}, {"Z070000", Field::Offset},
    {"Z07:00", Field::Offset},     {"Z0700", Field::Offset},     {"Z07", Field::Offset},
    {"_2", Field::SpacedDay},      {"1", Field::NumericMonth},   {"2", Field::Day},
    {"3", Field::Hour12},          {"4", Field::Minute},         {"5", Field::Second},
});

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// `.000` and `.999`: a dot or a comma, then one digit repeated, then no other digit.
std::size_t fractionAt(std::string_view layout, std::size_t at) {
    if ((layout[at] != '.' && layout[at] != ',') || at + 1 >= layout.size() ||
        (layout[at + 1] != '0' && layout[at + 1] != '9')) {
        return 0;
    }
    const std::size_t end = std::min(layout.find_first_not_of(layout[at + 1], at + 1), layout.size());
    return end < layout.size() && isDigit(layout[end]) ? 0 : end - at;
}

Piece pieceAt(std::string_view layout, std::size_t at) {
    if (const std::size_t length = fractionAt(layout, at)) {
        return {Field::Fraction, layout.substr(at, length)};
    }
    const std::string_view rest = layout.substr(at);
    for (const auto& [text, field] : kTokens) {
        if (!rest.starts_with(text)) {
            continue;
        }
        // `Jan` is no month in `January`'s relatives, nor `Mon` a day in `Month`.
        if ((field == Field::Month || field == Field::Weekday) && rest.size() > 3 && rest[3] >= 'a' && rest[3] <= 'z') {
            continue;
        }
        // `_2006` is a blank line and a year, not a day.
        if (field == Field::SpacedDay && rest.starts_with("_2006")) {
            continue;
        }
        return {field, text};
    }
    return {Field::Literal, rest.substr(0, 1)};
}

std::string padded(std::int64_t number, std::size_t width, char pad = '0') {
    std::string text = std::to_string(number < 0 ? -number : number);
    text.insert(0, text.size() < width ? width - text.size() : 0, pad);
    return number < 0 ? "-" + text : text;
}

/// How many of hours, minutes and seconds an offset shows.
std::size_t offsetParts(std::string_view token) {
    return static_cast<std::size_t>(std::ranges::count_if(token, isDigit)) / 2;
}

std::string offsetText(std::string_view token, Seconds offset) {
    if (token.front() == 'Z' && offset == 0) {
        return "Z";
    }
    const Seconds size = offset < 0 ? -offset : offset;
    const std::string colon = token.find(':') != std::string_view::npos ? ":" : "";
    const std::size_t parts = offsetParts(token);
    return (offset < 0 ? "-" : "+") + padded(size / 3600, 2) + (parts > 1 ? colon + padded(size / 60 % 60, 2) : "") +
           (parts > 2 ? colon + padded(size % 60, 2) : "");
}

std::string zoneText(const CivilTime& time) {
    if (!time.zone.empty() && time.zone.front() != '+' && time.zone.front() != '-') {
        return time.zone;
    }
    // No abbreviation: the offset stands for it.
    const Seconds minutes = (time.offset < 0 ? -time.offset : time.offset) / 60;
    return (time.offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + (minutes % 60 != 0 ? padded(minutes % 60, 2) : "");
}

std::string fractionText(std::string_view token, unsigned nanosecond) {
    std::string digits = padded(nanosecond, 9).substr(0, token.size() - 1);
    if (token[1] == '9') {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.empty()) {
            return "";
        }
    }
    return token[0] + digits;
}

std::string fieldText(const Piece& piece, const CivilTime& time) {
    const unsigned hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12;
    const auto yearDay = [&] { return daysOf(time.year, time.month, time.day) - daysOf(time.year, 1, 1) + 1; };
    switch (piece.field) {
    case Field::Literal:
        return std::string(piece.text);
    case Field::LongMonth:
        return std::string(kMonths[time.month - 1]);
    case Field::Month:
        return std::string(kMonths[time.month - 1].substr(0, 3));
    case Field::NumericMonth:
        return std::to_string(time.month);
    case Field::ZeroMonth:
        return padded(time.month, 2);
    case Field::LongWeekday:
        return std::string(weekdayName(weekdayOf(wallOf(time))));
    case Field::Weekday:
        return std::string(weekdayName(weekdayOf(wallOf(time))).substr(0, 3));
    case Field::Day:
        return std::to_string(time.day);
    case Field::SpacedDay:
        return padded(time.day, 2, ' ');
    case Field::ZeroDay:
        return padded(time.day, 2);
    case Field::SpacedYearDay:
        return padded(yearDay(), 3, ' ');
    case Field::ZeroYearDay:
        return padded(yearDay(), 3);
    case Field::Hour:
        return padded(time.hour, 2);
    case Field::Hour12:
        return std::to_string(hour12);
    case Field::ZeroHour12:
        return padded(hour12, 2);
    case Field::Minute:
        return std::to_string(time.minute);
    case Field::ZeroMinute:
        return padded(time.minute, 2);
    case Field::Second:
        return std::to_string(time.second);
    case Field::ZeroSecond:
        return padded(time.second, 2);
    case Field::LongYear:
        return padded(time.year, 4);
    case Field::Year:
        return padded((time.year % 100 + 100) % 100, 2);
    case Field::UpperHalf:
        return time.hour >= 12 ? "PM" : "AM";
    case Field::LowerHalf:
        return time.hour >= 12 ? "pm" : "am";
    case Field::ZoneName:
        return zoneText(time);
    case Field::Offset:
        return offsetText(piece.text, time.offset);
    case Field::Fraction:
        return fractionText(piece.text, time.nanosecond);
    }
    std::unreachable();
}

/// One walk over a layout and a text at once.
class Parser {
public:
    Parser(std::string_view layout, std::string_view text) : m_layout(layout), m_text(text), m_rest(text) {}

    Result<Moment> run() {
        for (std::size_t at = 0; at < m_layout.size();) {
            const Piece piece = pieceAt(m_layout, at);
            at += piece.text.size();
            const std::string_view next = m_layout.substr(at);
            m_isFractionNext = !next.empty() && fractionAt(next, 0) != 0;
            if (!field(piece)) {
                return fail(Code::PolicyError, "parsing time \"" + std::string(m_text) + "\" as \"" +
                                                   std::string(m_layout) + "\": cannot parse \"" + std::string(m_rest) +
                                                   "\" as \"" + std::string(piece.text) + "\"");
            }
            if (!m_range.empty()) {
                return outOfRange();
            }
        }
        if (!m_rest.empty()) {
            return fail(Code::PolicyError,
                        "parsing time \"" + std::string(m_text) + "\": extra text: \"" + std::string(m_rest) + "\"");
        }
        return moment();
    }

private:
    std::unexpected<Error> outOfRange() const {
        return fail(Code::PolicyError,
                    "parsing time \"" + std::string(m_text) + "\": " + std::string(m_range) + " out of range");
    }

    Result<Moment> moment() {
        if (m_isAfternoon && m_time.hour < 12) {
            m_time.hour += 12;
        } else if (m_isMorning && m_time.hour == 12) {
            m_time.hour = 0;
        }
        if (m_yearDay) {
            const std::int64_t day = daysOf(m_time.year, 1, 1) + *m_yearDay - 1;
            const CivilTime date = civilOf(day * 86400);
            if (*m_yearDay < 1 || date.year != m_time.year) {
                m_range = "day-of-year";
                return outOfRange();
            }
            m_time.month = date.month;
            m_time.day = date.day;
        }
        const std::int64_t first = daysOf(m_time.year, m_time.month, 1);
        if (m_time.day < 1 || first + m_time.day > daysOf(m_time.year, m_time.month + 1, 1)) {
            m_range = "day";
            return outOfRange();
        }
        return Moment{wallOf(m_time) - m_time.offset, m_time.nanosecond};
    }

    /// What a layout does not mention is that of the year 0, as in Go.
    static CivilTime atYearZero() {
        CivilTime time;
        time.year = 0;
        return time;
    }

    bool literal(std::string_view text) {
        if (text == " ") {
            // A blank stands for any number of them.
            m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size()));
            return true;
        }
        if (!m_rest.starts_with(text)) {
            return false;
        }
        m_rest.remove_prefix(text.size());
        return true;
    }

    /// Up to `most` digits, at least `least`.
    std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
        std::size_t length = 0;
        std::int64_t value = 0;
        while (length < most && length < m_rest.size() && isDigit(m_rest[length])) {
            value = value * 10 + (m_rest[length] - '0');
            ++length;
        }
        if (length < least) {
            return std::nullopt;
        }
        m_rest.remove_prefix(length);
        return value;
    }

    bool bounded(unsigned& out, std::size_t least, std::size_t most, unsigned low, unsigned high,
                 std::string_view what) {
        const auto value = number(least, most);
        if (!value) {
            return false;
        }
        out = static_cast<unsigned>(*value);
        if (out < low || out > high) {
            m_range = what;
        }
        return true;
    }

    template <std::size_t N>
    std::optional<unsigned> name(const std::array<std::string_view, N>& names, std::size_t length) {
        for (std::size_t i = 0; i < N; ++i) {
            const std::string_view full = names[i].substr(0, length);
            if (m_rest.size() >= full.size() &&
                std::ranges::equal(full, m_rest.substr(0, full.size()),
                                   [](char a, char b) { return (a | 0x20) == (b | 0x20); })) {
                m_rest.remove_prefix(full.size());
                return static_cast<unsigned>(i);
            }
        }
        return std::nullopt;
    }

    bool month(std::size_t length) {
        const auto index = name(kMonths, length);
        m_time.month = index.value_or(0) + 1;
        return index.has_value();
    }

    bool weekday(std::size_t length) {
        static constexpr std::array<std::string_view, 7> kNames{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                                "Thursday", "Friday", "Saturday"};
        return name(kNames, length).has_value();
    }

    bool skipSpace() {
        if (m_rest.starts_with(' ')) {
            m_rest.remove_prefix(1);
        }
        return true;
    }

    bool second(std::size_t least) {
        if (!bounded(m_time.second, least, 2, 0, 59, "second")) {
            return false;
        }
        // A fraction may follow the seconds even if the layout has none.
        if (!m_isFractionNext && m_rest.size() >= 2 && (m_rest[0] == '.' || m_rest[0] == ',') && isDigit(m_rest[1])) {
            const std::size_t end = std::min(m_rest.find_first_not_of("0123456789", 1), m_rest.size());
            return takeFraction(end - 1);
        }
        return true;
    }

    bool takeFraction(std::size_t digits) {
        std::string text(m_rest.substr(1, std::min<std::size_t>(digits, 9)));
        if (text.empty() || !std::ranges::all_of(text, isDigit)) {
            return false;
        }
        text.append(9 - text.size(), '0');
        m_time.nanosecond = static_cast<unsigned>(std::stoul(text));
        m_rest.remove_prefix(1 + digits);
        return true;
    }

    bool fraction(std::string_view token) {
        const bool isThere = m_rest.size() >= 2 && (m_rest[0] == '.' || m_rest[0] == ',') && isDigit(m_rest[1]);
        if (token[1] == '9') {
            // As many digits as there are, also none.
            return !isThere || takeFraction(std::min(m_rest.find_first_not_of("0123456789", 1), m_rest.size()) - 1);
        }
        return isThere && m_rest.size() >= token.size() && takeFraction(token.size() - 1);
    }

    bool offset(std::string_view token) {
        if (token.front() == 'Z' && m_rest.starts_with('Z')) {
            m_rest.remove_prefix(1);
            return true;
        }
        const bool isNegative = m_rest.starts_with('-');
        if (!isNegative && !m_rest.starts_with('+')) {
            return false;
        }
        m_rest.remove_prefix(1);
        const bool hasColons = token.find(':') != std::string_view::npos;
        Seconds unit = 3600;
        Seconds total = 0;
        for (std::size_t part = 0; part < offsetParts(token); ++part, unit /= 60) {
            if (part > 0 && hasColons && !literal(":")) {
                return false;
            }
            const auto value = number(2, 2);
            if (!value) {
                return false;
            }
            if (*value > (part == 0 ? 24 : 60)) {
                m_range = "time zone offset";
            }
            total += *value * unit;
        }
        m_time.offset = isNegative ? -total : total;
        return true;
    }

    /// An abbreviation says nothing certain about the offset; only `GMT+3` does.
    bool zoneName() {
        if (m_rest.starts_with("UTC")) {
            m_rest.remove_prefix(3);
            return true;
        }
        if (m_rest.starts_with("GMT") && m_rest.size() > 4 && (m_rest[3] == '+' || m_rest[3] == '-') &&
            isDigit(m_rest[4])) {
            const bool isNegative = m_rest[3] == '-';
            m_rest.remove_prefix(4);
            const auto hours = number(1, 2);
            m_time.offset = *hours * 3600 * (isNegative ? -1 : 1);
            return *hours <= 23;
        }
        if (m_rest.size() >= 3 && (m_rest[0] == '+' || m_rest[0] == '-') && isDigit(m_rest[1])) {
            const bool isNegative = m_rest[0] == '-';
            m_rest.remove_prefix(1);
            const auto hours = number(2, 2);
            const auto minutes = number(2, 2);
            m_time.offset = (hours.value_or(0) * 3600 + minutes.value_or(0) * 60) * (isNegative ? -1 : 1);
            return hours.has_value();
        }
        const auto length = static_cast<std::size_t>(
            std::ranges::find_if_not(m_rest, [](char c) { return c >= 'A' && c <= 'Z'; }) - m_rest.begin());
        if (length < 3 || length > 5 || (length == 5 && m_rest[4] != 'T')) {
            return false;
        }
        m_rest.remove_prefix(length);
        return true;
    }

    bool half(std::string_view morning, std::string_view afternoon) {
        m_isMorning = m_rest.starts_with(morning);
        m_isAfternoon = m_rest.starts_with(afternoon);
        if (!m_isMorning && !m_isAfternoon) {
            return false;
        }
        m_rest.remove_prefix(2);
        return true;
    }

    bool year() {
        const auto value = number(4, 4);
        m_time.year = value.value_or(0);
        return value.has_value();
    }

    bool shortYear() {
        const auto value = number(2, 2);
        m_time.year = value.value_or(0) + (value.value_or(0) >= 69 ? 1900 : 2000);
        return value.has_value();
    }

    bool yearDay(std::size_t least) {
        m_yearDay = number(least, 3);
        return m_yearDay.has_value();
    }

    bool field(const Piece& piece) {
        constexpr std::size_t kWhole = std::string_view::npos;
        switch (piece.field) {
        case Field::Literal:
            return literal(piece.text);
        case Field::LongMonth:
            return month(kWhole);
        case Field::Month:
            return month(3);
        case Field::NumericMonth:
            return bounded(m_time.month, 1, 2, 1, 12, "month");
        case Field::ZeroMonth:
            return bounded(m_time.month, 2, 2, 1, 12, "month");
        case Field::LongWeekday:
            return weekday(kWhole);
        case Field::Weekday:
            return weekday(3);
        case Field::Day:
            return bounded(m_time.day, 1, 2, 0, 99, "day");
        case Field::SpacedDay:
            return skipSpace() && bounded(m_time.day, 1, 2, 0, 99, "day");
        case Field::ZeroDay:
            return bounded(m_time.day, 2, 2, 0, 99, "day");
        case Field::SpacedYearDay:
            return skipSpace() && skipSpace() && yearDay(1);
        case Field::ZeroYearDay:
            return yearDay(3);
        case Field::Hour:
            return bounded(m_time.hour, 2, 2, 0, 23, "hour");
        case Field::Hour12:
            return bounded(m_time.hour, 1, 2, 0, 12, "hour");
        case Field::ZeroHour12:
            return bounded(m_time.hour, 2, 2, 0, 12, "hour");
        case Field::Minute:
            return bounded(m_time.minute, 1, 2, 0, 59, "minute");
        case Field::ZeroMinute:
            return bounded(m_time.minute, 2, 2, 0, 59, "minute");
        case Field::Second:
            return second(1);
        case Field::ZeroSecond:
            return second(2);
        case Field::LongYear:
            return year();
        case Field::Year:
            return shortYear();
        case Field::UpperHalf:
            return half("AM", "PM");
        case Field::LowerHalf:
            return half("am", "pm");
        case Field::ZoneName:
            return zoneName();
        case Field::Offset:
            return offset(piece.text);
        case Field::Fraction:
            return fraction(piece.text);
        }
        std::unreachable();
    }

    std::string_view m_layout;
    std::string_view m_text;
    std::string_view m_rest;
    std::string_view m_range;
    CivilTime m_time = atYearZero();
    std::optional<std::int64_t> m_yearDay;
    bool m_isMorning = false;
    bool m_isAfternoon = false;
    bool m_isFractionNext = false;
};

} // namespace

std::string formatTime(std::string_view layout, const CivilTime& time) {
    std::string out;
    for (std::size_t at = 0; at < layout.size();) {
        const Piece piece = pieceAt(layout, at);
        out += fieldText(piece, time);
        at += piece.text.size();
    }
    return out;
}

Result<Moment> parseTime(std::string_view layout, std::string_view text) {
    return Parser(layout, text).run();
}

} // namespace countersign::policy::detail
