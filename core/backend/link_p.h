#pragma once

#include "core/backend/backend.h"

#include <mutex>

namespace countersign::backend {

/// Tells everybody who asked how the store is reached, when that changes. Thread-safe.
class LinkHub : public std::enable_shared_from_this<LinkHub> {
public:
    using Receive = std::function<void(const LinkState&)>;

    void set(const LinkState& state) {
        const std::scoped_lock lock(m_mutex);
        if (state.link == m_state.link && state.detail == m_state.detail) {
            return;
        }
        m_state = state;
        for (const auto& [key, receive] : std::map(m_receivers)) {
            receive(state);
        }
    }
    /// Called at once with the present state.
    [[nodiscard]] std::shared_ptr<void> add(Receive receive) {
        const std::scoped_lock lock(m_mutex);
        receive(m_state);
        const auto key = m_next++;
        m_receivers.emplace(key, std::move(receive));
        return {this, [weak = weak_from_this(), key](void*) {
                    if (const auto self = weak.lock()) {
                        const std::scoped_lock removing(self->m_mutex);
                        self->m_receivers.erase(key);
                    }
                }};
    }

private:
    std::recursive_mutex m_mutex;
    LinkState m_state;
    std::map<std::uint64_t, Receive> m_receivers;
    std::uint64_t m_next = 0;
};

} // namespace countersign::backend
