#pragma once

#include "core/command/queries.h"
#include "core/store/read_store.h"

namespace countersign::service {

/// Answers a query from a store that this process does not own: as the tables stand, without an engine, leaving no
/// record of the read. Whether this operator may ask is checked all the same. On the store's thread.
[[nodiscard]] Result<command::Answer> answerFromFile(const command::Query& query, const identity::OperatorId& by,
                                                     store::ReadStore& store, const store::StoreMeta& meta,
                                                     Timestamp now);

} // namespace countersign::service
