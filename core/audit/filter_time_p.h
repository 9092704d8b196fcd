#pragma once

#include "core/audit/filter.h"
#include "core/audit/filter_lexer_p.h"

#include <optional>

namespace countersign::audit {

/// A time as written: an instant, or the whole day that begins at `start`.
struct When {
    enum class Span : std::uint8_t { Instant, Day };

    Timestamp start;
    Span span = Span::Instant;
};

/// Digits only, at most 2^53-1.
[[nodiscard]] std::optional<std::uint64_t> parseNumber(std::string_view text);

/// A day returned ends before the year 10000.
[[nodiscard]] Result<When> parseWhen(const Token& token, Timestamp now);

[[nodiscard]] Node timeIs(Op op, Timestamp time);

/// `time op` that whole day, spelt out with instants.
[[nodiscard]] Node dayIs(Op op, Timestamp start);

} // namespace countersign::audit
