#include "core/delegation/resource.h"
#include "core/delegation/scope.h"
#include "tests/fuzz/fuzz.h"

/// Scopes, patterns of them, and patterns of resources: each is its text, and a pattern without wildcards matches
/// itself alone.
void countersign::fuzz::run(std::string_view bytes) {
    using namespace delegation;
    const auto scope = Scope::parse(bytes);
    const auto pattern = ScopePattern::parse(bytes);
    if (scope) {
        hold(scope->text() == bytes, "a scope is its text");
        hold(pattern && pattern->matches(*scope), "a scope is a pattern that matches it");
    }
    if (pattern) {
        const auto again = ScopePattern::parse(pattern->text());
        hold(again && again->text() == pattern->text(), "a pattern comes back from its text");
        hold(pattern->covers(*pattern), "a pattern covers itself");
    }
    if (const auto resource = ResourcePattern::parse(bytes)) {
        const auto again = ResourcePattern::parse(resource->text());
        hold(again && again->text() == resource->text(), "a resource pattern comes back from its text");
        hold(resource->covers(*resource), "and covers itself");
    }
}
