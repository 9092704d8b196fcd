#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

namespace countersign {

/// A map that is cheap to copy and to change a little: copies share their shards, a change copies one shard. This is
/// how a new World is built from the last one (design section 6). As with any value, one object may be read by several
/// threads but changed by one alone; its copies are independent of it and may be used and dropped by any thread
/// meanwhile. What find() returned stands until that object is changed or dropped.
template <class Key, class T, std::size_t kShards = 256>
class SharedMap {
    using Shard = std::unordered_map<Key, T>;

public:
    SharedMap() = default;
    SharedMap(const SharedMap&) = default;
    SharedMap& operator=(const SharedMap&) = default;
    /// Leaves the source empty.
    SharedMap(SharedMap&& other) noexcept
        : m_shards(std::move(other.m_shards)), m_size(std::exchange(other.m_size, 0)) {}
    SharedMap& operator=(SharedMap&& other) noexcept {
        m_shards = std::move(other.m_shards);
        m_size = std::exchange(other.m_size, 0);
        return *this;
    }
    ~SharedMap() = default;

    [[nodiscard]] const T* find(const Key& key) const {
        if (!m_shards) {
            return nullptr;
        }
        const auto& shard = (*m_shards)[index(key)];
        if (!shard) {
            return nullptr;
        }
        const auto it = shard->find(key);
        return it == shard->end() ? nullptr : &it->second;
    }

    void set(const Key& key, T value) {
        auto& shard = mutableShard(key);
        m_size += shard.insert_or_assign(key, std::move(value)).second ? 1 : 0;
    }

    /// The value to change in place; default-constructed when there was none.
    [[nodiscard]] T& edit(const Key& key) {
        const auto [it, isNew] = mutableShard(key).try_emplace(key);
        m_size += isNew ? 1 : 0;
        return it->second;
    }

    void erase(const Key& key) {
        if (find(key) != nullptr) {
            mutableShard(key).erase(key);
            --m_size;
        }
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

    template <class F>
    void forEach(F&& visit) const {
        if (!m_shards) {
            return;
        }
        for (const auto& shard : *m_shards) {
            if (shard) {
                for (const auto& [key, value] : *shard) {
                    visit(key, value);
                }
            }
        }
    }

private:
    using Shards = std::array<std::shared_ptr<Shard>, kShards>;

    static std::size_t index(const Key& key) {
        // The shard's own table uses the low bits: take others here.
        return ((std::hash<Key>{}(key) * 0x9E3779B97F4A7C15ULL) >> 40U) % kShards;
    }

    /// Whether nobody else holds it. INVARIANT: what is held twice is never changed; with a count of one nobody is left
    /// who could take another reference, so the answer cannot become wrong.
    template <class Held>
    static bool isOwn(const std::shared_ptr<Held>& held) {
        if (held.use_count() != 1) {
            return false;
        }
        // use_count() reads relaxed: the last reads of the thread that dropped its reference must come before our
        // writes.
        std::atomic_thread_fence(std::memory_order_acquire);
        return true;
    }

    Shard& mutableShard(const Key& key) {
        if (!m_shards) {
            m_shards = std::make_shared<Shards>();
        } else if (!isOwn(m_shards)) {
            m_shards = std::make_shared<Shards>(*m_shards);
        }
        auto& shard = (*m_shards)[index(key)];
        if (!shard) {
            shard = std::make_shared<Shard>();
        } else if (!isOwn(shard)) {
            shard = std::make_shared<Shard>(*shard);
        }
        return *shard;
    }

    /// Null until the first change.
    std::shared_ptr<Shards> m_shards;
    std::size_t m_size = 0;
};

} // namespace countersign
