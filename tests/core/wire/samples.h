#pragma once

#include "core/base/json.h"
#include "core/base/random.h"
#include "core/wire/commands.h"
#include "core/wire/entities.h"

#include <QByteArray>

#include <utility>

/// One of each thing, with every optional member set (`full…`) and with none (`bare…`).
namespace countersign::wire::test {

/// 0, 1, 2 …: reproducible.
class CountingRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) {
            byte = static_cast<std::uint8_t>(m_next++);
        }
    }

private:
    unsigned m_next = 0;
};

inline crypto::SigningKey signingKey(std::uint8_t first = 1) {
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) {
        seed[i] = static_cast<std::uint8_t>(first + i);
    }
    return *crypto::SigningKey::fromSeed(seed);
}

template <class T>
T id(std::string_view text) {
    return *T::parse(text);
}
template <class T>
T generated() {
    CountingRandom random;
    return T::generate(random);
}
inline Timestamp noon() {
    return *Timestamp::parse("2026-11-23T12:00:00.000Z");
}
inline Timestamp later() {
    return *Timestamp::parse("2026-11-23T12:00:00.001Z");
}
inline Digest digest(std::uint8_t fill) {
    std::array<std::uint8_t, Digest::kSize> bytes{};
    bytes.fill(fill);
    return Digest(bytes);
}
inline identity::TextRef textRef(std::uint8_t fill) {
    return {.commitment = digest(fill), .record = fill, .text = std::nullopt};
}
inline command::Text text(std::string_view label) {
    CountingRandom random;
    return command::Text::create(label, "Übersicht \"1\"\n", random);
}

inline identity::KeyEntry bareKey() {
    const auto key = signingKey(1).publicKey();
    return {.key = key,
            .thumbprint = key.thumbprint(),
            .validFrom = noon(),
            .validUntil = std::nullopt,
            .status = identity::KeyStatus::Active};
}
inline identity::KeyEntry fullKey() {
    const auto key = signingKey(2).publicKey();
    return {.key = key,
            .thumbprint = key.thumbprint(),
            .validFrom = noon(),
            .validUntil = later(),
            .status = identity::KeyStatus::Retired};
}
inline identity::User bareUser() {
    identity::User user;
    user.id = id<identity::UserId>("user_123");
    return user;
}
inline identity::User fullUser() {
    return {.id = id<identity::UserId>("bob@work"),
            .displayName = textRef(7),
            .aliasOf = id<identity::UserId>("user_123"),
            .disabled = true};
}
inline identity::Operator bareOperator() {
    identity::Operator value;
    value.id = id<identity::OperatorId>("alice");
    value.person = id<identity::UserId>("alice");
    return value;
}
inline identity::Operator fullOperator() {
    auto value = bareOperator();
    value.roles = {identity::OperatorRole::Owner, identity::OperatorRole::Admin, identity::OperatorRole::PolicyAuthor,
                   identity::OperatorRole::Approver, identity::OperatorRole::Auditor};
    value.keys = *identity::KeyHistory::fromEntries({fullKey(), bareKey()});
    value.disabled = true;
    return value;
}
inline identity::Group bareGroup() {
    return {.id = id<identity::GroupId>("reviewers"), .members = {}};
}
inline identity::Group fullGroup() {
    return {.id = id<identity::GroupId>("reviewers"),
            .members = {*identity::Principal::parse("agent:agent-code-reviewer-01"),
                        *identity::Principal::parse("operator:bob")}};
}
inline identity::Agent bareAgent() {
    identity::Agent agent;
    agent.id = id<identity::AgentId>("agent-code-reviewer-01");
    agent.owner = id<identity::UserId>("user_9");
    agent.registered = noon();
    return agent;
}
inline identity::Agent fullAgent() {
    auto agent = bareAgent();
    agent.displayName = textRef(1);
    agent.description = textRef(2);
    agent.tags = {{"team", "platform"}, {"tier", "1"}};
    agent.metadata = {{"model", "m-1"}};
    agent.environment = "prod";
    agent.capabilities = {"pr.create", "repo.read"};
    agent.expires = later();
    agent.origin = identity::Origin::Enrolled;
    agent.state = identity::AgentState::Suspended;
    agent.keys = *identity::KeyHistory::fromEntries({fullKey(), bareKey()});
    agent.epoch = 9'007'199'254'740'991U;
    return agent;
}
inline identity::Enrolment enrolment() {
    const auto key = signingKey(3);
    return {.id = generated<EnrolmentId>(),
            .agent = id<identity::AgentId>("agent-2"),
            .owner = id<identity::UserId>("user_9"),
            .key = key.publicKey(),
            .capabilities = {"repo.read"},
            .at = noon(),
            .possession = key.signRaw(asBytes("x")),
            .received = later()};
}

