#include "core/backend/local_backend.h"

#include "core/backend/deciding_p.h"
#include "core/backend/follower_p.h"
#include "core/backend/pending_p.h"
#include "core/wire/commands.h"

namespace countersign::backend {

LocalBackend::LocalBackend(std::shared_ptr<service::Engine> engine, std::shared_ptr<const Identity> identity,
                           Random& random)
    : m_engine(std::move(engine)), m_random(random), m_pending(std::make_unique<PendingSet>()),
      m_identity(std::move(identity)) {}

LocalBackend::~LocalBackend() {
    for (const auto& one : m_followers) {
        if (const auto follower = one.lock()) {
            follower->stop();
        }
    }
    m_pending->cancelAll();
}

std::shared_ptr<const Identity> LocalBackend::identity() const {
    const std::scoped_lock lock(m_mutex);
    return m_identity;
}

void LocalBackend::unlock(std::shared_ptr<const Identity> identity) {
    const std::scoped_lock lock(m_mutex);
    m_identity = std::move(identity);
}

StoreId LocalBackend::store() const {
    return m_engine->state()->world.store;
}

QFuture<Result<command::Answer>> LocalBackend::ask(command::Query query) {
    const auto by = identity();
    if (!by) {
        return finished<command::Answer>(nothingUnlocked());
    }
    const auto pending = m_pending->add<command::Answer>();
    m_engine->ask(std::move(query), by->id,
                  [pending](Result<command::Answer> answer) { pending->finish(std::move(answer)); });
    return pending->future();
}

QFuture<Result<command::Receipt>> LocalBackend::submit(command::Command command) {
    const auto by = identity();
    if (!by) {
        return finished<command::Receipt>(nothingUnlocked());
    }
    auto order = wire::signCommand(command, by->id, by->key, m_engine->state()->world.store, m_engine->now(), m_random);
    if (!order) {
        return finished<command::Receipt>(std::unexpected(std::move(order).error()));
    }
    const auto pending = m_pending->add<command::Receipt>();
    m_engine->submit(*std::move(order), {},
                     [pending](Result<command::Receipt> receipt) { pending->finish(std::move(receipt)); });
    return pending->future();
}

QFuture<Result<command::Receipt>> LocalBackend::decide(command::ApprovalView shown, approval::Verdict verdict,
                                                       std::string reason) {
    const auto by = identity();
    if (!by) {
        return finished<command::Receipt>(nothingUnlocked());
    }
    auto decision = signDecision(shown, m_engine->state()->world.store, *by, verdict, reason, m_engine->now());
    if (!decision) {
        return finished<command::Receipt>(std::unexpected(std::move(decision).error()));
    }
    return submit(*std::move(decision));
}

std::shared_ptr<void> LocalBackend::follow(std::uint64_t from, std::function<void(const Batch&)> receive) {
    auto follower = std::make_shared<Follower>(*m_engine, from, std::move(receive));
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_followers, [](const auto& one) { return one.expired(); });
        m_followers.push_back(follower);
    }
    follower->start();
    return {follower.get(), [follower](void*) { follower->stop(); }};
}

std::shared_ptr<void> LocalBackend::onLink(std::function<void(const LinkState&)> receive) {
    receive({.link = Link::Connected, .detail = {}});
    return std::make_shared<int>(0);
}

} // namespace countersign::backend
