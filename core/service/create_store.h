#pragma once

#include "core/command/commands.h"
#include "core/crypto/keys.h"

namespace countersign::service {

struct NewStore {
    std::string path;
    std::string trustDomain;
    identity::OperatorId firstOperator;
    const crypto::SigningKey* operatorKey = nullptr;
};

/// Makes FILE (record 0 is the signed InitStore command of the first operator, who is user:ID with the same id and gets
/// all five roles) and FILE.key (the service key, 0600). AlreadyExists when either is there; nothing is left behind on
/// failure.
[[nodiscard]] Result<StoreId> createStore(const NewStore& store, const Clock& clock, Random& random);

/// The service key of FILE.key or of `--unlock-file`. KeyFileInvalid, NotFound.
[[nodiscard]] Result<crypto::SigningKey> readServiceKey(const std::string& path);

} // namespace countersign::service
