#pragma once

#include "core/approval/hold.h"
#include "core/crypto/keys.h"
#include "core/identity/principal.h"

#include <map>
#include <optional>
#include <vector>

namespace countersign::approval {

enum class State { Pending, Approved, Denied, Lapsed, Withdrawn, Consumed, Executed, Failed };
[[nodiscard]] std::string_view stateName(State state);
[[nodiscard]] Result<State> stateFromName(std::string_view name);

/// One link of the chain of responsibility, outermost principal first. `delegation` is the hop by which the right
/// reached this principal (none for the first), `digest` that hop's canonical digest when it was used.
struct ChainLink {
    identity::Principal principal = identity::Principal::of(identity::UserId());
    std::optional<DelegationId> delegation;
    std::optional<Digest> digest;
    friend bool operator==(const ChainLink&, const ChainLink&) = default;
};
using Chain = std::vector<ChainLink>;
/// SHA-256 of the canonical `[{type, id, delegation, digest}]`.
[[nodiscard]] Digest chainDigest(const Chain& chain);
[[nodiscard]] json::Value chainJson(const Chain& chain);

enum class Verdict { Approve, Deny };
[[nodiscard]] std::string_view verdictName(Verdict verdict);

/// A signed decision of one person. `payload` is the exact canonical JSON that was signed (domain
/// `countersign/approval/v1`): {v, store, request, operator, key, at, action, resource, args, asked_reason, agent,
/// chain, policy, holds, ticket_expires, nonce, review, decision, reason}.
struct SignedDecision {
    identity::OperatorId by;
    crypto::Thumbprint key;
    Timestamp at;
    Verdict verdict = Verdict::Deny;
    std::string reason;
    std::string payload;
    crypto::Signature signature;
    friend bool operator==(const SignedDecision&, const SignedDecision&) = default;
};

/// A held action and everything that an approver signs over it. Immutable facts first; what moves is below.
struct ApprovalRequest {
    ApprovalId id;
    RequestId request;
    identity::AgentId agent;
    crypto::Thumbprint agentKey;
    /// The agent's epoch when it asked; an older one than the agent's present epoch is dead.
    std::uint64_t epoch = 0;
    std::string session;
    std::optional<identity::UserId> user;
    Chain chain;
    std::string action;
    std::map<std::string, std::string> resource;
    Digest args;
    std::optional<Digest> askedReason;
    /// Digest of the policy bundle; none while no bundle is published.
    std::optional<Digest> policy;
    std::vector<HoldRequirement> holds;
    /// `none` in a one-operator store whose only operator approves; empty otherwise.
    std::string separation;
    std::string requiredScope;
    /// Risk name of the required scope when it was asked.
    std::string risk;
    /// 16 random bytes, hex: two requests never have the same signed bytes.
    std::string nonce;
    Timestamp created;
    Timestamp pendingUntil;
    /// Upper bound that approvers sign: pendingUntil + ticket lifetime. The ticket also lapses ticketLifetime after the
    /// deciding approval.
    Timestamp ticketExpires;
    Duration ticketLifetime{0};
    /// Sequence number of the record that opened it (its values hold arguments and reason).
    std::uint64_t record = 0;

    State state = State::Pending;
    std::vector<SignedDecision> decisions;
    std::optional<Timestamp> approvedAt;
    std::uint32_t mismatches = 0;
    /// Record of the redemption that consumed the ticket.
    std::optional<std::uint64_t> consumedBy;

    /// When the ticket lapses: min(approvedAt + ticketLifetime, ticketExpires). Only meaningful once approved.
    [[nodiscard]] Timestamp ticketLapses() const;
    friend bool operator==(const ApprovalRequest&, const ApprovalRequest&) = default;
};

} // namespace countersign::approval
