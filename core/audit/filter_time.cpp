#include "core/audit/filter_time_p.h"

#include "core/audit/filter_p.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace countersign::audit {

namespace {

constexpr std::uint64_t kMaxSeq = (std::uint64_t{1} << 53) - 1;
constexpr Timestamp kLastTime{253402300799999}; // 9999-12-31T23:59:59.999Z
constexpr Duration kDay = std::chrono::hours(24);

std::optional<Duration> unitOf(char letter) {
    switch (letter) {
    case 's':
        return std::chrono::seconds(1);
    case 'm':
        return std::chrono::minutes(1);
    case 'h':
        return std::chrono::hours(1);
    case 'd':
        return kDay;
    case 'w':
        return 7 * kDay;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || number > kMaxSeq) {
        return std::nullopt;
    }
    return number;
}

Result<When> parseWhen(const Token& token, Timestamp now) {
    const std::string_view text = token.text;
    if (equalFolded(text, "now")) {
        return When{now};
    }
    if (text.size() > 2 && text.front() == '-' && unitOf(text.back())) {
        const auto count = parseNumber(text.substr(1, text.size() - 2));
        const std::int64_t unit = unitOf(text.back())->count();
        if (count && *count <= static_cast<std::uint64_t>(std::max<std::int64_t>(now.milliseconds(), 0) / unit)) {
            return When{now - Duration(static_cast<std::int64_t>(*count) * unit)};
        }
        if (count) {
            return refuse(token.offset, shown(text) + " lies before 1970");
        }
    }
    if (text.size() == 10) {
        if (const auto day = Timestamp::parse(std::string(text) + "T00:00:00Z")) {
            if (*day + kDay > kLastTime) {
                return refuse(token.offset, "expected a day before 9999-12-31");
            }
            return When{*day, When::Span::Day};
        }
    } else if (const auto instant = Timestamp::parse(text)) {
        return When{*instant};
    }
    return refuse(token.offset, "expected a time in UTC such as 2026-11-23T10:00:00Z, 2026-11-23, now, -15m, -2h or "
                                "-7d, not " +
                                    describe(token));
}

Node timeIs(Op op, Timestamp time) {
    return {Comparison{Field::Time, {}, op, {time}}};
}

Node dayIs(Op op, Timestamp start) {
    const Timestamp next = start + kDay;
    switch (op) {
    case Op::Equal:
    case Op::In:
        return {And{{timeIs(Op::GreaterOrEqual, start), timeIs(Op::Less, next)}}};
    case Op::NotEqual:
        return {Or{{timeIs(Op::Less, start), timeIs(Op::GreaterOrEqual, next)}}};
    case Op::Less:
    case Op::GreaterOrEqual:
        return timeIs(op, start);
    case Op::LessOrEqual:
        return timeIs(Op::Less, next);
    case Op::Greater:
        return timeIs(Op::GreaterOrEqual, next);
    case Op::Matches:
    case Op::NotMatches:
        break;
    }
    std::unreachable();
}

} // namespace countersign::audit
