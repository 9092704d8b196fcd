#include "core/base/bytes.h"
#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>
#include <random>

namespace countersign::policy::detail {

namespace {

/// Random numbers that depend on the evaluation's seed and on a text, so that one evaluation gets the same for the
/// same.
std::mt19937_64 randomFor(BuiltinContext& context, std::string_view text) {
    std::vector<std::uint32_t> material{static_cast<std::uint32_t>(context.seed()),
                                        static_cast<std::uint32_t>(context.seed() >> 32U)};
    std::ranges::transform(text, std::back_inserter(material), [](char c) { return static_cast<unsigned char>(c); });
    std::seed_seq sequence(material.begin(), material.end());
    return std::mt19937_64(sequence);
}

BuiltinResult randomInteger(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(const std::int64_t bound, integerOperand(arguments, 1));
    if (bound == 0) {
        return Value::integer(0);
    }
    CHECK(context.step(text.size()));
    std::mt19937_64 random = randomFor(context, std::string(text) + "/" + std::to_string(bound));
    const std::uint64_t size = bound < 0 ? ~static_cast<std::uint64_t>(bound) + 1 : static_cast<std::uint64_t>(bound);
    return Value::integer(static_cast<std::int64_t>(std::uniform_int_distribution<std::uint64_t>(0, size - 1)(random)));
}

using Uuid = std::array<std::uint8_t, 16>;

std::string textOf(const Uuid& uuid) {
    std::string text = toHex(uuid);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) {
        text.insert(at, "-");
    }
    return text;
}

BuiltinResult makeUuid(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.step(text.size()));
    std::mt19937_64 random = randomFor(context, text);
    Uuid uuid{};
    std::ranges::generate(uuid, [&] { return static_cast<std::uint8_t>(random() & 0xFFU); });
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0FU) | 0x40U); // version 4
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3FU) | 0x80U); // variant of RFC 4122
    return Value::string(textOf(uuid));
}

/// `8-4-4-4-12` digits, also in braces, with `urn:uuid:` in front, or without hyphens.
std::optional<Uuid> parseUuid(std::string_view given) {
    std::string text(given);
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    constexpr std::string_view kUrn = "urn:uuid:";
    if (text.size() == 36 + kUrn.size() && text.starts_with(kUrn)) {
        text.erase(0, kUrn.size());
    } else if (text.size() == 38 && text.front() == '{' && text.back() == '}') {
        text = text.substr(1, 36);
    }
    if (text.size() == 36) {
        for (const std::size_t at : {23U, 18U, 13U, 8U}) {
            if (text[at] != '-') {
                return std::nullopt;
            }
            text.erase(at, 1);
        }
    }
    const auto bytes = fromHex(text);
    if (!bytes || bytes->size() != 16) {
        return std::nullopt;
    }
    Uuid uuid{};
    std::ranges::copy(*bytes, uuid.begin());
    return uuid;
}

std::uint64_t bigEndian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

std::string_view variantOf(const Uuid& uuid) {
    const unsigned bits = uuid[8] >> 5U;
    return bits < 4 ? "Reserved" : bits < 6 ? "RFC4122" : bits == 6 ? "Microsoft" : "Future";
}

void appendText(std::vector<Member>& members, std::string_view name, std::string_view text) {
    members.push_back({Value::string(name), Value::string(text)});
}

void appendInteger(std::vector<Member>& members, std::string_view name, std::int64_t integer) {
    members.push_back({Value::string(name), Value::integer(integer)});
}

/// What versions 1 and 2 are made of: a time, a counter and the address of a network card.
void appendTimeAndNode(std::vector<Member>& members, const Uuid& uuid) {
    constexpr std::int64_t kEpoch = 122192928000000000; // from 1582-10-15 to 1970, in units of 100 ns
    const std::span<const std::uint8_t> bytes(uuid);
    const std::uint64_t ticks = bigEndian(bytes.subspan(0, 4)) | bigEndian(bytes.subspan(4, 2)) << 32U |
                                (bigEndian(bytes.subspan(6, 2)) & 0xFFFU) << 48U;
    appendInteger(members, "time", (static_cast<std::int64_t>(ticks) - kEpoch) * 100);
    appendInteger(members, "clocksequence", static_cast<std::int64_t>(bigEndian(bytes.subspan(8, 2)) & 0x3FFFU));
    std::string node = toHex(bytes.subspan(10));
    for (const std::size_t at : {10U, 8U, 6U, 4U, 2U}) {
        node.insert(at, "-");
    }
    appendText(members, "nodeid", node);
    const std::string scope = (uuid[10] & 2U) != 0 ? "local" : "global";
    appendText(members, "macvariables", scope + ((uuid[10] & 1U) != 0 ? ":multicast" : ":unicast"));
}

