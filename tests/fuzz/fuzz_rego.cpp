#include "core/policy/format.h"
#include "core/policy/parser.h"
#include "tests/fuzz/fuzz.h"

/// Modules in Rego: refused with at least one message that says where, or formatted to a module that formats to itself
/// and keeps its comments.
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
    for (const auto& comment : module->comments) {
        const auto end = comment.text.find_last_not_of(" \t\r");
        hold(once->find("#" + comment.text.substr(0, end + 1)) != std::string::npos, "in which no comment is lost");
    }
    const auto twice = format(*again);
    if (!module->comments.empty()) {
        return; // one inside an expression may move once more
    }
    hold(twice && *twice == *once, "and formats to itself");
}
