#pragma once

#include "core/crypto/keys.h"
#include "core/service/state.h"
#include "core/store/write_store.h"

#include <span>

namespace countersign::service {

/// Whether one of these rows can change who owns the store.
[[nodiscard]] bool touchesPeople(std::span<const Change> changes);

/// What became of the copies.
enum class Seals { Kept, TakenAway };

/// Brings the copies of the ledger key in line with the people: one for each key that counts of each live owner, none
/// for any other key of an operator. The copy of the service key, which is nobody's, stays. Inside the transaction
/// that changed the people. TakenAway: somebody who had the key must not have it any more, so there has to be another.
[[nodiscard]] Result<Seals> sealToOwners(store::WriteStore& store, const identity::Directory& directory,
                                         const crypto::SigningKey& ledgerKey, Timestamp now);

/// Copies of another ledger key in the place of all those of the one before, and its name in the store.
[[nodiscard]] Result<void> sealAnew(store::WriteStore& store, const identity::Directory& directory,
                                    const crypto::PublicKey& serviceKey, const crypto::SigningKey& ledgerKey,
                                    Timestamp now);

} // namespace countersign::service
