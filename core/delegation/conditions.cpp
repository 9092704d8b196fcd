#include "core/delegation/conditions.h"

#include "core/base/bytes.h"
#include "core/identity/plain_text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <chrono>

namespace countersign::delegation {

namespace {

/// Each use within the window is remembered.
constexpr std::uint32_t kMaxRate = 10'000;

constexpr std::uint16_t kMinutesOfDay = 24 * 60;
constexpr std::size_t kMaxEntries = 64;
constexpr std::size_t kMaxEnvironmentBytes = 256;
constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kMappedBits = 8 * kMappedPrefix.size();

using AddressBytes = std::vector<std::uint8_t>;

/// 4 or 16 bytes as written; empty when the text is no address.
AddressBytes parseAddress(std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.contains('\0')) {
        return {};
    }
    std::ranges::copy(text, terminated.begin());
    AddressBytes bytes(4);
    if (inet_pton(AF_INET, terminated.data(), bytes.data()) == 1) {
        return bytes;
    }
    bytes.resize(16);
    if (inet_pton(AF_INET6, terminated.data(), bytes.data()) == 1) {
        return bytes;
    }
    return {};
}

bool isMapped(const AddressBytes& address) {
    return address.size() == 16 && std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

void unmap(AddressBytes& address) {
    address.erase(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(kMappedPrefix.size()));
}

bool sameBits(const AddressBytes& a, const AddressBytes& b, unsigned bits) {
    const unsigned whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) {
        return false;
    }
    const unsigned rest = bits % 8;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

bool emptyBeyond(const AddressBytes& address, unsigned bits) {
    AddressBytes cut = address;
    for (unsigned bit = bits; bit < 8 * cut.size(); ++bit) {
        cut[bit / 8] = static_cast<std::uint8_t>(cut[bit / 8] & ~(0x80U >> (bit % 8)));
    }
    return cut == address;
}

std::optional<unsigned> parseBits(std::string_view text, std::size_t most) {
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    const bool plain = text.size() == 1 || !text.starts_with('0');
    if (error != std::errc() || end != text.data() + text.size() || bits > most || !plain) {
        return std::nullopt;
    }
    return bits;
}

struct DayTime {
    std::uint8_t weekday;
    std::uint16_t minute;
};

DayTime dayTimeOf(Timestamp now) {
    const std::chrono::sys_time<Duration> time(Duration(now.milliseconds()));
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const auto minute = std::chrono::floor<std::chrono::minutes>(time - day);
    return {static_cast<std::uint8_t>(std::chrono::weekday(day).iso_encoding()),
            static_cast<std::uint16_t>(minute.count())};
}

bool within(const std::pair<std::uint16_t, std::uint16_t>& span, std::uint16_t minute) {
    const auto [from, to] = span;
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

std::string clockText(std::uint16_t minute) {
    std::string out = "00:00";
    out[0] = static_cast<char>('0' + minute / 600);
    out[1] = static_cast<char>('0' + minute / 60 % 10);
    out[3] = static_cast<char>('0' + minute % 60 / 10);
    out[4] = static_cast<char>('0' + minute % 10);
    return out;
}

std::string dayNames(const std::set<std::uint8_t>& days) {
    static constexpr std::array<std::string_view, 7> kNames = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                               "Friday", "Saturday", "Sunday"};
    std::string out;
    for (const std::uint8_t day : days) {
        if (day >= 1 && day <= kNames.size()) {
            out += out.empty() ? "" : ", ";
            out += kNames[day - 1U];
        }
    }
    return out;
}

std::optional<std::string> failingTime(const Conditions& conditions, Timestamp now) {
    if (conditions.notBefore && now < *conditions.notBefore) {
        return "it does not count before " + conditions.notBefore->text();
    }
    if (conditions.notAfter && now > *conditions.notAfter) {
        return "it does not count after " + conditions.notAfter->text();
    }
    if (conditions.days.empty() && !conditions.minutes) {
        return std::nullopt;
    }
    const auto [weekday, minute] = dayTimeOf(now);
    if (!conditions.days.empty() && !conditions.days.contains(weekday)) {
        return "it counts on " + dayNames(conditions.days) + " only (UTC)";
    }
    if (conditions.minutes && !within(*conditions.minutes, minute)) {
        return "it counts from " + clockText(conditions.minutes->first) + " to " +
               clockText(conditions.minutes->second) + " only (UTC)";
    }
    return std::nullopt;
}

std::unexpected<Error> invalid(std::string detail) {
    return fail(Code::InvalidArgument, std::move(detail));
}

/// What an agent's environment can be, but for none.
bool isEnvironment(const std::string& text) {
    return !text.empty() && text.size() <= kMaxEnvironmentBytes && isUtf8(text) && !identity::hasControls(text);
}

} // namespace

Result<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    auto prefix = parseAddress(text.substr(0, slash));
    auto bits = slash == std::string_view::npos ? std::optional(static_cast<unsigned>(8 * prefix.size()))
                                                : parseBits(text.substr(slash + 1), 8 * prefix.size());
    if (prefix.empty() || !bits) {
        return invalid("`" + std::string(text.substr(0, 64)) +
                       "` is no network: write an address and the bits of its prefix, like `10.0.0.0/8`");
    }
    if (!emptyBeyond(prefix, *bits)) {
        return invalid("`" + std::string(text) + "` has bits set beyond its prefix: write them as zero");
    }
    if (isMapped(prefix) && *bits >= kMappedBits) {
        unmap(prefix);
        *bits -= kMappedBits;
    }
    Network network;
    network.m_text = text;
    network.m_prefix = std::move(prefix);
    network.m_bits = *bits;
    return network;
}

