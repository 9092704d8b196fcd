#include "core/service/verify_signatures_p.h"

#include "core/approval/review.h"
#include "core/identity/enrolment.h"
#include "core/service/record_data_p.h"
#include "core/service/review_p.h"
#include "core/service/rules.h"
#include "core/wire/entities.h"

namespace countersign::service {

Result<void> Signatures::check(const ledger::Record& record) {
    switch (record->kind) {
    case ledger::Kind::Command:
        return checkCommand(record);
    case ledger::Kind::Authentication:
        return checkAuthentication(record);
    case ledger::Kind::Redemption:
        return checkRedemption(record);
    case ledger::Kind::Token:
    case ledger::Kind::Decision:
    case ledger::Kind::Outcome:
    case ledger::Kind::AuditRead:
    case ledger::Kind::System: // what counts of them, fold() checks
        return {};
    }
    return fail(Code::VerificationFailed, "the record is of no known kind");
}

Result<void> Signatures::checkCommand(const ledger::Record& record) {
    TRY(const auto envelope, wire::parseEnvelope(record->command));
    TRY(const auto key, keyOf(envelope, record->at));
    const auto bytes = json::canonical(record->command);
    if (!record->signature || !crypto::verify(key, crypto::Domain::Command, asBytes(bytes), *record->signature)) {
        return fail(Code::SignatureInvalid, "the operator's signature does not fit the command");
    }
    if (envelope.by.text() != record->operatorId || envelope.store != record->store) {
        return fail(Code::SignatureInvalid, "the record names another operator or store than the signed command");
    }
    if (!m_commands.insert(envelope.id.text()).second) {
        return fail(Code::CommandReplayed, "a command with this id stands earlier in the ledger");
    }
    CHECK(checkTold(record, envelope.command));
    if (record->outcome != ledger::Outcome::Done || std::holds_alternative<command::InitStore>(envelope.command)) {
        return {};
    }
    return checkRightful(record, envelope, key);
}

Result<void> Signatures::checkTold(const ledger::Record& record, const command::Command& command) const {
    ledger::RecordFields wanted;
    describeTarget(m_state, command, wanted);
    if (wanted.agent != record->agent || wanted.user != record->user || wanted.action != record->action ||
        wanted.resource != record->resource || wanted.approval != record->approval ||
        wanted.request != record->request || wanted.chain != record->chain) {
        return fail(Code::VerificationFailed, "the record's fields contradict the signed command");
    }
    return {};
}

Result<void> Signatures::checkRightful(const ledger::Record& record, const wire::Envelope& envelope,
                                       const crypto::PublicKey& key) const {
    constexpr Duration kSkew{30'000};
    const auto apart = record->at - envelope.at;
    const bool timed = !std::holds_alternative<command::AcceptClock>(envelope.command);
    if (timed && (apart > kSkew || apart < -kSkew)) {
        return fail(Code::CommandStale, "the command was signed more than 30 s from its record");
    }
    CHECK(service::checkCommand(m_state, envelope.command, envelope.by, envelope.key, record->at));
    const auto* decide = std::get_if<command::DecideApproval>(&envelope.command);
    return decide == nullptr ? Result<void>() : checkApproval(*decide, key);
}

Result<void> Signatures::checkRedemption(const ledger::Record& record) const {
    if (record->outcome != ledger::Outcome::Allow) {
        return {};
    }
    const auto* found = m_state.approvals.find(record->approval);
    if (found == nullptr) {
        return fail(Code::ApprovalUnknown, "an action ran on an approval that does not exist");
    }
    const auto& held = **found;
    const auto user = held.user ? held.user->text() : std::string();
    if (held.agent.text() != record->agent || held.action != record->action || held.resource != record->resource ||
        record->args != std::optional(held.args) || held.request != record->request || user != record->user ||
        recordChain(held.chain) != record->chain || held.policy != record->policy) {
        return fail(Code::ApprovalMismatch, "what ran is not what was approved");
    }
    return {};
}

Result<crypto::PublicKey> Signatures::keyOf(const wire::Envelope& envelope, Timestamp at) const {
    if (const auto* init = std::get_if<command::InitStore>(&envelope.command)) {
        if (m_state.size != 0) {
            return fail(Code::SignatureInvalid, "only the first record may initialise the store");
        }
        return init->operatorKey;
    }
    const auto* by = m_state.world.directory.findOperator(envelope.by);
    const auto* entry = by == nullptr ? nullptr : by->keys.validAt(envelope.key, at);
    if (entry == nullptr) {
        return fail(Code::KeyNotValidNow, "the signing key was not valid then");
    }
    return entry->key;
}

Result<void> Signatures::checkApproval(const command::DecideApproval& decide, const crypto::PublicKey& key) const {
    if (!crypto::verify(key, crypto::Domain::Approval, asBytes(decide.payload), decide.signature)) {
        return fail(Code::SignatureInvalid, "the approver's signature does not fit what was signed");
    }
    const auto* found = m_state.approvals.find(decide.approval);
    if (found == nullptr) {
        return fail(Code::ApprovalUnknown, "the approval decides about a request that was never held");
    }
    // The review digest is the one thing that needs the (erasable) plaintext: what was signed names it.
    TRY(const auto payload, json::parse(decide.payload));
    TRY(auto reader, json::Reader::of(payload, "approval"));
    TRY(const auto review, reader.string("review"));
    TRY(const auto digest, Digest::fromHex(review));
    CHECK(approval::openDecision(decide.payload, decide.signature, key, **found, m_state.world.store, digest));
    return {};
}

Result<void> Signatures::checkAuthentication(const ledger::Record& record) const {
    if (const auto* enrolled = record->data.find("enrolment")) {
        TRY(const auto enrolment, wire::fromJson<identity::Enrolment>(*enrolled));
        return identity::checkPossession(enrolment, enrolment.at);
    }
    const auto id = identity::AgentId::parse(record->agent);
    const auto* agent = id ? m_state.world.directory.agent(*id) : nullptr;
    const auto* entry = agent == nullptr ? nullptr : agent->keys.find(record->agentKey);
    const auto* challenge = record->data.find("challenge");
    if (entry == nullptr || challenge == nullptr || challenge->asString() == nullptr || !record->signature) {
        return fail(Code::SignatureInvalid, "the authentication names no key, challenge or signature of its agent");
    }
    TRY(const auto message, fromBase64(*challenge->asString()));
    if (!crypto::verifyRaw(entry->key, message, *record->signature)) {
        return fail(Code::SignatureInvalid, "the agent's signature does not fit the challenge");
    }
    return {};
}

} // namespace countersign::service
