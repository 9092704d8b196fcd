#include "core/policy/builtins/calendar_p.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace countersign::policy::detail {

namespace {

constexpr std::size_t kHeader = 44;
constexpr std::size_t kMostBytes = 1024 * 1024;

/// Big-endian, signed.
std::int64_t readInteger(std::string_view data, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (const char c : data.substr(at, size)) {
        value = value << 8U | static_cast<unsigned char>(c);
    }
    return size == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value)) : static_cast<std::int64_t>(value);
}

/// One block of a TZif file (RFC 8536 section 3.2): where its parts are.
struct Block {
    std::size_t transitions = 0;
    std::size_t count = 0;
    std::size_t timeSize = 0;
    std::size_t types = 0;
    std::size_t records = 0;
    std::size_t recordCount = 0;
    std::size_t names = 0;
    std::size_t end = 0;
};

Block blockAt(std::string_view data, std::size_t header, std::size_t timeSize) {
    const auto number = [&](std::size_t index) {
        return static_cast<std::size_t>(readInteger(data, header + 20 + index * 4, 4));
    };
    const std::size_t isUtc = number(0);
    const std::size_t isStandard = number(1);
    const std::size_t leaps = number(2);
    Block block;
    block.timeSize = timeSize;
    block.count = number(3);
    block.recordCount = number(4);
    block.transitions = header + kHeader;
    block.types = block.transitions + block.count * timeSize;
    block.records = block.types + block.count;
    block.names = block.records + block.recordCount * 6;
    block.end = block.names + number(5) + leaps * (timeSize + 4) + isStandard + isUtc;
    return block;
}

/// The second block, whose times have 64 bits, where there is one.
Block blockOf(std::string_view data) {
    const Block first = blockAt(data, 0, 4);
    return data[4] >= '2' ? blockAt(data, first.end, 8) : first;
}

ZoneOffset recordAt(std::string_view data, const Block& block, std::size_t index) {
    const std::size_t at = block.records + index * 6;
    const std::size_t name = block.names + static_cast<unsigned char>(data[at + 5]);
    return {readInteger(data, at, 4), std::string(data.substr(name, data.find('\0', name) - name))};
}

/// A POSIX rule such as `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 8536 section 3.3): the offset of all times after the table.
class Rule {
public:
    explicit Rule(std::string_view text) : m_text(text) {}

    std::optional<ZoneOffset> at(Seconds time) {
        ZoneOffset standard;
        if (!zone(standard)) {
            return std::nullopt;
        }
        if (m_text.empty()) {
            return standard;
        }
        ZoneOffset summer{standard.offset + 3600, ""};
        if (!name(summer.name)) {
            return std::nullopt;
        }
        if (!m_text.empty() && m_text.front() != ',') {
            Seconds west = 0;
            if (!duration(west)) {
                return std::nullopt;
            }
            summer.offset = -west;
        }
        const std::int64_t year = civilOf(time + standard.offset).year;
        Seconds begin = 0;
        Seconds end = 0;
        if (!change(year, begin) || !change(year, end)) {
            return std::nullopt;
        }
        begin -= standard.offset;
        end -= summer.offset;
        const bool isSummer = begin < end ? time >= begin && time < end : time >= begin || time < end;
        return isSummer ? summer : standard;
    }

private:
    bool take(char c) {
        if (!m_text.starts_with(c)) {
            return false;
        }
        m_text.remove_prefix(1);
        return true;
    }

    bool name(std::string& out) {
        const bool isQuoted = take('<');
        const std::size_t length =
            std::min(isQuoted ? m_text.find('>') : m_text.find_first_of("+-,0123456789"), m_text.size());
        out = m_text.substr(0, length);
        m_text.remove_prefix(length);
        return !out.empty() && (!isQuoted || take('>'));
    }

    bool zone(ZoneOffset& out) {
        Seconds west = 0;
        if (!name(out.name) || !duration(west)) {
            return false;
        }
        out.offset = -west;
        return true;
    }

