#pragma once

#include "core/delegation/authority.h"

#include <random>

namespace countersign::delegation::test {

/// Reproducible; the same sequence in every run and on every machine.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out) {
            byte = static_cast<std::uint8_t>(m_engine() & 0xFFU);
        }
    }
    /// 0 to count - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_engine() % count); }
    bool oneIn(std::size_t count) { return below(count) == 0; }
    template <class T>
    const T& of(const std::vector<T>& items) {
        return items[below(items.size())];
    }
    /// `count` items, repetitions possible.
    template <class T>
    std::vector<T> some(const std::vector<T>& items, std::size_t count) {
        std::vector<T> out;
        while (out.size() < count) {
            out.push_back(of(items));
        }
        return out;
    }

private:
    std::mt19937_64 m_engine;
};

inline Scope scope(std::string_view text) {
    return Scope::parse(text).value();
}
inline ScopePattern scopePattern(std::string_view text) {
    return ScopePattern::parse(text).value();
}
inline ResourcePattern resourcePattern(std::string_view text) {
    return ResourcePattern::parse(text).value();
}
inline ResourceSet resources(std::initializer_list<const char*> texts) {
    std::vector<ResourcePattern> patterns;
    for (const char* text : texts) {
        patterns.push_back(resourcePattern(text));
    }
    return ResourceSet(std::move(patterns));
}
inline std::vector<ScopePattern> scopePatterns(std::initializer_list<const char*> texts) {
    std::vector<ScopePattern> out;
    for (const char* text : texts) {
        out.push_back(scopePattern(text));
    }
    return out;
}
inline Subject subject(std::string_view text) {
    return Subject::parse(text).value();
}
inline RoleId roleId(std::string_view text) {
    return RoleId::parse(text).value();
}
inline identity::AgentId agentId(std::string_view text) {
    return identity::AgentId::parse(text).value();
}
inline identity::UserId userId(std::string_view text) {
    return identity::UserId::parse(text).value();
}

/// The code of a failure; Internal stands for success, which no function here fails with.
template <class T>
Code codeOf(const Result<T>& result) {
    return result ? Code::Internal : result.error().code;
}

} // namespace countersign::delegation::test
