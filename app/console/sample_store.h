#pragma once

#include "app/console/hosted_store.h"
#include "ui/support/engine_room.h"

namespace countersign::console {

/// The sample workspace: a store in a temporary folder, agents served on loopback, and agents that act. All of it ends
/// with the last holder, who waits for its threads; the folder is removed then. After a crash the folder is all that
/// stays, where the system keeps what is temporary.
class SampleStore {
public:
    /// Takes a second or two. `clock` and `random` outlive it.
    static Result<std::shared_ptr<SampleStore>> open(const Clock& clock, Random& random);
    virtual ~SampleStore() = default;

    [[nodiscard]] virtual const std::shared_ptr<HostedStore>& hosted() const = 0;
    [[nodiscard]] virtual const std::shared_ptr<const backend::Identity>& identity() const = 0;
    [[nodiscard]] virtual const std::string& path() const = 0;
    [[nodiscard]] virtual const std::string& keyFile() const = 0;
};

} // namespace countersign::console
