#pragma once

#include "core/ledger/verifier.h"

#include <functional>
#include <span>
#include <vector>

namespace countersign::ledger {

/// A record whose leaf is not the one in the stored tile.
struct ChangedLeaf {
    std::uint64_t seq = 0;
    Digest found;
    Digest expected;
};

using Report = std::function<void(Finding)>;

/// `record 7`, `records 7 to 9`.
std::string recordsText(std::uint64_t first, std::uint64_t count);
/// ` is ` or ` are `.
std::string isOrAre(std::uint64_t count);

/// Names what happened to records whose original leaves are known from tiles: changed, swapped, removed with the rest
/// moved up, inserted with the rest moved down. `changed` is in the order of seq.
void explainChanged(std::span<const ChangedLeaf> changed, const Report& report);

/// Leaves after the last checkpoint that held, and the checkpoints after it, which did not.
struct BrokenTail {
    Tree good;
    std::vector<Digest> leaves;
    std::vector<PinnedHead> heads;
};

struct TailExplanation {
    Finding what;
    /// Checkpoints of the tail that hold once this is put right.
    std::size_t headsHeld = 0;
};

/// Without tiles a broken tail can still be explained when two records were swapped or one was inserted: an explanation
/// is tried, and proven by the signed root. Nothing when none fits.
std::optional<TailExplanation> explainTail(const BrokenTail& tail);

} // namespace countersign::ledger
