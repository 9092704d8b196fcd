#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace countersign::delegation {

/// At most `count` uses in any window of `window` (counted by the store's writer).
struct Rate {
    std::uint32_t count = 0;
    Duration window{0};
    friend bool operator==(const Rate&, const Rate&) = default;
};

/// An IPv4 or IPv6 network, `10.0.0.0/8`, or one address. IPv4-mapped IPv6 addresses are compared as IPv4.
class Network {
public:
    /// InvalidArgument; also for bits that are set beyond the prefix.
    static Result<Network> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return m_text; }
    /// False for a text that is no address.
    [[nodiscard]] bool contains(std::string_view address) const;
    friend bool operator==(const Network&, const Network&) = default;

private:
    std::string m_text;
    std::vector<std::uint8_t> m_prefix;
    unsigned m_bits = 0;
};

/// When a grant counts. Absent members do not restrict. Hours and days are UTC and looked at one by one: Friday with
/// 22:00 to 06:00 is the first six and the last two hours of Friday.
struct Conditions {
    std::optional<Timestamp> notBefore; // inclusive
    std::optional<Timestamp> notAfter;  // inclusive
    /// ISO weekdays 1 (Monday) to 7; empty = every day.
    std::set<std::uint8_t> days;
    /// Minutes since midnight, [from, to); from > to spans midnight.
    std::optional<std::pair<std::uint16_t, std::uint16_t>> minutes;
    std::set<std::string> environments;
    std::vector<Network> networks;
    std::optional<Rate> rate;
    /// Total number of uses.
    std::optional<std::uint64_t> budget;

    friend bool operator==(const Conditions&, const Conditions&) = default;
};

/// The first condition that fails, as a sentence; none when all hold (rate and budget are checked where they are
/// counted).
[[nodiscard]] std::optional<std::string> failingCondition(const Conditions& conditions, Timestamp now,
                                                          std::string_view environment, std::string_view sourceAddress);
/// InvalidArgument for conditions that could never hold or that mean nothing.
[[nodiscard]] Result<void> checkConditions(const Conditions& conditions);

} // namespace countersign::delegation
