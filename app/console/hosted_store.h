#pragma once

#include "core/backend/backend.h"
#include "core/base/random.h"

#include <cstdint>

namespace countersign::console {

/// A store that this process owns: the engine, the backend of the screens, a door on loopback by which other programs
/// reach the store's owner (design section 6), and, while that is switched on, a door for agents. Thread-safe.
class HostedStore {
public:
    /// `own` unseals the store where the service key is not beside it. StoreBusy when another program owns the file;
    /// what Engine::open fails with. `clock` and `random` outlive it.
    static Result<std::shared_ptr<HostedStore>> open(const std::string& path, const crypto::SigningKey& own,
                                                     std::shared_ptr<const backend::Identity> identity,
                                                     const Clock& clock, Random& random);
    virtual ~HostedStore() = default;

    [[nodiscard]] virtual backend::Backend& backend() = 0;
    /// `http://127.0.0.1:PORT`, where operators' programs find this owner.
    [[nodiscard]] virtual std::string address() const = 0;
    /// Where agents are served; empty when they are not.
    [[nodiscard]] virtual std::string agentAddress() const = 0;
    /// At that port of loopback (0: any); the address. Unavailable when it is taken: then everything stays as it was.
    [[nodiscard]] virtual Result<std::string> serveAgents(std::uint16_t port) = 0;
    /// Waits for what is under way.
    virtual void stopServingAgents() = 0;
};

} // namespace countersign::console
