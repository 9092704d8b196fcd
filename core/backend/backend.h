#pragma once

#include "core/command/queries.h"
#include "core/crypto/keys.h"

#include <QFuture>

#include <functional>
#include <memory>

/// The one seam between screens and engine (design section 1).
namespace countersign::backend {

/// An unlocked operator: who signs what this backend submits.
struct Identity {
    identity::OperatorId id;
    crypto::SigningKey key;
};

/// How the store is reached, for status bars.
enum class Link { Connecting, Connected, Lost, Closed };
struct LinkState {
    Link link = Link::Connecting;
    /// Why it was lost, or empty.
    std::string detail;
};

/// A store, local or remote: asynchronous, values only. Every future finishes exactly once, also when the backend is
/// destroyed (Cancelled). Methods may be called from any one thread; callbacks of follow() and onLink() run on a thread
/// of the backend and must not block.
class Backend {
public:
    virtual ~Backend() = default;

    /// Which store it is; a server has proved with the store's own key that it is that one's owner.
    [[nodiscard]] virtual StoreId store() const = 0;

    /// What is asked is answered as the unlocked operator may see it.
    [[nodiscard]] virtual QFuture<Result<command::Answer>> ask(command::Query query) = 0;
    /// Signs the command with the unlocked operator's key and submits it; the receipt comes once its record is durable.
    /// Forbidden when nothing is unlocked.
    [[nodiscard]] virtual QFuture<Result<command::Receipt>> submit(command::Command command) = 0;
    /// Signs the decision over exactly the view that was shown, and submits it. ReviewStale when the request is no
    /// longer what was shown.
    [[nodiscard]] virtual QFuture<Result<command::Receipt>> decide(command::ApprovalView shown,
                                                                   approval::Verdict verdict, std::string reason) = 0;

    /// Records from `from` on, in order, without gaps, as they are committed, in batches. Ends when the returned handle
    /// is destroyed; survives reconnects.
    using Batch = std::vector<command::AuditRow>;
    [[nodiscard]] virtual std::shared_ptr<void> follow(std::uint64_t from,
                                                       std::function<void(const Batch&)> receive) = 0;
    [[nodiscard]] virtual std::shared_ptr<void> onLink(std::function<void(const LinkState&)> receive) = 0;

    /// From now on, signs as this operator (null: locks).
    virtual void unlock(std::shared_ptr<const Identity> identity) = 0;
};

namespace detail {
template <class Q, class... All>
constexpr std::size_t indexAmong(const std::variant<All...>*) {
    std::size_t index = 0;
    static_cast<void>(((std::is_same_v<Q, All> || (++index, false)) || ...));
    return index;
}
} // namespace detail

/// Where the answer of a query stands in command::Answer.
template <class Q>
inline constexpr std::size_t kQueryIndex = detail::indexAmong<Q>(static_cast<const command::Query*>(nullptr));

/// The typed answer of one query: `ask(backend, ListAgents{})` gives a QFuture<Result<Page<AgentView>>>.
template <class Q>
[[nodiscard]] QFuture<Result<typename Q::Answer>> ask(Backend& backend, Q query) {
    return backend.ask(std::move(query)).then([](Result<command::Answer> answer) -> Result<typename Q::Answer> {
        if (!answer) {
            return std::unexpected(std::move(answer).error());
        }
        return std::get<command::kQueryIndex<Q>>(*std::move(answer));
    });
}

/// What a future comes to; waits for it, so not for a thread with an event loop.
template <class T>
[[nodiscard]] Result<T> waited(QFuture<Result<T>> future) {
    future.waitForFinished();
    return future.resultCount() == 0 ? Result<T>(fail(Code::Cancelled, "the connection was closed"))
                                     : future.takeResult();
}

} // namespace countersign::backend
