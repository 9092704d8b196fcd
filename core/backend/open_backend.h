#pragma once

#include "core/backend/backend.h"

#include <string>

namespace countersign::backend {

struct OpenOptions {
    /// A store file, or `https://…` (`http://` on loopback only; anything else is refused).
    std::string store;
    std::shared_ptr<const Identity> identity;
    /// Key that unseals a local store; default FILE.key beside it.
    std::string unlockFile;
    /// PEM certificates that a server of `https://` may be vouched for by; empty: those of the system.
    std::string trustFile;
    /// How long to wait for a program that owns the file without listening.
    Duration patience{5000};
};

/// A file that nobody owns is opened in-process (LocalBackend); a file with an owner is reached through that owner,
/// after it signed our nonce and its own address with the store's ledger key; a URL is connected to (RemoteBackend).
/// StoreBusy, StoreUnreadable, StoreNewer, KeyFileInvalid, Unavailable, StoreMismatch. A newer or locked store that can
/// still be read is opened read-only, and StoreInfo.state says so.
[[nodiscard]] Result<std::unique_ptr<Backend>> openBackend(const OpenOptions& options, const Clock& clock,
                                                           Random& random);

} // namespace countersign::backend
