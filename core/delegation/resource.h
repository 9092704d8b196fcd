#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::delegation {

/// What is acted on: keys `[a-z][a-z0-9_]{0,31}`, at most 16; values 1 to 1,024 bytes of UTF-8 without control
/// characters, compared byte by byte; path segments `.` and `..` and empty segments are refused.
using Resource = std::map<std::string, std::string>;
[[nodiscard]] Result<void> checkResource(const Resource& resource);

/// One `key=pattern`: `*` matches within a path segment (not `/`), a trailing `**` one or more whole segments.
class ResourcePattern {
public:
    /// `repo=acme/*`. InvalidArgument.
    static Result<ResourcePattern> parse(std::string_view text);
    static Result<ResourcePattern> create(std::string_view key, std::string_view pattern);
    [[nodiscard]] const std::string& key() const { return m_key; }
    [[nodiscard]] const std::string& pattern() const { return m_pattern; }
    [[nodiscard]] std::string text() const { return m_key + "=" + m_pattern; }
    [[nodiscard]] bool matches(std::string_view value) const;
    /// Whether every value that `other` (same key) matches is matched by this one; may say no where it cannot tell
    /// (never a wrong yes).
    [[nodiscard]] bool covers(const ResourcePattern& other) const;
    friend auto operator<=>(const ResourcePattern&, const ResourcePattern&) = default;

private:
    std::string m_key;
    std::string m_pattern;
};

/// All patterns must match; several patterns of one key are alternatives; a key that the request lacks does not match;
/// the request's other keys are free; no patterns = any.
class ResourceSet {
public:
    ResourceSet() = default;
    explicit ResourceSet(std::vector<ResourcePattern> patterns);
    [[nodiscard]] const std::vector<ResourcePattern>& patterns() const { return m_patterns; }
    [[nodiscard]] bool isAny() const { return m_patterns.empty(); }
    [[nodiscard]] bool matches(const Resource& resource) const;
    /// Conservative like ResourcePattern::covers.
    [[nodiscard]] bool covers(const ResourceSet& other) const;
    friend bool operator==(const ResourceSet&, const ResourceSet&) = default;

private:
    std::vector<ResourcePattern> m_patterns; // sorted, unique
};

} // namespace countersign::delegation
