#include "core/delegation/resource.h"

#include "core/base/bytes.h"
#include "core/identity/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace countersign::delegation {

namespace {

constexpr std::size_t kMaxKeys = 16;
constexpr std::size_t kMaxKeyBytes = 32;
constexpr std::size_t kMaxValueBytes = 1024;
constexpr std::string_view kRest = "**";

bool isKey(std::string_view key) {
    return !key.empty() && key.size() <= kMaxKeyBytes && key.front() >= 'a' && key.front() <= 'z' &&
           std::ranges::all_of(key,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string_view takeSegment(std::string_view& text) {
    const auto end = text.find('/');
    const auto segment = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return segment;
}

Result<void> checkKey(std::string_view key) {
    if (!isKey(key)) {
        return fail(Code::InvalidArgument, "`" + std::string(key.substr(0, 64)) +
                                               "` is no resource key: write 1 to 32 lower-case letters, digits or `_`, "
                                               "a letter first");
    }
    return {};
}

enum class Role : std::uint8_t { Other, Plain, Separator };

constexpr std::array<Role, 256> roles() {
    std::array<Role, 256> out{};
    for (unsigned char c = 'a'; c <= 'z'; ++c) {
        out[c] = out[static_cast<unsigned char>(c - 'a' + 'A')] = Role::Plain;
    }
    for (unsigned char c = '0'; c <= '9'; ++c) {
        out[c] = Role::Plain;
    }
    out['-'] = out['_'] = Role::Plain;
    out['/'] = out['.'] = Role::Separator;
    return out;
}

/// Whether all is well at first sight: letters, digits, `-` and `_`, with single `/` and `.` between them.
bool isPlainPath(std::string_view path) {
    static constexpr auto kRoles = roles();
    auto before = Role::Separator;
    for (const char c : path) {
        const auto role = kRoles[static_cast<unsigned char>(c)];
        if (role == Role::Other || (role == Role::Separator && before == Role::Separator)) {
            return false;
        }
        before = role;
    }
    return before == Role::Plain && path.size() <= kMaxValueBytes;
}

/// What values and patterns have in common. Each decision asks for it, so that what most of them are is told quickly.
Result<void> checkPath(std::string_view path) {
    if (isPlainPath(path)) {
        return {};
    }
    if (path.empty() || path.size() > kMaxValueBytes || !isUtf8(path) || identity::hasControls(path)) {
        return fail(Code::InvalidArgument, "a resource value is 1 to 1,024 bytes of UTF-8 without control characters");
    }
    if (path.back() == '/') {
        return fail(Code::InvalidArgument, "`" + std::string(path) + "` ends in `/`: leave it out");
    }
    for (std::string_view rest = path; !rest.empty();) {
        const auto segment = takeSegment(rest);
        if (segment.empty() || segment == "." || segment == "..") {
            return fail(Code::InvalidArgument,
                        "`" + std::string(path) + "` has an empty, `.` or `..` path segment: write the plain path");
        }
    }
    return {};
}

/// Whether `*` in the pattern, standing for any bytes, makes it the text. Only the last star is
/// tried again, so the cost is at most the product of the lengths.
bool segmentMatches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// A star of the inner pattern can only be taken by a star of the outer one, so a byte that occurs in no literal
/// stands for it: matching its text says yes only when the outer pattern covers every value.
bool segmentCovers(std::string_view outer, std::string_view inner) {
    std::string text(inner);
    std::ranges::replace(text, '*', '\x01');
    return segmentMatches(outer, text);
}

} // namespace

Result<void> checkResource(const Resource& resource) {
    if (resource.size() > kMaxKeys) {
        return fail(Code::InvalidArgument, "a resource has at most 16 keys");
    }
    for (const auto& [key, value] : resource) {
        CHECK(checkKey(key));
        CHECK(checkPath(value));
    }
    return {};
}

Result<ResourcePattern> ResourcePattern::parse(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) {
        return fail(Code::InvalidArgument,
                    "`" + std::string(text.substr(0, 128)) + "` is no resource pattern: write `key=pattern`");
    }
    return create(text.substr(0, equals), text.substr(equals + 1));
}

Result<ResourcePattern> ResourcePattern::create(std::string_view key, std::string_view pattern) {
    CHECK(checkKey(key));
    CHECK(checkPath(pattern));
    for (std::string_view rest = pattern; !rest.empty();) {
        const auto segment = takeSegment(rest);
        if (segment.contains(kRest) && !(segment == kRest && rest.empty())) {
            return fail(Code::InvalidArgument,
                        "`" + std::string(pattern) +
                            "`: `**` stands alone as the last path segment, elsewhere write `*`");
        }
    }
    ResourcePattern out;
    out.m_key = key;
    out.m_pattern = pattern;
    return out;
}

bool ResourcePattern::matches(std::string_view value) const {
    if (m_pattern == value) {
        return !m_pattern.empty(); // each star stands for itself
    }
    std::string_view pattern = m_pattern;
    while (!pattern.empty() && !value.empty()) {
        const auto segment = takeSegment(pattern);
        if (segment == kRest) {
            return true;
        }
        if (!segmentMatches(segment, takeSegment(value))) {
            return false;
        }
    }
    return pattern.empty() && value.empty() && !m_pattern.empty();
}

bool ResourcePattern::covers(const ResourcePattern& other) const {
    std::string_view outer = m_pattern;
    std::string_view inner = other.m_pattern;
    while (!outer.empty() && !inner.empty()) {
        const auto segment = takeSegment(outer);
        if (segment == kRest) {
            return true;
        }
        const auto innerSegment = takeSegment(inner);
        if (innerSegment == kRest || !segmentCovers(segment, innerSegment)) {
            return false;
        }
    }
    return outer.empty() && inner.empty() && !m_pattern.empty();
}

ResourceSet::ResourceSet(std::vector<ResourcePattern> patterns) : m_patterns(std::move(patterns)) {
    std::ranges::sort(m_patterns);
    const auto repeated = std::ranges::unique(m_patterns);
    m_patterns.erase(repeated.begin(), repeated.end());
}

bool ResourceSet::matches(const Resource& resource) const {
    for (auto it = m_patterns.begin(); it != m_patterns.end();) {
        const auto value = resource.find(it->key());
        if (value == resource.end()) {
            return false;
        }
        const auto end = std::find_if(it, m_patterns.end(), [&](const auto& p) { return p.key() != it->key(); });
        if (std::none_of(it, end, [&](const auto& p) { return p.matches(value->second); })) {
            return false;
        }
        it = end;
    }
    return true;
}

bool ResourceSet::covers(const ResourceSet& other) const {
    // Each of our keys must be restricted by the other as well, each of its alternatives to something of ours.
    for (auto it = m_patterns.begin(); it != m_patterns.end();) {
        const auto end = std::find_if(it, m_patterns.end(), [&](const auto& p) { return p.key() != it->key(); });
        bool restricted = false;
        for (const auto& theirs : other.m_patterns) {
            if (theirs.key() != it->key()) {
                continue;
            }
            restricted = true;
            if (std::none_of(it, end, [&](const auto& ours) { return ours.covers(theirs); })) {
                return false;
            }
        }
        if (!restricted) {
            return false;
        }
        it = end;
    }
    return true;
}

} // namespace countersign::delegation
