#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

/// Strict JSON, its numbers, and the canonical form: what is taken comes back the same, by one spelling.
void countersign::fuzz::run(std::string_view bytes) {
    const auto value = json::parse(bytes);
    if (!value) {
        hold(!value.error().detail.empty(), "a refusal says why");
        return;
    }
    const auto canonical = json::canonical(*value);
    const auto again = json::parse(canonical);
    hold(again && *again == *value, "canonical JSON parses to the same value");
    hold(json::canonical(*again) == canonical, "canonical JSON is canonical");
    const auto pretty = json::parse(json::pretty(*value));
    hold(pretty && *pretty == *value, "the form for people parses to the same value");
}
