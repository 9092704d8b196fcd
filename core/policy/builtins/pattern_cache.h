#pragma once

#include "core/base/result.h"

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace countersign::policy {

/// The regular expressions that the policies of a bundle use, compiled once. RE2's syntax, which is that of Go, and its
/// guarantee: matching takes time linear in the text, whatever the pattern. Thread-safe; bounded: when it is full it
/// starts again from nothing.
class PatternCache {
public:
    using Pattern = std::shared_ptr<const re2::RE2>;

    PatternCache();
    ~PatternCache();
    PatternCache(const PatternCache&) = delete;
    PatternCache& operator=(const PatternCache&) = delete;

    /// PolicyError with RE2's reason when the pattern is none, or needs more than 1 MB.
    [[nodiscard]] Result<Pattern> regex(std::string_view pattern);

private:
    std::shared_mutex m_mutex;
    std::map<std::string, Pattern, std::less<>> m_patterns;
};

} // namespace countersign::policy
