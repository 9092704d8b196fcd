#pragma once

#include "core/delegation/delegation.h"

namespace countersign::decision {

/// SHA-256 of a hop's canonical JSON (core/design/formats-approval.md): everything that it lends, to whom and until
/// when; not whether it was revoked. This is `digest` in a chain link.
[[nodiscard]] Digest hopDigest(const delegation::Delegation& hop);
/// The bytes that are hashed.
[[nodiscard]] std::string hopBytes(const delegation::Delegation& hop);

} // namespace countersign::decision
