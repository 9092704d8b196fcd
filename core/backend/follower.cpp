#include "core/backend/follower_p.h"

namespace countersign::backend {

namespace {

constexpr std::size_t kBatch = 256;

} // namespace

void Follower::start() {
    const auto commits = m_engine->onCommit([weak = weak_from_this()](std::uint64_t) {
        if (const auto self = weak.lock()) {
            self->wake();
        }
    });
    {
        const std::scoped_lock lock(m_mutex);
        m_commits = commits;
    }
    wake();
}

void Follower::stop() {
    std::shared_ptr<void> commits;
    {
        const std::scoped_lock lock(m_mutex);
        commits = std::exchange(m_commits, nullptr);
        m_engine = nullptr;
    }
    commits.reset();
    const std::scoped_lock delivery(m_delivery);
    m_receive = nullptr;
}

void Follower::wake() {
    {
        const std::scoped_lock lock(m_mutex);
        m_more = true;
        if (m_reading || m_engine == nullptr) {
            return;
        }
        m_reading = true;
    }
    read();
}

void Follower::read() {
    const std::scoped_lock lock(m_mutex);
    m_more = false;
    if (m_engine != nullptr) {
        m_engine->records(m_next, kBatch,
                          [self = shared_from_this()](Result<Backend::Batch> batch) { self->take(std::move(batch)); });
    }
}

void Follower::take(Result<Backend::Batch> batch) {
    if (batch && !batch->empty()) {
        const std::scoped_lock delivery(m_delivery);
        const auto receive = m_receive;
        if (receive) {
            receive(*batch);
        }
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (batch) {
            m_next += batch->size();
        }
        const bool again = batch && (m_more || batch->size() == kBatch) && m_engine != nullptr;
        if (!again) {
            // A commit wakes it again.
            m_reading = false;
            return;
        }
    }
    read();
}

} // namespace countersign::backend
