#include "core/backend/remote_backend.h"

#include "core/backend/deciding_p.h"
#include "core/backend/owner_p.h"
#include "core/backend/pending_p.h"
#include "core/backend/remote_feed_p.h"
#include "core/backend/server_error.h"
#include "core/wire/commands.h"
#include "core/wire/queries.h"

#include <algorithm>

namespace countersign::backend {

namespace {

/// A verification of a large store takes its time.
constexpr Duration kPatience{120'000};

Duration standardBackoff(unsigned attempt) {
    constexpr Duration kFirst{200};
    constexpr Duration kMost{10'000};
    return std::min(kMost, kFirst * (1U << std::min(attempt - 1, 6U)));
}

} // namespace

RemoteBackend::RemoteBackend(std::unique_ptr<HttpClient> client, const Owner& owner, Options options,
                             const Clock& clock, Random& random)
    : m_clock(clock), m_random(random), m_store(owner.store),
      m_backoff(options.backoff ? std::move(options.backoff) : standardBackoff), m_client(std::move(client)),
      m_pending(std::make_unique<PendingSet>()), m_link(std::make_shared<LinkHub>()),
      m_session(std::make_shared<RemoteSession>(*m_client, owner, random, std::move(options.identity))) {
    m_link->set({.link = Link::Connected, .detail = {}});
}

RemoteBackend::~RemoteBackend() {
    for (const auto& one : m_feeds) {
        if (const auto feed = one.lock()) {
            feed->stop();
        }
    }
    m_pending->cancelAll();
    m_client.reset();
    m_link->set({.link = Link::Closed, .detail = {}});
}

Result<std::unique_ptr<RemoteBackend>> RemoteBackend::connect(Options options, const Clock& clock, Random& random) {
    TRY(auto client, HttpClient::create({.url = options.url, .trustFile = options.trustFile}));
    TRY(const auto owner, checkOwner(*client, options.expected, random));
    return std::unique_ptr<RemoteBackend>(
        new RemoteBackend(std::move(client), owner, std::move(options), clock, random));
}

HttpClient::Done RemoteBackend::noted(std::function<void(Result<json::Value>)> then) const {
    return [link = m_link, then = std::move(then)](const Result<HttpAnswer>& answer) {
        if (answer) {
            link->set({.link = Link::Connected, .detail = {}});
            then(answerValue(*answer));
            return;
        }
        if (answer.error().code == Code::Unavailable || answer.error().code == Code::Timeout) {
            link->set({.link = Link::Lost, .detail = answer.error().detail});
        }
        then(std::unexpected(answer.error()));
    };
}

QFuture<Result<command::Answer>> RemoteBackend::ask(command::Query query) {
    const auto pending = m_pending->add<command::Answer>();
    HttpRequest request{.method = "POST",
                        .target = "/operator/v1/queries/" + std::string(command::queryName(query)),
                        .body = json::canonical(wire::toJson(query)),
                        .bearer = {},
                        .deadline = kPatience};
    m_session->call(std::move(request), noted([pending, query = std::move(query)](const Result<json::Value>& value) {
                        pending->finish(value ? wire::answerFromJson(query, *value)
                                              : Result<command::Answer>(std::unexpected(value.error())));
                    }));
    return pending->future();
}

QFuture<Result<command::Receipt>> RemoteBackend::submit(command::Command command) {
    const auto by = m_session->identity();
    if (!by) {
        return finished<command::Receipt>(nothingUnlocked());
    }
    const auto order = wire::signCommand(std::move(command), by->id, by->key, m_store, m_clock.wallNow(), m_random);
    if (!order) {
        return finished<command::Receipt>(std::unexpected(order.error()));
    }
    const auto pending = m_pending->add<command::Receipt>();
    // A signed command proves itself: no session.
    m_client->call({.method = "POST",
                    .target = "/operator/v1/commands",
                    .body = json::canonical(wire::signedCommandJson(*order)),
                    .bearer = {}},
                   noted([pending](const Result<json::Value>& value) {
                       pending->finish(value ? wire::parseReceipt(*value)
                                             : Result<command::Receipt>(std::unexpected(value.error())));
                   }));
    return pending->future();
}

QFuture<Result<command::Receipt>> RemoteBackend::decide(command::ApprovalView shown, approval::Verdict verdict,
                                                        std::string reason) {
    const auto by = m_session->identity();
    if (!by) {
        return finished<command::Receipt>(nothingUnlocked());
    }
    auto decision = signDecision(shown, m_store, *by, verdict, reason, m_clock.wallNow());
    if (!decision) {
        return finished<command::Receipt>(std::unexpected(std::move(decision).error()));
    }
    return submit(*std::move(decision));
}

std::shared_ptr<void> RemoteBackend::follow(std::uint64_t from, std::function<void(const Batch&)> receive) {
    auto feed = std::make_shared<RemoteFeed>(*m_client, m_session, m_link, m_backoff, from, std::move(receive));
    std::erase_if(m_feeds, [](const auto& one) { return one.expired(); });
    m_feeds.push_back(feed);
    feed->start();
    return {feed.get(), [feed](void*) { feed->stop(); }};
}

std::shared_ptr<void> RemoteBackend::onLink(std::function<void(const LinkState&)> receive) {
    return m_link->add(std::move(receive));
}

void RemoteBackend::unlock(std::shared_ptr<const Identity> identity) {
    m_session->setIdentity(std::move(identity));
}

} // namespace countersign::backend
