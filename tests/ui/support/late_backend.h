#pragma once

#include "core/backend/backend.h"

#include <QPromise>

#include <functional>
#include <vector>

namespace uirig {

/// A backend whose answers come when the test lets them: for what a screen does meanwhile. GUI thread, like its users.
class LateBackend final : public countersign::backend::Backend {
public:
    explicit LateBackend(std::shared_ptr<countersign::backend::Backend> inner) : m_inner(std::move(inner)) {}

    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    /// Passes on everything that waits, and whatever comes from now on at once.
    void release() {
        m_open = true;
        for (const auto& pass : std::exchange(m_waiting, {})) {
            pass();
        }
    }

    countersign::StoreId store() const override { return m_inner->store(); }
    QFuture<countersign::Result<countersign::command::Answer>> ask(countersign::command::Query query) override {
        return later<countersign::command::Answer>([this, query = std::move(query)] { return m_inner->ask(query); });
    }
    QFuture<countersign::Result<countersign::command::Receipt>> submit(countersign::command::Command command) override {
        return later<countersign::command::Receipt>(
            [this, command = std::move(command)] { return m_inner->submit(command); });
    }
    QFuture<countersign::Result<countersign::command::Receipt>> decide(countersign::command::ApprovalView shown,
                                                                       countersign::approval::Verdict verdict,
                                                                       std::string reason) override {
        return later<countersign::command::Receipt>(
            [this, shown = std::move(shown), verdict, reason = std::move(reason)] {
                return m_inner->decide(shown, verdict, reason);
            });
    }
    std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override {
        return m_inner->follow(from, std::move(receive));
    }
    std::shared_ptr<void> onLink(std::function<void(const countersign::backend::LinkState&)> receive) override {
        return m_inner->onLink(std::move(receive));
    }
    void unlock(std::shared_ptr<const countersign::backend::Identity> identity) override {
        m_inner->unlock(std::move(identity));
    }

private:
    template <class T, class F>
    QFuture<countersign::Result<T>> later(F call) {
        if (m_open) {
            return call();
        }
        auto promise = std::make_shared<QPromise<countersign::Result<T>>>();
        promise->start();
        m_waiting.push_back([promise, call = std::move(call)] {
            call().then([promise](countersign::Result<T> result) {
                promise->addResult(std::move(result));
                promise->finish();
            });
        });
        return promise->future();
    }

    std::shared_ptr<countersign::backend::Backend> m_inner;
    std::vector<std::function<void()>> m_waiting;
    bool m_open = false;
};

} // namespace uirig
