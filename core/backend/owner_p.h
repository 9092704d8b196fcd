#pragma once

#include "core/backend/http_client.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/crypto/keys.h"
#include "core/store/store_file.h"

#include <functional>
#include <optional>

namespace countersign::backend {

/// Who serves, as they proved.
struct Owner {
    StoreId store;
    crypto::PublicKey ledgerKey;
    /// Whether they also proved that they listen at the client's address, so that nobody relays. Over TLS the
    /// certificate says who answers, and the owner's own name for its address need not be the one that was dialled.
    bool named = false;
};

/// Has the server prove, over a fresh nonce, that it holds a store's ledger key; with `expected`, that it is that
/// store's and that the server really listens at the client's address. StoreMismatch, SignatureInvalid, and what the
/// call ends with.
[[nodiscard]] Result<Owner> checkOwner(HttpClient& client, const std::optional<store::StoreMeta>& expected,
                                       Random& random);
/// The same question on whatever connection there is now: whether it is still that owner. `done` on the client's
/// thread.
void checkStillOwner(HttpClient& client, const Owner& owner, Random& random, std::function<void(Result<void>)> done);

} // namespace countersign::backend
