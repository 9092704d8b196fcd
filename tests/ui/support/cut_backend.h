#pragma once

#include "core/backend/backend.h"

#include <functional>

namespace uirig {

/// A backend whose connection the test cuts and mends: cut, every answer is that the store cannot be reached. GUI
/// thread, like its users.
class CutBackend final : public countersign::backend::Backend {
public:
    explicit CutBackend(std::shared_ptr<countersign::backend::Backend> inner) : m_inner(std::move(inner)) {}

    void cut() { setLink(countersign::backend::Link::Lost); }
    void mend() { setLink(countersign::backend::Link::Connected); }

    countersign::StoreId store() const override { return m_inner->store(); }
    QFuture<countersign::Result<countersign::command::Answer>> ask(countersign::command::Query query) override {
        return m_cut ? lost<countersign::command::Answer>() : m_inner->ask(std::move(query));
    }
    QFuture<countersign::Result<countersign::command::Receipt>> submit(countersign::command::Command command) override {
        return m_cut ? lost<countersign::command::Receipt>() : m_inner->submit(std::move(command));
    }
    QFuture<countersign::Result<countersign::command::Receipt>> decide(countersign::command::ApprovalView shown,
                                                                       countersign::approval::Verdict verdict,
                                                                       std::string reason) override {
        return m_cut ? lost<countersign::command::Receipt>()
                     : m_inner->decide(std::move(shown), verdict, std::move(reason));
    }
    std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override {
        return m_inner->follow(from, std::move(receive));
    }
    std::shared_ptr<void> onLink(std::function<void(const countersign::backend::LinkState&)> receive) override {
        m_receive = std::move(receive);
        m_receive({.link = countersign::backend::Link::Connected, .detail = {}});
        return std::make_shared<int>(0);
    }
    void unlock(std::shared_ptr<const countersign::backend::Identity> identity) override {
        m_inner->unlock(std::move(identity));
    }

private:
    void setLink(countersign::backend::Link link) {
        m_cut = link == countersign::backend::Link::Lost;
        m_receive({.link = link, .detail = m_cut ? "connection refused" : ""});
    }
    template <class T>
    static QFuture<countersign::Result<T>> lost() {
        return QtFuture::makeReadyFuture<countersign::Result<T>>(
            countersign::fail(countersign::Code::Unavailable, "connection refused"));
    }

    std::shared_ptr<countersign::backend::Backend> m_inner;
    std::function<void(const countersign::backend::LinkState&)> m_receive;
    bool m_cut = false;
};

} // namespace uirig
