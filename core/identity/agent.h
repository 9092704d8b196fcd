#pragma once

#include "core/identity/key_history.h"
#include "core/identity/principal.h"
#include "core/identity/text_ref.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace countersign::identity {

/// `expired` is not stored: it is Active or Suspended past `expires`.
enum class AgentState { Pending, Active, Suspended, Revoked };
[[nodiscard]] std::string_view agentStateName(AgentState state);
[[nodiscard]] Result<AgentState> agentStateFromName(std::string_view name);

enum class AgentEvent { Activate, Suspend, Resume, Revoke };
/// The only transitions: pending -activate-> active, active -suspend-> suspended, suspended -resume-> active, anything
/// but revoked -revoke-> revoked. IllegalTransition otherwise. Every path uses this function: commands, authentication,
/// import and rebuild.
[[nodiscard]] Result<AgentState> transition(AgentState from, AgentEvent event);

/// How the agent came in: registered by an admin (activated by its first verified challenge) or enrolled by itself
/// (activated by an admin).
enum class Origin { Registered, Enrolled };

/// An agent, complete as the ledger knows it (design section 4).
struct Agent {
    AgentId id;
    UserId owner;
    std::optional<TextRef> displayName;
    std::optional<TextRef> description;
    std::map<std::string, std::string> tags;
    std::map<std::string, std::string> metadata;
    std::string environment;
    std::vector<std::string> capabilities;
    std::optional<Timestamp> expires;
    Origin origin = Origin::Registered;
    AgentState state = AgentState::Pending;
    KeyHistory keys;
    Timestamp registered;
    /// Sequence number of the last suspension, revocation or key change (or of the registration). Whatever was issued
    /// under an older epoch is dead for good.
    std::uint64_t epoch = 0;

    [[nodiscard]] bool expiredAt(Timestamp now) const { return expires && now >= *expires; }
    friend bool operator==(const Agent&, const Agent&) = default;
};

/// Ok when the agent may act now with that key; else AgentPending, AgentSuspended, AgentRevoked, AgentExpired,
/// KeyUnknown or KeyNotValidNow.
[[nodiscard]] Result<void> checkLive(const Agent& agent, const crypto::Thumbprint& key, Timestamp now);

/// Tags, metadata, environment and capabilities: printable ASCII keys of 1 to 64 bytes, values up to 256 bytes of UTF-8
/// without control characters, at most 64 entries each. InvalidArgument.
[[nodiscard]] Result<void> checkAttributes(const std::map<std::string, std::string>& attributes, std::string_view what);
[[nodiscard]] Result<void> checkAgent(const Agent& agent);

} // namespace countersign::identity
