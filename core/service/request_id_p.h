#pragma once

#include "core/base/id.h"
#include "core/base/random.h"

#include <optional>

namespace countersign::service {

/// A request's id carries the sequence number of the record that decided it (8 bytes, then 8 random ones), so that it
/// leads to its record without an index on the hot path.
[[nodiscard]] RequestId makeRequestId(std::uint64_t seq, Random& random);
/// The record that this request would be; whether it is must be checked there.
[[nodiscard]] std::uint64_t recordOf(const RequestId& request);

} // namespace countersign::service
