#include "core/policy/format.h"
#include "core/policy/parser.h"
#include "tests/fuzz/fuzz.h"

/// Modules in Rego: refused with at least one message that says where, or formatted to a module that formats to itself.
void countersign::fuzz::run(std::string_view bytes) {
    using namespace policy;
    const auto module = parseModule("fuzz.rego", bytes);
    if (!module) {
        hold(!module.error().empty() && !module.error().front().message.empty(), "a refusal says what and where");
        return;
    }
    const auto once = format(*module);
    if (!once) {
        return;
    }
    const auto again = parseModule("fuzz.rego", *once);
    hold(again.has_value(), "what the formatter writes is a module");
    const auto twice = format(*again);
    hold(twice && *twice == *once, "and formats to itself");
}
