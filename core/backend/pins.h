#pragma once

#include "core/base/id.h"
#include "core/base/json.h"
#include "core/crypto/keys.h"
#include "core/ledger/checkpoint.h"

#include <optional>
#include <string>

namespace countersign::backend {

/// The newest signed head that this user saw of each store, kept outside the stores: what makes an older copy or
/// another history visible (`$XDG_STATE_HOME/countersign/pins.json`, 0600). All programs of the user share it.
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
    /// Pins a head that continues `before`. When another program has moved the pin meanwhile, its pin stays: nobody
    /// compared that one with this head. So a pin never goes back.
    [[nodiscard]] Result<void> advance(const StoreId& store, const std::optional<Pin>& before, const Pin& pin) const;
    /// Whatever was pinned before: for a person who said so.
    [[nodiscard]] Result<void> replace(const StoreId& store, const Pin& pin) const;

private:
    [[nodiscard]] Result<json::Object> load() const;
    [[nodiscard]] Result<void> write(json::Object all, const StoreId& store, const Pin& pin) const;
    std::string m_path;
};

/// A note opened with the key of its store.
[[nodiscard]] Result<Pins::Pin> pinOf(const std::string& note, const std::string& trustDomain, const StoreId& store,
                                      const crypto::PublicKey& ledgerKey);

} // namespace countersign::backend
