#pragma once

#include "core/backend/backend.h"
#include "core/backend/http_client.h"
#include "core/base/random.h"
#include "core/store/store_file.h"

namespace countersign::backend {

class LinkHub;
class PendingSet;
class RemoteFeed;
class RemoteSession;
struct Owner;

/// A store behind HTTP (design section 7, /operator/v1). Opens its session when it is first needed, with the unlocked
/// key, and again when it has lapsed; follows the feed across broken connections, from the next record on. Needs no
/// event loop.
class RemoteBackend final : public Backend {
public:
    struct Options {
        /// `https://…`, or `http://` on loopback.
        std::string url;
        /// What the file says whose owner is expected there: the server must prove that it owns that store and listens
        /// at exactly this address. Without it, any store that proves its own ledger key will do.
        std::optional<store::StoreMeta> expected;
        std::shared_ptr<const Identity> identity;
        /// PEM certificates to trust instead of the system's.
        std::string trustFile;
        /// How long to wait before the n-th attempt (from 1) to follow again; default 0.2 s doubling to 10 s.
        std::function<Duration(unsigned)> backoff;
    };

    /// Asks the server for its proof and checks it. InvalidArgument, Unavailable, Timeout, StoreMismatch,
    /// SignatureInvalid. `clock` and `random` outlive the backend.
    static Result<std::unique_ptr<RemoteBackend>> connect(Options options, const Clock& clock, Random& random);
    ~RemoteBackend() override;
    RemoteBackend(const RemoteBackend&) = delete;
    RemoteBackend& operator=(const RemoteBackend&) = delete;

    [[nodiscard]] StoreId store() const override { return m_store; }
    [[nodiscard]] QFuture<Result<command::Answer>> ask(command::Query query) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> submit(command::Command command) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                                           std::string reason) override;
    [[nodiscard]] std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override;
    [[nodiscard]] std::shared_ptr<void> onLink(std::function<void(const LinkState&)> receive) override;
    void unlock(std::shared_ptr<const Identity> identity) override;

private:
    RemoteBackend(std::unique_ptr<HttpClient> client, const Owner& owner, Options options, const Clock& clock,
                  Random& random);
    /// Notes how the link stands, and reads the JSON.
    [[nodiscard]] HttpClient::Done noted(std::function<void(Result<json::Value>)> then) const;

    const Clock& m_clock;
    Random& m_random;
    const StoreId m_store;
    std::function<Duration(unsigned)> m_backoff;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<PendingSet> m_pending;
    std::shared_ptr<LinkHub> m_link;
    std::shared_ptr<RemoteSession> m_session;
    std::vector<std::weak_ptr<RemoteFeed>> m_feeds;
};

} // namespace countersign::backend
