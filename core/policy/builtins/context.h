#pragma once

#include "core/policy/builtins/pattern_cache.h"
#include "core/policy/value.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

namespace countersign::policy {

/// What built-in functions see besides their arguments: one for each evaluation, used by one thread.
class BuiltinContext {
public:
    struct Settings {
        /// The time of the whole evaluation, in nanoseconds since 1970-01-01 UTC.
        std::int64_t nowNanoseconds = 0;
        /// Where rand.intn and uuid.rfc4122 begin.
        std::uint64_t seed = 0;
        /// What functions may make in all: the bytes that strings and collections take.
        std::size_t bytes = std::size_t{64} * 1024 * 1024;
        /// Elements that functions may visit in all.
        std::uint64_t steps = 50'000'000;
        /// What opa.runtime() returns.
        Value runtime = Value::emptyObject();
        /// Takes what print() and trace() say; may be empty.
        std::function<void(std::string_view)> print;
    };

    /// The cache belongs to the bundle and outlives the context.
    BuiltinContext(PatternCache& patterns, Settings settings);

    [[nodiscard]] std::int64_t nowNanoseconds() const { return m_settings.nowNanoseconds; }
    [[nodiscard]] std::uint64_t seed() const { return m_settings.seed; }
    [[nodiscard]] const Value& runtime() const { return m_settings.runtime; }
    [[nodiscard]] PatternCache& patterns() { return m_patterns; }
    void print(std::string_view text) const;

    /// Called before so much is made: TooLarge when it would exceed the limit.
    [[nodiscard]] Result<void> charge(std::size_t bytes);
    /// Called before so much is done: TooLarge when it would exceed the limit.
    [[nodiscard]] Result<void> step(std::uint64_t steps);

private:
    PatternCache& m_patterns;
    Settings m_settings;
    std::size_t m_bytes = 0;
    std::uint64_t m_steps = 0;
};

} // namespace countersign::policy
