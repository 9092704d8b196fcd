#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace countersign::policy::detail {

namespace {

/// An address as a number; those of IPv4 are the lowest 32 bits.
__extension__ using Bits = unsigned __int128;

struct Address {
    Bits bits = 0;
    unsigned width = 32;
};

/// All addresses from the first to the last.
struct Network {
    Bits first = 0;
    Bits last = 0;
    unsigned width = 32;

    [[nodiscard]] bool contains(const Network& other) const {
        return width == other.width && first <= other.first && other.last <= last;
    }
    [[nodiscard]] bool intersects(const Network& other) const {
        return width == other.width && first <= other.last && other.first <= last;
    }
};

std::optional<Address> parseAddress(std::string_view text) {
    const std::string name(text);
    std::array<std::uint8_t, 16> bytes{};
    const auto bits = [&](std::size_t from, std::size_t to) {
        Bits out = 0;
        for (std::size_t i = from; i < to; ++i) {
            out = out << 8U | bytes[i];
        }
        return out;
    };
    if (name.size() != std::char_traits<char>::length(name.c_str())) {
        return std::nullopt;
    }
    if (::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1) {
        return Address{bits(0, 4), 32};
    }
    if (::inet_pton(AF_INET6, name.c_str(), bytes.data()) != 1) {
        return std::nullopt;
    }
    // ::ffff:a.b.c.d is an address of IPv4, written at length.
    const bool isMapped = bits(0, 10) == 0 && bits(10, 12) == 0xFFFF;
    return isMapped ? Address{bits(12, 16), 32} : Address{bits(0, 16), 128};
}

std::string addressText(Bits address, unsigned width) {
    std::array<std::uint8_t, 16> bytes{};
    const unsigned count = width / 8;
    for (unsigned i = 0; i < count; ++i) {
        bytes[count - 1 - i] = static_cast<std::uint8_t>(address >> (8 * i) & 0xFFU);
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(width == 32 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
    return text.data();
}

Bits hostMask(unsigned width, unsigned prefix) {
    const unsigned host = width - prefix;
    return host == 128 ? ~Bits{0} : (Bits{1} << host) - 1;
}

std::optional<Network> parseNetwork(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    auto address = parseAddress(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    unsigned prefix = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (!address || error != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    if (address->width == 32 && text.find(':') != std::string_view::npos) {
        address = Address{address->bits | Bits{0xFFFF} << 32U, 128};
    }
    if (prefix > address->width) {
        return std::nullopt;
    }
    const Bits mask = hostMask(address->width, prefix);
    return Network{address->bits & ~mask, address->bits | mask, address->width};
}

/// A network, or a single address.
std::optional<Network> parseEither(std::string_view text) {
    if (const auto address = parseAddress(text)) {
        return Network{address->bits, address->bits, address->width};
    }
    return parseNetwork(text);
}

std::unexpected<Error> notAnAddress(std::string_view text) {
    return builtinError("not a valid textual representation of an IP address or CIDR: " + std::string(text));
}

Result<Network> networkOperand(Arguments arguments, std::size_t position) {
    TRY(const std::string_view text, stringOperand(arguments, position));
    if (const auto network = parseNetwork(text)) {
        return *network;
    }
    return builtinError("invalid CIDR address: " + std::string(text));
}

BuiltinResult contains(BuiltinContext&, Arguments arguments) {
    TRY(const Network whole, networkOperand(arguments, 0));
    TRY(const std::string_view text, stringOperand(arguments, 1));
    const auto part = parseEither(text);
    if (!part) {
        return notAnAddress(text);
    }
    return Value::boolean(whole.contains(*part));
}

BuiltinResult intersects(BuiltinContext&, Arguments arguments) {
    TRY(const Network a, networkOperand(arguments, 0));
    TRY(const Network b, networkOperand(arguments, 1));
    return Value::boolean(a.intersects(b));
}

BuiltinResult isValid(BuiltinContext&, Arguments arguments) {
    return Value::boolean(arguments[0].isString() && parseNetwork(arguments[0].asString()).has_value());
}

BuiltinResult expand(BuiltinContext& context, Arguments arguments) {
    TRY(const Network network, networkOperand(arguments, 0));
    constexpr std::size_t kEach = 64; // bytes that an address and its place take
    const Bits count = network.last - network.first;
    if (count >= 0xFFFFFFFF) {
        return fail(Code::TooLarge, "a network of more than 2^32 addresses");
    }
    const auto size = static_cast<std::size_t>(count) + 1;
    CHECK(context.charge(size * kEach));
    std::vector<Value> addresses;
    addresses.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        addresses.push_back(Value::string(addressText(network.first + i, network.width)));
    }
    return Value::set(std::move(addresses));
}

/// The networks that cover exactly the range, the largest first at each place.
void appendNetworks(std::vector<Value>& out, const Network& range) {
    Bits first = range.first;
    for (;;) {
        unsigned prefix = range.width;
        while (prefix > 0) {
            const Bits mask = hostMask(range.width, prefix - 1);
            if ((first & mask) != 0 || (first | mask) > range.last) {
                break;
            }
            --prefix;
        }
        out.push_back(Value::string(addressText(first, range.width) + "/" + std::to_string(prefix)));
        const Bits last = first | hostMask(range.width, prefix);
        if (last == range.last) {
            return;
        }
        first = last + 1;
    }
}

BuiltinResult merge(BuiltinContext& context, Arguments arguments) {
    TRY(const auto texts, stringsOperand(arguments, 0));
    CHECK(context.charge(texts.size() * 200));
    std::vector<Network> networks;
    for (const std::string_view text : texts) {
        const auto network = parseEither(text);
        if (!network) {
            return notAnAddress(text);
        }
        networks.push_back(*network);
    }
    std::ranges::sort(networks, [](const Network& a, const Network& b) {
        return std::pair(a.width, a.first) < std::pair(b.width, b.first);
    });
    std::vector<Network> merged;
    for (const Network& network : networks) {
        // Touching ones count, too: the last address may be the largest, so 1 is not added to it.
        const bool joins = !merged.empty() && merged.back().width == network.width &&
                           (network.first <= merged.back().last || network.first - 1 == merged.back().last);
        if (joins) {
            merged.back().last = std::max(merged.back().last, network.last);
        } else {
            merged.push_back(network);
        }
    }
    std::vector<Value> out;
    for (const Network& range : merged) {
        appendNetworks(out, range);
    }
    return Value::set(std::move(out));
}

struct Candidate {
    Value key;
    Network network;
};

using Parse = std::optional<Network> (*)(std::string_view);

/// A string, or the strings of a collection with their keys; a row of an array may be one whose first column counts.
Result<std::vector<Candidate>> candidates(Arguments arguments, std::size_t position, Parse parse) {
    const Value& operand = arguments[position];
    CHECK(wants(arguments, position, {Kind::String, Kind::Array, Kind::Set, Kind::Object}));
    std::vector<Candidate> all;
    const auto add = [&](const Value& key, const Value& row) -> Result<void> {
        const bool isRow = row.isArray() && row.size() > 0;
        const Value& text = isRow ? row.elements().front() : row;
        if (!text.isString()) {
            return operandError(position, "element must be string or non-empty array");
        }
        const auto network = parse(text.asString());
        if (!network) {
            return notAnAddress(text.asString());
        }
        all.push_back({key, *network});
        return {};
    };
    if (operand.isString()) {
        CHECK(add(operand, operand));
    }
    std::int64_t index = 0;
    for (const Value& element : operand.elements()) {
        CHECK(add(operand.isSet() ? element : Value::integer(index++), element));
    }
    for (const Member& member : operand.members()) {
        CHECK(add(member.key, member.value));
    }
    return all;
}

BuiltinResult containsMatches(BuiltinContext& context, Arguments arguments) {
    TRY(const auto wholes, candidates(arguments, 0, parseNetwork));
    TRY(const auto parts, candidates(arguments, 1, parseEither));
    CHECK(context.step(wholes.size() * parts.size()));
    std::vector<Value> pairs;
    for (const Candidate& whole : wholes) {
        for (const Candidate& part : parts) {
            if (whole.network.contains(part.network)) {
                CHECK(context.charge(4 * sizeof(Value)));
                pairs.push_back(Value::array(std::vector{whole.key, part.key}));
            }
        }
    }
    return Value::set(std::move(pairs));
}

constexpr Type kStringOrStrings{static_cast<std::uint8_t>(kString.kinds | kList.kinds | kObject.kinds), kAny.kinds};

constexpr std::array kTable = std::to_array<Builtin>({
    {"net.cidr_contains", takes({kString, kString}, kBoolean), contains,
     "Whether the network contains the address or the other network."},
    {"net.cidr_contains_matches", takes({kStringOrStrings, kStringOrStrings}, of(kSet, kArray)), containsMatches,
     "The pairs of keys of all networks and what they contain."},
    {"net.cidr_intersects", takes({kString, kString}, kBoolean), intersects,
     "Whether two networks have an address in common."},
    {"net.cidr_overlap", takes({kString, kString}, kBoolean), contains, "Whether the network contains the address.",
     Trait::Deprecated},
    {"net.cidr_expand", takes({kString}, of(kSet, kString)), expand, "All addresses of a network."},
    {"net.cidr_merge", takes({of(kList, kString)}, of(kSet, kString)), merge,
     "The fewest networks that cover exactly the given ones."},
    {"net.cidr_is_valid", takes({kAny}, kBoolean), isValid, "Whether the string is a network such as 10.0.0.0/8."},
});

} // namespace

std::span<const Builtin> cidrBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