BuiltinResult describeUuid(BuiltinContext&, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    const auto uuid = parseUuid(text);
    if (!uuid) {
        return std::nullopt;
    }
    std::vector<Member> members;
    const std::int64_t version = (*uuid)[6] >> 4U;
    appendInteger(members, "version", version);
    appendText(members, "variant", variantOf(*uuid));
    if (version == 1 || version == 2) {
        appendTimeAndNode(members, *uuid);
    }
    if (version == 2) {
        constexpr std::array<std::string_view, 3> kDomains{"Person", "Group", "Org"};
        const std::size_t domain = (*uuid)[9];
        appendText(members, "domain",
                   domain < kDomains.size() ? std::string(kDomains[domain]) : "Domain" + std::to_string(domain));
        appendInteger(members, "id", static_cast<std::int64_t>(bigEndian(std::span(*uuid).subspan(0, 4))));
    }
    return Value::object(std::move(members));
}

BuiltinResult trace(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    context.print(text);
    return Value::boolean(true);
}

void appendPrinted(std::string& out, const Value& value) {
    if (value.isString()) {
        out += value.asString();
    } else {
        value.appendText(out);
    }
}

BuiltinResult print(BuiltinContext& context, Arguments arguments) {
    std::string line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        line += i == 0 ? "" : " ";
        appendPrinted(line, arguments[i]);
    }
    CHECK(context.charge(line.size()));
    context.print(line);
    return Value::boolean(true);
}

/// The compiler's form of print: an array with one set of values for each argument, empty where it is undefined. One
/// line for each combination.
BuiltinResult printSets(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Array));
    std::vector<std::string> lines{""};
    for (const Value& values : arguments[0].elements()) {
        std::vector<std::string> longer;
        for (const std::string& line : lines) {
            const std::string begin = line + (&values == arguments[0].elements().data() ? "" : " ");
            if (values.elements().empty()) {
                longer.push_back(begin + "<undefined>");
            }
            for (const Value& value : values.elements()) {
                longer.push_back(begin);
                appendPrinted(longer.back(), value);
                CHECK(context.charge(longer.back().size()));
            }
        }
        lines = std::move(longer);
    }
    for (const std::string& line : lines) {
        context.print(line);
    }
    return Value::boolean(true);
}

BuiltinResult runtime(BuiltinContext& context, Arguments) {
    return context.runtime();
}

/// The compiler puts the annotations in place of the call; without annotations this is what is left.
BuiltinResult metadataChain(BuiltinContext&, Arguments) {
    return Value::emptyArray();
}

BuiltinResult metadataRule(BuiltinContext&, Arguments) {
    return Value::emptyObject();
}

constexpr Declaration variadic() {
    Declaration declaration = takes({}, kBoolean);
    declaration.isVariadic = true;
    return declaration;
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"rand.intn", takes({kString, kNumber}, kNumber), randomInteger,
     "A random integer from 0 up to, but not, the number; the same for the same text within one decision.",
     Trait::Nondeterministic},
    {"uuid.rfc4122", takes({kString}, kString), makeUuid,
     "A random UUID; the same for the same text within one decision. It is no secret.", Trait::Nondeterministic},
    {"uuid.parse", takes({kString}, kObject), describeUuid,
     "Version, variant and parts of a UUID; undefined for all else."},
    {"trace", takes({kString}, kBoolean), trace, "Notes a text for whoever debugs the policy; always true."},
    {"print", variadic(), print, "Prints its arguments for whoever debugs the policy; always true."},
    {"internal.print", takes({of(kArray, kSet)}, kBoolean), printSets, "What the compiler makes of print."},
    {"opa.runtime", takes({}, kObject), runtime, "Facts about the process that decides.", Trait::Nondeterministic},
    {"rego.metadata.chain", takes({}, of(kArray, kObject)), metadataChain,
     "The annotations of this rule and of all that it is part of."},
    {"rego.metadata.rule", takes({}, kObject), metadataRule, "The annotations of this rule."},
    {"http.send", takes({kObject}, kObject), nullptr, "Not available: a decision does no input or output.",
     Trait::Refused},
    {"net.lookup_ip_addr", takes({kString}, of(kSet, kString)), nullptr,
     "Not available: a decision does no input or output.", Trait::Refused},
});

} // namespace

std::span<const Builtin> systemBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
