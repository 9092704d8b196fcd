#include "core/policy/builtins/pattern_cache.h"

#include <mutex>
#include <re2/re2.h>

namespace countersign::policy {

namespace {

constexpr std::size_t kMost = 1000;
constexpr std::int64_t kMostMemory = std::int64_t{1024} * 1024;

/// Go's words for what RE2 objects to.
std::string_view reasonOf(re2::RE2::ErrorCode code) {
    switch (code) {
    case re2::RE2::ErrorBadEscape:
        return "invalid escape sequence";
    case re2::RE2::ErrorBadCharClass:
        return "invalid character class";
    case re2::RE2::ErrorBadCharRange:
        return "invalid character class range";
    case re2::RE2::ErrorMissingBracket:
        return "missing closing ]";
    case re2::RE2::ErrorMissingParen:
        return "missing closing )";
    case re2::RE2::ErrorUnexpectedParen:
        return "unexpected )";
    case re2::RE2::ErrorTrailingBackslash:
        return "trailing backslash at end of expression";
    case re2::RE2::ErrorRepeatArgument:
        return "missing argument to repetition operator";
    case re2::RE2::ErrorRepeatSize:
        return "invalid repeat count";
    case re2::RE2::ErrorRepeatOp:
        return "invalid nested repetition operator";
    case re2::RE2::ErrorBadPerlOp:
        return "invalid or unsupported Perl syntax";
    case re2::RE2::ErrorBadUTF8:
        return "invalid UTF-8";
    case re2::RE2::ErrorBadNamedCapture:
        return "invalid named capture";
    case re2::RE2::ErrorPatternTooLarge:
        return "expression too large";
    case re2::RE2::ErrorInternal:
    case re2::RE2::NoError:
        break;
    }
    return "internal error";
}

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
        return fail(Code::PolicyError, "error parsing regexp: " + std::string(reasonOf(compiled->error_code())) +
                                           ": `" + compiled->error_arg() + "`");
    }
    const std::unique_lock lock(m_mutex);
    if (m_patterns.size() >= kMost) {
        m_patterns.clear();
    }
    m_patterns.emplace(pattern, compiled);
    return compiled;
}

} // namespace countersign::policy
