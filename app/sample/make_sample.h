#pragma once

#include "app/sample/cast.h"

namespace countersign::sample {

/// A request of the past, and who asked.
struct Held {
    std::string agent;
    /// Name of the delegation under which it asked; empty: for nobody.
    std::string under;
    Call call;
    RequestId request;
    ApprovalId approval;
    std::uint32_t needed = 0;
};

/// A sample store as it was made.
struct MadeSample {
    Cast cast;
    /// What waits for people.
    std::vector<Held> waiting;
    /// Somebody's approval that was used up, and for what: what a misbehaving agent tries again.
    std::optional<std::pair<Call, ApprovalId>> used;
};

/// Makes a store at `path` with the plan's people, agents and rights, two weeks of history that ends at `clock`'s now,
/// and requests that wait. The owner's key is `owner`; every other key is new. Takes a second or two; any thread.
[[nodiscard]] Result<MadeSample> makeSample(const Plan& plan, const std::string& path, const crypto::SigningKey& owner,
                                            const Clock& clock, Random& random);

} // namespace countersign::sample