inline approval::Hold bareHold() {
    return {.quorum = 1, .from = *approval::ApproverPool::parse("role:approver"), .expiresIn = std::nullopt};
}
inline approval::Hold fullHold() {
    return {.quorum = 2, .from = *approval::ApproverPool::parse("group:leads"), .expiresIn = Duration(90'000)};
}
inline delegation::Conditions fullConditions() {
    return {.notBefore = noon(),
            .notAfter = later(),
            .days = {1, 7},
            .minutes = std::pair<std::uint16_t, std::uint16_t>(1320, 360),
            .environments = {"prod"},
            .networks = {*delegation::Network::parse("10.0.0.0/8"), *delegation::Network::parse("2001:db8::/32")},
            .rate = delegation::Rate{.count = 3, .window = Duration(60'000)},
            .budget = 100};
}
inline delegation::ResourceSet resources() {
    return delegation::ResourceSet(
        {*delegation::ResourcePattern::parse("repo=acme/*"), *delegation::ResourcePattern::parse("branch=main")});
}
inline std::vector<delegation::ScopePattern> scopes() {
    return {*delegation::ScopePattern::parse("repo:read"), *delegation::ScopePattern::parse("pr:write:*")};
}
inline delegation::RoleRule bareRule() {
    return {.effect = delegation::Effect::Deny, .scopes = {}, .resources = {}, .hold = std::nullopt};
}
inline delegation::RoleRule fullRule() {
    return {.effect = delegation::Effect::Allow, .scopes = scopes(), .resources = resources(), .hold = fullHold()};
}
inline delegation::Role bareRole() {
    return {.id = id<delegation::RoleId>("reader"), .rules = {}, .inherits = {}};
}
inline delegation::Role fullRole() {
    return {.id = id<delegation::RoleId>("writer"),
            .rules = {fullRule(), bareRule()},
            .inherits = {id<delegation::RoleId>("reader")}};
}
inline delegation::RoleAssignment bareAssignment() {
    return {.role = id<delegation::RoleId>("reader"),
            .to = *delegation::Subject::parse("group:reviewers"),
            .expires = std::nullopt};
}
inline delegation::RoleAssignment fullAssignment() {
    auto value = bareAssignment();
    value.expires = later();
    return value;
}
inline delegation::Grant bareGrant() {
    delegation::Grant grant;
    grant.id = generated<GrantId>();
    grant.to = *delegation::Subject::parse("agent:agent-code-reviewer-01");
    return grant;
}
inline delegation::Grant fullGrant() {
    auto grant = bareGrant();
    grant.scopes = scopes();
    grant.resources = resources();
    grant.conditions = fullConditions();
    grant.hold = fullHold();
    grant.expires = later();
    grant.delegateDepth = 255;
    grant.created = noon();
    grant.revoked = true;
    return grant;
}
inline delegation::Delegation bareDelegation() {
    delegation::Delegation value;
    value.id = generated<DelegationId>();
    value.from = *identity::Principal::parse("user:user_123");
    value.to = id<identity::AgentId>("agent-code-reviewer-01");
    value.expires = later();
    return value;
}
inline delegation::Delegation fullDelegation() {
    auto value = bareDelegation();
    value.from = *identity::Principal::parse("agent:agent-2");
    value.parent = generated<DelegationId>();
    value.scopes = scopes();
    value.resources = resources();
    value.audience = {"https://git.acme.example"};
    value.purpose = textRef(3);
    value.maxDepth = 2;
    value.maxUses = 10;
    value.allowedTargets = {id<identity::AgentId>("agent-3")};
    value.created = noon();
    value.revoked = true;
    return value;
}

inline approval::Chain chain() {
    return {{.principal = *identity::Principal::parse("user:user_123"), .delegation = {}, .digest = {}},
            {.principal = *identity::Principal::parse("agent:agent-code-reviewer-01"),
             .delegation = generated<DelegationId>(),
             .digest = digest(4)}};
}
inline approval::SignedDecision signedDecision() {
    const auto key = signingKey(5);
    return {.by = id<identity::OperatorId>("bob"),
            .key = key.publicKey().thumbprint(),
            .at = noon(),
            .verdict = approval::Verdict::Approve,
            .reason = "looks right",
            .payload = R"({"decision":"approve"})",
            .signature = key.signRaw(asBytes("payload"))};
}
inline approval::ApprovalRequest bareApproval() {
    approval::ApprovalRequest request;
    request.id = generated<ApprovalId>();
    request.request = generated<RequestId>();
    request.agent = id<identity::AgentId>("agent-code-reviewer-01");
    request.agentKey = signingKey(1).publicKey().thumbprint();
    request.action = "pr.merge";
    request.nonce = "000102030405060708090a0b0c0d0e0f";
    return request;
}
inline approval::ApprovalRequest fullApproval() {
    auto request = bareApproval();
    request.epoch = 12;
    request.session = generated<SessionId>().text();
    request.user = id<identity::UserId>("user_123");
    request.chain = chain();
    request.resource = {{"repo", "acme/api"}};
    request.args = digest(5);
    request.askedReason = digest(6);
    request.policy = digest(7);
    request.holds = {{.hold = fullHold(), .origin = "role:writer", .reason = "two people"},
                     {.hold = bareHold(), .origin = "grant:x", .reason = ""}};
    request.separation = "none";
    request.requiredScope = "pr:merge";
    request.risk = "high";
    request.created = noon();
    request.pendingUntil = noon() + Duration(900'000);
    request.ticketExpires = noon() + Duration(1'200'000);
    request.ticketLifetime = Duration(300'000);
    request.record = 41;
    request.state = approval::State::Consumed;
    request.decisions = {signedDecision()};
    request.approvedAt = later();
    request.mismatches = 3;
    request.consumedBy = 42;
    return request;
}

/// A value of another type than this one's.
inline json::Value otherType(const json::Value& value) {
    return value.asString() != nullptr ? json::Value::integer(1) : json::Value("no");
}

/// What is wrong with how `read` takes `full` and `bare`, forms of the same thing, as text; empty when nothing is:
/// what both have is required, what only `full` has may be missing, a wrong type and a member that does not belong
/// there are refused. `read` returns whether it took the value.
template <class F>
QByteArray strictness(const json::Value& full, const json::Value& bare, F&& read) {
    if (!read(full) || !read(bare)) {
        return "refused as it is: " + QByteArray::fromStdString(json::canonical(full));
    }
    for (const auto& [name, value] : *full.asObject()) {
        const auto member = QByteArray::fromStdString(name);
        json::Object changed = *full.asObject();
        changed.erase(name);
        const bool required = bare.asObject()->find(name) != nullptr;
        if (read(json::Value(changed)) == required) {
            return member + (required ? " may be missing" : " may not be missing");
        }
        changed.set(name, otherType(value));
        if (read(json::Value(changed))) {
            return member + " may have another type";
        }
        changed.set(name, value);
        changed.set(name + "_", value);
        if (read(json::Value(changed))) {
            return member + "_ is taken";
        }
    }
    return read(json::Value("text")) || read(json::Value(json::Array())) ? "not an object" : QByteArray();
}

} // namespace countersign::wire::test
