#include "core/policy/builtins/pattern_cache.h"

#include <mutex>
#include <re2/re2.h>

namespace countersign::policy {

namespace {

constexpr std::size_t kMost = 1000;
constexpr std::int64_t kMostMemory = std::int64_t{1024} * 1024;

} // namespace

PatternCache::PatternCache() = default;
PatternCache::~PatternCache() = default;

Result<PatternCache::Pattern> PatternCache::regex(std::string_view pattern) {
    {
        const std::shared_lock lock(m_mutex);
        if (const auto found = m_patterns.find(pattern); found != m_patterns.end()) {
            return found->second;
        }
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMostMemory);
    auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!compiled->ok()) {
        return fail(Code::PolicyError, "error parsing regexp: " + compiled->error());
    }
    const std::unique_lock lock(m_mutex);
    if (m_patterns.size() >= kMost) {
        m_patterns.clear();
    }
    m_patterns.emplace(pattern, compiled);
    return compiled;
}

} // namespace countersign::policy
