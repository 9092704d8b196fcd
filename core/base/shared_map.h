#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>

namespace countersign {

/// A map that is cheap to copy and to change a little: copies share their shards, a change copies one shard. This is how
/// a new World is built from the last one (design section 6). A copy that is only read may be read from any thread.
template <class Key, class T, std::size_t kShards = 256>
class SharedMap {
    using Shard = std::unordered_map<Key, T>;

public:
    [[nodiscard]] const T* find(const Key& key) const {
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

    void erase(const Key& key) {
        if (find(key) != nullptr) {
            mutableShard(key).erase(key);
            --m_size;
        }
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

    template <class F>
    void forEach(F&& visit) const {
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

    Shard& mutableShard(const Key& key) {
        if (m_shards.use_count() != 1) {
            m_shards = std::make_shared<Shards>(*m_shards);
        }
        auto& shard = (*m_shards)[index(key)];
        if (!shard) {
            shard = std::make_shared<Shard>();
        } else if (shard.use_count() != 1) {
            shard = std::make_shared<Shard>(*shard);
        }
        return *shard;
    }

    std::shared_ptr<Shards> m_shards = std::make_shared<Shards>();
    std::size_t m_size = 0;
};

} // namespace countersign
