#include "core/delegation/scope.h"

#include <algorithm>

namespace countersign::delegation {

namespace {

constexpr std::size_t kMaxBytes = 128;
constexpr std::size_t kMaxSegments = 8;
constexpr std::string_view kRest = "**";

bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// `[a-z0-9]`, then also `_`, `-` and, in scopes, `.`.
bool isSegment(std::string_view text, std::string_view also) {
    return !text.empty() && isAlphanumeric(text.front()) &&
           std::ranges::all_of(text, [also](char c) { return isAlphanumeric(c) || also.contains(c); });
}

/// Takes the first segment off the text; the text becomes empty after the last one.
std::string_view takeSegment(std::string_view& text, char separator) {
    const auto end = text.find(separator);
    const auto segment = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return segment;
}

/// Whether a pattern segment (not `**`) matches a literal one.
bool segmentMatches(std::string_view pattern, std::string_view literal) {
    if (pattern.ends_with('*')) {
        pattern.remove_suffix(1);
        return literal.starts_with(pattern);
    }
    return pattern == literal;
}

/// Of two pattern segments (not `**`) the one that matches exactly what both match; none when nothing does.
std::optional<std::string_view> segmentMeet(std::string_view a, std::string_view b) {
    const auto stem = [](std::string_view s) { return s.ends_with('*') ? s.substr(0, s.size() - 1) : s; };
    if (a.ends_with('*') && stem(b).starts_with(stem(a))) {
        return b;
    }
    if (b.ends_with('*') && stem(a).starts_with(stem(b))) {
        return a;
    }
    return a == b ? std::optional(a) : std::nullopt;
}

std::unexpected<Error> notAScope(std::string_view text, std::string_view what) {
    return fail(Code::InvalidArgument, "`" + std::string(text.substr(0, kMaxBytes)) + "` is no " + std::string(what));
}

bool endsWithSeparator(std::string_view text, char separator) {
    return text.empty() || text.back() == separator;
}

} // namespace

Result<Scope> Scope::parse(std::string_view text) {
    static constexpr std::string_view kWhat =
        "scope: write up to 8 segments of lower-case letters, digits, `_`, `.` and `-` with `:` between them";
    if (text.size() > kMaxBytes || endsWithSeparator(text, ':')) {
        return notAScope(text, kWhat);
    }
    std::size_t count = 0;
    for (std::string_view rest = text; !rest.empty(); ++count) {
        if (!isSegment(takeSegment(rest, ':'), "_.-")) {
            return notAScope(text, kWhat);
        }
    }
    if (count > kMaxSegments) {
        return notAScope(text, kWhat);
    }
    Scope scope;
    scope.m_text = text;
    return scope;
}

Result<ScopePattern> ScopePattern::parse(std::string_view text) {
    static constexpr std::string_view kWhat =
        "scope pattern: write a scope in which a segment may be `*` or end in `*`, and the last one may be `**`";
    if (text.size() > kMaxBytes || endsWithSeparator(text, ':')) {
        return notAScope(text, kWhat);
    }
    std::size_t count = 0;
    for (std::string_view rest = text; !rest.empty(); ++count) {
        std::string_view segment = takeSegment(rest, ':');
        if (segment == kRest && rest.empty()) {
            continue;
        }
        if (segment.ends_with('*')) {
            segment.remove_suffix(1);
            if (segment.empty()) {
                continue;
            }
        }
        if (!isSegment(segment, "_.-")) {
            return notAScope(text, kWhat);
        }
    }
    if (count > kMaxSegments) {
        return notAScope(text, kWhat);
    }
    ScopePattern pattern;
    pattern.m_text = text;
    return pattern;
}

bool ScopePattern::isLiteral() const {
    return !m_text.contains('*');
}

bool ScopePattern::matches(const Scope& scope) const {
    if (m_text == scope.text()) {
        return !m_text.empty(); // the usual case: a scope, so no pattern at all
    }
    std::string_view pattern = m_text;
    std::string_view literal = scope.text();
    while (!pattern.empty() && !literal.empty()) {
        const auto segment = takeSegment(pattern, ':');
        if (segment == kRest) {
            return true;
        }
        if (!segmentMatches(segment, takeSegment(literal, ':'))) {
            return false;
        }
    }
    return pattern.empty() && literal.empty() && !m_text.empty();
}

bool ScopePattern::covers(const ScopePattern& other) const {
    const auto both = intersect(other);
    return both && both->m_text == other.m_text;
}

std::optional<ScopePattern> ScopePattern::intersect(const ScopePattern& other) const {
    std::string_view a = m_text;
    std::string_view b = other.m_text;
    ScopePattern meet;
    const auto append = [&meet](std::string_view segment) {
        meet.m_text += meet.m_text.empty() ? "" : ":";
        meet.m_text += segment;
    };
    while (!a.empty() && !b.empty()) {
        // `**` stands for one or more segments: the rest of the other pattern is what both match.
        if (a == kRest || b == kRest) {
            append(a == kRest ? b : a);
            return meet.m_text.size() <= kMaxBytes ? std::optional(meet) : std::nullopt;
        }
        const auto segment = segmentMeet(takeSegment(a, ':'), takeSegment(b, ':'));
        if (!segment) {
            return std::nullopt;
        }
        append(*segment);
    }
    const bool possible = a.empty() && b.empty() && !meet.m_text.empty() && meet.m_text.size() <= kMaxBytes;
    return possible ? std::optional(meet) : std::nullopt;
}

Result<void> checkAction(std::string_view action) {
    static constexpr std::string_view kWhat =
        "action: write segments of lower-case letters, digits, `_` and `-` with `.` between them";
    if (action.size() > kMaxBytes || endsWithSeparator(action, '.')) {
        return notAScope(action, kWhat);
    }
    for (std::string_view rest = action; !rest.empty();) {
        if (!isSegment(takeSegment(rest, '.'), "_-")) {
            return notAScope(action, kWhat);
        }
    }
    return {};
}

Result<Scope> defaultScopeOf(std::string_view action) {
    CHECK(checkAction(action));
    std::string text(action);
    std::ranges::replace(text, '.', ':');
    return Scope::parse(text);
}

} // namespace countersign::delegation
