#pragma once

#include "core/backend/backend.h"
#include "core/ledger/checkpoint.h"

#include <optional>
#include <string>

namespace countersign::cli {

/// The newest signed head that this user saw of each store, kept outside the stores: what makes an older copy or
/// another history visible (`$XDG_STATE_HOME/countersign/pins.json`, 0600).
class Pins {
public:
    struct Pin {
        /// The checkpoint note.
        std::string note;
        crypto::PublicKey ledgerKey;
        /// Opened and verified with that key.
        ledger::Checkpoint head;
    };

    /// In `$XDG_STATE_HOME`, else `~/.local/state`.
    static Pins ofUser();
    explicit Pins(std::string path) : m_path(std::move(path)) {}

    /// None when this store was never pinned. StoreUnreadable when the file is damaged.
    [[nodiscard]] Result<std::optional<Pin>> find(const StoreId& store) const;
    [[nodiscard]] Result<void> set(const StoreId& store, const Pin& pin) const;

private:
    [[nodiscard]] Result<json::Object> load() const;
    std::string m_path;
};

/// A note opened with the key of its store.
[[nodiscard]] Result<Pins::Pin> pinOf(const std::string& note, const std::string& trustDomain, const StoreId& store,
                                      const crypto::PublicKey& ledgerKey);

/// The newest head of a store, and the one that was pinned when it was asked for.
struct SeenHead {
    StoreId store;
    Pins::Pin head;
    std::optional<Pins::Pin> before;
};
[[nodiscard]] Result<SeenHead> lookAtHead(backend::Backend& store, const Pins& pins);

/// Checks that the head continues the pinned one, and pins it; the first one there is nothing to compare with.
/// VerificationFailed when it does not: then the pin stays.
[[nodiscard]] Result<void> checkAndPin(backend::Backend& store, const Pins& pins, const SeenHead& seen);

} // namespace countersign::cli
