#include "core/backend/read_only_backend.h"

#include "core/backend/deciding_p.h"
#include "core/backend/pending_p.h"
#include "core/service/answer_from_file.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace countersign::backend {

ReadOnlyBackend::ReadOnlyBackend(std::string path, store::StoreMeta meta, std::shared_ptr<const Identity> identity,
                                 std::string why, const Clock& clock)
    : m_path(std::move(path)), m_meta(std::move(meta)), m_why(std::move(why)), m_clock(clock),
      m_identity(std::move(identity)), m_pending(std::make_unique<PendingSet>()),
      m_worker(std::make_unique<boost::asio::thread_pool>(1)) {}

ReadOnlyBackend::~ReadOnlyBackend() {
    m_pending->cancelAll();
    m_worker->stop();
    m_worker->join();
}

Result<std::unique_ptr<Backend>> ReadOnlyBackend::open(const std::string& path, const store::StoreMeta& meta,
                                                       std::shared_ptr<const Identity> identity, const Error& why,
                                                       const Clock& clock) {
    CHECK(store::ReadStore::open(path));
    return std::unique_ptr<Backend>(new ReadOnlyBackend(path, meta, std::move(identity),
                                                        "the store is open for reading only: " + why.detail, clock));
}

QFuture<Result<command::Answer>> ReadOnlyBackend::ask(command::Query query) {
    std::shared_ptr<const Identity> by;
    {
        const std::scoped_lock lock(m_mutex);
        by = m_identity;
    }
    if (!by) {
        return finished<command::Answer>(nothingUnlocked());
    }
    const auto pending = m_pending->add<command::Answer>();
    boost::asio::post(*m_worker, [this, pending, by, query = std::move(query)] {
        // Opened anew each time: the connection belongs to this thread, and sees what was written since.
        const auto store = store::ReadStore::open(m_path);
        pending->finish(store ? service::answerFromFile(query, by->id, **store, m_meta, m_clock.wallNow())
                              : Result<command::Answer>(std::unexpected(store.error())));
    });
    return pending->future();
}

QFuture<Result<command::Receipt>> ReadOnlyBackend::submit(command::Command) {
    return finished<command::Receipt>(fail(Code::StoreReadOnly, m_why));
}

QFuture<Result<command::Receipt>> ReadOnlyBackend::decide(command::ApprovalView, approval::Verdict, std::string) {
    return finished<command::Receipt>(fail(Code::StoreReadOnly, m_why));
}

std::shared_ptr<void> ReadOnlyBackend::follow(std::uint64_t, std::function<void(const Batch&)>) {
    return std::make_shared<int>(0);
}

std::shared_ptr<void> ReadOnlyBackend::onLink(std::function<void(const LinkState&)> receive) {
    receive({.link = Link::Connected, .detail = m_why});
    return std::make_shared<int>(0);
}

void ReadOnlyBackend::unlock(std::shared_ptr<const Identity> identity) {
    const std::scoped_lock lock(m_mutex);
    m_identity = std::move(identity);
}

} // namespace countersign::backend
