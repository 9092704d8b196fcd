#pragma once

#include "core/delegation/authority.h"
#include "core/identity/directory.h"
#include "core/policy/engine.h"

#include <memory>

namespace countersign::decision {

/// Settings that decide.
struct Settings {
    Duration pendingLifetime{15 * 60 * 1000};
    Duration ticketLifetime{5 * 60 * 1000};
    Duration sessionLifetime{5 * 60 * 1000};
    /// Pending requests one agent may have at a time.
    std::uint32_t pendingPerAgent = 50;
    friend bool operator==(const Settings&, const Settings&) = default;
};

/// Everything a decision looks at, frozen. Copying is cheap (structure is shared); a const World is read from any
/// thread.
struct World {
    StoreId store;
    std::string trustDomain;
    identity::Directory directory;
    delegation::Authority authority;
    /// Null while no bundle is published: gate 5 then passes and says so.
    std::shared_ptr<const policy::Engine> policy;
    Settings settings;
    /// Sequence number of the last record that changed any of this.
    std::uint64_t version = 0;
};

} // namespace countersign::decision
