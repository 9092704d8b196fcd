#pragma once

#include "core/base/random.h"
#include "core/crypto/secret.h"
#include "core/service/state.h"

#include <mutex>
#include <unordered_map>

namespace countersign::http {

/// What an operator's bearer token stands for.
struct OperatorSession {
    identity::OperatorId by;
    crypto::Thumbprint key;
    Timestamp expires;
};

/// An operator's answer to a nonce: the signature (domain `countersign/operator-session/v1`) is over canonical JSON
/// `{v: 1, store, operator, key, nonce}`.
struct OperatorProof {
    identity::OperatorId by;
    crypto::Thumbprint key;
    std::string nonce;
    crypto::Signature signature;
};

/// Sessions of consoles and CLIs: in memory, 15 minutes, bound to operator and key, and worth nothing as soon as either
/// is no longer valid. Nonces are stateless (time, random, keyed MAC), 60 s, single use. Thread-safe.
class OperatorSessions {
public:
    static constexpr Duration kLifetime{15 * 60 * 1000};
    static constexpr Duration kNonceLifetime{60 * 1000};

    explicit OperatorSessions(Random& random);

    [[nodiscard]] std::string issueNonce(const identity::OperatorId& by, Timestamp now);
    /// The token. ChallengeUnknown, ChallengeExpired, ChallengeUsed, OperatorUnknown, OperatorDisabled, KeyUnknown,
    /// KeyNotValidNow, SignatureInvalid.
    [[nodiscard]] Result<crypto::SecretBytes> open(const OperatorProof& proof, const service::State& state,
                                                   Timestamp now);
    /// InvalidToken, SessionDead, or the operator's own code.
    [[nodiscard]] Result<OperatorSession> check(ByteView token, const service::State& state, Timestamp now) const;
    /// As check(), for who holds the session but not the token any more.
    [[nodiscard]] static Result<void> checkLive(const OperatorSession& session, const service::State& state,
                                                Timestamp now);

private:
    [[nodiscard]] std::array<std::uint8_t, 16> nonceMac(const identity::OperatorId& by, ByteView timeAndRandom) const;
    [[nodiscard]] Result<Timestamp> checkNonce(const OperatorProof& proof, Timestamp now) const;
    void forgetExpired(Timestamp now);

    Random& m_random;
    crypto::SecretBytes m_nonceKey;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, OperatorSession> m_sessions; // by SHA-256 of the token
    std::unordered_map<std::string, Timestamp> m_usedNonces;     // with their expiry
};

} // namespace countersign::http
