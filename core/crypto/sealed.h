#pragma once

#include "core/crypto/keys.h"

#include <string>
#include <string_view>
#include <vector>

namespace countersign::crypto {

/// Cost of Argon2id. Values read from a file are capped (8 passes, 1 GiB); more is KeyFileInvalid before any memory is
/// taken.
struct PassphraseCost {
    std::uint32_t passes = 3;
    std::uint64_t bytes = 256ULL * 1024 * 1024;
};

/// A sealed key file: JSON with the public key in clear and the seed sealed by Argon2id (1.3) and
/// XChaCha20-Poly1305-IETF whose associated data is everything else in the file (core/design/formats.md). With an empty
/// passphrase (`--no-passphrase`) the seed stands in clear and the file says so.
[[nodiscard]] std::string sealKeyFile(const SigningKey& key, const SecretBytes& passphrase, Random& random,
                                      const PassphraseCost& cost = {});
/// WrongPassphrase, or KeyFileInvalid with what is wrong.
[[nodiscard]] Result<SigningKey> openKeyFile(std::string_view text, const SecretBytes& passphrase);
/// The public half, without the passphrase.
[[nodiscard]] Result<PublicKey> keyFilePublicKey(std::string_view text);
/// Whether a passphrase is needed.
[[nodiscard]] Result<bool> keyFileIsSealed(std::string_view text);

/// A secret sealed to one Ed25519 key holder (libsodium sealed box over the key's X25519 form). Anonymous: it proves
/// nothing about the sender.
[[nodiscard]] Bytes sealTo(const PublicKey& recipient, const SecretBytes& secret);
/// KeyFileInvalid when it was not sealed to this key or was changed.
[[nodiscard]] Result<SecretBytes> openSealed(const SigningKey& recipient, ByteView sealed);

} // namespace countersign::crypto
