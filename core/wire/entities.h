#pragma once

#include "core/approval/approval_request.h"
#include "core/decision/world.h"
#include "core/delegation/delegation.h"
#include "core/identity/agent.h"
#include "core/identity/enrolment.h"
#include "core/identity/people.h"

/// The JSON forms of the things that a store keeps (core/design/formats-commands.md). Times are RFC 3339, durations
/// integer milliseconds in members that end in `_ms`, digests hex, keys and signatures base64; lists and maps are
/// written also when empty, absent optional members are left out. Of a committed text {digest, record} is written,
/// never the text.
///
/// fromJson(toJson(x)) == x. Reading is strict: a member that is missing, unknown or of another type is InvalidRequest;
/// a value that its own type refuses keeps that type's code (InvalidArgument, KeyInvalid …). `detail` names the member.
/// Whether the value makes sense (a grant with no scopes) is its own check function's business. Any thread.
namespace countersign::wire {

[[nodiscard]] json::Value toJson(const identity::Principal& value);
[[nodiscard]] json::Value toJson(const identity::KeyEntry& value);
[[nodiscard]] json::Value toJson(const identity::KeyHistory& value);
[[nodiscard]] json::Value toJson(const identity::User& value);
[[nodiscard]] json::Value toJson(const identity::Operator& value);
[[nodiscard]] json::Value toJson(const identity::Group& value);
[[nodiscard]] json::Value toJson(const identity::Agent& value);
[[nodiscard]] json::Value toJson(const identity::Enrolment& value);

[[nodiscard]] json::Value toJson(const delegation::ResourceSet& value);
[[nodiscard]] json::Value toJson(const delegation::Conditions& value);
[[nodiscard]] json::Value toJson(const delegation::CatalogueEntry& value);
[[nodiscard]] json::Value toJson(const delegation::RoleRule& value);
[[nodiscard]] json::Value toJson(const delegation::Role& value);
[[nodiscard]] json::Value toJson(const delegation::RoleAssignment& value);
[[nodiscard]] json::Value toJson(const delegation::Grant& value);
[[nodiscard]] json::Value toJson(const delegation::Delegation& value);

[[nodiscard]] json::Value toJson(const approval::Hold& value);
[[nodiscard]] json::Value toJson(const approval::HoldRequirement& value);
[[nodiscard]] json::Value toJson(const approval::Chain& value);
[[nodiscard]] json::Value toJson(const approval::SignedDecision& value);
[[nodiscard]] json::Value toJson(const approval::ApprovalRequest& value);

[[nodiscard]] json::Value toJson(const decision::Settings& value);

/// Of every type above.
template <class T>
[[nodiscard]] Result<T> fromJson(const json::Value& value);

template <>
Result<identity::Principal> fromJson(const json::Value& value);
template <>
Result<identity::KeyEntry> fromJson(const json::Value& value);
template <>
Result<identity::KeyHistory> fromJson(const json::Value& value);
template <>
Result<identity::User> fromJson(const json::Value& value);
template <>
Result<identity::Operator> fromJson(const json::Value& value);
template <>
Result<identity::Group> fromJson(const json::Value& value);
template <>
Result<identity::Agent> fromJson(const json::Value& value);
template <>
Result<identity::Enrolment> fromJson(const json::Value& value);

template <>
Result<delegation::ResourceSet> fromJson(const json::Value& value);
template <>
Result<delegation::Conditions> fromJson(const json::Value& value);
template <>
Result<delegation::CatalogueEntry> fromJson(const json::Value& value);
template <>
Result<delegation::RoleRule> fromJson(const json::Value& value);
template <>
Result<delegation::Role> fromJson(const json::Value& value);
template <>
Result<delegation::RoleAssignment> fromJson(const json::Value& value);
template <>
Result<delegation::Grant> fromJson(const json::Value& value);
template <>
Result<delegation::Delegation> fromJson(const json::Value& value);

template <>
Result<approval::Hold> fromJson(const json::Value& value);
template <>
Result<approval::HoldRequirement> fromJson(const json::Value& value);
template <>
Result<approval::Chain> fromJson(const json::Value& value);
template <>
Result<approval::SignedDecision> fromJson(const json::Value& value);
template <>
Result<approval::ApprovalRequest> fromJson(const json::Value& value);

template <>
Result<decision::Settings> fromJson(const json::Value& value);

} // namespace countersign::wire
