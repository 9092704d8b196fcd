#pragma once

#include "core/backend/http_client.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/store/store_file.h"

#include <optional>

namespace countersign::backend {

/// Has the server prove, over a fresh nonce, that it holds a store's ledger key; with `expected`, that it is that
/// store's and that the server really listens at the client's address (nobody relays). StoreMismatch,
/// SignatureInvalid, and what the call ends with.
[[nodiscard]] Result<StoreId> checkOwner(HttpClient& client, const std::optional<store::StoreMeta>& expected,
                                         Random& random);

} // namespace countersign::backend