    bool integer(std::int64_t& out) {
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), out);
        if (error != std::errc()) {
            return false;
        }
        m_text.remove_prefix(static_cast<std::size_t>(end - m_text.data()));
        return true;
    }

    /// `[+-]hh[:mm[:ss]]`.
    bool duration(Seconds& out) {
        const bool isNegative = take('-');
        if (!isNegative) {
            take('+');
        }
        std::int64_t part = 0;
        if (!integer(part)) {
            return false;
        }
        out = part * 3600;
        for (const Seconds unit : {60, 1}) {
            if (!take(':')) {
                break;
            }
            if (!integer(part)) {
                return false;
            }
            out += part * unit;
        }
        out = isNegative ? -out : out;
        return true;
    }

    /// `,Mm.w.d[/time]`, `,Jn[/time]` or `,n[/time]`: seconds of that year's wall clock.
    bool change(std::int64_t year, Seconds& out) {
        std::int64_t day = 0;
        if (!take(',')) {
            return false;
        }
        if (take('M')) {
            std::int64_t month = 0;
            std::int64_t week = 0;
            std::int64_t weekday = 0;
            if (!integer(month) || !take('.') || !integer(week) || !take('.') || !integer(weekday)) {
                return false;
            }
            const std::int64_t first = daysOf(year, month, 1);
            day = first + (weekday - static_cast<std::int64_t>(weekdayOf(first * 86400)) + 7) % 7 + (week - 1) * 7;
            while (day >= daysOf(year, month + 1, 1)) {
                day -= 7;
            }
        } else {
            const bool isJulian = take('J');
            if (!integer(day)) {
                return false;
            }
            const bool isLeap = daysOf(year, 3, 1) - daysOf(year, 2, 1) == 29;
            day += daysOf(year, 1, 1) - (isJulian ? 1 : 0) + (isJulian && isLeap && day >= 60 ? 1 : 0);
        }
        Seconds time = 7200;
        if (take('/') && !duration(time)) {
            return false;
        }
        out = day * 86400 + time;
        return true;
    }

    std::string_view m_text;
};

bool isSane(std::string_view data) {
    if (data.size() < kHeader || !data.starts_with("TZif")) {
        return false;
    }
    const Block first = blockAt(data, 0, 4);
    if (first.end > data.size() || first.end < kHeader) {
        return false;
    }
    if (data[4] >= '2' && data.size() < first.end + kHeader) {
        return false;
    }
    const Block block = blockOf(data);
    return block.end <= data.size() && block.recordCount > 0;
}

} // namespace

Result<TimeZone> TimeZone::load(std::string_view name) {
    TimeZone zone;
    if (name.empty() || name == "UTC") {
        return zone;
    }
    const auto unknown = [&] { return fail(Code::PolicyError, "unknown time zone " + std::string(name)); };
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    // Nothing that leads out of the folder.
    if (name.find_first_not_of(kLetters) != std::string_view::npos || name.starts_with('/') || name.size() > 100) {
        return unknown();
    }
    const std::string path = name == "Local" ? "/etc/localtime" : "/usr/share/zoneinfo/" + std::string(name);
    std::ifstream file(path, std::ios::binary);
    zone.m_data.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (!file || zone.m_data.size() > kMostBytes || !isSane(zone.m_data)) {
        return unknown();
    }
    return zone;
}

ZoneOffset TimeZone::at(Seconds sinceEpoch) const {
    if (m_data.empty()) {
        return {};
    }
    const std::string_view data = m_data;
    const Block block = blockOf(data);
    const auto transition = [&](std::size_t index) {
        return readInteger(data, block.transitions + index * block.timeSize, block.timeSize);
    };
    std::size_t low = 0;
    std::size_t high = block.count;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (transition(middle) <= sinceEpoch) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == block.count && block.end < data.size()) {
        const std::size_t begin = block.end + 1;
        const std::size_t end = std::min(data.find('\n', begin), data.size());
        if (auto rule = Rule(data.substr(begin, end - begin)).at(sinceEpoch)) {
            return *std::move(rule);
        }
    }
    const std::size_t type = low == 0 ? 0 : static_cast<unsigned char>(data[block.types + low - 1]);
    return recordAt(data, block, std::min(type, block.recordCount - 1));
}

Seconds TimeZone::toEpoch(Seconds wall) const {
    // As Go: the offset that holds when the wall clock is read as UTC; if it leads to another one, that other one.
    const Seconds first = at(wall).offset;
    const Seconds guess = wall - first;
    const Seconds second = at(guess).offset;
    return second == first ? guess : wall - second;
}

} // namespace countersign::policy::detail
