#pragma once

#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/store/read_store.h"

namespace countersign::service {

/// Readers over a store connection, as the Merkle code wants them. The connection must outlive them.
[[nodiscard]] ledger::TileReader tileReader(store::ReadStore& store);
[[nodiscard]] ledger::LeafReader leafReader(store::ReadStore& store);

/// Inclusion of one record in the first `size` records.
[[nodiscard]] Result<ledger::Proof> proveInclusion(store::ReadStore& store, std::uint64_t seq, std::uint64_t size);
[[nodiscard]] Result<ledger::Proof> proveConsistency(store::ReadStore& store, std::uint64_t from, std::uint64_t to);

} // namespace countersign::service
