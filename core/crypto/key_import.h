#pragma once

#include "core/crypto/keys.h"

#include <string_view>
#include <vector>

namespace countersign::crypto {

/// A public key as somebody handed it over.
struct ImportedKey {
    PublicKey key;
    /// Only from the seed article's `{agent_id, public_key, capabilities}`; empty otherwise.
    std::string agentId;
    std::vector<std::string> capabilities;
};

/// Recognises, after trimming white space: raw base64 or base64url of 32 bytes · a public JWK (RFC 8037; a private one,
/// with `d`, is refused so that nobody pastes secrets) · PEM/SPKI `BEGIN PUBLIC KEY` (RFC 8410) · an OpenSSH line
/// `ssh-ed25519 AAAA… [comment]` · the seed's JSON. KeyInvalid otherwise, with a sentence that says which form it
/// looked like and what is wrong. Private keys in any form are refused and named as such.
[[nodiscard]] Result<ImportedKey> importPublicKey(std::string_view text);

} // namespace countersign::crypto
