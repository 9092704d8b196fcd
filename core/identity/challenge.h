#pragma once

#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/identity/principal.h"

namespace countersign::identity {

/// The sentry's challenge (design section 4): the line `countersign/challenge/v1 <agent-id> <store-id>`, a newline, and
/// 32 bytes: 8 time (milliseconds, big-endian), 8 random, 16 keyed MAC over everything before. Stateless: nothing is
/// kept until an answer verified, then its bytes enter `single_use`.
struct Challenge {
    AgentId agent;
    StoreId store;
    Timestamp issued;
    /// The whole message, as it is signed.
    Bytes message;
};

inline constexpr Duration kChallengeLifetime{60'000};

[[nodiscard]] Challenge issueChallenge(const AgentId& agent, const StoreId& store, ByteView macKey, Timestamp now,
                                       Random& random);

/// The challenge back from its bytes. ChallengeUnknown when it is not ours (form, MAC, store, agent), ChallengeExpired
/// when it is older than kChallengeLifetime or more than 30 s from the future.
[[nodiscard]] Result<Challenge> openChallenge(ByteView message, const AgentId& agent, const StoreId& store,
                                              ByteView macKey, Timestamp now);

} // namespace countersign::identity
