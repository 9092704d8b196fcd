#pragma once

#include "core/service/engine_p.h"

namespace countersign::service {

/// Takes ownership of the store, migrates it, unseals the ledger key, loads the state, checks that it ends where the
/// newest checkpoint does, and starts writer and readers.
[[nodiscard]] Result<StoreEngine::Parts> openParts(const EngineOptions& options);

/// The ledger key out of the sealed copies in the store.
[[nodiscard]] Result<crypto::SigningKey> unsealLedgerKey(store::ReadStore& store, const crypto::SigningKey& unlock,
                                                         const crypto::PublicKey& expected);

} // namespace countersign::service
