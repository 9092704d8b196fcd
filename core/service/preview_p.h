#pragma once

#include "core/command/queries.h"
#include "core/service/state.h"

#include <set>

/// What an order would change, found out on a copy of the state: the same rules and the same fold as the order itself.
namespace countersign::service {

/// Two states that differ by one command, ordered at `now`.
struct Draft {
    const State& before;
    State after;
    Timestamp now;
};
/// The codes of the rules (checkCommand()) when the engine would refuse it.
[[nodiscard]] Result<Draft> draftCommand(const State& state, const command::Command& command,
                                         const identity::OperatorId& by, Timestamp now);

/// The agents for whom the command may change what is decided: its own, the members of its subject, the agents of a
/// person, and whoever stands below in a delegation.
[[nodiscard]] std::set<identity::AgentId> touchedAgents(const Draft& draft, const command::Command& command);

/// What of a recorded request is not in its record. Empty where it was erased; the arguments only where a policy would
/// look at them.
struct AskedValues {
    json::Object arguments;
    std::string source;
};
[[nodiscard]] Result<AskedValues> askedValues(store::ReadStore& store, std::uint64_t record, const State& state);

/// Fills in what counts before and not after: delegations, sessions, requests and tickets.
[[nodiscard]] Result<void> addEndings(const Draft& draft, store::ReadStore& store, command::CommandPreview& preview);

[[nodiscard]] Result<command::CommandPreview> previewCommand(store::ReadStore& store, const State& state,
                                                             const command::Command& command,
                                                             const identity::OperatorId& by, Timestamp now);
[[nodiscard]] Result<command::ReplaySlice> replayCommand(store::ReadStore& store, const State& state,
                                                         const command::Replay& query, const identity::OperatorId& by,
                                                         Timestamp now);

} // namespace countersign::service
