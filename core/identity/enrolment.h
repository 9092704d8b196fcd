#pragma once

#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/identity/principal.h"

#include <string>
#include <vector>

namespace countersign::identity {

/// An agent asking to be registered: the body that it signed with its new key (domain `countersign/possession/v1`,
/// canonical JSON {v, agent_id, owner, public_key, capabilities, at}).
struct Enrolment {
    EnrolmentId id;
    AgentId agent;
    UserId owner;
    crypto::PublicKey key;
    std::vector<std::string> capabilities;
    Timestamp at;
    crypto::Signature possession;
    Timestamp received;

    [[nodiscard]] json::Value signedBody() const;
};

/// SignatureInvalid when the possession signature does not verify with the enrolment's own key; CommandStale when `at`
/// is more than 30 s from `now`.
[[nodiscard]] Result<void> checkPossession(const Enrolment& enrolment, Timestamp now);

} // namespace countersign::identity
