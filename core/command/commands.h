#pragma once

#include "core/approval/approval_request.h"
#include "core/delegation/authority.h"
#include "core/identity/directory.h"
#include "core/identity/enrolment.h"
#include "core/ledger/commitment.h"

#include <span>
#include <variant>

/// Every change to a store is one of these values, in a signed envelope (design section 1). The JSON form of each
/// stands in core/wire, its rules and its effect in core/service, its table row in core/design/commands.md.
namespace countersign::command {

/// Free text as a command carries it: what is signed is the digest (`{"digest": hex, "label": …}` in the JSON form);
/// the opening travels beside the envelope and may be erased later. Labels: `display_name`, `description`, `purpose`.
using Text = ledger::CommittedText;

// The store itself.
/// The first record: names the store, its first user and operator (all five roles) and the ledger's public key.
struct InitStore {
    std::string trustDomain;
    identity::UserId person;
    identity::OperatorId firstOperator;
    crypto::PublicKey operatorKey;
    crypto::PublicKey ledgerKey;
};
struct SetSettings {
    std::optional<Duration> pendingLifetime;
    std::optional<Duration> ticketLifetime;
    std::optional<Duration> sessionLifetime;
    std::optional<std::uint32_t> pendingPerAgent;
};
/// Ends `clock_suspect`: from now on the engine's time is the wall clock again, which must not be behind the ledger.
struct AcceptClock {
    Timestamp wall;
};

// People.
struct AddUser {
    identity::UserId id;
    std::optional<Text> displayName;
    std::optional<identity::UserId> aliasOf;
};
struct DisableUser {
    identity::UserId id;
};
struct AddOperator {
    identity::OperatorId id;
    identity::UserId person;
    crypto::PublicKey key;
    std::set<identity::OperatorRole> roles;
};
struct DisableOperator {
    identity::OperatorId id;
};
/// The old key is retired, sessions opened with it are dead. By the operator itself or an owner.
struct RotateOperatorKey {
    identity::OperatorId id;
    crypto::PublicKey key;
};
/// Creates or replaces a group's member set.
struct SetGroup {
    identity::GroupId id;
    std::set<identity::Principal> members;
};

// Agents.
struct RegisterAgent {
    identity::AgentId id;
    identity::UserId owner;
    crypto::PublicKey key;
    std::optional<Text> displayName;
    std::optional<Text> description;
    std::map<std::string, std::string> tags;
    std::map<std::string, std::string> metadata;
    std::string environment;
    std::vector<std::string> capabilities;
    std::optional<Timestamp> expires;
};
/// Accepts an enrolment (then `enrolment` names it) or activates by hand an agent whose possession was proven.
struct ActivateAgent {
    identity::AgentId id;
    std::optional<EnrolmentId> enrolment;
};
/// The enrolment is gone; its key and id stay free, so the agent may ask again.
struct RejectEnrolment {
    EnrolmentId id;
};
struct SuspendAgent {
    identity::AgentId id;
};
struct ResumeAgent {
    identity::AgentId id;
};
struct RevokeAgent {
    identity::AgentId id;
};
/// Adds a key; the others are retired at `overlapUntil` (now when absent).
struct RotateAgentKey {
    identity::AgentId id;
    crypto::PublicKey key;
    std::optional<Timestamp> overlapUntil;
};

// Permissions.
struct SetScope {
    delegation::Scope scope;
    delegation::Risk risk = delegation::Risk::High;
    std::string description;
};
struct MapAction {
    std::string action;
    delegation::Scope scope;
};
struct SetRole {
    delegation::Role role;
};
struct AssignRole {
    delegation::RoleAssignment assignment;
};
struct UnassignRole {
    delegation::RoleId role;
    delegation::Subject to;
};
/// `grant.created` and `.revoked` are set by the engine.
struct CreateGrant {
    delegation::Grant grant;
};
struct RevokeGrant {
    GrantId id;
};
/// `purpose` of the value is ignored; the text travels here.
struct CreateDelegation {
    delegation::Delegation delegation;
    std::optional<Text> purpose;
};
struct RevokeDelegation {
    DelegationId id;
};

// Approvals.
/// Around the approver's own signed object (core/approval/review.h).
struct DecideApproval {
    ApprovalId approval;
    /// Canonical JSON, exactly as signed under the approval domain.
    std::string payload;
    crypto::Signature signature;
};

using Command =
    std::variant<InitStore, SetSettings, AcceptClock, AddUser, DisableUser, AddOperator, DisableOperator,
                 RotateOperatorKey, SetGroup, RegisterAgent, ActivateAgent, RejectEnrolment, SuspendAgent, ResumeAgent,
                 RevokeAgent, RotateAgentKey, SetScope, MapAction, SetRole, AssignRole, UnassignRole, CreateGrant,
                 RevokeGrant, CreateDelegation, RevokeDelegation, DecideApproval>;

/// `RegisterAgent` and so on: the `type` of the JSON form.
[[nodiscard]] std::string_view commandName(const Command& command);
/// The names of all commands, in the order of the alternatives.
[[nodiscard]] std::span<const std::string_view> commandNames();
/// Roles of which the operator needs one (design section 4). RotateOperatorKey of one's own key needs none: checked by
/// the service.
[[nodiscard]] std::set<identity::OperatorRole> rolesFor(const Command& command);
/// Whether it only takes rights away (suspend, revoke, disable, deny): allowed while the clock is suspect or the disk
/// is full. AcceptClock counts as well.
[[nodiscard]] bool onlyRestricts(const Command& command);

/// A command with its order: the canonical JSON of the envelope {v, id, store, operator, key, at, command} and the
/// operator's signature over it (domain `countersign/command/v1`).
struct SignedCommand {
    std::string envelope;
    crypto::Signature signature;
    /// The openings of the texts in it.
    std::vector<Text> openings;
};

/// What the engine answers once the record is durable.
struct Receipt {
    std::uint64_t seq = 0;
    Digest leaf;
    Timestamp at;
};

} // namespace countersign::command
