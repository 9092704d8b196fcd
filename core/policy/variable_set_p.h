#pragma once

#include <cstdint>
#include <vector>

namespace countersign::policy {

/// Which variables of a rule.
class VariableSet {
public:
    void add(std::int32_t variable) {
        const auto word = static_cast<std::size_t>(variable) / kBits;
        if (word >= m_words.size()) {
            m_words.resize(word + 1);
        }
        m_words[word] |= bit(variable);
    }
    [[nodiscard]] bool has(std::int32_t variable) const {
        const auto word = static_cast<std::size_t>(variable) / kBits;
        return word < m_words.size() && (m_words[word] & bit(variable)) != 0;
    }
    void add(const VariableSet& other) {
        if (m_words.size() < other.m_words.size()) {
            m_words.resize(other.m_words.size());
        }
        for (std::size_t i = 0; i < other.m_words.size(); ++i) {
            m_words[i] |= other.m_words[i];
        }
    }
    /// Whether every one of it is in `other`.
    [[nodiscard]] bool within(const VariableSet& other) const {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            const auto theirs = i < other.m_words.size() ? other.m_words[i] : 0;
            if ((m_words[i] & ~theirs) != 0) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] VariableSet shared(const VariableSet& other) const {
        VariableSet out = *this;
        for (std::size_t i = 0; i < out.m_words.size(); ++i) {
            out.m_words[i] &= i < other.m_words.size() ? other.m_words[i] : 0;
        }
        return out;
    }
    friend bool operator==(const VariableSet& a, const VariableSet& b) { return a.within(b) && b.within(a); }

private:
    static constexpr std::size_t kBits = 64;
    static std::uint64_t bit(std::int32_t variable) {
        return std::uint64_t{1} << (static_cast<std::size_t>(variable) % kBits);
    }
    std::vector<std::uint64_t> m_words;
};

} // namespace countersign::policy
