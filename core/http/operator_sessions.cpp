#include "core/http/operator_sessions_p.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace countersign::http {

namespace {

constexpr std::size_t kTimeSize = 8;
constexpr std::size_t kRandomSize = 16;
constexpr std::size_t kMacSize = 16;
constexpr std::size_t kNonceSize = kTimeSize + kRandomSize + kMacSize;
/// Open sessions of one operator; the oldest makes room.
constexpr std::size_t kSessionsPerOperator = 64;

std::string digestKey(ByteView bytes) {
    return std::string(asText(crypto::sha256(bytes).bytes()));
}

/// The operator, when it may act now with that key.
Result<const identity::KeyEntry*> liveKey(const identity::OperatorId& by, const crypto::Thumbprint& key,
                                          const service::State& state, Timestamp now) {
    const auto& directory = state.world.directory;
    const auto* found = directory.findOperator(by);
    if (found == nullptr || found->keys.find(key) == nullptr) {
        // The same for both: who is an operator is not for everybody to learn.
        return fail(Code::KeyUnknown, "this key is none of an operator `" + by.text() + "` of this store");
    }
    const auto* person = directory.user(found->person);
    if (found->disabled || person == nullptr || person->disabled) {
        return fail(Code::OperatorDisabled, "`" + by.text() + "` is disabled");
    }
    const auto* entry = found->keys.validAt(key, now);
    if (entry == nullptr) {
        return fail(Code::KeyNotValidNow, "this key of `" + by.text() + "` is not valid now; use its newest key");
    }
    return entry;
}

} // namespace

OperatorSessions::OperatorSessions(Random& random) : m_random(random), m_nonceKey(32) {
    m_random.fill(m_nonceKey.bytes());
}

std::array<std::uint8_t, 16> OperatorSessions::nonceMac(const identity::OperatorId& by, ByteView timeAndRandom) const {
    std::string message(asText(timeAndRandom));
    message += by.text();
    return crypto::challengeMac(m_nonceKey.bytes(), asBytes(message));
}

std::string OperatorSessions::issueNonce(const identity::OperatorId& by, Timestamp now) {
    Bytes nonce(kTimeSize + kRandomSize);
    auto time = static_cast<std::uint64_t>(now.milliseconds());
    for (std::size_t i = kTimeSize; i-- > 0; time >>= 8) {
        nonce[i] = static_cast<std::uint8_t>(time & 0xff);
    }
    m_random.fill(std::span(nonce).subspan(kTimeSize));
    const auto mac = nonceMac(by, nonce);
    nonce.insert(nonce.end(), mac.begin(), mac.end());
    return toBase64Url(nonce);
}

Result<Timestamp> OperatorSessions::checkNonce(const OperatorProof& proof, Timestamp now) const {
    const auto nonce = fromBase64Url(proof.nonce);
    const std::string_view advice = "; ask for a new one at /operator/v1/challenge";
    if (!nonce || nonce->size() != kNonceSize) {
        return fail(Code::ChallengeUnknown, "the nonce is not of this server" + std::string(advice));
    }
    const ByteView bytes(*nonce);
    const auto mac = nonceMac(proof.by, bytes.first(kTimeSize + kRandomSize));
    if (!crypto::constantTimeEqual(mac, bytes.last(kMacSize))) {
        return fail(Code::ChallengeUnknown, "the nonce is not of this server and operator" + std::string(advice));
    }
    std::uint64_t milliseconds = 0;
    for (const std::uint8_t byte : bytes.first(kTimeSize)) {
        milliseconds = milliseconds << 8 | byte;
    }
    const Timestamp issued(static_cast<std::int64_t>(milliseconds));
    if (now < issued || now >= issued + kNonceLifetime) {
        return fail(Code::ChallengeExpired, "the nonce is too old" + std::string(advice));
    }
    return issued + kNonceLifetime;
}

Result<crypto::SecretBytes> OperatorSessions::open(const OperatorProof& proof, const service::State& state,
                                                   Timestamp now) {
    TRY(const auto nonceExpires, checkNonce(proof, now));
    TRY(const auto* entry, liveKey(proof.by, proof.key, state, now));
    const std::string payload = json::canonical(json::Object{{"key", proof.key.text()},
                                                             {"nonce", proof.nonce},
                                                             {"operator", proof.by.text()},
                                                             {"store", state.world.store.text()},
                                                             {"v", json::Value::integer(1)}});
    if (!crypto::verify(entry->key, crypto::Domain::OperatorSession, asBytes(payload), proof.signature)) {
        return fail(Code::SignatureInvalid, "the signature over {v, store, operator, key, nonce} does not verify");
    }
    crypto::SecretBytes token(32);
    m_random.fill(token.bytes());

    const std::lock_guard lock(m_mutex);
    forgetExpired(now);
    if (!m_usedNonces.emplace(proof.nonce, nonceExpires).second) {
        return fail(Code::ChallengeUsed, "the nonce was used already; ask for a new one at /operator/v1/challenge");
    }
    const auto isOwn = [&](const auto& entryOf) { return entryOf.second.by == proof.by; };
    while (static_cast<std::size_t>(std::ranges::count_if(m_sessions, isOwn)) >= kSessionsPerOperator) {
        auto own = m_sessions | std::views::filter(isOwn);
        const auto oldest = std::ranges::min_element(own, {}, [](const auto& one) { return one.second.expires; });
        m_sessions.erase(oldest->first);
    }
    m_sessions.emplace(digestKey(token.bytes()),
                       OperatorSession{.by = proof.by, .key = proof.key, .expires = now + kLifetime});
    return token;
}

Result<void> OperatorSessions::checkLive(const OperatorSession& session, const service::State& state, Timestamp now) {
    if (now >= session.expires) {
        return fail(Code::SessionDead, "the session has expired; open a new one");
    }
    CHECK(liveKey(session.by, session.key, state, now));
    return {};
}

Result<OperatorSession> OperatorSessions::check(ByteView token, const service::State& state, Timestamp now) const {
    OperatorSession session;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sessions.find(digestKey(token));
        if (found == m_sessions.end()) {
            return fail(Code::InvalidToken, "this token is no operator session of this server; open a new one");
        }
        session = found->second;
    }
    CHECK(checkLive(session, state, now));
    return session;
}

void OperatorSessions::forgetExpired(Timestamp now) {
    std::erase_if(m_sessions, [&](const auto& entry) { return entry.second.expires <= now; });
    std::erase_if(m_usedNonces, [&](const auto& entry) { return entry.second <= now; });
}

} // namespace countersign::http
