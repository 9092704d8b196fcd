#pragma once

#include "core/command/queries.h"
#include "core/wire/approval_shapes_p.h"
#include "core/wire/identity_shapes_p.h"
#include "core/wire/settings_shape_p.h"

namespace countersign::wire {

template <class T>
struct Shape<Page<T>> {
    static constexpr std::string_view kWhat = "page";
    template <class F>
    static void members(F& f, auto& x) {
        f("items", x.items);
        f("next", x.next);
        f("total", x.total);
    }
};

template <>
struct Shape<command::StoreInfo> {
    static constexpr std::string_view kWhat = "store";
    template <class F>
    static void members(F& f, auto& x) {
        f("store", x.store);
        f("trust_domain", x.trustDomain);
        f("ledger_key", x.ledgerKey);
        f("ledger_size", x.ledgerSize);
        f("root", x.root);
        f("index_lag", x.indexLag);
        f("state", x.state);
        f("policy_published", x.policyPublished);
        f("one_operator", x.oneOperator);
        f("settings", x.settings);
    }
};

template <>
struct Shape<command::AgentView> {
    static constexpr std::string_view kWhat = "agent";
    template <class F>
    static void members(F& f, auto& x) {
        Shape<identity::Agent>::members(f, x.agent);
        f("groups", x.groups);
        f("spiffe_id", x.spiffeId);
        f("pending", x.pending);
    }
};

/// How an earlier request ended.
template <>
struct Shape<std::pair<RequestId, approval::State>> {
    static constexpr std::string_view kWhat = "earlier request";
    template <class F>
    static void members(F& f, auto& x) {
        f("request", x.first);
        f("state", x.second);
    }
};

/// Any JSON but null.
template <>
struct Codec<json::Value> {
    static json::Value write(const json::Value& value, Texts) { return value; }
    static Result<json::Value> read(const json::Value& json, Texts) { return json; }
};

template <>
struct Shape<command::ApprovalView> {
    static constexpr std::string_view kWhat = "approval";
    template <class F>
    static void members(F& f, auto& x) {
        f("approval", x.request);
        f("review", x.review);
        f("review_digest", x.reviewDigest);
        f("arguments", x.arguments);
        f("asked_reason", x.askedReason);
        f("may_decide", x.mayDecide);
        f.unlessEmpty("why_not", x.whyNot);
        f("history", x.history);
    }
};

template <>
struct Shape<command::SessionView> {
    static constexpr std::string_view kWhat = "session";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("agent", x.agent);
        f("opened", x.opened);
        f("expires", x.expires);
        f("delegation", x.delegation);
    }
};

template <>
struct Shape<command::DelegationPreview> {
    static constexpr std::string_view kWhat = "preview";
    template <class F>
    static void members(F& f, auto& x) {
        f("delegations", x.delegations);
        f("sessions", x.sessions);
        f("approvals", x.approvals);
    }
};

} // namespace countersign::wire
