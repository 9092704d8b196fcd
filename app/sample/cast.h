#pragma once

#include "app/sample/plan.h"
#include "core/command/commands.h"

namespace countersign::sample {

/// Who takes part, with their keys, and what the plan's names stand for in the store.
struct Cast {
    std::map<std::string, crypto::SigningKey, std::less<>> people;
    std::map<std::string, crypto::SigningKey, std::less<>> agents;
    /// Ids of grants and delegations by the plan's names for them.
    std::map<std::string, std::string, std::less<>> ids;
};

/// The planned command with what it leaves open: new keys and ids, which enter the cast, texts committed to, times
/// counted from `now`. InvalidRequest when the plan names something that is not there.
[[nodiscard]] Result<command::Command> makeCommand(const json::Object& planned, Cast& cast, Timestamp now,
                                                   Random& random);

} // namespace countersign::sample
