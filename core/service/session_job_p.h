#pragma once

#include "core/service/engine.h"
#include "core/service/record_data_p.h"
#include "core/service/writer_p.h"

namespace countersign::service {

/// Open sessions of one agent: more than any fleet of workers with one key needs, and few enough to hold in memory.
inline constexpr std::size_t kSessionsPerAgent = 64;

/// A challenge answered with a good signature: what is left to decide is whether the agent may have a session.
struct ProvenCall {
    SessionCall call;
    crypto::PublicKey key;
    Timestamp challengeExpires;
};
/// Opens the challenge and verifies the answer with the agent's keys. ChallengeUnknown, ChallengeExpired, AgentUnknown,
/// SignatureInvalid.
[[nodiscard]] Result<ProvenCall> proveCall(SessionCall call, const State& state, ByteView challengeKey, Timestamp now);

/// Uses up the challenge, activates a registered agent at its first answer, opens the session, records both.
class SessionJob final : public Job {
public:
    SessionJob(ProvenCall proven, Done<SessionAnswer> done);
    void run(Transaction& transaction) override;
    void finish(Result<Commit> commit) override;

private:
    Result<void> perform(Transaction& transaction);
    Result<void> checkAllowed(Transaction& transaction) const;
    /// The agent's oldest sessions give way, so that it never has more than kSessionsPerAgent.
    Result<void> makeRoom(Transaction& transaction) const;
    [[nodiscard]] ledger::RecordFields baseFields() const;

    ProvenCall m_proven;
    Done<SessionAnswer> m_done;
    std::optional<Error> m_error;
    std::optional<SessionAnswer> m_answer;
};

} // namespace countersign::service
