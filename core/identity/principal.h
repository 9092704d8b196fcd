#pragma once

#include "core/base/id.h"

#include <string>

namespace countersign::identity {

COUNTERSIGN_NAME_ID(AgentId, "agent id", false);
COUNTERSIGN_NAME_ID(UserId, "user id", true);
COUNTERSIGN_NAME_ID(OperatorId, "operator id", true);
COUNTERSIGN_NAME_ID(GroupId, "group id", false);

enum class PrincipalType { User, Agent, Operator, Service };
[[nodiscard]] std::string_view principalTypeName(PrincipalType type);

/// Who: `type:id`, e.g. `agent:agent-code-reviewer-01`. The id obeys the grammar of its type (design section 4).
class Principal {
public:
    static Result<Principal> create(PrincipalType type, std::string_view id);
    /// `type:id`; InvalidArgument otherwise.
    static Result<Principal> parse(std::string_view text);
    static Principal of(const AgentId& id) { return {PrincipalType::Agent, id.text()}; }
    static Principal of(const UserId& id) { return {PrincipalType::User, id.text()}; }
    static Principal of(const OperatorId& id) { return {PrincipalType::Operator, id.text()}; }

    [[nodiscard]] PrincipalType type() const { return m_type; }
    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] std::string text() const;

    friend auto operator<=>(const Principal&, const Principal&) = default;

private:
    Principal(PrincipalType type, std::string id) : m_type(type), m_id(std::move(id)) {}
    PrincipalType m_type = PrincipalType::User;
    std::string m_id;
};

/// `spiffe://<trust-domain>/agent/<id>` (SPIFFE-ID section 2).
[[nodiscard]] std::string spiffeId(std::string_view trustDomain, const AgentId& agent);
/// Lower-case letters, digits, `.`, `-`, `_`, 1 to 255 bytes (SPIFFE-ID section 2.1).
[[nodiscard]] Result<void> checkTrustDomain(std::string_view text);

/// Whether the id looks like a mail address (ids stay in the ledger for ever; the console and the CLI warn).
[[nodiscard]] bool looksPersonal(std::string_view id);

} // namespace countersign::identity
