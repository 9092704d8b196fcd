#pragma once

#include "core/backend/backend.h"
#include "core/base/random.h"
#include "core/service/engine.h"

#include <mutex>

namespace countersign::backend {

class Follower;
class PendingSet;

/// A store that this process owns: talks to the engine directly. Shares the engine with whatever else serves it (an
/// HTTP server, for one); the last holder closes it. `random` outlives it.
class LocalBackend final : public Backend {
public:
    LocalBackend(std::shared_ptr<service::Engine> engine, std::shared_ptr<const Identity> identity, Random& random);
    ~LocalBackend() override;
    LocalBackend(const LocalBackend&) = delete;
    LocalBackend& operator=(const LocalBackend&) = delete;

    [[nodiscard]] StoreId store() const override;
    [[nodiscard]] QFuture<Result<command::Answer>> ask(command::Query query) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> submit(command::Command command) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                                           std::string reason) override;
    [[nodiscard]] std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override;
    [[nodiscard]] std::shared_ptr<void> onLink(std::function<void(const LinkState&)> receive) override;
    void unlock(std::shared_ptr<const Identity> identity) override;

private:
    [[nodiscard]] std::shared_ptr<const Identity> identity() const;

    std::shared_ptr<service::Engine> m_engine;
    Random& m_random;
    std::unique_ptr<PendingSet> m_pending;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Identity> m_identity;
    std::vector<std::weak_ptr<Follower>> m_followers;
};

} // namespace countersign::backend
