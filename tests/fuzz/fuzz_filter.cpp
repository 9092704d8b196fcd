#include "core/audit/filter.h"
#include "tests/fuzz/fuzz.h"

/// Filters of the audit: the canonical text means the same at any time, and is canonical.
void countersign::fuzz::run(std::string_view bytes) {
    const Timestamp now(1'795'000'000'000);
    const auto filter = audit::Filter::parse(bytes, now);
    if (!filter) {
        hold(!filter.error().detail.empty(), "a refusal says why");
        return;
    }
    const auto text = filter->text();
    const auto again = audit::Filter::parse(text, Timestamp(0));
    hold(again && *again == *filter, "the canonical text gives an equal filter at any time");
    hold(again->text() == text, "and is canonical");
}
