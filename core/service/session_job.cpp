#include "core/service/session_job_p.h"

#include "core/crypto/hash.h"
#include "core/identity/challenge.h"
#include "core/service/live_session_p.h"
#include "core/service/session_form_p.h"

namespace countersign::service {

Result<void> checkSession(const State& state, const Session& session, Timestamp now) {
    if (now >= session.expires) {
        return fail(Code::SessionDead, "the session has expired; answer a new challenge");
    }
    const auto* agent = state.world.directory.agent(session.agent);
    if (agent == nullptr) {
        return fail(Code::AgentUnknown, "the session's agent is not registered");
    }
    CHECK(identity::checkLive(*agent, session.key, now));
    if (agent->epoch != session.epoch) {
        return fail(Code::SessionDead,
                    "the agent was suspended or its keys changed since this session; answer a new challenge");
    }
    return {};
}

Result<ProvenCall> proveCall(SessionCall call, const State& state, ByteView challengeKey, Timestamp now) {
    TRY(const auto challenge, identity::openChallenge(call.message, call.agent, state.world.store, challengeKey, now));
    const auto* agent = state.world.directory.agent(call.agent);
    if (agent == nullptr) {
        return fail(Code::AgentUnknown, "`" + call.agent.text() + "` is not registered; ask an admin, or enrol");
    }
    for (const auto& entry : agent->keys.entries()) {
        if (crypto::verifyRaw(entry.key, call.message, call.signature)) {
            return ProvenCall{.call = std::move(call),
                              .key = entry.key,
                              .challengeExpires = challenge.issued + identity::kChallengeLifetime};
        }
    }
    return fail(Code::SignatureInvalid, "the signature is not by any key of `" + call.agent.text() +
                                            "` over the challenge's bytes; sign the decoded message itself");
}

SessionJob::SessionJob(ProvenCall proven, Done<SessionAnswer> done)
    : m_proven(std::move(proven)), m_done(std::move(done)) {}

void SessionJob::run(Transaction& transaction) {
    m_error.reset();
    m_answer.reset();
    if (auto done = perform(transaction); !done) {
        m_error = std::move(done).error();
    }
}

void SessionJob::finish(Result<Commit> commit) {
    if (!commit) {
        m_done(std::unexpected(std::move(commit).error()));
    } else if (m_error) {
        m_done(std::unexpected(std::move(*m_error)));
    } else {
        m_done(std::move(*m_answer));
    }
}

Result<void> SessionJob::checkAllowed(Transaction& transaction) const {
    const auto& state = transaction.state();
    if (transaction.mode() == WriterMode::ClockSuspect) {
        return fail(Code::ClockSuspect, "the store opens no sessions now; try again later");
    }
    const auto* agent = state.world.directory.agent(m_proven.call.agent);
    if (agent == nullptr) {
        return fail(Code::AgentUnknown, "the agent is not registered");
    }
    auto live = identity::checkLive(*agent, m_proven.key.thumbprint(), transaction.now());
    const bool firstProof = !live && live.error().code == Code::AgentPending &&
                            agent->origin == identity::Origin::Registered && !agent->expiredAt(transaction.now()) &&
                            agent->keys.validAt(m_proven.key.thumbprint(), transaction.now()) != nullptr;
    if (agent->expiredAt(transaction.now())) {
        return fail(Code::AgentExpired, "the agent has expired; ask an admin to register a new one");
    }
    if (!live && !firstProof) {
        return live;
    }
    if (!m_proven.call.delegation) {
        return {};
    }
    const auto* delegation = state.world.authority.delegation(*m_proven.call.delegation);
    if (delegation == nullptr) {
        return fail(Code::DelegationUnknown, "there is no such delegation");
    }
    if (delegation->to != m_proven.call.agent) {
        return fail(Code::DelegationForeign, "this delegation is for another agent");
    }
    if (delegation->revoked) {
        return fail(Code::DelegationRevoked, "this delegation was revoked; ask for a new one");
    }
    if (transaction.now() >= delegation->expires) {
        return fail(Code::DelegationExpired, "this delegation has expired; ask for a new one");
    }
    return {};
}

Result<void> SessionJob::makeRoom(Transaction& transaction) const {
    const auto* own = transaction.state().sessionsOf.find(m_proven.call.agent);
    while (own != nullptr && own->size() >= kSessionsPerAgent) {
        const auto oldest = own->front();
        CHECK(transaction.kept(transaction.store().eraseSession(oldest)));
        transaction.state().dropSession(oldest);
        own = transaction.state().sessionsOf.find(m_proven.call.agent);
    }
    return {};
}

ledger::RecordFields SessionJob::baseFields() const {
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::Authentication;
    fields.agent = m_proven.call.agent.text();
    fields.agentKey = m_proven.key.thumbprint();
    fields.signature = m_proven.call.signature;
    fields.data.set("challenge", toBase64(m_proven.call.message));
    if (m_proven.call.delegation) {
        fields.data.set("delegation", m_proven.call.delegation->text());
    }
    return fields;
}

Result<void> SessionJob::perform(Transaction& transaction) {
    if (transaction.mode() == WriterMode::Full) {
        // Without a record: what room is left is for suspensions and revocations.
        return fail(Code::StoreFull, "the store's disk is full, so it opens no sessions; make room and try again");
    }
    const auto mark = crypto::sha256(m_proven.call.message).hex();
    TRY(const bool first, transaction.store().useOnce("challenge", mark, m_proven.challengeExpires));
    if (!first) {
        return fail(Code::ChallengeUsed, "this challenge was answered already; get a new one");
    }
    auto fields = baseFields();
    Values values;
    if (!m_proven.call.sourceAddress.empty()) {
        const auto source = ledger::CommittedText::create("source", m_proven.call.sourceAddress, transaction.random());
        fields.source = source.digest();
        values.add(source);
    }
    if (auto allowed = checkAllowed(transaction); !allowed) {
        fields.outcome = ledger::Outcome::Refused;
        fields.reasons = {{std::string(codeName(allowed.error().code)), allowed.error().detail}};
        CHECK(transaction.append(std::move(fields), values.body()));
        return allowed;
    }
    const auto lifetime = transaction.state().world.settings.sessionLifetime;
    Session session{.id = SessionId::generate(transaction.random()),
                    .agent = m_proven.call.agent,
                    .key = m_proven.key.thumbprint(),
                    .delegation = m_proven.call.delegation,
                    .opened = transaction.now(),
                    .expires = transaction.now() + lifetime};
    fields.outcome = ledger::Outcome::Done;
    fields.session = session.id;
    CHECK(transaction.append(std::move(fields), values.body()));
    session.epoch = transaction.state().world.directory.agent(session.agent)->epoch;

    crypto::SecretBytes token(32);
    transaction.random().fill(token.bytes());
    const auto hash = crypto::sha256(std::as_const(token).bytes()).hex();
    CHECK(transaction.kept(transaction.store().putSession(hash, sessionBody(session), session.expires)));
    m_answer = SessionAnswer{.token = std::move(token), .lifetime = lifetime, .session = session.id};
    CHECK(makeRoom(transaction));
    transaction.state().addSession(hash, std::move(session));
    return {};
}

} // namespace countersign::service
