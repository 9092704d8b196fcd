#pragma once

#include "core/approval/approval_request.h"
#include "core/wire/shape_p.h"

#include <array>

namespace countersign::wire {

template <>
struct Names<approval::State> {
    static constexpr std::array kValues{
        approval::State::Pending,   approval::State::Approved, approval::State::Denied,   approval::State::Lapsed,
        approval::State::Withdrawn, approval::State::Consumed, approval::State::Executed, approval::State::Failed};
    static std::string_view name(approval::State state) { return approval::stateName(state); }
};

template <>
struct Names<approval::Verdict> {
    static constexpr std::array kValues{approval::Verdict::Approve, approval::Verdict::Deny};
    static std::string_view name(approval::Verdict verdict) { return approval::verdictName(verdict); }
};

template <>
struct Shape<approval::Hold> {
    static constexpr std::string_view kWhat = "hold";
    template <class F>
    static void members(F& f, auto& x) {
        f("quorum", x.quorum);
        f("from", x.from);
        f("expires_in_ms", x.expiresIn);
    }
};

template <>
struct Shape<approval::HoldRequirement> {
    static constexpr std::string_view kWhat = "hold";
    template <class F>
    static void members(F& f, auto& x) {
        Shape<approval::Hold>::members(f, x.hold);
        f("origin", x.origin);
        f("reason", x.reason);
    }
};

/// As in approval::chainJson(), whose digest is signed.
template <>
struct Codec<approval::ChainLink> {
    static json::Value write(const approval::ChainLink& link, Texts texts);
    static Result<approval::ChainLink> read(const json::Value& json, Texts texts);
};

template <>
struct Shape<approval::SignedDecision> {
    static constexpr std::string_view kWhat = "decision";
    template <class F>
    static void members(F& f, auto& x) {
        f("operator", x.by);
        f("key", x.key);
        f("at", x.at);
        f("decision", x.verdict);
        f("reason", x.reason);
        f("payload", x.payload);
        f("signature", x.signature);
    }
};

template <>
struct Shape<approval::ApprovalRequest> {
    static constexpr std::string_view kWhat = "approval request";
    template <class F>
    static void facts(F& f, auto& x) {
        f("id", x.id);
        f("request", x.request);
        f("agent", x.agent);
        f("agent_key", x.agentKey);
        f("epoch", x.epoch);
        f("session", x.session);
        f("user", x.user);
        f("chain", x.chain);
        f("action", x.action);
        f("resource", x.resource);
        f("args", x.args);
        f("asked_reason", x.askedReason);
        f("policy", x.policy);
        f("holds", x.holds);
        f("separation", x.separation);
        f("required_scope", x.requiredScope);
        f("risk", x.risk);
        f("nonce", x.nonce);
        f("created", x.created);
        f("pending_until", x.pendingUntil);
        f("ticket_expires", x.ticketExpires);
        f("ticket_lifetime_ms", x.ticketLifetime);
        f("record", x.record);
    }
    template <class F>
    static void members(F& f, auto& x) {
        facts(f, x);
        f("state", x.state);
        f("decisions", x.decisions);
        f("approved_at", x.approvedAt);
        f("mismatches", x.mismatches);
        f("consumed_by", x.consumedBy);
    }
};

} // namespace countersign::wire
