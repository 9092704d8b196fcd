#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QPromise>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace countersign::backend {

class PendingBase {
public:
    virtual ~PendingBase() = default;
    virtual void cancel() = 0;
};

/// One future; the first finish() counts. Whoever drops it unfinished cancels it. Thread-safe.
template <class T>
class Pending final : public PendingBase {
public:
    Pending() { m_promise.start(); }
    ~Pending() override { cancelNow(); }

    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise.future(); }
    void finish(Result<T> result) {
        if (!m_finished.exchange(true)) {
            m_promise.addResult(std::move(result));
            m_promise.finish();
        }
    }
    void cancel() override { cancelNow(); }

private:
    void cancelNow() { finish(fail(Code::Cancelled, "the connection to the store was closed")); }

    QPromise<Result<T>> m_promise;
    std::atomic<bool> m_finished = false;
};

/// The unfinished futures of one backend. Thread-safe.
class PendingSet {
public:
    template <class T>
    [[nodiscard]] std::shared_ptr<Pending<T>> add() {
        auto pending = std::make_shared<Pending<T>>();
        const std::scoped_lock lock(m_mutex);
        if (m_pending.size() >= m_prune) {
            std::erase_if(m_pending, [](const auto& one) { return one.expired(); });
            m_prune = 2 * m_pending.size() + 64;
        }
        m_pending.push_back(pending);
        return pending;
    }

    void cancelAll() {
        std::vector<std::weak_ptr<PendingBase>> all;
        {
            const std::scoped_lock lock(m_mutex);
            all = std::exchange(m_pending, {});
        }
        for (const auto& one : all) {
            if (const auto pending = one.lock()) {
                pending->cancel();
            }
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<PendingBase>> m_pending;
    std::size_t m_prune = 64;
};

template <class T>
[[nodiscard]] QFuture<Result<T>> finished(Result<T> result) {
    Pending<T> pending;
    auto future = pending.future();
    pending.finish(std::move(result));
    return future;
}

} // namespace countersign::backend
