#include "core/policy/builtins/context.h"

namespace countersign::policy {

BuiltinContext::BuiltinContext(PatternCache& patterns, Settings settings)
    : m_patterns(patterns), m_settings(std::move(settings)) {}

void BuiltinContext::print(std::string_view text) const {
    if (m_settings.print) {
        m_settings.print(text);
    }
}

Result<void> BuiltinContext::charge(std::size_t bytes) {
    if (bytes > m_settings.bytes - m_bytes) {
        return fail(Code::TooLarge,
                    "makes more than the " + std::to_string(m_settings.bytes) + " bytes that one evaluation may make");
    }
    m_bytes += bytes;
    return {};
}

Result<void> BuiltinContext::step(std::uint64_t steps) {
    if (steps > m_settings.steps - m_steps) {
        return fail(Code::TooLarge,
                    "takes more than the " + std::to_string(m_settings.steps) + " steps that one evaluation may take");
    }
    m_steps += steps;
    return {};
}

} // namespace countersign::policy
