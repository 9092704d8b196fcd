#pragma once

#include "tests/bench/desk.h"

namespace countersign::bench {

/// A store whose ledger holds at least that many records, nearly all of them allowed actions as the engine writes them,
/// indexed, with a checkpoint every `batch` records. Made once and kept in the cache folder.
[[nodiscard]] std::string bigStore(const Options& options, std::uint64_t records, std::size_t batch);

} // namespace countersign::bench
