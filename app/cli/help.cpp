#include "app/cli/help.h"

#include <algorithm>
#include <array>
#include <utility>

namespace countersign::cli {

namespace {

constexpr std::array kGlobal{
    Option{"--store", "FILE|URL", "the store (default: $COUNTERSIGN_STORE)"},
    Option{"--operator-key", "KEYFILE", "your sealed key (default: $COUNTERSIGN_OPERATOR_KEY)"},
    Option{"--operator", "ID", "who you are (default: found by your key; needed with a URL)"},
    Option{"--passphrase-file", "FILE", "read the key's passphrase here instead of asking"},
    Option{"--unlock-file", "FILE", "service key of a local store (default: FILE.key)"},
    Option{"--tls-trust", "FILE", "PEM certificates to trust instead of the system's"},
    Option{"--json", "", "one JSON value on standard output"},
    Option{"--quiet", "", "only what was asked for"},
    Option{"--help", "", "this text"},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kNouns{{
    {"keygen", "make your key"},
    {"store", "make, check, back up a store"},
    {"user", "people whom agents act for"},
    {"operator", "people who give orders"},
    {"group", "agents and operators under one name"},
    {"agent", "register agents and stop them"},
    {"scope", "permissions by name, with their risk"},
    {"action", "which scope an action needs"},
    {"role", "named sets of rules"},
    {"grant", "what an agent may do"},
    {"delegation", "what a person lends to an agent"},
    {"approval", "decide what waits for you"},
    {"audit", "read, export and prove the ledger"},
    {"ticket", "check an approval offline"},
    {"act", "behave as an agent"},
}};

std::string words(const Verb& verb) {
    std::string out(verb.noun);
    if (!verb.name.empty()) {
        out.append(" ").append(verb.name);
    }
    for (const auto operand : verb.operands) {
        out.append(" ").append(operand);
    }
    return out;
}

std::string padded(std::string text, std::size_t width) {
    text.append(text.size() < width ? width - text.size() : 1, ' ');
    return text;
}

std::string optionLines(std::span<const Option> options) {
    std::string out;
    for (const auto& option : options) {
        auto left = "  " + std::string(option.name);
        if (!option.value.empty()) {
            left.append(" ").append(option.value);
        }
        out += padded(std::move(left), 32) + std::string(option.help) +
               (option.need == Option::Need::Required ? " (required)" : "") + "\n";
    }
    return out;
}

} // namespace

std::span<const Option> globalOptions() {
    return kGlobal;
}

std::string overview(const std::vector<Verb>& verbs) {
    std::string out = "countersignctl: the control desk for AI agents\n\n"
                      "  countersignctl NOUN VERB [ARGUMENTS] [OPTIONS]\n\nNouns:\n";
    for (const auto& [noun, summary] : kNouns) {
        std::vector<std::string> names;
        for (const auto& verb : verbs) {
            if (verb.noun == noun && !verb.name.empty()) {
                names.emplace_back(verb.name);
            }
        }
        out += padded("  " + std::string(noun), 14) + std::string(summary) +
               (names.empty() ? "" : ": " + joined(names)) + "\n";
    }
    out += "\nOptions of every command:\n" + optionLines(kGlobal);
    out += "\nA first walk:\n"
           "  countersignctl keygen --out alice.key\n"
           "  countersignctl store init acme.countersign --trust-domain acme.example --operator alice "
           "--operator-key alice.key\n"
           "  export COUNTERSIGN_STORE=acme.countersign COUNTERSIGN_OPERATOR_KEY=alice.key\n"
           "  countersignctl agent register --id agent-code-reviewer-01 --owner alice --public-key agent.key\n"
           "  countersignctl grant create --to agent:agent-code-reviewer-01 --scope pr:write:draft "
           "--resource 'repo=acme/*'\n\n"
           "Exit codes: 0 done, 1 refused or failed, 2 wrong usage (act: 3 denied, 4 still held).\n";
    return out;
}

std::string helpOf(std::string_view noun, const std::vector<Verb>& verbs) {
    std::string out = "countersignctl " + std::string(noun) + "\n\n";
    std::string example;
    for (const auto& verb : verbs) {
        if (verb.noun == noun) {
            out += padded("  " + words(verb), 34) + std::string(verb.summary) + "\n";
            if (example.empty()) {
                example = verb.example;
            }
        }
    }
    return out + "\nExample:\n  countersignctl " + example + "\n\n`countersignctl " + std::string(noun) +
           " VERB --help` tells more.\n";
}

std::string helpOf(const Verb& verb) {
    std::string out = "countersignctl " + words(verb) + (verb.options.empty() ? "" : " [OPTIONS]") + "\n\n  " +
                      std::string(verb.summary) + "\n";
    if (!verb.options.empty()) {
        out += "\nOptions:\n" + optionLines(verb.options);
    }
    return out + "\nOptions of every command:\n" + optionLines(kGlobal) + "\nExample:\n  countersignctl " +
           std::string(verb.example) + "\n";
}

} // namespace countersign::cli
