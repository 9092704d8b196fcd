#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace countersign::identity {

/// Free text (a display name, a description) as the ledger holds it: a salted commitment. The plaintext lives in the
/// store's values, beside the record that brought it, and may have been erased.
struct TextRef {
    Digest commitment;
    /// Sequence number of the record whose values hold the opening.
    std::uint64_t record = 0;
    /// Filled in for display only; never part of what is signed, compared or stored with the entity.
    std::optional<std::string> text;

    friend bool operator==(const TextRef& a, const TextRef& b) {
        return a.commitment == b.commitment && a.record == b.record;
    }
};

} // namespace countersign::identity
