#pragma once

#include "core/base/result.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::delegation {

/// A permission's name: `segment(:segment)*`, segments `[a-z0-9][a-z0-9_.-]*` in lower case, at most 8 segments and 128
/// bytes, e.g. `pr:write:draft`.
class Scope {
public:
    Scope() = default;
    static Result<Scope> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return m_text; }
    friend auto operator<=>(const Scope&, const Scope&) = default;

private:
    std::string m_text;
};

/// A set of scopes: `*` stands for one segment, `prefix_*` for a segment that starts so, `**` (last only) for one or
/// more segments.
class ScopePattern {
public:
    static Result<ScopePattern> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool isLiteral() const;
    [[nodiscard]] bool matches(const Scope& scope) const;
    /// Whether every scope that `other` matches is matched by this one. Exact, but for the limits on
    /// a scope's size, which are not counted in: there it may say no.
    [[nodiscard]] bool covers(const ScopePattern& other) const;
    /// The pattern that matches exactly what both match; none when nothing does (or when it would be too long).
    [[nodiscard]] std::optional<ScopePattern> intersect(const ScopePattern& other) const;
    friend auto operator<=>(const ScopePattern&, const ScopePattern&) = default;

private:
    std::string m_text;
};

/// The default scope of an action without a catalogue entry: dots become colons (`pr.create` -> `pr:create`).
[[nodiscard]] Result<Scope> defaultScopeOf(std::string_view action);
/// Actions: `[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*`, at most 128 bytes.
[[nodiscard]] Result<void> checkAction(std::string_view action);

} // namespace countersign::delegation
