#include "core/identity/challenge.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <string>

namespace countersign::identity {

namespace {

constexpr std::size_t kTimeSize = 8;
constexpr std::size_t kRandomSize = 8;
constexpr std::size_t kMacSize = 16;
constexpr Duration kClockSkew{30'000};

std::string lineOf(const AgentId& agent, const StoreId& store) {
    return "countersign/challenge/v1 " + agent.text() + " " + store.text() + "\n";
}

std::uint64_t readTime(ByteView bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

std::unexpected<Error> unknown() {
    return fail(Code::ChallengeUnknown, "this is no challenge of ours for this agent: ask for one and sign exactly its "
                                        "bytes");
}

} // namespace

Challenge issueChallenge(const AgentId& agent, const StoreId& store, ByteView macKey, Timestamp now, Random& random) {
    const std::string line = lineOf(agent, store);
    Bytes message(line.begin(), line.end());
    const auto time = static_cast<std::uint64_t>(now.milliseconds());
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        message.push_back(static_cast<std::uint8_t>(time >> (shift - 8)));
    }
    message.resize(message.size() + kRandomSize);
    random.fill(std::span(message).last(kRandomSize));
    const auto mac = crypto::challengeMac(macKey, message);
    message.insert(message.end(), mac.begin(), mac.end());
    return {agent, store, now, std::move(message)};
}

Result<Challenge> openChallenge(ByteView message, const AgentId& agent, const StoreId& store, ByteView macKey,
                                Timestamp now) {
    const std::string line = lineOf(agent, store);
    if (message.size() != line.size() + kTimeSize + kRandomSize + kMacSize ||
        !std::ranges::equal(message.first(line.size()), asBytes(line))) {
        return unknown();
    }
    const auto mac = crypto::challengeMac(macKey, message.first(message.size() - kMacSize));
    if (!crypto::constantTimeEqual(mac, message.last(kMacSize))) {
        return unknown();
    }
    const Timestamp issued(static_cast<std::int64_t>(readTime(message.subspan(line.size(), kTimeSize))));
    if (now - issued > kChallengeLifetime) {
        return fail(Code::ChallengeExpired, "this challenge is older than 60 seconds: ask for a new one");
    }
    if (issued - now > kClockSkew) {
        return fail(Code::ChallengeExpired, "this challenge is from the future: the engine's clock was set back; ask "
                                            "for a new one");
    }
    return Challenge{agent, store, issued, Bytes(message.begin(), message.end())};
}

} // namespace countersign::identity
