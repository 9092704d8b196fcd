#pragma once

#include "core/approval/review.h"
#include "core/approval/state_machine.h"

#include <string>
#include <utility>
#include <vector>

/// A small office that the approval tests share: an agent with an owner and a user, and operators of every relation to
/// them. Keys come from fixed seeds, so every digest and signature is reproducible.
namespace countersign::approval::office {

inline constexpr Timestamp kStart{1'795'428'000'000}; // 2026-11-23T10:00:00Z
inline constexpr Duration kPending{15 * 60 * 1000};
inline constexpr Duration kTicket{5 * 60 * 1000};

template <class Id>
Id id(std::string_view text) {
    return Id::parse(text).value();
}

inline crypto::SigningKey keyOf(std::string_view name) {
    Bytes seed(32, 0x2A);
    for (std::size_t i = 0; i < name.size() && i < seed.size(); ++i) {
        seed[i] = static_cast<std::uint8_t>(name[i]);
    }
    return crypto::SigningKey::fromSeed(seed).value();
}

inline identity::User user(std::string_view name) {
    return {.id = id<identity::UserId>(name), .displayName = {}, .aliasOf = {}, .disabled = false};
}

inline identity::Operator makeOperator(std::string_view name, std::string_view person,
                                       std::set<identity::OperatorRole> roles) {
    identity::Operator out{.id = id<identity::OperatorId>(name),
                           .person = id<identity::UserId>(person),
                           .roles = std::move(roles),
                           .keys = {},
                           .disabled = false};
    out.keys.add(keyOf(name).publicKey(), kStart - Duration(1000)).value();
    return out;
}

inline identity::Agent agent(std::string_view name, std::string_view owner) {
    identity::Agent out;
    out.id = id<identity::AgentId>(name);
    out.owner = id<identity::UserId>(owner);
    out.state = identity::AgentState::Active;
    out.epoch = 7;
    out.keys.add(keyOf(name).publicKey(), kStart - Duration(1000)).value();
    return out;
}

/// alice and bob may approve; bob2 is bob again; olga owns the agent, user_123 is whom it acts for, carol is no
/// approver, dan is disabled. The group `security` has bob and carol.
inline identity::Directory directory() {
    using identity::OperatorRole;
    identity::Directory out;
    for (const auto* name : {"alice", "bob", "olga", "user_123", "carol", "dan"}) {
        out.setUser(user(name));
    }
    auto alias = user("bob.private");
    alias.aliasOf = id<identity::UserId>("bob");
    out.setUser(std::move(alias));
    out.setOperator(makeOperator("alice", "alice", {OperatorRole::Approver, OperatorRole::Admin}));
    out.setOperator(makeOperator("bob", "bob", {OperatorRole::Approver}));
    out.setOperator(makeOperator("bob2", "bob.private", {OperatorRole::Approver}));
    out.setOperator(makeOperator("olga", "olga", {OperatorRole::Approver}));
    out.setOperator(makeOperator("self", "user_123", {OperatorRole::Approver}));
    out.setOperator(makeOperator("carol", "carol", {OperatorRole::Owner, OperatorRole::Admin}));
    auto dan = makeOperator("dan", "dan", {OperatorRole::Approver});
    dan.disabled = true;
    out.setOperator(std::move(dan));
    out.setAgent(agent("agent-code-reviewer-01", "olga"));
    out.setGroup({.id = id<identity::GroupId>("security"),
                  .members = {identity::Principal::of(id<identity::OperatorId>("bob")),
                              identity::Principal::of(id<identity::OperatorId>("carol"))}});
    return out;
}

inline HoldRequirement hold(std::uint32_t quorum, std::string_view from) {
    return {.hold = {.quorum = quorum, .from = ApproverPool::parse(from).value(), .expiresIn = {}},
            .origin = "grant:grt_00000000000000000000000001",
            .reason = "needs an approval"};
}

inline StoreId store() {
    return id<StoreId>("sto_00000000000000000000000001");
}

inline Digest digestOf(std::uint8_t fill) {
    std::array<std::uint8_t, Digest::kSize> bytes{};
    bytes.fill(fill);
    return Digest(bytes);
}

inline ApprovalRequest request(std::vector<HoldRequirement> holds) {
    ApprovalRequest out;
    out.id = id<ApprovalId>("apr_00000000000000000000000001");
    out.request = id<RequestId>("req_00000000000000000000000001");
    out.agent = id<identity::AgentId>("agent-code-reviewer-01");
    out.agentKey = keyOf("agent-code-reviewer-01").publicKey().thumbprint();
    out.epoch = 7;
    out.session = "ses_00000000000000000000000001";
    out.user = id<identity::UserId>("user_123");
    out.chain = {{.principal = identity::Principal::of(*out.user), .delegation = {}, .digest = {}},
                 {.principal = identity::Principal::of(out.agent),
                  .delegation = id<DelegationId>("dlg_00000000000000000000000001"),
                  .digest = digestOf(0x11)}};
    out.action = "pr.merge";
    out.resource = {{"repo", "acme/api"}};
    out.args = digestOf(0x22);
    out.askedReason = digestOf(0x33);
    out.holds = std::move(holds);
    out.requiredScope = "pr:merge";
    out.risk = "high";
    out.nonce = "000102030405060708090a0b0c0d0e0f";
    out.created = kStart;
    out.pendingUntil = kStart + kPending;
    out.ticketExpires = kStart + kPending + kTicket;
    out.ticketLifetime = kTicket;
    out.record = 41;
    return out;
}

inline SignedDecision decisionBy(std::string_view who, Verdict verdict, Timestamp at) {
    SignedDecision out;
    out.by = id<identity::OperatorId>(who);
    out.key = keyOf(who).publicKey().thumbprint();
    out.at = at;
    out.verdict = verdict;
    return out;
}

inline Presented presentedFor(const ApprovalRequest& request) {
    return {.agent = request.agent, .action = request.action, .resource = request.resource, .args = request.args};
}

} // namespace countersign::approval::office
