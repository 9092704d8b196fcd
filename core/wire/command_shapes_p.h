#pragma once

#include "core/command/commands.h"
#include "core/wire/delegation_shapes_p.h"
#include "core/wire/identity_shapes_p.h"

namespace countersign::wire {

template <class T>
concept OnlyId = std::same_as<T, command::DisableUser> || std::same_as<T, command::DisableOperator> ||
                 std::same_as<T, command::SuspendAgent> || std::same_as<T, command::ResumeAgent> ||
                 std::same_as<T, command::RevokeAgent> || std::same_as<T, command::RejectEnrolment> ||
                 std::same_as<T, command::RevokeGrant> || std::same_as<T, command::RevokeDelegation>;

template <OnlyId T>
struct Shape<T> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
    }
};

template <>
struct Shape<command::InitStore> {
    template <class F>
    static void members(F& f, auto& x) {
        f("trust_domain", x.trustDomain);
        f("person", x.person);
        f("operator", x.firstOperator);
        f("operator_key", x.operatorKey);
        f("ledger_key", x.ledgerKey);
    }
};

template <>
struct Shape<command::SetSettings> {
    template <class F>
    static void members(F& f, auto& x) {
        f("pending_lifetime_ms", x.pendingLifetime);
        f("ticket_lifetime_ms", x.ticketLifetime);
        f("session_lifetime_ms", x.sessionLifetime);
        f("pending_per_agent", x.pendingPerAgent);
    }
};

template <>
struct Shape<command::AcceptClock> {
    template <class F>
    static void members(F& f, auto& x) {
        f("wall", x.wall);
    }
};

template <>
struct Shape<command::AddUser> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f.commitment("display_name", x.displayName);
        f("alias_of", x.aliasOf);
    }
};

template <>
struct Shape<command::AddOperator> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("person", x.person);
        f("key", x.key);
        f("roles", x.roles);
    }
};

template <>
struct Shape<command::RotateOperatorKey> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("key", x.key);
    }
};

template <>
struct Shape<command::SetGroup> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("members", x.members);
    }
};

template <>
struct Shape<command::RegisterAgent> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("owner", x.owner);
        f("key", x.key);
        f.commitment("display_name", x.displayName);
        f.commitment("description", x.description);
        f("tags", x.tags);
        f("metadata", x.metadata);
        f("environment", x.environment);
        f("capabilities", x.capabilities);
        f("expires", x.expires);
    }
};

template <>
struct Shape<command::ActivateAgent> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("enrolment", x.enrolment);
    }
};

template <>
struct Shape<command::RotateAgentKey> {
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("key", x.key);
        f("overlap_until", x.overlapUntil);
    }
};

template <>
struct Shape<command::SetScope> {
    template <class F>
    static void members(F& f, auto& x) {
        f("scope", x.scope);
        f("risk", x.risk);
        f("description", x.description);
    }
};

template <>
struct Shape<command::MapAction> {
    template <class F>
    static void members(F& f, auto& x) {
        f("action", x.action);
        f("scope", x.scope);
    }
};

template <>
struct Shape<command::SetRole> {
    template <class F>
    static void members(F& f, auto& x) {
        Shape<delegation::Role>::members(f, x.role);
    }
};

template <>
struct Shape<command::AssignRole> {
    template <class F>
    static void members(F& f, auto& x) {
        Shape<delegation::RoleAssignment>::members(f, x.assignment);
    }
};

template <>
struct Shape<command::UnassignRole> {
    template <class F>
    static void members(F& f, auto& x) {
        f("role", x.role);
        f("to", x.to);
    }
};

template <>
struct Shape<command::CreateGrant> {
    template <class F>
    static void members(F& f, auto& x) {
        Shape<delegation::Grant>::ordered(f, x.grant);
    }
};

template <>
struct Shape<command::CreateDelegation> {
    template <class F>
    static void members(F& f, auto& x) {
        Shape<delegation::Delegation>::ordered(f, x.delegation);
        f.commitment("purpose", x.purpose);
    }
};

template <>
struct Shape<command::DecideApproval> {
    template <class F>
    static void members(F& f, auto& x) {
        f("approval", x.approval);
        f("payload", x.payload);
        f("signature", x.signature);
    }
};

template <>
struct Shape<command::Receipt> {
    static constexpr std::string_view kWhat = "receipt";
    template <class F>
    static void members(F& f, auto& x) {
        f("seq", x.seq);
        f("leaf", x.leaf);
        f("at", x.at);
    }
};

} // namespace countersign::wire
