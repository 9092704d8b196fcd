#pragma once

#include "core/audit/filter.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace countersign::store {

/// A SELECT of (seq, body) with its values, newest first.
struct SearchQuery {
    std::string sql;
    std::vector<std::variant<std::uint64_t, std::string>> values;
};

/// The least indexed seq whose time is not before the given one (`at` never runs backwards), or the number of indexed
/// records.
using SeqOfTime = std::function<Result<std::uint64_t>(Timestamp)>;

/// Translates a filter into SQL over the audit index: at most `limit` records with seq < before that match. Answers
/// exactly like Filter::matches. The most selective equality at the top level drives the query through its index; times
/// and numbers at the top level bound it.
[[nodiscard]] Result<SearchQuery> searchQuery(const audit::Filter& filter, std::uint64_t before, std::size_t limit,
                                              const SeqOfTime& seqOfTime);

/// The same query for the number (seq) of one record alone, after passing over `skip` others.
[[nodiscard]] Result<SearchQuery> placeQuery(const audit::Filter& filter, std::uint64_t before, std::uint64_t skip,
                                             const SeqOfTime& seqOfTime);

/// A SELECT of (outcome, number) for the matching records [from, to).
struct CountQuery {
    SearchQuery query;
    /// Whether every record of [from, to) matches; the bounds are then all there is to it.
    bool all = false;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};
[[nodiscard]] Result<CountQuery> countQuery(const audit::Filter& filter, std::uint64_t from, std::uint64_t to,
                                            const SeqOfTime& seqOfTime);

} // namespace countersign::store