bool Network::contains(std::string_view address) const {
    auto bytes = parseAddress(address);
    if (isMapped(bytes)) {
        unmap(bytes);
    }
    return !bytes.empty() && bytes.size() == m_prefix.size() && sameBits(bytes, m_prefix, m_bits);
}

std::optional<std::string> failingCondition(const Conditions& conditions, Timestamp now, std::string_view environment,
                                            std::string_view sourceAddress) {
    if (auto failing = failingTime(conditions, now)) {
        return failing;
    }
    if (!conditions.environments.empty() && !conditions.environments.contains(std::string(environment))) {
        return "it does not count in environment `" + std::string(environment) + "`";
    }
    const auto& networks = conditions.networks;
    if (!networks.empty() && std::ranges::none_of(networks, [&](const auto& n) { return n.contains(sourceAddress); })) {
        return "it does not count from source address `" + std::string(sourceAddress) + "`";
    }
    return std::nullopt;
}

Result<void> checkConditions(const Conditions& conditions) {
    if (conditions.notBefore && conditions.notAfter && *conditions.notBefore > *conditions.notAfter) {
        return invalid("`not before` lies after `not after`: no time is left");
    }
    if (std::ranges::any_of(conditions.days, [](std::uint8_t day) { return day < 1 || day > 7; })) {
        return invalid("days are numbered from 1 (Monday) to 7 (Sunday)");
    }
    if (conditions.minutes) {
        const auto [from, to] = *conditions.minutes;
        if (from >= kMinutesOfDay || to > kMinutesOfDay || from == to) {
            return invalid("hours lie between 00:00 and 24:00 and begin and end at different times");
        }
    }
    if (conditions.environments.size() > kMaxEntries || conditions.networks.size() > kMaxEntries) {
        return invalid("at most 64 environments and 64 networks");
    }
    if (!std::ranges::all_of(conditions.environments, isEnvironment)) {
        return invalid("an environment is 1 to 256 bytes of UTF-8 without control characters");
    }
    if (conditions.rate && (conditions.rate->count == 0 || conditions.rate->count > kMaxRate ||
                            conditions.rate->window <= Duration::zero())) {
        return invalid("a rate is 1 to 10,000 uses in a window longer than zero");
    }
    if (conditions.budget && *conditions.budget == 0) {
        return invalid("a budget is at least one use");
    }
    return {};
}

} // namespace countersign::delegation
